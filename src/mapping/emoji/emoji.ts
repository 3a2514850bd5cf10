import { EMOJI_BYTES } from '../../slack/limits.ts';
import type { LossCode } from '../losses.ts';
import { readStandardEmoji, type StandardEmoji } from './standard.ts';

export interface EmojiRename {
  readonly from: string;
  readonly to: string;
}

export interface EmojiNames {
  /** The name that Slack stores, without colons; undefined when nobody knows Mattermost's. */
  toSlack(name: string): string | undefined;
  /** Every custom emoji with its name in Slack, ordered by the old ones. */
  readonly all: readonly EmojiRename[];
  /** Custom emoji that cannot keep their names, ordered by the old ones. */
  readonly renames: readonly EmojiRename[];
}

/** Mattermost's emoji names to Slack's: those of the server's own emoji and the standard ones. */
export function makeEmojiNames(customNames: readonly string[]): EmojiNames {
  const standard = readStandardEmoji();
  const custom = nameCustomEmoji(customNames, standard);
  const inSmallLetters = new Map(
    // The first of two that differ in case only.
    [...custom].reverse().map(([from, to]) => [from.toLowerCase(), to]),
  );
  const all = [...custom].map(([from, to]) => ({ from, to }));
  return {
    toSlack: (name) =>
      // The server's own first: Mattermost lets them have names that only newer standard emoji have.
      custom.get(name) ?? standard.toSlack(name) ?? inSmallLetters.get(name),
    all,
    renames: all.filter(({ from, to }) => from !== to),
  };
}

/**
 * A name that Slack takes for each. Those that may keep theirs do; the others follow in the order of their
 * code units, so that the same emoji get the same names in whatever order they come.
 */
function nameCustomEmoji(
  customNames: readonly string[],
  standard: StandardEmoji,
): ReadonlyMap<string, string> {
  const sorted = [...new Set(customNames)].sort();
  const kept = new Set(sorted.filter((name) => name === legalName(name) && !standard.has(name)));
  const taken = new Set(kept);
  const named = new Map<string, string>();
  for (const name of sorted) {
    const to = kept.has(name)
      ? name
      : freeName(legalName(name), (other) => taken.has(other) || standard.has(other));
    taken.add(to);
    named.set(name, to);
  }
  return named;
}

/** Slack takes small letters, digits, `_` and `-`; Mattermost also capitals and `+`. */
function legalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_-]/g, '_') || '_';
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; isTaken(name); number++) name = `${wanted}-${number}`;
  return name;
}

/** Where Mattermost keeps the image of a custom emoji. */
export const emojiPath = (id: string): string => `emoji/${id}/image`;

/** Where Mattermost keeps a person's picture; it makes one for those who gave none. */
export const picturePath = (userId: string): string => `users/${userId}/profile.png`;

const SIGNATURES: readonly (readonly [type: ImageType, bytes: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['jpg', [0xff, 0xd8, 0xff]],
];
export type ImageType = 'png' | 'gif' | 'jpg';

/** By the first bytes: the file store has no endings. Undefined for what Slack takes as no emoji. */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  return SIGNATURES.find(([, signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  )?.[0];
}

/** Why Slack would not take an image; undefined when it would. */
export function emojiFault(bytes: Uint8Array): LossCode | undefined {
  if (imageType(bytes) === undefined) return 'emoji_wrong_type';
  return bytes.length > EMOJI_BYTES ? 'emoji_too_large' : undefined;
}
