import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { csvLine } from '../../mapping/csv.ts';
import { emojiLoss, emojiPath, imageType } from '../../mapping/emoji/emoji.ts';
import type { LossCode } from '../../mapping/losses.ts';
import { safeName } from '../../mapping/text.ts';
import type { CustomEmoji, Post, UserId } from '../../model/model.ts';
import { writeWhole } from '../../system/atomic-file.ts';
import { makeFolder } from '../../system/write-place.ts';
import type { LossLog } from '../run/loss-log.ts';
import type { Scope } from '../run/scope.ts';

/** Context for exporting emoji: file store, folder, uses of each emoji, losses. */
export interface EmojiExport {
  readonly store: FileStore;
  readonly workDirectory: string;
  readonly uses: EmojiUses;
  readonly losses: LossLog;
}

/** An emoji with an image that Slack accepts. */
export interface ReadyEmoji {
  readonly id: string;
  readonly slackName: string;
  readonly path: string;
  readonly mimeType: string;
}

interface Exported {
  readonly emoji: CustomEmoji;
  readonly slackName: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly fault: LossCode | undefined;
  readonly mimeType: string;
}

const HEADER = [
  'name',
  'slack_name',
  'creator',
  'uses',
  'renamed',
  'aliases',
  'file',
  'bytes',
  'state',
];

/** Folder and index of the images; see FORMATS.md. */
export const EMOJI_FOLDER = 'emoji';
export const EMOJI_INDEX = 'emoji-index.csv';

/**
 * Writes `emoji/<name in Slack>.<type>` and `emoji-index.csv`; returns the emoji that Slack accepts. An image that
 * Slack rejects is written too, with a loss: a person can make it smaller.
 */
export async function exportEmoji(
  { read, workspace }: Scope,
  run: EmojiExport,
): Promise<readonly ReadyEmoji[]> {
  await makeFolder(join(run.workDirectory, EMOJI_FOLDER));
  const shadowed = new Set(workspace.emoji.shadowed.map(({ from }) => from));
  const slackNames = new Map(workspace.emoji.all.map(({ from, to }) => [from, to]));
  const exported: Exported[] = [];
  for (const emoji of read.emoji) {
    if (shadowed.has(emoji.name)) {
      await fail(run, emoji, 'emoji_shadowed');
      continue;
    }
    exported.push(await exportOne(run, emoji, slackNames.get(emoji.name) ?? emoji.name));
  }
  exported.sort((a, b) => (a.emoji.name < b.emoji.name ? -1 : 1));
  const usernameOf = (id: UserId): string => workspace.users.get(id)?.username ?? id;
  const lines = exported.map((one) => csvLine(cells(one, exported, run.uses, usernameOf)));
  await writeWhole(join(run.workDirectory, EMOJI_INDEX), csvLine(HEADER) + lines.join(''));
  return exported
    .filter(({ fault }) => fault === undefined)
    .map(({ emoji, slackName, mimeType }) => ({
      id: emoji.id,
      slackName,
      mimeType,
      path: emojiPath(emoji.id),
    }));
}

async function exportOne(
  run: EmojiExport,
  emoji: CustomEmoji,
  slackName: string,
): Promise<Exported> {
  const path = emojiPath(emoji.id);
  const stored = await run.store.look(path);
  const none = { emoji, slackName, file: '', sizeBytes: 0, sha256: '', mimeType: '' };
  if (stored.state !== 'there') {
    await fail(run, emoji, 'emoji_missing');
    return { ...none, fault: 'emoji_missing' };
  }
  if (stored.sizeBytes > MAX_BYTES) {
    await fail(run, emoji, 'emoji_too_large');
    return { ...none, sizeBytes: stored.sizeBytes, fault: 'emoji_too_large' };
  }
  const bytes = await buffer(await run.store.open(path));
  const fault = emojiLoss(bytes);
  if (fault !== undefined) await fail(run, emoji, fault);
  const type = imageType(bytes);
  const file = `${EMOJI_FOLDER}/${fileNameOf(emoji, slackName)}.${type ?? 'bin'}`;
  await writeWhole(join(run.workDirectory, file), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const mimeType = type === 'jpg' ? 'image/jpeg' : `image/${type}`;
  return { emoji, slackName, file, sizeBytes: bytes.length, sha256, fault, mimeType };
}

/** Mattermost's names have at most 64 letters, and file systems take 255 bytes. */
const LONGEST_NAME = 100;

/** Two cut names could be the same; ids are not. */
const fileNameOf = ({ id }: CustomEmoji, slackName: string): string =>
  safeName(slackName.length > LONGEST_NAME ? id : slackName);

/** More than any emoji has; a larger file is not read into memory. */
const MAX_BYTES = 16 * 1024 * 1024;

async function fail({ losses }: EmojiExport, { name }: CustomEmoji, code: LossCode): Promise<void> {
  const place = { postId: undefined, channelId: '', link: `:${name}:` };
  await losses.record(place, [{ code, old: name }]);
}

/**
 * Cells of emoji-index.csv. Emoji with the same image are listed as aliases of each other: Slack needs the image once.
 */
function cells(
  one: Exported,
  all: readonly Exported[],
  uses: EmojiUses,
  usernameOf: (id: UserId) => string,
): readonly string[] {
  const { emoji, slackName, file, sizeBytes, sha256, fault } = one;
  const aliases = all.filter((other) => other !== one && sha256 !== '' && other.sha256 === sha256);
  return [
    emoji.name,
    slackName,
    emoji.creatorId === undefined ? '' : usernameOf(emoji.creatorId),
    String(uses.of(emoji.name)),
    slackName === emoji.name ? '' : 'yes',
    aliases.map((other) => other.slackName).join(' '),
    file,
    String(sizeBytes),
    fault ?? 'ok',
  ];
}

/** Counts the uses of each custom emoji in texts and reactions; memory grows with the number of emoji only. */
export class EmojiUses {
  readonly #uses: Map<string, number>;

  constructor(names: readonly string[]) {
    this.#uses = new Map(names.map((name) => [name, 0]));
  }

  add(post: Post): void {
    for (const { emojiName } of post.reactions) this.#count(emojiName);
    if (!post.message.includes(':')) return;
    for (const [, name = ''] of post.message.matchAll(/:([\w+-]+):/g)) this.#count(name);
  }

  of(name: string): number {
    return this.#uses.get(name) ?? 0;
  }

  #count(name: string): void {
    const known = this.#uses.get(name);
    if (known !== undefined) this.#uses.set(name, known + 1);
  }
}
