import type { ApiLimits, SlackMethod } from '../../slack/methods.ts';
import type { Clock } from '../../system/clock.ts';
import { Bucket, Turnstile } from './rate-limit.ts';

export interface PacedCall {
  readonly method: SlackMethod;
  /** The channel that a message goes to; only messages have a limit for each channel. */
  readonly channel: string;
  /** Messages that its channel still has to post, this one included: the longest queue goes first. */
  readonly remaining: number;
  readonly signal: AbortSignal;
}

/** The calls so far, and the waits that Slack asked for. */
export interface PacerCounts {
  readonly calls: ReadonlyMap<SlackMethod, number>;
  /** Milliseconds that Slack asked to wait beyond the table, by method. */
  readonly throttledMsBy: ReadonlyMap<SlackMethod, number>;
  readonly throttledMs: number;
}

/** Keeps calls within Slack's rate limits: budgets by method, by channel and for the workspace. */
export interface Pacer {
  /**
   * Carries out one call when its budgets allow it. A rate limited call is retried; any other failure is thrown.
   * Rejects with the signal's reason while it waits. Calls go out by `remaining`, largest first, then in the order of
   * asking; a caller that needs an answer before its next call awaits it.
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

/** Makes a pacer by the limits of Slack's table. */
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

interface CallPlace {
  readonly method: SlackMethod;
  readonly channel: string;
}

/** The queue and the budgets that a call passes. */
interface Gate {
  readonly turnstile: Turnstile;
  readonly shared: Bucket;
  readonly own: Bucket | undefined;
}

interface Gates {
  of(call: CallPlace): Gate;
  /** Slack rate limited this call: slows down its channel for a message, its method otherwise. */
  backOff(call: CallPlace, ms: number): void;
}

/** When this many channels are rate limited within this time, the workspace's limit is meant. */
const MIN_CROWD_CHANNELS = 3;
const CROWD_MS = 10_000;

/** Makes the budgets, each when it is first needed. */
function makeGates(limits: ApiLimits, clock: Clock): Gates {
  const methods = new Map<SlackMethod, Omit<Gate, 'own'>>();
  const channels = new Map<string, Bucket>();
  const refusals = new Map<string, number>();

  function methodGate(method: SlackMethod): Omit<Gate, 'own'> {
    const known = methods.get(method);
    if (known !== undefined) return known;
    const shared = bucketOf(method, limits);
    const gate = { shared, turnstile: new Turnstile(shared, clock) };
    methods.set(method, gate);
    return gate;
  }

  function channelBucket(channel: string): Bucket {
    const bucket = channels.get(channel) ?? new Bucket(limits.postsPerChannelPerMinute);
    channels.set(channel, bucket);
    return bucket;
  }

  function isCrowd(channel: string, nowMs: number): boolean {
    refusals.set(channel, nowMs);
    for (const [other, atMs] of refusals) if (atMs < nowMs - CROWD_MS) refusals.delete(other);
    return refusals.size >= MIN_CROWD_CHANNELS;
  }

  const gates: Gates = {
    of({ method, channel }) {
      const own = method === 'chat.postMessage' ? channelBucket(channel) : undefined;
      return { ...methodGate(method), own };
    },
    backOff(call, ms) {
      const { shared, own, turnstile } = gates.of(call);
      const nowMs = clock.nowMs();
      const untilMs = nowMs + ms;
      own?.backOff(nowMs, untilMs);
      if (own === undefined || isCrowd(call.channel, nowMs)) shared.backOff(nowMs, untilMs);
      turnstile.serve();
    },
  };
  return gates;
}

/** Messages share the workspace's budget; its burst of two makes up for calls that wait for the longest channel. */
function bucketOf(method: SlackMethod, { perMinute, postsPerMinute }: ApiLimits): Bucket {
  return method === 'chat.postMessage'
    ? new Bucket(postsPerMinute, 2)
    : new Bucket(perMinute[method]);
}
