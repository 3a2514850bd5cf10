import { createHash } from 'node:crypto';
import { KnownError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import {
  type Action,
  type ActionKind,
  type Effect,
  type IntendedLoss,
  type Intent,
  intentOf,
  type Ledger,
} from '../ledger/ledger.ts';
import { isOfGateway, SlackRefusal, SlackUnclear } from '../slack/errors.ts';
import { isForGood } from './refusals.ts';
import { pacedCall, type WorkspaceSession } from './session.ts';

/** An action that must take effect in the workspace exactly once. */
export interface ExactlyOnceAction {
  readonly intent: Omit<Intent, 'atMs'>;
  /**
   * Sends the call; resolves with its effect. Calls `intend`, which writes the intent, when every wait is over and
   * the call goes out, so that the time of the intent is that of the call.
   */
  readonly act: (intend: () => void) => Promise<Effect>;
  readonly find: Find;
  /** Slack's error codes which say that it is done already. */
  readonly alreadyDone: readonly string[];
}

/** A call and looking up its outcome are one round each. After this many in vain Slack is out of order. */
const MAX_ROUNDS = 30;

/** Returns what the ledger has of an action when a round begins. Throws SlackUnclear after too many rounds. */
function knownInRound(session: WorkspaceSession, key: string, rounds: number): Action | undefined {
  if (rounds > MAX_ROUNDS) throw new SlackUnclear(key, notice('answer-lost-repeatedly'));
  session.signal.throwIfAborted();
  return session.ledger.get(key);
}

/**
 * Runs an action until its outcome is known; returns it as the ledger records it: done, or failed because Slack refused.
 * What an earlier run recorded as refused is asked for again, unless Slack documents the refusal as one for good.
 */
export async function runExactlyOnce(
  session: WorkspaceSession,
  action: ExactlyOnceAction,
): Promise<Action> {
  const { key } = action.intent;
  const before = session.ledger.get(key);
  const isAskedAgain = before?.state === 'failed' && session.refusals.isAskedAgain(before);
  const rules = isAskedAgain ? askingAgain(session, before) : FIRST_TIME;
  for (let rounds = 0; ; rounds += 1) {
    const known = knownInRound(session, key, rounds);
    const isEnded = known !== undefined && known.state !== 'intended';
    if (isEnded && !(isAskedAgain && rounds === 0)) return known;
    if (known?.state === 'intended') await settle(session, key, action.find);
    else await attempt(session, action, rules);
  }
}

/**
 * Carries out again an action that the ledger holds and the workspace lacks. The entry stays until the new call goes
 * out, and an intent stays when nothing was carried out, so that a repair that was stopped finds both again.
 */
export async function repeatExactlyOnce(
  session: WorkspaceSession,
  action: ExactlyOnceAction,
): Promise<Action> {
  const { key } = action.intent;
  for (let rounds = 0; ; rounds += 1) {
    const known = knownInRound(session, key, rounds);
    const found = known?.state === 'intended' ? await lookUp(session, key, action.find) : undefined;
    if (found === undefined) await attempt(session, action, REPEATING);
    else {
      complete(session, key, found);
      session.settling.ended(key);
    }
    const ended = session.ledger.get(key);
    if (ended !== undefined && ended.state !== 'intended') return ended;
  }
}

/** How the ledger's entry of an action is treated around a call. */
interface EntryRules {
  /** True for what an earlier run was refused. */
  readonly isAskedAgain: boolean;
  readonly intend: (ledger: Ledger, intent: Intent) => void;
  readonly notCarriedOut: (ledger: Ledger, key: string) => void;
}

const FIRST_TIME: EntryRules = {
  isAskedAgain: false,
  intend: (ledger, intent) => ledger.intend(intent),
  notCarriedOut: (ledger, key) => ledger.forget(key),
};

/** Enters an intent as a new action, behind all others: a lookup relies on entries being in the order of sending. */
const intendAnew = (ledger: Ledger, intent: Intent): void =>
  ledger.transaction(() => {
    ledger.forget(intent.key);
    ledger.intend(intent);
  });

/** What an earlier run recorded as refused stays so when nothing was carried out, so that the next run asks again too. */
const askingAgain = ({ clock }: WorkspaceSession, { detail }: Action): EntryRules => ({
  isAskedAgain: true,
  intend: intendAnew,
  notCarriedOut(ledger, key) {
    // It has no entry after an answer that was lost, when the message was not found.
    if (ledger.get(key) !== undefined) ledger.fail(key, detail, clock.todayMs());
  },
});

/** A message that an import made is the app's own from here on, and no field of the old entry may stay. */
const REPEATING: EntryRules = {
  isAskedAgain: false,
  intend: intendAnew,
  notCarriedOut() {},
};

async function attempt(
  session: WorkspaceSession,
  action: ExactlyOnceAction,
  rules: EntryRules,
): Promise<void> {
  const { key } = action.intent;
  const { ledger, refusals } = session;
  const outcome = await outcomeOf(session, action, rules);
  if (outcome.kind === 'unclear') session.settling.mayArrive(key);
  else session.settling.ended(key);
  if (outcome.kind === 'done') complete(session, key, outcome.effect);
  if (outcome.kind === 'refused') {
    // Refused before the call that the intent is for, such as getting the address of an upload.
    if (ledger.get(key) === undefined)
      ledger.intend({ ...action.intent, atMs: session.clock.todayMs() });
    ledger.fail(key, outcome.refusal.code, session.clock.todayMs());
    if (!isForGood(outcome.refusal)) refusals.remember(key);
  }
  if (outcome.kind === 'nothing') {
    rules.notCarriedOut(ledger, key);
    throw outcome.error;
  }
}

type Outcome =
  | { readonly kind: 'done'; readonly effect: Effect }
  | { readonly kind: 'refused'; readonly refusal: SlackRefusal }
  /** The outcome is unknown: the intent stays until it is looked up. */
  | { readonly kind: 'unclear' }
  /** Nothing was carried out, and the run cannot continue. */
  | { readonly kind: 'nothing'; readonly error: unknown };

async function outcomeOf(
  session: WorkspaceSession,
  action: ExactlyOnceAction,
  rules: EntryRules,
): Promise<Outcome> {
  let isIntended = false;
  try {
    const effect = await action.act(() => {
      rules.intend(session.ledger, { ...action.intent, atMs: session.clock.todayMs() });
      session.settling.mayArrive(action.intent.key);
      isIntended = true;
    });
    return { kind: 'done', effect };
  } catch (error) {
    if (error instanceof SlackUnclear && isIntended) return { kind: 'unclear' };
    if (error instanceof SlackRefusal) {
      if (action.alreadyDone.includes(error.code)) return { kind: 'done', effect: {} };
      if (!session.refusals.stops(error, rules)) return { kind: 'refused', refusal: error };
    }
    // A call that was sent is always awaited: only the wait for its turn after a rate limit is aborted.
    if (session.signal.aborted && error === session.signal.reason)
      return { kind: 'nothing', error };
    // A full disk, an error of a gateway and a fault of ours say nothing about a call that was sent: its intent stays,
    // and the next run looks up its outcome.
    const isRefused = error instanceof SlackRefusal && !isOfGateway(error);
    if (error instanceof KnownError || (isIntended && !isRefused)) throw error;
    return { kind: 'nothing', error };
  }
}

function complete({ ledger, clock }: WorkspaceSession, key: string, effect: Effect): void {
  ledger.complete(key, effect, clock.todayMs());
}

/**
 * Reads back whether a call whose answer was lost took effect: its effect, or undefined. It looks where the intent was
 * sent, as the ledger has it: the source may have moved a post since, such as out of a thread whose root was removed.
 * Idempotent calls have no lookup.
 */
export type Find = ((sent: Action) => Promise<Effect | undefined>) | undefined;

/** Finds out whether an intended call took effect, and records it: nothing may be sent again before that. */
export async function settle(session: WorkspaceSession, key: string, find: Find): Promise<void> {
  const effect = await lookUp(session, key, find);
  if (effect === undefined) session.ledger.forget(key);
  else complete(session, key, effect);
  session.settling.ended(key);
}

/** Waits until an intended call cannot arrive any more, and looks for its effect. An idempotent call needs neither. */
async function lookUp(
  session: WorkspaceSession,
  key: string,
  find: Find,
): Promise<Effect | undefined> {
  if (find === undefined) return undefined;
  const sent = session.ledger.get(key);
  if (sent === undefined) return undefined;
  const waitMs = session.settling.waitMs(key);
  if (waitMs > 0) await session.clock.sleep(waitMs, session.signal);
  return await find(sent);
}

/** A call that may be sent twice: it sets a state, and Slack answers when that is set already. */
export interface IdempotentCall {
  readonly kind: ActionKind;
  readonly key: string;
  readonly method: SlackMethod;
  readonly args: Readonly<Record<string, unknown>>;
  readonly channelId: string;
  readonly postId?: string;
  readonly slackChannel: string;
  readonly alreadyDone?: readonly string[];
  readonly losses?: readonly IntendedLoss[];
}

/** Makes an idempotent call, unless the ledger records it. */
export function callOnce(session: WorkspaceSession, call: IdempotentCall): Promise<Action> {
  return runExactlyOnce(session, calling(session, call));
}

/** Makes an idempotent call again that the ledger holds and whose effect the workspace lacks. */
export function callAgain(session: WorkspaceSession, call: IdempotentCall): Promise<Action> {
  return repeatExactlyOnce(session, calling(session, call));
}

function calling(session: WorkspaceSession, call: IdempotentCall): ExactlyOnceAction {
  const { key, kind, method, args, channelId, postId = '', slackChannel, losses = [] } = call;
  return {
    intent: intentOf({ key, kind, channelId, postId, slackChannel, losses }),
    alreadyDone: call.alreadyDone ?? [],
    find: undefined,
    async act(intend) {
      await pacedCall(session, method, args, { beforeSend: intend });
      return {};
    },
  };
}

/** A state of the workspace, such as a topic, that is set when it differs. */
export interface Setting extends IdempotentCall {
  /** Digest of the wanted state; the ledger records nothing else of it. */
  readonly digest: string;
}

/** Sets a state unless the ledger records that digest; a refused one is tried again when the wanted state changes. */
export function setOnce(session: WorkspaceSession, setting: Setting): Promise<Action> {
  const { key, kind, method, args, channelId, postId = '', slackChannel, digest } = setting;
  const { losses = [] } = setting;
  forgetOtherState(session, setting);
  return runExactlyOnce(session, {
    intent: intentOf({ key, kind, channelId, postId, slackChannel, digest, losses }),
    alreadyDone: setting.alreadyDone ?? [],
    find: WAITED_FOR,
    async act(intend) {
      await pacedCall(session, method, args, { beforeSend: intend });
      return {};
    },
  });
}

/**
 * Lookup of a state: not looked up, only waited for, so that a request still under way does not overtake the next one.
 */
export const WAITED_FOR: Find = async () => undefined;

/** Forgets the outcome of a call that set another state, so that the wanted one is set. */
export function forgetOtherState(
  { ledger }: Pick<WorkspaceSession, 'ledger'>,
  { key, digest }: Pick<Setting, 'key' | 'digest'>,
): void {
  const known = ledger.get(key);
  if (known !== undefined && known.state !== 'intended' && known.digest !== digest)
    ledger.forget(key);
}

/** Digest of a text for the ledger, SHA-256 in hexadecimal. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');
