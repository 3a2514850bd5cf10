import type { ReplayMessage } from '../../mapping/replay/replay-post.ts';
import type { Action } from '../ledger/ledger.ts';
import { doSetting } from './do-setting.ts';
import { messageMetadata } from './find-message.ts';
import { messageDigest } from './post-message.ts';
import type { ReplayRun } from './replay-run.ts';

export const updateKey = (postId: string, part: number): string => `update:${postId}:${part}`;

/**
 * Makes a message of the app's own what its post is now. What Slack refuses stays refused until the post changes
 * again.
 */
export function updateMessage(
  run: ReplayRun,
  message: ReplayMessage,
  { channelId, slackChannel, ts }: Pick<Action, 'channelId' | 'slackChannel' | 'ts'>,
): Promise<Action> {
  const { postId, part, text, blocks, attachments } = message;
  return doSetting(run, {
    kind: 'update',
    name: `${postId}:${part}`,
    method: 'chat.update',
    // Empty lists are sent: what is left out stays as it was.
    args: {
      channel: slackChannel,
      ts,
      text,
      blocks,
      attachments,
      metadata: messageMetadata(postId, part),
    },
    digest: messageDigest(message),
    channelId,
    postId,
    slackChannel,
  });
}
