import { setMaxListeners } from 'node:events';
import { makePacer, type PacedCall, type Pacer } from '../../../src/importers/slack/pacer.ts';
import { type ApiLimits, SLACK_LIMITS, type SlackMethod } from '../../../src/slack/methods.ts';
import { callsOverLimit, type TimedCall } from './rate-checker.ts';
import { makeVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** Slack asks to wait. */
export class Throttled extends Error {
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('throttled');
    this.afterMs = afterMs;
  }
}

export const NEVER_ABORTED = new AbortController().signal;
setMaxListeners(0, NEVER_ABORTED);

export interface MadeCall {
  readonly method: SlackMethod;
  readonly channel: string;
  readonly atMs: number;
}

/** A pacer before a Slack that writes down when it is called, and may refuse. */
export interface PacedSlack {
  readonly clock: VirtualClock;
  readonly pacer: Pacer;
  readonly calls: readonly MadeCall[];
  call(
    call: Partial<PacedCall>,
    answer?: (atMs: number) => void | Promise<void>,
    latencyMs?: number,
  ): Promise<void>;
}

export function makePacedSlack(limits: ApiLimits = SLACK_LIMITS): PacedSlack {
  const clock = makeVirtualClock();
  const calls: MadeCall[] = [];
  const pacer = makePacer({
    limits,
    clock,
    retryAfterMs: (error) => (error instanceof Throttled ? error.afterMs : undefined),
  });
  return {
    clock,
    pacer,
    calls,
    call(over, answer = () => {}, latencyMs = 0) {
      const call = {
        method: 'chat.postMessage',
        channel: '',
        remaining: 1,
        signal: NEVER_ABORTED,
        ...over,
      } as const;
      return pacer.run(call, async () => {
        const { method, channel } = call;
        const atMs = clock.nowMs();
        calls.push({ method, channel, atMs });
        if (latencyMs > 0) await clock.sleep(latencyMs, NEVER_ABORTED);
        await answer(atMs);
      });
    },
  };
}

/** How many calls were over any of Slack's limits, from the times of the calls alone. */
export function overAnyLimit(calls: readonly MadeCall[], limits: ApiLimits = SLACK_LIMITS): number {
  const minute = 60_000;
  const posts = calls.filter(({ method }) => method === 'chat.postMessage');
  const over = (timed: readonly TimedCall[], perMinute: number) =>
    callsOverLimit(timed, { calls: perMinute, windowMs: minute });
  const spaceMs = minute / limits.postsPerChannelPerMinute;
  const methods = [...new Set(calls.map(({ method }) => method))];
  return (
    callsOverLimit(
      posts.map(({ channel, atMs }) => ({ key: channel, atMs })),
      { calls: 1, windowMs: spaceMs },
    ) +
    over(
      posts.map(({ atMs }) => ({ key: 'workspace', atMs })),
      limits.postsPerMinute,
    ) +
    methods
      .filter((method) => method !== 'chat.postMessage')
      .map((method) =>
        over(
          calls.filter((call) => call.method === method).map(({ atMs }) => ({ key: method, atMs })),
          limits.perMinute[method],
        ),
      )
      .reduce((sum, count) => sum + count, 0)
  );
}
