import { z } from 'zod';
import type { ReplayMessage } from '../../mapping/replay/replay-post.ts';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { messageKey, updateKey } from '../ledger/keys.ts';
import { type Action, type IntendedLoss, intentOf } from '../ledger/ledger.ts';
import { readPages } from '../slack/reading.ts';
import {
  digestOf,
  type ExactlyOnceAction,
  repeatExactlyOnce,
  runExactlyOnce,
  setOnce,
} from './exactly-once.ts';
import { pacedCall, pacedReading, sinceSeconds, type WorkspaceSession } from './session.ts';

/** Where a message goes. */
export interface MessagePlace {
  readonly channelId: string;
  readonly slackChannel: string;
  /** The root's `ts`; '' outside threads. */
  readonly threadTs: string;
  /** Messages that its channel still has to post. */
  readonly remaining: number;
  /** Losses that come with the message, beside its being refused. */
  readonly losses: readonly IntendedLoss[];
}

const posted = z.looseObject({ ts: z.string() });

/** Posts one message, once. It notifies no one: messages are posted before people are invited, and links are not unfurled. */
export function postMessage(
  session: WorkspaceSession,
  message: ReplayMessage,
  place: MessagePlace,
): Promise<Action> {
  return runExactlyOnce(session, posting(session, message, place));
}

/** Posts a message again that the ledger holds and the workspace lacks. */
export function repostMessage(
  session: WorkspaceSession,
  message: ReplayMessage,
  place: MessagePlace,
): Promise<Action> {
  return repeatExactlyOnce(session, posting(session, message, place));
}

function posting(
  session: WorkspaceSession,
  message: ReplayMessage,
  place: MessagePlace,
): ExactlyOnceAction {
  const { postId, part } = message;
  const { channelId, slackChannel, threadTs, remaining, losses } = place;
  const args = messageArgs(message, slackChannel, threadTs);
  const key = messageKey(postId, part);
  return {
    intent: intentOf({
      key,
      kind: 'message',
      channelId,
      postId,
      slackChannel,
      threadTs,
      digest: messageDigest(message),
      losses: [...losses, { when: 'failed', code: 'refused_by_slack', old: postId }],
    }),
    alreadyDone: [],
    async act(intend) {
      const where = { channel: slackChannel, remaining, beforeSend: intend };
      const { body } = await pacedCall(session, 'chat.postMessage', args, where);
      return { ts: posted.parse(body).ts };
    },
    async find() {
      const sinceMs = session.ledger.get(key)?.intendedAtMs ?? 0;
      const ts = await findMessage(session, { slackChannel, threadTs, postId, part, sinceMs });
      return ts === undefined ? undefined : { ts };
    },
  };
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

/** Digest of what chat.update can change; the author's name it cannot (docs.slack.dev/reference/methods/chat.update). */
export function messageDigest({ text, blocks, attachments }: ReplayMessage): string {
  return digestOf(JSON.stringify({ text, blocks, attachments }));
}

/**
 * Updates a message of the app to its post's present content. A refused update is not tried again until the post
 * changes again.
 */
export function updateMessage(
  session: WorkspaceSession,
  message: ReplayMessage,
  { channelId, slackChannel, ts }: Pick<Action, 'channelId' | 'slackChannel' | 'ts'>,
): Promise<Action> {
  const { postId, part, text, blocks, attachments } = message;
  return setOnce(session, {
    kind: 'update',
    key: updateKey(postId, part),
    method: 'chat.update',
    // Empty lists are sent too: an omitted field keeps its old value.
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
    losses: [{ when: 'failed', code: 'edit_refused' }],
  });
}

/** The metadata of a message: which post, and which part of it. */
function messageMetadata(postId: string, part: number) {
  return { event_type: EVENT_TYPE, event_payload: { post_id: postId, part } };
}

export const messageShape = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  metadata: z
    .looseObject({
      event_type: z.string().optional(),
      event_payload: z.looseObject({}).optional(),
    })
    .optional(),
});
export type ReadMessage = z.infer<typeof messageShape>;

/** Finds the `ts` of a message by its metadata; undefined when it never arrived. */
export async function findMessage(
  session: WorkspaceSession,
  place: {
    readonly slackChannel: string;
    readonly threadTs: string;
    readonly postId: string;
    readonly part: number;
    /** Older messages are not read. */
    readonly sinceMs: number;
  },
): Promise<string | undefined> {
  const { slackChannel: channel, threadTs, postId, part, sinceMs } = place;
  const oldest = String(sinceSeconds(sinceMs));
  const args = { channel, limit: PAGE_ITEMS, include_all_metadata: true, oldest };
  const method = threadTs === '' ? 'conversations.history' : 'conversations.replies';
  const all = threadTs === '' ? args : { ...args, ts: threadTs };
  for await (const message of readPages(pacedReading(session), method, all, {
    key: 'messages',
    item: messageShape,
  })) {
    if (isMessageOf(message, postId, part)) return message.ts;
  }
  return undefined;
}

/** True for the message of this part of this post. */
export function isMessageOf({ metadata }: ReadMessage, postId: string, part: number): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === EVENT_TYPE &&
    payload?.['post_id'] === postId &&
    Number(payload['part']) === part
  );
}
