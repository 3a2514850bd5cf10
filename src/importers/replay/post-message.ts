import { z } from 'zod';
import type { ReplayMessage } from '../../mapping/replay/replay-post.ts';
import { type Action, intentOf } from '../ledger/ledger.ts';
import { doOnce } from './do-once.ts';
import { digestOf } from './do-setting.ts';
import { findMessage, messageMetadata } from './find-message.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

/** Where a message goes. */
export interface MessagePlace {
  readonly channelId: string;
  readonly slackChannel: string;
  /** The root's `ts`; '' outside threads. */
  readonly threadTs: string;
  /** What its channel has still to post. */
  readonly remaining: number;
}

export const messageKey = (postId: string, part: number): string => `message:${postId}:${part}`;
export const partOfKey = (key: string): number => Number(key.slice(key.lastIndexOf(':') + 1));

const posted = z.looseObject({ ts: z.string() });

/** Posts one message, once. It notifies nobody: history comes before people, and nothing is unfurled. */
export function postMessage(
  run: ReplayRun,
  message: ReplayMessage,
  place: MessagePlace,
): Promise<Action> {
  const { postId, part } = message;
  const { channelId, slackChannel, threadTs, remaining } = place;
  const args = messageArgs(message, slackChannel, threadTs);
  const key = messageKey(postId, part);
  return doOnce(run, {
    intent: intentOf({
      key,
      kind: 'message',
      channelId,
      postId,
      slackChannel,
      threadTs,
      digest: messageDigest(message),
    }),
    alreadyDone: [],
    async act(intend) {
      const where = { channel: slackChannel, remaining, beforeSend: intend };
      const { body } = await pacedCall(run, 'chat.postMessage', args, where);
      return { ts: posted.parse(body).ts };
    },
    async find() {
      const sinceMs = run.ledger.get(key)?.intendedAtMs ?? 0;
      const ts = await findMessage(run, { slackChannel, threadTs, postId, part, sinceMs });
      return ts === undefined ? undefined : { ts };
    },
  });
}

function messageArgs(
  message: ReplayMessage,
  channel: string,
  threadTs: string,
): Readonly<Record<string, unknown>> {
  const { text, blocks, attachments, username, iconUrl, iconEmoji } = message;
  return {
    channel,
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(attachments.length === 0 ? {} : { attachments }),
    username,
    ...(iconEmoji === undefined ? {} : { icon_emoji: iconEmoji }),
    ...(iconUrl === undefined || iconEmoji !== undefined ? {} : { icon_url: iconUrl }),
    ...(threadTs === '' ? {} : { thread_ts: threadTs }),
    unfurl_links: false,
    unfurl_media: false,
    metadata: messageMetadata(message.postId, message.part),
  };
}

/** Of what can be changed later: the author's name cannot (docs.slack.dev/reference/methods/chat.update). */
export function messageDigest({ text, blocks, attachments }: ReplayMessage): string {
  return digestOf(JSON.stringify({ text, blocks, attachments }));
}
