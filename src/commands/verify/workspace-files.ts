import { Readable } from 'node:stream';
import type { SlackAccess } from '../../config/slack.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { MessageSpool, SpooledShare } from '../../importers/workspace/message-spool.ts';
import type { SpooledChannel } from '../../importers/workspace/read-history.ts';
import { type Difference, differenceOf, type FileFacts } from '../../mapping/verify/facts.ts';
import type { FileInfo, Post } from '../../model/model.ts';
import { fileSum } from '../run/file-manifest.ts';
import { sha256Of } from './zip-files.ts';

/** Returns the difference between the bytes of a file in the workspace and in the file store, if any. */
export type CompareBytes = (share: SpooledShare, file: FileInfo) => Promise<readonly Difference[]>;

export const bytesNotCompared: CompareBytes = async () => [];

/**
 * Makes a CompareBytes that downloads each file from Slack. A file that is missing in the file store is not compared.
 */
export function makeCompareBytes(
  store: FileStore,
  slack: SlackAccess,
  signal: AbortSignal,
): CompareBytes {
  const download = downloader(slack, signal);
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

/** Finds the files of a post among those shared in the channel. */
export async function compareShares(
  { spool, compareBytes }: { readonly spool: MessageSpool; readonly compareBytes: CompareBytes },
  { uploads }: Pick<SpooledChannel, 'uploads'>,
  { id, files }: Pick<Post, 'id' | 'files'>,
  thread: string,
): Promise<ComparedShares> {
  // `replay` shares the files of a post outside threads in the channel, `files` in the thread of the post.
  const threads = thread === '' ? ['', id] : [thread];
  const found: FileFacts[] = [];
  const differences: Difference[] = [];
  for (const file of files) {
    const share = spool.share(uploads.get(file.id) ?? '');
    if (share === undefined) continue;
    spool.markShareSeen(share.slackFileId);
    const { name, sizeBytes } = share;
    found.push({ id: file.id, name, sizeBytes, mimeType: '' });
    differences.push(
      ...threadDifference(spool, share, file, threads),
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

/** Returns the SHA-256 of the file at a Slack address, or a short reason why it cannot be downloaded. */
type Download = (address: string) => Promise<string>;

/** Slack serves private files only with the token, which is sent to Slack and to the test server alone. */
function downloader({ apiUrl, token }: SlackAccess, signal: AbortSignal): Download {
  const hosts = new Set(['files.slack.com', hostOf(apiUrl ?? 'https://slack.com/api/')]);
  const bearer = token?.reveal() ?? '';
  return async (address) => {
    if (!hosts.has(hostOf(address))) return 'an address that is not of the workspace';
    const answer = await fetch(address, {
      headers: { authorization: `Bearer ${bearer}` },
      redirect: 'error',
      signal,
    });
    if (!answer.ok || answer.body === null) return `HTTP ${answer.status}`;
    return await sha256Of(Readable.fromWeb(answer.body));
  };
}

const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : '');
