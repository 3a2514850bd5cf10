import type { ApiLimits, SlackMethod } from '../../mapping/api-limits.ts';
import { Bucket } from './bucket.ts';
import type { Clock } from './clock.ts';
import { PostingQueue } from './posting-queue.ts';

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
  /** Milliseconds that Slack asked to wait beyond the table. */
  readonly throttledMs: number;
}

/** The one place that waits: budgets by method, by channel and of the workspace. */
export interface Pacer {
  /**
   * Carries out one call when its budgets allow it. A call that Slack told to wait was not carried out and is
   * repeated; any other failure is the caller's. Rejects with the signal's reason while it waits.
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

/** So many channels that are told to wait within this time mean the workspace, not each of them. */
const CROWD = 3;
const CROWD_MS = 10_000;

export function makePacer({ limits, clock, retryAfterMs }: PacerOptions): Pacer {
  const methods = new Map<SlackMethod, Bucket>();
  const channels = new Map<string, Bucket>();
  const workspace = new Bucket(limits.postsPerMinute);
  const queue = new PostingQueue(workspace, clock);
  const calls = new Map<SlackMethod, number>();
  const lanes = new Map<string, Promise<void>>();
  const throttled: { atMs: number; channel: string }[] = [];
  let throttledMs = 0;

  const bucketOf = <Key>(buckets: Map<Key, Bucket>, key: Key, perMinute: number): Bucket => {
    const bucket = buckets.get(key) ?? new Bucket(perMinute);
    buckets.set(key, bucket);
    return bucket;
  };

  /** Looks and takes in one step: of several that wake in the same moment only one may go. */
  async function whenFree(bucket: Bucket, signal: AbortSignal, take: () => void): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const waitMs = bucket.freeAtMs - clock.nowMs();
      if (waitMs <= 0) return take();
      await clock.sleep(waitMs, signal);
    }
  }

  /** The channel first: a place of the workspace is taken only when it can be used at once. */
  async function placeOfMessage({ channel, remaining, signal }: PacedCall): Promise<void> {
    const own = bucketOf(channels, channel, limits.postsPerChannelPerMinute);
    await whenFree(own, signal, () => undefined);
    await queue.place(remaining, signal);
    own.take(clock.nowMs());
  }

  async function place(call: PacedCall): Promise<void> {
    const { method, channel, signal } = call;
    if (method !== 'chat.postMessage') {
      const bucket = bucketOf(methods, method, limits.perMinute[method]);
      return whenFree(bucket, signal, () => bucket.take(clock.nowMs()));
    }
    // One after the other in a channel, so that nobody looks at its budget between another's look and step.
    const before = lanes.get(channel) ?? Promise.resolve();
    const placed = before.then(() => placeOfMessage(call));
    lanes.set(
      channel,
      placed.catch(() => undefined),
    );
    return placed;
  }

  function backOff({ method, channel }: PacedCall, ms: number): void {
    const nowMs = clock.nowMs();
    throttledMs += ms;
    if (method !== 'chat.postMessage') {
      bucketOf(methods, method, limits.perMinute[method]).backOff(nowMs + ms);
      return;
    }
    bucketOf(channels, channel, limits.postsPerChannelPerMinute).backOff(nowMs + ms);
    throttled.push({ atMs: nowMs, channel });
    while ((throttled[0]?.atMs ?? nowMs) < nowMs - CROWD_MS) throttled.shift();
    if (new Set(throttled.map((entry) => entry.channel)).size >= CROWD)
      workspace.backOff(nowMs + ms);
  }

  return {
    counts: {
      calls,
      get throttledMs() {
        return throttledMs;
      },
    },
    async run(call, act) {
      for (;;) {
        await place(call);
        calls.set(call.method, (calls.get(call.method) ?? 0) + 1);
        try {
          return await act();
        } catch (error) {
          const ms = retryAfterMs(error);
          if (ms === undefined) throw error;
          backOff(call, ms);
        }
      }
    },
  };
}
