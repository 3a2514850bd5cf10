import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Conversation } from '../../mapping/conversations.ts';
import { FILE_STATES, type FileState } from '../../mapping/file-states.ts';
import {
  type FileRules,
  fileLosses,
  fileState,
  filesWithRows,
} from '../../mapping/messages/files.ts';
import { neverMoves } from '../../mapping/messages/never-moved.ts';
import type { ChannelId, FileInfo, Post } from '../../model/model.ts';
import { AppendFile } from '../../system/append-file.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { OldManifest } from '../run/file-manifest.ts';
import type { LossLog } from '../run/loss-log.ts';
import type { PostPages } from '../run/post-pages.ts';
import type { Scope } from '../run/scope.ts';
import type { EmojiUses } from './emoji.ts';

/** Context for writing the manifest, beside the scope. */
export interface ManifestPass {
  readonly pages: PostPages;
  /** Returns the SHA-256 of a stored file, in hexadecimal. */
  readonly sumOf: (path: string) => Promise<string>;
  readonly files: Pick<ManifestFiles, 'manifest' | 'old'>;
  readonly losses: LossLog;
  readonly emojiUses: EmojiUses;
}

/** Counts of a manifest. */
export interface ManifestTally {
  readonly states: Readonly<Record<FileState, number>>;
  readonly bytes: number;
  /** Number of files with a row, by conversation; files that only the Filenames column names have none. */
  readonly rows: ReadonlyMap<ChannelId, number>;
  readonly legacy: number;
  /** Number of files with a row of burn-on-read posts, which are not listed. */
  readonly burnOnRead: ReadonlyMap<ChannelId, number>;
}

/** Files hashed at the same time; a few keep a disk or a bucket busy. */
const CONCURRENCY = 4;
const RULES: FileRules = { hasSlackLimits: true, place: 'upload' };

/** Writes a line for every file of the conversations, in order, each with its SHA-256. */
export async function writeManifest(scope: Scope, pass: ManifestPass): Promise<ManifestTally> {
  const states = Object.fromEntries(FILE_STATES.map((state) => [state, 0])) as Record<
    FileState,
    number
  >;
  const rows = new Map<ChannelId, number>();
  const burnOnRead = new Map<ChannelId, number>();
  let bytes = 0;
  let legacy = 0;
  for (const conversation of scope.conversations) {
    const { channel } = conversation;
    for await (const page of pass.pages(conversation)) {
      const posts = page.filter((post) => !neverMoves(post));
      for (const post of page.filter(neverMoves)) {
        const left = (burnOnRead.get(channel.id) ?? 0) + filesWithRows(post.files);
        burnOnRead.set(channel.id, left);
      }
      await writePage(scope, pass, conversation, posts);
      for (const post of posts) {
        pass.emojiUses.add(post);
        for (const file of post.files) {
          states[fileState(file)] += 1;
          bytes += file.stored?.sizeBytes ?? 0;
          if (file.isLegacy === true) legacy += 1;
          else rows.set(channel.id, (rows.get(channel.id) ?? 0) + 1);
        }
      }
    }
  }
  return { states, bytes, rows, legacy, burnOnRead };
}

async function writePage(
  { permalink }: Scope,
  pass: ManifestPass,
  { channel }: Conversation,
  page: readonly Post[],
): Promise<void> {
  const limit = pLimit(CONCURRENCY);
  const lines: Promise<string>[] = [];
  for (const post of page) {
    for (const file of post.files) {
      const known = await knownSum(pass, file);
      lines.push(limit(() => manifestLine(pass, post, file, known)));
    }
    const notes = fileLosses(post.files, RULES);
    if (notes.length > 0) {
      const place = {
        postId: post.id,
        channelId: channel.id,
        link: permalink(channel, post.id),
      };
      await pass.losses.record(place, notes);
    }
  }
  // Waits for all before one may fail, so that no read goes on unobserved.
  await Promise.allSettled(lines);
  for (const line of lines) await pass.files.manifest.write(await line);
}

async function knownSum(
  { files: { old } }: ManifestPass,
  file: FileInfo,
): Promise<string | undefined> {
  if (file.stored?.state !== 'there') return undefined;
  return await old.sumOf(file.id, file.path, file.stored.sizeBytes);
}

async function manifestLine(
  { sumOf }: ManifestPass,
  post: Post,
  file: FileInfo,
  known: string | undefined,
): Promise<string> {
  const isThere = file.stored?.state === 'there';
  const sha256 = known ?? (isThere ? await sumOf(file.path) : null);
  return `${JSON.stringify({
    id: file.id,
    post: post.id,
    channel: post.channelId,
    name: file.name,
    sizeBytes: file.sizeBytes,
    mimeType: file.mimeType,
    sha256,
    state: fileState(file),
    storedBytes: file.stored?.sizeBytes ?? null,
    path: file.path,
    ...(file.isLegacy === true ? { legacy: true } : {}),
  })}\n`;
}

export const MANIFEST_FILE = 'files-manifest.jsonl';

/** A manifest that is being written, and the checksums of the previous run. */
export interface ManifestFiles {
  readonly manifest: AppendFile;
  readonly old: OldManifest;
  /** Gives the manifest its name, in place of the previous one. */
  commit(): Promise<void>;
  /** Keeps what was written, so that the next run can resume from it. */
  leave(): Promise<void>;
}

/**
 * Opens `files-manifest.jsonl` for writing under a temporary name. Of the previous manifest and the rest of an
 * interrupted run, the longer one is read, so that its checksums need not be computed again.
 */
export async function openManifest(workDirectory: string): Promise<ManifestFiles> {
  const path = join(workDirectory, MANIFEST_FILE);
  const [part, former] = [`${path}.part`, `${path}.former`];
  try {
    if ((await sizeOf(part)) > Math.max(await sizeOf(former), await sizeOf(path))) {
      await rename(part, former);
    } else await rm(part, { force: true });
    const hasFormer = (await sizeOf(former)) > (await sizeOf(path));
    const old = new OldManifest(hasFormer ? former : path);
    const manifest = await AppendFile.open(part);
    return {
      manifest,
      old,
      async commit() {
        await old.close();
        await manifest.close();
        await rename(part, path);
        await rm(former, { force: true });
      },
      async leave() {
        await old.close();
        await manifest.close();
      },
    };
  } catch (error) {
    throw asTargetError(error, path);
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
