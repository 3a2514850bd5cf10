import type { Action, Effect } from '../ledger/ledger.ts';
import type { ReplayRun } from './replay-run.ts';

/**
 * Reads back whether a call whose answer was lost took effect: what it brought about, or undefined. Of something
 * that may be done again without harm there is none.
 */
export type Find = (() => Promise<Effect | undefined>) | undefined;

/** Nothing may be sent again before it is known what became of the call that got no answer. */
export async function settle(
  run: ReplayRun,
  { key, intendedAtMs }: Pick<Action, 'key' | 'intendedAtMs'>,
  find: Find,
): Promise<void> {
  if (find === undefined) {
    run.ledger.forget(key);
    return;
  }
  const waitMs = intendedAtMs + run.settleMs - run.todayMs();
  if (waitMs > 0) await run.clock.sleep(waitMs, run.signal);
  const effect = await find();
  if (effect === undefined) run.ledger.forget(key);
  else run.ledger.complete(key, effect, run.todayMs());
}
