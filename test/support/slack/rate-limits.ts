import { type ApiLimits, SLACK_LIMITS } from '../../../src/slack/methods.ts';
import type { Interceptor, SlackCall } from './fault-proxy.ts';

/** So many calls of one budget in any window of so many milliseconds. */
export interface ServerLimit {
  /** What a call counts against; undefined when this limit is not about it. */
  readonly budget: (call: SlackCall) => string | undefined;
  readonly calls: number;
  readonly windowMs: number;
}

const MINUTE_MS = 60_000;
const POST = 'chat.postMessage';

/** Slack's limits as it documents them: by method, and messages by channel and over the workspace. */
export function documentedLimits(limits: ApiLimits = SLACK_LIMITS): readonly ServerLimit[] {
  const { perMinute, postsPerChannelPerMinute, postsPerMinute } = limits;
  const byMethod = Object.entries(perMinute).filter(([method]) => method !== POST);
  return [
    ...byMethod.map(([method, calls]) => ({
      budget: (call: SlackCall) => (call.method === method ? method : undefined),
      calls,
      windowMs: MINUTE_MS,
    })),
    {
      budget: ({ method }) => (method === POST ? POST : undefined),
      calls: postsPerMinute,
      windowMs: MINUTE_MS,
    },
    {
      budget: ({ method, args }) => (method === POST ? `${POST} ${args['channel']}` : undefined),
      calls: 1,
      windowMs: MINUTE_MS / postsPerChannelPerMinute,
    },
  ];
}

/**
 * Answers 429 with Retry-After, in whole seconds, to each call over a limit, by the calls' own times. What is
 * refused does not count, and one budget that is used up leaves the others alone.
 */
export function enforcing(limits: readonly ServerLimit[]): Interceptor {
  const taken = limits.map(() => new Map<string, number[]>());
  return (call) => {
    const asked = limits.flatMap((limit, index) => {
      const budget = limit.budget(call);
      const times = budget === undefined ? undefined : timesOf(taken[index], budget);
      return times === undefined ? [] : [{ limit, times }];
    });
    const waits = asked.map(({ limit, times }) => waitMs(limit, times, call.atMs));
    const longestMs = Math.max(0, ...waits);
    if (longestMs === 0) {
      for (const { times } of asked) times.push(call.atMs);
      return undefined;
    }
    const headers = { 'retry-after': String(Math.ceil(longestMs / 1000)) };
    return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
  };
}

function timesOf(budgets: Map<string, number[]> | undefined, budget: string): number[] {
  const times = budgets?.get(budget) ?? [];
  budgets?.set(budget, times);
  return times;
}

/** Until a call fits; 0 when it does now. Forgets what has left the window. */
function waitMs({ calls, windowMs }: ServerLimit, times: number[], nowMs: number): number {
  while (times[0] !== undefined && times[0] <= nowMs - windowMs) times.shift();
  const [oldest] = times;
  return oldest === undefined || times.length < calls ? 0 : oldest + windowMs - nowMs;
}
