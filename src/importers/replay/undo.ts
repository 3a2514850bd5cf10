import type { Action, ActionKind, Effect } from '../ledger/ledger.ts';
import { findMessage } from './find-message.ts';
import { findShare } from './find-share.ts';
import { isGoneAfter } from './is-gone-after.ts';
import { partOfKey } from './post-message.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';
import { retireChannel } from './retire-channel.ts';
import { settle } from './settle.ts';

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
export async function undoReplay(run: ReplayRun, botUserId: string): Promise<UndoneCounts> {
  const counts = { messages: 0, files: 0, archivedChannels: 0, keptChannels: 0, refused: 0 };
  await settleAll(run);
  for (const action of made(run, 'archive')) await unarchive(run, action);
  counts.refused += await removeAll(run, 'upload', 'files.delete', () => {
    counts.files += 1;
  });
  counts.refused += await removeAll(run, 'message', 'chat.delete', () => {
    counts.messages += 1;
  });
  // In an archived channel nothing can be deleted later.
  if (counts.refused > 0) return counts;
  for (const kind of GOES_WITH_THE_REST)
    for (const { key } of made(run, kind)) run.ledger.forget(key);
  for (const action of made(run, 'channel')) {
    // A channel that was only joined is not ours.
    const isOurs = action.detail !== '';
    if (isOurs && (await retireChannel(run, action, botUserId))) counts.archivedChannels += 1;
    else if (isOurs) counts.keptChannels += 1;
    run.ledger.forget(action.key);
  }
  return counts;
}

/** A message or a file whose call got no answer may be there all the same. */
async function settleAll(run: ReplayRun): Promise<void> {
  for (const action of run.ledger.unclear()) {
    if (action.kind === 'message') await settle(run, action, () => findPosted(run, action));
    if (action.kind === 'upload') await settle(run, action, () => findShare(run, action));
  }
}

async function findPosted(run: ReplayRun, action: Action): Promise<Effect | undefined> {
  const { slackChannel, threadTs, postId, intendedAtMs: sinceMs } = action;
  const part = partOfKey(action.key);
  const ts = await findMessage(run, { slackChannel, threadTs, postId, part, sinceMs });
  return ts === undefined ? undefined : { ts };
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

/** Newest first. Whoever asks for the next one has forgotten the last. */
function* made(run: ReplayRun, kind: ActionKind): Generator<Action> {
  for (;;) {
    const batch = run.ledger.newest(kind, BATCH);
    yield* batch;
    if (batch.length < BATCH) return;
  }
}

const ARGS = {
  'files.delete': ({ fileId }: Action) => ({ file: fileId }),
  'chat.delete': ({ slackChannel, ts }: Action) => ({ channel: slackChannel, ts }),
} as const;

/** Deletes everything of a kind, newest first: the replies of a thread before their root. Gives the refusals. */
async function removeAll(
  run: ReplayRun,
  kind: ActionKind,
  method: keyof typeof ARGS,
  removed: () => void,
): Promise<number> {
  let refused = 0;
  for (;;) {
    const batch = run.ledger.newest(kind, BATCH, refused);
    for (const action of batch) {
      const isGone = await isGoneAfter(() => pacedCall(run, method, ARGS[method](action)));
      if (isGone) {
        run.ledger.forget(action.key);
        removed();
      } else refused += 1;
    }
    if (batch.length < BATCH) return refused;
  }
}

async function unarchive(run: ReplayRun, { slackChannel, key }: Action): Promise<void> {
  await isGoneAfter(() => pacedCall(run, 'conversations.unarchive', { channel: slackChannel }));
  run.ledger.forget(key);
}
