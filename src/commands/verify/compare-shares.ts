import type { MessageSpool, SpooledShare } from '../../importers/verify/message-spool.ts';
import { type Difference, differenceOf } from '../../mapping/verify/difference.ts';
import type { FileFacts } from '../../mapping/verify/facts.ts';
import type { FileInfo, Post } from '../../model.ts';
import { fileSum } from '../files/file-sum.ts';
import type { SpooledConversation } from './compare-workspace-conversation.ts';

/** The files of a post as they stand in the channel, and what of them is wrong beside their facts. */
export async function compareShares(
  one: SpooledConversation,
  { files }: Post,
  thread: string,
): Promise<{ readonly files: readonly FileFacts[]; readonly differences: readonly Difference[] }> {
  const { spool, channel } = one;
  const found: FileFacts[] = [];
  const differences: Difference[] = [];
  for (const file of files) {
    const share = spool.share(channel.uploads.get(file.id) ?? '');
    if (share === undefined) continue;
    spool.markShareSeen(share.slackFileId);
    const { name, sizeBytes } = share;
    found.push({ id: file.id, name, sizeBytes, mimeType: '' });
    differences.push(
      ...threadDifference(spool, share, file, thread),
      ...(await bytesDifference(one, share, file)),
    );
  }
  return { files: found, differences };
}

function threadDifference(
  spool: MessageSpool,
  { threadTs, ts }: SpooledShare,
  { id: name }: FileInfo,
  source: string,
): readonly Difference[] {
  const isAlone = threadTs === '' || threadTs === ts;
  const target = isAlone ? '' : spool.postAt(threadTs) || threadTs;
  if (source === target) return [];
  const about = { kind: 'differs', thing: 'file', field: 'thread', name } as const;
  return [differenceOf({ ...about, source, target })];
}

async function bytesDifference(
  { fileStore, download }: SpooledConversation,
  { address }: SpooledShare,
  file: FileInfo,
): Promise<readonly Difference[]> {
  if (fileStore === undefined || download === undefined) return [];
  const stored = await fileStore.look(file.path);
  if (stored.state !== 'there') return [];
  const source = await fileSum(fileStore, file.path);
  const target = await download(address);
  if (source === target) return [];
  const about = { kind: 'differs', thing: 'file', field: 'sha256', name: file.id } as const;
  return [differenceOf({ ...about, source, target })];
}
