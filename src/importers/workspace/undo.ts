import { z } from 'zod';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import type { Action, ActionKind } from '../ledger/ledger.ts';
import { readPages } from '../slack/reading.ts';
import { messageShape } from './messages.ts';
import { deleteFromSlack, isGoneAfter, settleOutcome } from './removal.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

/** What was taken back. */
export interface UndoneCounts {
  messages: number;
  files: number;
  archivedChannels: number;
  /** Channels that stay because others have written in them, or Slack does not let the app archive them. */
  keptChannels: number;
  /** Messages and files that Slack does not let the app delete; they stay in the ledger, and the channels too. */
  refused: number;
}

/**
 * Takes back what the ledger says that we made, and nothing else. What is taken back leaves the ledger at once, so
 * that the same command goes on after a stop.
 */
export async function undoReplay(session: WorkspaceSession): Promise<UndoneCounts> {
  const counts = { messages: 0, files: 0, archivedChannels: 0, keptChannels: 0, refused: 0 };
  await settleAll(session);
  // What is taken back has to be brought again from its beginning.
  session.ledger.forgetSyncMarks();
  for (const action of doneActions(session, 'archive')) {
    await deleteFromSlack(session, action);
    session.ledger.forget(action.key);
  }
  counts.refused += await removeAll(session, 'upload', () => {
    counts.files += 1;
  });
  counts.refused += await removeAll(session, 'message', () => {
    counts.messages += 1;
  });
  // In an archived channel nothing can be deleted later.
  if (counts.refused > 0) return counts;
  for (const kind of GOES_WITH_THE_REST)
    for (const { key } of doneActions(session, kind)) session.ledger.forget(key);
  for (const action of doneActions(session, 'channel')) {
    // A channel that was only joined is not ours.
    const isOurs = action.detail !== '';
    if (isOurs && (await retireChannel(session, action))) counts.archivedChannels += 1;
    else if (isOurs) counts.keptChannels += 1;
    session.ledger.forget(action.key);
  }
  return counts;
}

/** A message or a file whose call got no answer may be there all the same. */
async function settleAll(session: WorkspaceSession): Promise<void> {
  for (const action of session.ledger.unclear()) {
    if (action.kind === 'message' || action.kind === 'upload') await settleOutcome(session, action);
  }
}

/** Pins and reactions vanish with their messages, bookmarks and topics with our channels. */
const GOES_WITH_THE_REST: readonly ActionKind[] = [
  'pin',
  'reaction',
  'bookmark',
  'topic',
  'purpose',
  'invite',
  'archive',
  'name',
  'update',
];

const BATCH = 500;

/** Newest first. Whoever asks for the next one has forgotten the last. */
function* doneActions(session: WorkspaceSession, kind: ActionKind): Generator<Action> {
  for (;;) {
    const batch = session.ledger.newest(kind, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
  }
}

/** Deletes everything of a kind, newest first: the replies of a thread before their root. Gives the refusals. */
async function removeAll(
  session: WorkspaceSession,
  kind: ActionKind,
  removed: () => void,
): Promise<number> {
  let refused = 0;
  for (;;) {
    const batch = session.ledger.newest(kind, BATCH, refused);
    for (const action of batch) {
      if (await deleteFromSlack(session, action)) removed();
      else refused += 1;
    }
    if (batch.length < BATCH) return refused;
  }
}

const written = messageShape.extend({
  user: z.string().optional(),
  subtype: z.string().optional(),
});

/** Renames the channel, because an archived one keeps its name, and archives it; false when it has to stay. */
async function retireChannel(session: WorkspaceSession, action: Action): Promise<boolean> {
  const { slackChannel: channel, detail } = action;
  const pages = readPages(
    pacedReading(session),
    'conversations.history',
    { channel, limit: PAGE_ITEMS, include_all_metadata: true },
    { key: 'messages', item: written },
  );
  for await (const { user, subtype, metadata } of pages) {
    const isOurs = user === session.botUserId || metadata?.event_type === EVENT_TYPE;
    if (!isOurs && !SYSTEM_NOTICE_SUBTYPES.has(subtype ?? '')) return false;
  }
  const name = `${detail.slice(0, 60)}-undone-${channel.slice(-6).toLowerCase()}`;
  await isGoneAfter(session, () => pacedCall(session, 'conversations.rename', { channel, name }));
  return await isGoneAfter(session, () => pacedCall(session, 'conversations.archive', { channel }));
}

/**
 * What Slack writes by itself when people come and topics are set. No `tombstone`: that stands for a root of ours
 * under which others have replied.
 */
const SYSTEM_NOTICE_SUBTYPES: ReadonlySet<string> = new Set([
  'channel_join',
  'group_join',
  'channel_leave',
  'group_leave',
  'channel_topic',
  'group_topic',
  'channel_purpose',
  'group_purpose',
  'channel_name',
  'group_name',
  'channel_archive',
  'group_archive',
  'channel_unarchive',
  'group_unarchive',
]);
