import { z } from 'zod';
import { withEnding } from '../../mapping/channel-names.ts';
import { EVENT_TYPE } from '../../mapping/slack-ids.ts';
import { PAGE_ITEMS } from '../../slack/limits.ts';
import { isSystemSubtype } from '../../slack/system-subtypes.ts';
import type { Action, ActionKind } from '../ledger/ledger.ts';
import { SlackRefusal } from '../slack/errors.ts';
import { readPages } from '../slack/reading.ts';
import { isGoneAfter } from './gone.ts';
import { messageShape } from './messages.ts';
import { deleteFromSlack, settleOutcome } from './removal.ts';
import { pacedCall, pacedReading, type WorkspaceSession } from './session.ts';

/** What was undone. */
export interface UndoneCounts {
  messages: number;
  files: number;
  canvases: number;
  archivedChannels: number;
  /** Channels that stay because others have written in them, or because Slack refuses to archive them. */
  keptChannels: number;
  /** Messages, files and canvases that Slack refuses to delete; they stay in the ledger, and so do the channels. */
  refused: number;
}

/** Works on an action's channel; undefined when Slack lets the app not work in it at present. */
export type InChannel = <Result>(
  action: Action,
  work: () => Promise<Result>,
) => Promise<Result | undefined>;

/**
 * Removes what the app made by the ledger, and nothing else. What is removed leaves the ledger at once, so that the same
 * command resumes after a stop. `inChannel`: what does each channel's work; what it holds back counts as refused.
 */
export async function undoReplay(
  session: WorkspaceSession,
  inChannel: InChannel = (_action, work) => work(),
): Promise<UndoneCounts> {
  const counts = {
    messages: 0,
    files: 0,
    canvases: 0,
    archivedChannels: 0,
    keptChannels: 0,
    refused: 0,
  };
  counts.refused += await settleAll(session, inChannel);
  // After an undo a conversation has to be migrated from its beginning.
  session.ledger.move.forgetSyncMarks();
  for (const action of doneActions(session, 'archive')) {
    await inChannel(action, () => deleteFromSlack(session, action));
    session.ledger.forget(action.key);
  }
  const removing = { session, inChannel };
  counts.refused += await removeAll(removing, 'upload', () => {
    counts.files += 1;
  });
  // A canvas that is made again has the text that it is made with.
  for (const { key } of session.ledger.ofKind('canvas-edit')) session.ledger.forget(key);
  counts.refused += await removeAll(removing, 'canvas', () => {
    counts.canvases += 1;
  });
  counts.refused += await removeAll(removing, 'message', () => {
    counts.messages += 1;
  });
  // Slack deletes nothing in an archived channel, so the channels stay until a later run.
  if (counts.refused > 0) return counts;
  for (const kind of GOES_WITH_THE_REST)
    for (const { key } of doneActions(session, kind)) session.ledger.forget(key);
  await retireAll(removing, counts);
  return counts;
}

/** Retires the channels of the app; one that is held back stays in the ledger. */
async function retireAll({ session, inChannel }: Removing, counts: UndoneCounts): Promise<void> {
  for (const action of session.ledger.ofKind('channel').toReversed()) {
    if (action.state !== 'done' || action.origin !== 'app') continue;
    // A channel that the app only joined is not its own.
    const isOurs = action.detail !== '';
    const isRetired = isOurs && (await inChannel(action, () => retireChannel(session, action)));
    if (isRetired === undefined) continue;
    if (isRetired) counts.archivedChannels += 1;
    else if (isOurs) counts.keptChannels += 1;
    session.ledger.forget(action.key);
  }
}

interface Removing {
  readonly session: WorkspaceSession;
  readonly inChannel: InChannel;
}

const SETTLED: ReadonlySet<ActionKind> = new Set(['message', 'upload', 'canvas', 'channel']);

/** Looks up messages, files, canvases and channels whose calls got no answer. Returns the number that stay unclear. */
async function settleAll(session: WorkspaceSession, inChannel: InChannel): Promise<number> {
  let unclear = 0;
  for (const action of session.ledger.unclear()) {
    if (!SETTLED.has(action.kind)) continue;
    const isSettled = await inChannel(action, async () => {
      await settleOutcome(session, action);
      return true;
    });
    if (isSettled === undefined) unclear += 1;
  }
  return unclear;
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

/** Done actions of a kind, newest first. The caller must remove each from the ledger before it takes the next. */
function* doneActions(session: WorkspaceSession, kind: ActionKind): Generator<Action> {
  for (;;) {
    const batch = session.ledger.newest(kind, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
  }
}

/** Deletes all of a kind, newest first, so that replies go before their root. Returns the number of refusals. */
async function removeAll(
  { session, inChannel }: Removing,
  kind: ActionKind,
  removed: () => void,
): Promise<number> {
  let refused = 0;
  for (;;) {
    const batch = session.ledger.newest(kind, BATCH, refused);
    for (const action of batch) {
      const isRemoved = await inChannel(action, () => deleteFromSlack(session, action));
      if (isRemoved === true) removed();
      else refused += 1;
    }
    if (batch.length < BATCH) return refused;
  }
}

const written = messageShape.extend({
  user: z.string().optional(),
  subtype: z.string().optional(),
});

/** Renames the channel, because an archived one blocks its name, and archives it; false when it has to stay. */
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
    // Under a tombstone, which is a deleted root of ours, others have replied.
    if (!isOurs && !isSystemSubtype(subtype ?? '')) return false;
  }
  const name = withEnding(detail, `-undone-${channel.slice(-6).toLowerCase()}`);
  if (await isArchivedAlready(session, { channel, name })) return true;
  return await isGoneAfter(session, () => pacedCall(session, 'conversations.archive', { channel }));
}

/** Gives the channel another name; true when it is archived, as by a run that was killed before it recorded that. */
async function isArchivedAlready(
  session: WorkspaceSession,
  args: { readonly channel: string; readonly name: string },
): Promise<boolean> {
  try {
    await isGoneAfter(session, () => pacedCall(session, 'conversations.rename', args));
    return false;
  } catch (error) {
    if (error instanceof SlackRefusal && error.code === 'is_archived') return true;
    throw error;
  }
}
