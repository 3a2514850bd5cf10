import { createHash } from 'node:crypto';
import { KnownError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import {
  type Action,
  type ActionKind,
  type Effect,
  type Intent,
  intentOf,
} from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/errors.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

/** Something to be done in the workspace once and never twice. */
export interface ExactlyOnceAction {
  readonly intent: Omit<Intent, 'atMs'>;
  /**
   * Sends the call; resolves with what it brought about. `intend` writes the intent: it is called when every wait
   * is over and the call goes out, so that the time of the intent is that of the call.
   */
  readonly act: (intend: () => void) => Promise<Effect>;
  readonly find: Find;
  /** Refusals that say that it is so already. */
  readonly alreadyDone: readonly string[];
}

/** A call and looking up what became of it are a round each. So many in vain: Slack is out of order. */
const MAX_ROUNDS = 30;

/** The action as the ledger has it afterwards: done, or refused by Slack for good. */
export async function runExactlyOnce(
  session: WorkspaceSession,
  action: ExactlyOnceAction,
): Promise<Action> {
  const { key } = action.intent;
  for (let rounds = 0; ; rounds += 1) {
    if (rounds > MAX_ROUNDS) throw new SlackUnclear(key, notice('answer-lost-repeatedly'));
    session.signal.throwIfAborted();
    const known = session.ledger.get(key);
    if (known !== undefined && known.state !== 'intended') return known;
    if (known?.state === 'intended') await settle(session, known, action.find);
    else await attempt(session, action);
  }
}

async function attempt(session: WorkspaceSession, action: ExactlyOnceAction): Promise<void> {
  const { key } = action.intent;
  const { ledger } = session;
  const outcome = await outcomeOf(session, action);
  if (outcome.kind === 'done') ledger.complete(key, outcome.effect, session.clock.todayMs());
  if (outcome.kind === 'refused') {
    // Refused on the way to the call that the intent is for: of an upload, its address.
    if (ledger.get(key) === undefined)
      ledger.intend({ ...action.intent, atMs: session.clock.todayMs() });
    ledger.fail(key, outcome.code, session.clock.todayMs());
  }
  if (outcome.kind === 'nothing') {
    ledger.forget(key);
    throw outcome.error;
  }
}

type Outcome =
  | { readonly kind: 'done'; readonly effect: Effect }
  | { readonly kind: 'refused'; readonly code: string }
  /** Nobody knows: the intent stays until it is looked up. */
  | { readonly kind: 'unclear' }
  /** Certainly nothing was carried out, and the run cannot go on. */
  | { readonly kind: 'nothing'; readonly error: unknown };

async function outcomeOf(session: WorkspaceSession, action: ExactlyOnceAction): Promise<Outcome> {
  let isIntended = false;
  try {
    const effect = await action.act(() => {
      session.ledger.intend({ ...action.intent, atMs: session.clock.todayMs() });
      isIntended = true;
    });
    return { kind: 'done', effect };
  } catch (error) {
    if (error instanceof SlackUnclear && isIntended) return { kind: 'unclear' };
    if (error instanceof SlackRefusal && !stopsRun(error)) {
      const isSo = action.alreadyDone.includes(error.code);
      return isSo ? { kind: 'done', effect: {} } : { kind: 'refused', code: error.code };
    }
    // A call under way is waited for: only the waiting for its turn, after Slack told it to wait, is broken off.
    if (session.signal.aborted && error === session.signal.reason)
      return { kind: 'nothing', error };
    // A full disk says nothing of the call: the next run looks.
    if (error instanceof KnownError) throw error;
    return { kind: 'nothing', error };
  }
}

/**
 * Reads back whether a call whose answer was lost took effect: what it brought about, or undefined. Of something
 * that may be done again without harm there is none.
 */
export type Find = (() => Promise<Effect | undefined>) | undefined;

/** Nothing may be sent again before it is known what became of the call that got no answer. */
export async function settle(
  session: WorkspaceSession,
  { key, intendedAtMs }: Pick<Action, 'key' | 'intendedAtMs'>,
  find: Find,
): Promise<void> {
  if (find === undefined) {
    session.ledger.forget(key);
    return;
  }
  const waitMs = intendedAtMs + session.clock.settleMs - session.clock.todayMs();
  if (waitMs > 0) await session.clock.sleep(waitMs, session.signal);
  const effect = await find();
  if (effect === undefined) session.ledger.forget(key);
  else session.ledger.complete(key, effect, session.clock.todayMs());
}

/** A call that does no harm when it is sent twice: it sets a state, and Slack says when it is set already. */
export interface IdempotentCall {
  readonly kind: ActionKind;
  readonly key: string;
  readonly method: SlackMethod;
  readonly args: Readonly<Record<string, unknown>>;
  readonly channelId: string;
  readonly postId?: string;
  readonly slackChannel: string;
  readonly alreadyDone?: readonly string[];
}

export function callOnce(session: WorkspaceSession, action: IdempotentCall): Promise<Action> {
  const { key, kind, method, args, channelId, postId = '', slackChannel } = action;
  return runExactlyOnce(session, {
    intent: intentOf({ key, kind, channelId, postId, slackChannel }),
    alreadyDone: action.alreadyDone ?? [],
    find: undefined,
    async act(intend) {
      await pacedCall(session, method, args, { beforeSend: intend });
      return {};
    },
  });
}

/** A state of the workspace, such as a topic: setting it again does no harm, and nothing is set that is so already. */
export interface Setting extends IdempotentCall {
  /** What it is to be; the ledger keeps its digest alone. */
  readonly digest: string;
}

/** Sets it unless the ledger has it so; what Slack refused is asked for again when it is to be something else. */
export function setOnce(session: WorkspaceSession, setting: Setting): Promise<Action> {
  const { key, kind, method, args, channelId, postId = '', slackChannel, digest } = setting;
  const known = session.ledger.get(key);
  if (known !== undefined && known.state !== 'intended' && known.digest !== digest) {
    session.ledger.forget(key);
  }
  return runExactlyOnce(session, {
    intent: intentOf({ key, kind, channelId, postId, slackChannel, digest }),
    alreadyDone: setting.alreadyDone ?? [],
    // Looked up nowhere: but a request that is still under way must not overtake the next one.
    find: async () => undefined,
    async act(intend) {
      await pacedCall(session, method, args, { beforeSend: intend });
      return {};
    },
  });
}

/** What a text is known by in the ledger. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
