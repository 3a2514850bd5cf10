import type { SlackMethod } from '../../slack/methods.ts';
import { archiveKey, parseKey } from '../ledger/keys.ts';
import type { Action, ActionKind, Effect } from '../ledger/ledger.ts';
import type { SlackRefusal } from '../slack/errors.ts';
import { settle } from './exactly-once.ts';
import { findCanvas } from './find-canvas.ts';
import { removalRefusal } from './gone.ts';
import { findPosted } from './messages.ts';
import { findIntendedChannel } from './own-channel.ts';
import { isForGood, RECORDED_REMOVALS } from './refusals.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';
import { findShare, ownShares } from './shares.ts';

/** The call that reverses an action. */
interface Reversal {
  readonly method: SlackMethod;
  readonly args: (action: Action, ts: string) => Readonly<Record<string, unknown>>;
}

const REVERSALS: Partial<Readonly<Record<ActionKind, Reversal>>> = {
  message: {
    method: 'chat.delete',
    args: ({ slackChannel, ts }) => ({ channel: slackChannel, ts }),
  },
  upload: { method: 'files.delete', args: ({ fileId }) => ({ file: fileId }) },
  canvas: { method: 'canvases.delete', args: ({ fileId }) => ({ canvas_id: fileId }) },
  pin: {
    method: 'pins.remove',
    args: ({ slackChannel }, ts) => ({ channel: slackChannel, timestamp: ts }),
  },
  reaction: {
    method: 'reactions.remove',
    args: ({ slackChannel, key }, ts) => ({
      channel: slackChannel,
      timestamp: ts,
      name: parseKey(key).part,
    }),
  },
  archive: {
    method: 'conversations.unarchive',
    args: ({ slackChannel }) => ({ channel: slackChannel }),
  },
};

type Lookup = (session: WorkspaceSession, action: Action) => Promise<Effect | undefined>;

/** Lookups for kinds where it matters whether a call without an answer took effect. */
const LOOKUPS: Partial<Readonly<Record<ActionKind, Lookup>>> = {
  message: findPosted,
  upload: findShare,
  canvas: findCanvas,
  channel: findIntendedChannel,
};

/**
 * Reverses an action of the app and removes it from the ledger; false when Slack refuses, and then the ledger keeps it.
 * `ts`: the message that a pin or a reaction is on. RangeError for a kind without a reversal.
 */
export async function deleteFromSlack(
  session: WorkspaceSession,
  action: Action,
  ts = '',
): Promise<boolean> {
  const opposite = REVERSALS[action.kind];
  if (opposite === undefined) throw new RangeError(`${action.key} has no reversal`);
  const settled = await settleOutcome(session, action);
  if (settled === undefined || settled.state === 'failed') {
    session.ledger.forget(action.key);
    return true;
  }
  const args = opposite.args(settled, ts);
  const isAskedAgain = settled.detail !== '' && RECORDED_REMOVALS.has(settled.kind);
  const rules = { isAskedAgain };
  const remove = () => pacedCall(session, opposite.method, args);
  const ofShares =
    settled.kind === 'upload' ? await removeShares(session, settled, rules) : undefined;
  const refusal = ofShares ?? (await removalRefusal(session, remove, rules));
  if (refusal === undefined) session.ledger.forget(action.key);
  else if (!isForGood(refusal)) recordRefusedRemoval(session, settled, refusal);
  return refusal === undefined;
}

/**
 * Deletes the messages that share a file; returns a refusal that need not last, with which the file has to wait, because
 * Slack tells of no message once it is gone. A message that stays for good does not keep the file.
 */
async function removeShares(
  session: WorkspaceSession,
  upload: Action,
  rules: { readonly isAskedAgain: boolean },
): Promise<SlackRefusal | undefined> {
  const { slackChannel: channel } = upload;
  for (const ts of await ownShares(session, upload)) {
    const remove = () => pacedCall(session, 'chat.delete', { channel, ts });
    const refusal = await removalRefusal(session, remove, rules);
    if (refusal !== undefined && !isForGood(refusal)) return refusal;
  }
  return undefined;
}

/** Records that Slack refused to remove something for a reason that need not last, so that the next run asks again. */
function recordRefusedRemoval(
  { ledger, refusals, clock }: WorkspaceSession,
  { key, kind, doneAtMs }: Action,
  { code }: SlackRefusal,
): void {
  refusals.remember(key);
  if (!RECORDED_REMOVALS.has(kind)) return;
  ledger.complete(key, { detail: code }, doneAtMs ?? clock.todayMs());
}

/** Looks up the outcome of an intended action; undefined when it was never carried out. */
export async function settleOutcome(
  session: WorkspaceSession,
  action: Action,
): Promise<Action | undefined> {
  if (action.state !== 'intended') return action;
  const look = LOOKUPS[action.kind] ?? (async () => ({}));
  await settle(session, action.key, () => look(session, action));
  return session.ledger.get(action.key);
}

/**
 * Unarchives a channel that the app archived, so that it can be written to; it is archived again at the end of the run. A
 * channel that others archived stays archived, and Slack refuses the calls that write to it.
 */
export async function unarchiveIfArchived(
  session: WorkspaceSession,
  channelId: string,
): Promise<void> {
  const archived = session.ledger.get(archiveKey(channelId));
  if (archived !== undefined) await deleteFromSlack(session, archived);
}
