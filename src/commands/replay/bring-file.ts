import { openAgain } from '../../importers/replay/open-again.ts';
import { type FileToShare, shareFile } from '../../importers/replay/share-file.ts';
import { isDeliverable } from '../../mapping/file-lines.ts';
import type { LossNote } from '../../mapping/losses.ts';
import { fileComment } from '../../mapping/replay/file-comment.ts';
import type { FileInfo, Post } from '../../model.ts';
import type { ConversationReplay, ReplayTarget } from './bring-post.ts';
import { refusal } from './refusal.ts';

/** Shares one file of a post in its channel or thread, once; false when it is not to be had or refused. */
export async function bringFile(
  { run, fileStore }: ConversationReplay,
  { conversation, slackChannel, context }: ReplayTarget,
  {
    post,
    file,
    threadTs,
    losses,
  }: {
    readonly post: Post;
    readonly file: FileInfo;
    readonly threadTs: string;
    readonly losses: LossNote[];
  },
): Promise<boolean> {
  const { stored } = file;
  if (fileStore === undefined || stored?.state !== 'there' || !isDeliverable(file)) return false;
  const { id: channelId } = conversation.channel;
  const wanted: FileToShare = {
    fileId: file.id,
    postId: post.id,
    name: file.name,
    sizeBytes: stored.sizeBytes,
    comment: fileComment(post, context),
    channelId,
    slackChannel,
    threadTs,
    open: () => fileStore.open(file.path),
  };
  if (run.ledger.get(`upload:${file.id}`) === undefined) await openAgain(run, channelId);
  const action = await shareFile(run, wanted);
  losses.push(...refusal(action, file.name));
  return action.state === 'done';
}
