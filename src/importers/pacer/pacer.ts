import type { ApiLimits, SlackMethod } from '../../mapping/api-limits.ts';
import type { Clock } from './clock.ts';
import { makeGates } from './gates.ts';

export interface PacedCall {
  readonly method: SlackMethod;
  /** The channel that a message goes to; other methods have no limit of their own a channel. */
  readonly channel: string;
  /** What its channel has still to post, this one included: the longest goes first. */
  readonly remaining: number;
  readonly signal: AbortSignal;
}

/** What was called and waited for so far. */
export interface PacerCounts {
  readonly calls: ReadonlyMap<SlackMethod, number>;
  /** Milliseconds that Slack asked to wait beyond the table, by method. */
  readonly throttledMsBy: ReadonlyMap<SlackMethod, number>;
  readonly throttledMs: number;
}

/** The one place that waits: budgets by method, by channel and of the workspace. */
export interface Pacer {
  /**
   * Carries out one call when its budgets allow it. A call that Slack told to wait was not carried out and is
   * repeated; any other failure is the caller's. Rejects with the signal's reason while it waits. Calls go out in
   * the order of `remaining`, then of asking; who needs an answer before the next call waits for it.
   */
  run<Value>(call: PacedCall, act: () => Promise<Value>): Promise<Value>;
  readonly counts: PacerCounts;
}

export interface PacerOptions {
  readonly limits: ApiLimits;
  readonly clock: Clock;
  /** How long Slack asks to wait; undefined for any other failure. */
  readonly retryAfterMs: (error: unknown) => number | undefined;
}

export function makePacer({ limits, clock, retryAfterMs }: PacerOptions): Pacer {
  const gates = makeGates(limits, clock);
  const calls = new Map<SlackMethod, number>();
  const throttledMsBy = new Map<SlackMethod, number>();
  let asked = 0;
  return {
    counts: {
      calls,
      throttledMsBy,
      get throttledMs() {
        return [...throttledMsBy.values()].reduce((sum, ms) => sum + ms, 0);
      },
    },
    async run(call, act) {
      const { method, remaining, signal } = call;
      asked += 1;
      const order = asked;
      for (;;) {
        const gate = gates.of(call);
        await gate.turnstile.pass({ own: gate.own, remaining, order, signal });
        add(calls, method, 1);
        try {
          return await act();
        } catch (error) {
          const ms = retryAfterMs(error);
          if (ms === undefined) throw error;
          add(throttledMsBy, method, ms);
          gates.backOff(call, ms);
        }
      }
    },
  };
}

function add<Key>(sums: Map<Key, number>, key: Key, more: number): void {
  sums.set(key, (sums.get(key) ?? 0) + more);
}
