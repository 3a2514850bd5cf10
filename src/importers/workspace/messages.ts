import { z } from 'zod';
import { shapedDigest } from '../../mapping/message-shape.ts';
import type { ReplayMessage } from '../../mapping/replay/replay-post.ts';
import type { MessageForm } from '../../mapping/replay/smaller-forms.ts';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { PAGE_ITEMS, UPDATE_TEXT_CHARACTERS } from '../../slack/limits.ts';
import { messageKey, partOfKey, updateKey } from '../ledger/keys.ts';
import { type Action, type IntendedLoss, intentOf } from '../ledger/ledger.ts';
import { clearAnswer } from '../slack/answers.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { readPages } from '../slack/reading.ts';
import {
  digestOf,
  type ExactlyOnceAction,
  forgetOtherState,
  repeatExactlyOnce,
  runExactlyOnce,
  WAITED_FOR,
} from './exactly-once.ts';
import { isGoneAfter } from './gone.ts';
import { formsInTurn, hasSmallerFormsLeft } from './message-forms.ts';
import { oldestAfter, pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

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

/**
 * Posts one message, once. It notifies no one: messages are posted before people are invited, and links are not unfurled.
 */
export function postMessage(
  session: WorkspaceSession,
  message: ReplayMessage,
  place: MessagePlace,
): Promise<Action> {
  forgetOlderRefusal(session, messageKey(message.postId, message.part));
  return runExactlyOnce(session, posting(session, message, place));
}

/** Forgets a refusal of an older version, which did not try smaller forms. */
function forgetOlderRefusal({ ledger }: WorkspaceSession, key: string): void {
  const known = ledger.get(key);
  if (known !== undefined && hasSmallerFormsLeft(known)) ledger.forget(key);
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
  const key = messageKey(postId, part);
  const forms = formsInTurn(message);
  return {
    get intent() {
      return intentOf({
        key,
        kind: 'message',
        channelId,
        postId,
        slackChannel,
        threadTs,
        // That of the whole message in every form: what Slack refused is no edit.
        digest: messageDigest(message),
        losses: [
          ...losses,
          ...forms.losses,
          { when: 'failed', code: 'refused_by_slack', old: postId },
        ],
      });
    },
    alreadyDone: [],
    async act(intend) {
      const where = { channel: slackChannel, remaining, beforeSend: intend };
      const { body } = await forms.send((form) =>
        pacedCall(session, 'chat.postMessage', messageArgs(message, form, place), where),
      );
      return { ts: clearAnswer('chat.postMessage', body).ts };
    },
    find: (sent) => findPosted(session, sent),
  };
}

function messageArgs(
  { postId, part, username, iconUrl, iconEmoji }: ReplayMessage,
  { text, blocks, attachments }: MessageForm,
  { slackChannel, threadTs }: MessagePlace,
): Readonly<Record<string, unknown>> {
  return {
    channel: slackChannel,
    text,
    ...(blocks.length === 0 ? {} : { blocks }),
    ...(attachments.length === 0 ? {} : { attachments }),
    username,
    ...(iconEmoji === undefined ? {} : { icon_emoji: iconEmoji }),
    ...(iconUrl === undefined || iconEmoji !== undefined ? {} : { icon_url: iconUrl }),
    ...(threadTs === '' ? {} : { thread_ts: threadTs }),
    unfurl_links: false,
    unfurl_media: false,
    metadata: messageMetadata(postId, part),
  };
}

/** Digest of what chat.update can change; the author's name it cannot (docs.slack.dev/reference/methods/chat.update). */
export function messageDigest({ text, blocks, attachments, source }: ReplayMessage): string {
  const digest = digestOf(JSON.stringify({ text, blocks, attachments }));
  return shapedDigest('apiMessage', digest, sourceDigest(source));
}

const SOURCE_CHARACTERS = 16;

/** Digest of what the source says in a message; it outlives changes of the message's shape. */
export const sourceDigest = (facts: string): string => digestOf(facts).slice(0, SOURCE_CHARACTERS);

/**
 * Updates a message of the app to its post's present content. A refused update is not tried again until the post
 * changes again.
 */
export function updateMessage(
  session: WorkspaceSession,
  message: ReplayMessage,
  { channelId, slackChannel, ts }: Pick<Action, 'channelId' | 'slackChannel' | 'ts'>,
): Promise<Action> {
  const { postId, part } = message;
  const key = updateKey(postId, part);
  const digest = messageDigest(message);
  // The old message stays rather than a beginning of the new one.
  const forms = formsInTurn(
    message,
    ({ text, losses }) =>
      text.length <= UPDATE_TEXT_CHARACTERS && losses.every(({ code }) => code !== 'text_cut'),
  );
  forgetOtherState(session, { key, digest });
  forgetOlderRefusal(session, key);
  return runExactlyOnce(session, {
    get intent() {
      const losses = [...forms.losses, { when: 'failed', code: 'edit_refused' } as const];
      return intentOf({ key, kind: 'update', channelId, postId, slackChannel, digest, losses });
    },
    alreadyDone: [],
    find: WAITED_FOR,
    async act(intend) {
      await forms.send(({ text, blocks, attachments }) => {
        const metadata = messageMetadata(postId, part);
        // Empty lists are sent too: an omitted field keeps its old value.
        const args = { channel: slackChannel, ts, text, blocks, attachments, metadata };
        return pacedCall(session, 'chat.update', args, { beforeSend: intend });
      });
      return {};
    },
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

/**
 * Finds a message where its intent was sent, by its metadata; undefined when it never arrived. It came after the message
 * that was sent before it, by Slack's own `ts`: no clock of ours bounds the search.
 */
export async function findPosted(
  session: WorkspaceSession,
  sent: Action,
): Promise<{ readonly ts: string } | undefined> {
  const { key, slackChannel: channel, postId } = sent;
  const part = partOfKey(key);
  const found: string[] = [];
  for await (const message of messagesAround(session, sent)) {
    if (isMessageOf(message, postId, part)) found.push(message.ts);
  }
  const [first, ...copies] = found.toSorted((a, b) => Number(a) - Number(b));
  // A gateway that gets no answer may send the request again.
  for (const ts of copies) {
    await isGoneAfter(session, () => pacedCall(session, 'chat.delete', { channel, ts }));
  }
  return first === undefined ? undefined : { ts: first };
}

/** Reads the messages among which one that was sent may be: of its thread, or of its channel. */
async function* messagesAround(
  session: WorkspaceSession,
  { key, slackChannel: channel, threadTs }: Action,
): AsyncGenerator<ReadMessage> {
  const oldest = oldestAfter(Number(session.ledger.sentBefore(key)));
  const args = { channel, limit: PAGE_ITEMS, include_all_metadata: true, oldest };
  const items = { key: 'messages', item: messageShape };
  if (threadTs === '') {
    yield* readPages(pacedReading(session), 'conversations.history', args, items);
    return;
  }
  const thread = { ...args, ts: threadTs };
  try {
    yield* readPages(pacedReading(session), 'conversations.replies', thread, items);
  } catch (error) {
    // A thread that is gone has no replies.
    if (!(error instanceof SlackRefusal) || !NO_THREAD.has(error.code)) throw error;
  }
}

/** docs.slack.dev/reference/methods/conversations.replies, errors. */
const NO_THREAD: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found']);

/** True for the message of this part of this post. */
export function isMessageOf({ metadata }: ReadMessage, postId: string, part: number): boolean {
  const payload = metadata?.event_payload;
  return (
    metadata?.event_type === EVENT_TYPE &&
    payload?.['post_id'] === postId &&
    Number(payload['part']) === part
  );
}
