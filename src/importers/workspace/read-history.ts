import { z } from 'zod';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { type WorkspaceMessage, workspaceMessage } from '../../mapping/verify/workspace.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { isSystemSubtype, TOMBSTONE } from '../../slack/system-subtypes.ts';
import { messageKey, parseKey, partOfKey } from '../ledger/keys.ts';
import type { Action } from '../ledger/ledger.ts';
import type { LedgerReading } from '../ledger/united.ts';
import { type Reading, readCall, readPages } from '../slack/reading.ts';
import type { MessageSpool, PartPlace } from './message-spool.ts';
import { pacedReading, type WorkspaceSession } from './session.ts';

/** A message as Slack returns it. */
export const importedMessage = z.looseObject({
  ts: z.string(),
  thread_ts: z.string().optional(),
  user: z.string().default(''),
  text: z.string().default(''),
  subtype: z.string().optional(),
  /** Name of a bot. */
  username: z.string().optional(),
  bot_profile: z.looseObject({ name: z.string().optional() }).optional().catch(undefined),
  pinned_to: z.array(z.string()).optional(),
  reactions: z.array(z.looseObject({ count: z.number().default(0) })).default([]),
  metadata: z.looseObject({ event_type: z.string().optional() }).optional(),
  files: z
    .array(
      z.looseObject({ id: z.string(), name: z.string().default(''), size: z.number().default(0) }),
    )
    .default([]),
});
export type ImportedMessage = z.infer<typeof importedMessage>;

/** Seconds since the epoch by the `ts` of messages, from one on until before another; undefined: to the end. */
export interface SecondStretch {
  readonly fromSecond: number;
  readonly toSecond: number | undefined;
}

/** Reads messages outside threads, and roots, of a stretch of time, oldest first. */
export async function readWindow(
  session: WorkspaceSession,
  channel: string,
  stretch: SecondStretch,
): Promise<readonly ImportedMessage[]> {
  const messages: ImportedMessage[] = [];
  const pages = readPages(
    pacedReading(session),
    'conversations.history',
    {
      channel,
      limit: PAGE_ITEMS,
      include_all_metadata: true,
      ...within(stretch),
    },
    { key: 'messages', item: importedMessage },
  );
  for await (const message of pages) messages.push(message);
  return messages.reverse();
}

/** Makes the arguments by which Slack leaves out what is outside a stretch of time. */
const within = ({ fromSecond, toSecond }: SecondStretch) => ({
  inclusive: true,
  oldest: String(fromSecond),
  ...(toSecond === undefined ? {} : { latest: `${toSecond - 1}.999999` }),
});

/** Reads the replies of a thread in a stretch of time, oldest first. */
export async function readThread(
  session: WorkspaceSession,
  { channel, rootTs }: { readonly channel: string; readonly rootTs: string },
  stretch: SecondStretch,
): Promise<readonly ImportedMessage[]> {
  const replies: ImportedMessage[] = [];
  const pages = readPages(
    pacedReading(session),
    'conversations.replies',
    { channel, ts: rootTs, limit: PAGE_ITEMS, include_all_metadata: true, ...within(stretch) },
    { key: 'messages', item: importedMessage },
  );
  // Slack gives the root with each page, whatever the stretch is.
  for await (const message of pages) if (message.ts !== rootTs) replies.push(message);
  return replies;
}

/** What a channel holds beside the messages of posts. */
export interface SpooledChannel {
  /** `ts` of pinned messages. */
  readonly pinned: ReadonlySet<string>;
  /** Number of messages by others. */
  readonly foreign: number;
  /** The `ts` that the ledger has of a part of a post, as Slack gave it; '' for none. */
  readonly sentTs: (postId: string, part: number) => string;
}

export interface ChannelToSpool {
  readonly reading: Reading;
  readonly ledger: LedgerReading;
  readonly spool: MessageSpool;
  /** Mattermost's. */
  readonly channelId: string;
  readonly slackChannel: string;
  readonly botUserId: string;
}

