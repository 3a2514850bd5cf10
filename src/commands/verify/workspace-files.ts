import type { SlackAccess } from '../../config/slack.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { MessageSpool, SpooledShare } from '../../importers/workspace/message-spool.ts';
import {
  type ComparedField,
  type Difference,
  differenceOf,
  type FileFacts,
} from '../../mapping/verify/facts.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import { unescapeText } from '../../slack/shapes.ts';
import { fileSum } from '../run/file-manifest.ts';
import { makeDownload } from './download.ts';
import { shortName } from './workspace-view.ts';

/** Returns the difference between the bytes of a file in the workspace and in the file store, if any. */
export type CompareBytes = (share: SpooledShare, file: FileInfo) => Promise<readonly Difference[]>;

/** Compares no bytes, where no file store is given. */
export const bytesNotCompared: CompareBytes = async () => [];

/**
 * Makes a CompareBytes that downloads each file from Slack. A file that is missing in the file store is not compared; one
 * that cannot be downloaded differs, with the reason in the place of its checksum.
 */
export function makeCompareBytes(
  store: FileStore,
  slack: SlackAccess,
  signal: AbortSignal,
): CompareBytes {
  const download = makeDownload(slack, signal);
  return async ({ address }, file) => {
    const stored = await store.look(file.path);
    if (stored.state !== 'there') return [];
    const source = await fileSum(store, file.path);
    const target = await download(address);
    if (source === target) return [];
    const about = { kind: 'differs', thing: 'file', field: 'sha256', name: file.id } as const;
    return [differenceOf({ ...about, source, target })];
  };
}

interface ComparedShares {
  /** The files of the post that are in the channel. */
  readonly files: readonly FileFacts[];
  /** Files in the wrong thread or with other bytes. */
  readonly differences: readonly Difference[];
}

/** A post with its displayed author, and the root of the thread that its message is in. */
interface SharedPost {
  readonly post: Pick<Post, 'id' | 'files' | 'createAtMs'>;
  readonly author: string;
  readonly thread: string;
}

/** Finds the files of a post among those shared in the channel. */
export async function compareShares(
  { spool, compareBytes }: { readonly spool: MessageSpool; readonly compareBytes: CompareBytes },
  { post, author, thread }: SharedPost,
): Promise<ComparedShares> {
  const { id, files, createAtMs } = post;
  // `replay` shares the files of a post outside threads in the channel, `files` in the thread of the post.
  const threads = thread === '' ? ['', id] : [thread];
  const found: FileFacts[] = [];
  const differences: Difference[] = [];
  for (const file of files) {
    const share = spool.share(spool.slackFileOf(file.id));
    if (share === undefined) continue;
    spool.markShareSeen(share.slackFileId);
    const { name, sizeBytes } = share;
    found.push({ id: file.id, name: name.trim(), sizeBytes, mimeType: '' });
    differences.push(
      ...threadDifference(spool, share, file, threads),
      ...commentDifferences(share, file, { author, createAtMs }),
      ...(await compareBytes(share, file)),
    );
  }
  return { files: found, differences };
}

function threadDifference(
  spool: MessageSpool,
  { threadTs, ts }: SpooledShare,
  { id: name }: FileInfo,
  threads: readonly string[],
): readonly Difference[] {
  const isAlone = threadTs === '' || threadTs === ts;
  const target = isAlone ? '' : spool.postAt(threadTs) || threadTs;
  if (threads.includes(target)) return [];
  const about = { kind: 'differs', thing: 'file', field: 'thread', name } as const;
  return [differenceOf({ ...about, source: threads.at(-1) ?? '', target })];
}

/** Author and time of a post above its file, of which Slack shows the app as the author. */
const COMMENT = /^(.*) · <!date\^(\d+)\^/s;

function commentDifferences(
  { comment }: SpooledShare,
  { id: name }: FileInfo,
  { author, createAtMs }: { readonly author: string; readonly createAtMs: number },
): readonly Difference[] {
  const [, writer = '', seconds = ''] = COMMENT.exec(comment) ?? [];
  const facts: readonly (readonly [ComparedField, string, string])[] = [
    ['author', author, shortName(unescapeText(writer))],
    ['time', String(Math.floor(createAtMs / 1000)), seconds],
  ];
  return facts
    .filter(([, source, target]) => source !== target)
    .map(([field, source, target]) =>
      differenceOf({ kind: 'differs', thing: 'file', field, name, source, target }),
    );
}
