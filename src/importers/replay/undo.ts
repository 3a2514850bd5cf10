import { z } from 'zod';
import type { Action, ActionKind } from '../ledger/ledger.ts';
import { readPages } from '../slack/read-calls.ts';
import { SlackRefusal, stopsRun } from '../slack/slack-errors.ts';
import { reading } from './find-message.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

/** What was taken back. */
export interface UndoneCounts {
  messages: number;
  files: number;
  archivedChannels: number;
  /** Channels that stay because others have written in them, or Slack does not let the app archive them. */
  keptChannels: number;
}

/**
 * Takes back what the ledger says that we made, and nothing else. What is taken back leaves the ledger at once, so
 * that the same command goes on after a stop.
 */
export async function undoReplay(run: ReplayRun, botUserId: string): Promise<UndoneCounts> {
  const counts: UndoneCounts = { messages: 0, files: 0, archivedChannels: 0, keptChannels: 0 };
  for (const action of made(run, 'archive')) await unarchive(run, action);
  for (const action of made(run, 'upload')) {
    await remove(run, action, 'files.delete', { file: action.fileId });
    counts.files += 1;
  }
  for (const action of made(run, 'message')) {
    await remove(run, action, 'chat.delete', { channel: action.slackChannel, ts: action.ts });
    counts.messages += 1;
  }
  for (const kind of GOES_WITH_THE_REST)
    for (const { key } of made(run, kind)) run.ledger.forget(key);
  for (const action of made(run, 'channel')) {
    // A channel that was only joined is not ours.
    const isOurs = action.detail !== '';
    if (isOurs && (await retire(run, action, botUserId))) counts.archivedChannels += 1;
    else if (isOurs) counts.keptChannels += 1;
    run.ledger.forget(action.key);
  }
  return counts;
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
];

const BATCH = 500;

/** Newest first: the replies of a thread before their root. Whoever asks for the next one has forgotten the last. */
function* made(run: ReplayRun, kind: ActionKind): Generator<Action> {
  for (;;) {
    const batch = run.ledger.newest(kind, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
  }
}

/** Slack's words for what is gone already. */
const GONE: ReadonlySet<string> = new Set([
  'message_not_found',
  'file_not_found',
  'file_deleted',
  'not_archived',
  'already_archived',
]);

async function remove(
  run: ReplayRun,
  { key }: Action,
  method: 'chat.delete' | 'files.delete',
  args: Readonly<Record<string, string>>,
): Promise<void> {
  await tolerating(() => pacedCall(run, method, args));
  run.ledger.forget(key);
}

async function unarchive(run: ReplayRun, { slackChannel, key }: Action): Promise<void> {
  await tolerating(() => pacedCall(run, 'conversations.unarchive', { channel: slackChannel }));
  run.ledger.forget(key);
}

/** True when it went through, or there was nothing left to do. */
async function tolerating(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    if (GONE.has(error.code)) return true;
    if (stopsRun(error)) throw error;
    return false;
  }
}

const written = z.looseObject({
  user: z.string().optional(),
  bot_id: z.string().optional(),
  subtype: z.string().optional(),
});

/** Renames the channel, because an archived one keeps its name, and archives it; false when it has to stay. */
async function retire(run: ReplayRun, action: Action, botUserId: string): Promise<boolean> {
  const { slackChannel: channel, detail } = action;
  const pages = readPages(
    reading(run),
    'conversations.history',
    { channel, limit: 200 },
    { key: 'messages', item: written },
  );
  for await (const { user, subtype, bot_id: botId } of pages) {
    const isOthers = user !== botUserId && botId === undefined;
    if (isOthers && !NEWS.has(subtype ?? '')) return false;
  }
  const name = `${detail.slice(0, 60)}-undone-${channel.slice(-6).toLowerCase()}`;
  await tolerating(() => pacedCall(run, 'conversations.rename', { channel, name }));
  return await tolerating(() => pacedCall(run, 'conversations.archive', { channel }));
}

/** What Slack writes by itself when people come and topics are set. */
const NEWS: ReadonlySet<string> = new Set([
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
  'tombstone',
]);