/** Reads a whole channel with its threads and pins into the spool. */
export async function spoolChannel(channel: ChannelToSpool): Promise<SpooledChannel> {
  const { reading, slackChannel } = channel;
  keepKnown(channel);
  let foreign = 0;
  const args = { channel: slackChannel, limit: PAGE_ITEMS, include_all_metadata: true };
  const items = { key: 'messages', item: workspaceMessage };
  for await (const root of readPages(reading, 'conversations.history', args, items)) {
    if (sortIn(channel, root) === 'foreign') foreign += 1;
    if (root.reply_count === 0) continue;
    const thread = { ...args, ts: root.ts };
    for await (const reply of readPages(reading, 'conversations.replies', thread, items)) {
      // Each page of a thread begins with its root; a reply also sent to the channel is in both lists.
      if (reply.ts !== root.ts && reply.subtype !== 'thread_broadcast') {
        if (sortIn(channel, reply) === 'foreign') foreign += 1;
      }
    }
  }
  const { ledger } = channel;
  const sentTs = (postId: string, part: number): string =>
    ledger.get(messageKey(postId, part))?.ts ?? '';
  return { pinned: await pinnedIn(channel), foreign, sentTs };
}

function keepKnown({ ledger, spool, channelId, slackChannel }: ChannelToSpool): void {
  for (const action of ledger.ofChannel(channelId)) {
    if (action.state !== 'done') continue;
    if (action.kind === 'upload') spool.addUpload(parseKey(action.key).id, action.fileId);
    if (action.kind === 'message' && isAdopted(action, slackChannel)) {
      spool.addAdopted(action.ts, { postId: action.postId, part: partOfKey(action.key) });
    }
  }
}

const isAdopted = ({ origin, slackChannel }: Action, channel: string): boolean =>
  origin === 'import' && (slackChannel === '' || slackChannel === channel);

/** Puts a message and its files into the spool; `foreign` for a message that somebody else wrote. */
function sortIn(
  { spool, botUserId }: ChannelToSpool,
  message: WorkspaceMessage,
): 'foreign' | 'known' {
  const { ts, thread_ts: threadTs, files, subtype, user } = message;
  const adopted = spool.adoptedAt(ts);
  const ours = adopted ?? postOf(message);
  if (ours !== undefined) {
    spool.addMessage({ ...ours, message, isImported: adopted !== undefined });
    return 'known';
  }
  const isOwn = user === botUserId;
  for (const { id, name, size, url_private: address } of files) {
    if (!isOwn && !spool.isUpload(id)) continue;
    spool.addShare({
      slackFileId: id,
      ts,
      threadTs,
      name,
      sizeBytes: size,
      address,
      comment: message.text,
    });
  }
  const isNotice = subtype === TOMBSTONE || isSystemSubtype(subtype);
  if (isNotice || files.some(({ id }) => spool.isUpload(id))) return 'known';
  if (!isOwn) return 'foreign';
  if (files.length === 0 && subtype !== 'file_share') spool.addOrphan(ts);
  return 'known';
}

function postOf({ metadata }: WorkspaceMessage): PartPlace | undefined {
  if (metadata?.event_type !== EVENT_TYPE) return undefined;
  const { post_id: postId, part } = metadata.event_payload;
  return typeof postId === 'string' ? { postId, part: Number(part) } : undefined;
}

const pinList = z.looseObject({
  items: z
    .array(z.looseObject({ message: z.looseObject({ ts: z.string() }).optional() }))
    .default([]),
});

async function pinnedIn({ reading, slackChannel }: ChannelToSpool): Promise<ReadonlySet<string>> {
  const { items } = await readCall(reading, 'pins.list', { channel: slackChannel }, pinList);
  return new Set(items.flatMap(({ message }) => message?.ts ?? []));
}
