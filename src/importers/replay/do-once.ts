import { KnownError } from '../../errors.ts';
import type { Action, Effect, Intent } from '../ledger/ledger.ts';
import { SlackRefusal, SlackUnclear, stopsRun } from '../slack/slack-errors.ts';
import type { ReplayRun } from './replay-run.ts';
import { type Find, settle } from './settle.ts';

/** Something to be done in the workspace once and never twice. */
export interface Deed {
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
const MOST_ROUNDS = 30;

/** The action as the ledger has it afterwards: done, or refused by Slack for good. */
export async function doOnce(run: ReplayRun, deed: Deed): Promise<Action> {
  const { key } = deed.intent;
  for (let rounds = 0; ; rounds += 1) {
    if (rounds > MOST_ROUNDS) throw new SlackUnclear(key, 'again and again');
    run.signal.throwIfAborted();
    const known = run.ledger.get(key);
    if (known !== undefined && known.state !== 'intended') return known;
    if (known?.state === 'intended') await settle(run, known, deed.find);
    else await attempt(run, deed);
  }
}

async function attempt(run: ReplayRun, deed: Deed): Promise<void> {
  const { key } = deed.intent;
  const { ledger } = run;
  const outcome = await outcomeOf(run, deed);
  if (outcome.kind === 'done') ledger.complete(key, outcome.effect, run.todayMs());
  if (outcome.kind === 'refused') {
    // Refused on the way to the call that the intent is for: of an upload, its address.
    if (ledger.get(key) === undefined) ledger.intend({ ...deed.intent, atMs: run.todayMs() });
    ledger.fail(key, outcome.code, run.todayMs());
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

async function outcomeOf(run: ReplayRun, deed: Deed): Promise<Outcome> {
  let isIntended = false;
  try {
    const effect = await deed.act(() => {
      run.ledger.intend({ ...deed.intent, atMs: run.todayMs() });
      isIntended = true;
    });
    return { kind: 'done', effect };
  } catch (error) {
    if (error instanceof SlackUnclear && isIntended) return { kind: 'unclear' };
    if (error instanceof SlackRefusal && !stopsRun(error)) {
      const isSo = deed.alreadyDone.includes(error.code);
      return isSo ? { kind: 'done', effect: {} } : { kind: 'refused', code: error.code };
    }
    // A call under way is waited for: only the waiting for its turn, after Slack told it to wait, is broken off.
    if (run.signal.aborted && error === run.signal.reason) return { kind: 'nothing', error };
    // A full disk says nothing of the call: the next run looks.
    if (error instanceof KnownError) throw error;
    return { kind: 'nothing', error };
  }
}
