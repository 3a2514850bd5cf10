import { EMOJI_BYTES } from '../../slack/limits.ts';
import type { LossCode } from '../losses.ts';
import { type EmojiCodePoints, readStandardEmoji, type StandardEmoji } from './standard.ts';

export interface EmojiRename {
  readonly from: string;
  readonly to: string;
}

export interface EmojiNames {
  /** Returns Slack's name for Mattermost's, without colons; undefined when unknown. */
  toSlack(name: string): string | undefined;
  /** Returns the code points of a standard emoji by the name that `toSlack` gives. */
  codePoints(slackName: string): EmojiCodePoints | undefined;
  /** Custom emoji that are shown somewhere, with their names in Slack, ordered by Mattermost's names. */
  readonly all: readonly EmojiRename[];
  /** Custom emoji that cannot keep their names, ordered by Mattermost's names. */
  readonly renames: readonly EmojiRename[];
  /**
   * Custom emoji that Mattermost never shows, because its own set has the name. `to` is the name that version 0.1 of
   * this program gave them in messages.
   */
  readonly shadowed: readonly EmojiRename[];
}

/** Makes the mapping of Mattermost's emoji names to Slack's, of custom and standard emoji. */
export function makeEmojiNames(customNames: readonly string[]): EmojiNames {
  const standard = readStandardEmoji();
  const named = [...nameCustomEmoji(customNames, standard)];
  // Those that are never shown are named too, so that the others keep the names of earlier runs.
  const isShown = ([from]: readonly [string, string]): boolean => !standard.isOfMattermost(from);
  const custom = new Map(named.filter(isShown));
  const inSmallLetters = new Map(
    // Of two names that differ only in case, the first one wins.
    [...custom].reverse().map(([from, to]) => [from.toLowerCase(), to]),
  );
  const renameOf = ([from, to]: readonly [string, string]): EmojiRename => ({ from, to });
  const all = [...custom].map(renameOf);
  return {
    toSlack: (name) =>
      // A custom emoji may have a name that only newer sets of standard emoji have.
      custom.get(name) ?? standard.toSlack(name) ?? inSmallLetters.get(name),
    codePoints: standard.codePoints,
    all,
    renames: all.filter(({ from, to }) => from !== to),
    shadowed: named.filter((entry) => !isShown(entry)).map(renameOf),
  };
}

/**
 * Decides a legal and unique name for each custom emoji. Those that may keep their names do; the others follow in
 * code-unit order, so that the result does not depend on the order of the input.
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

/**
 * Makes a name legal: Slack allows lower-case letters, digits, `_` and `-`; Mattermost also upper-case letters and
 * `+`.
 */
function legalName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9_-]/g, '_') || '_';
}

function freeName(wanted: string, isTaken: (name: string) => boolean): string {
  let name = wanted;
  for (let number = 2; isTaken(name); number++) name = `${wanted}-${number}`;
  return name;
}

/** Path of a custom emoji's image in Mattermost's file store. */
export const emojiPath = (id: string): string => `emoji/${id}/image`;

/** Path of a person's picture in Mattermost's file store; Mattermost generates one for people without a picture. */
export const picturePath = (userId: string): string => `users/${userId}/profile.png`;

const SIGNATURES: readonly (readonly [type: ImageType, bytes: readonly number[]])[] = [
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['gif', [0x47, 0x49, 0x46, 0x38]],
  ['jpg', [0xff, 0xd8, 0xff]],
];
export type ImageType = 'png' | 'gif' | 'jpg';

/**
 * Detects the image type by the first bytes, because the file store has no extensions. Undefined for types that Slack
 * rejects as emoji.
 */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  return SIGNATURES.find(([, signature]) =>
    signature.every((byte, index) => bytes[index] === byte),
  )?.[0];
}

/** Loss for an image that Slack would reject as an emoji; undefined for one that it accepts. */
export function emojiLoss(bytes: Uint8Array): LossCode | undefined {
  if (imageType(bytes) === undefined) return 'emoji_wrong_type';
  return bytes.length > EMOJI_BYTES ? 'emoji_too_large' : undefined;
}
