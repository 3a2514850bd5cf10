import { setMaxListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { makePacer, type Pacer } from '../../../../src/importers/slack/pacer.ts';
import { SLACK_LIMITS, type SlackMethod } from '../../../../src/slack/methods.ts';
import { callsOverLimit, type TimedCall } from '../../../support/slack/rate-checker.ts';
import { makeVirtualClock } from '../../../support/slack/virtual-clock.ts';

const SIGNAL = new AbortController().signal;
setMaxListeners(0, SIGNAL);
const LATENCY_MS = 120;

class Throttled extends Error {
  readonly afterMs: number;
  constructor(afterMs: number) {
    super('throttled');
    this.afterMs = afterMs;
  }
}

function setUp() {
  const clock = makeVirtualClock();
  const pacer = makePacer({
    limits: SLACK_LIMITS,
    clock,
    retryAfterMs: (error) => (error instanceof Throttled ? error.afterMs : undefined),
  });
  const posts: TimedCall[] = [];
  const post = (channel: string, remaining = 1, act: () => Promise<void> = async () => {}) =>
    pacer.run({ method: 'chat.postMessage', channel, remaining, signal: SIGNAL }, async () => {
      posts.push({ key: channel, atMs: clock.nowMs() });
      await act();
      await clock.sleep(LATENCY_MS, SIGNAL);
    });
  return { clock, pacer, posts, post };
}

async function inOrder(times: number, act: (left: number) => Promise<unknown>): Promise<void> {
  for (let left = times; left > 0; left -= 1) await act(left);
}

describe('the pacer', () => {
  it('lets the longest channel never wait for the others', async () => {
    const { clock, posts, post } = setUp();
    const sizes = [1000, ...Array.from({ length: 40 }, () => 20)];
    await clock.run(() =>
      Promise.all(sizes.map((size, index) => inOrder(size, (left) => post(`C${index}`, left)))),
    );
    const last = Math.max(...posts.filter(({ key }) => key === 'C0').map(({ atMs }) => atMs));
    expect(last).toBeLessThanOrEqual(1.05 * 1000 * 1000);
  });

  it.each([
    ['conversations.create', 20],
    ['reactions.add', 50],
    ['files.info', 100],
  ] as const)('keeps %s to %i calls a minute', async (method, perMinute) => {
    const { clock, pacer } = setUp();
    const times: TimedCall[] = [];
    const call = () =>
      pacer.run({ method, channel: '', remaining: 1, signal: SIGNAL }, async () => {
        times.push({ key: method, atMs: clock.nowMs() });
      });
    await clock.run(() => Promise.all(Array.from({ length: 3 * perMinute }, call)));
    expect(callsOverLimit(times, { calls: perMinute, windowMs: 60_000 })).toBe(0);
    expect(clock.nowMs()).toBeLessThanOrEqual(3 * 60_000);
  });

  it('waits as long as Slack asks, in that channel alone', async () => {
    const { clock, posts, post } = setUp();
    let isStrict = true;
    const strict = () => {
      if (!isStrict) return Promise.resolve();
      isStrict = false;
      return Promise.reject(new Throttled(30_000));
    };
    await clock.run(() =>
      Promise.all([inOrder(2, () => post('slow', 1, strict)), inOrder(10, () => post('other'))]),
    );
    const [first, second] = posts.filter(({ key }) => key === 'slow').map(({ atMs }) => atMs);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(30_000);
    const others = posts.filter(({ key }) => key === 'other').map(({ atMs }) => atMs);
    expect(Math.max(...others)).toBeLessThan(15_000);
  });

  it('lets a method that must wait not stop the others', async () => {
    const { clock, pacer } = setUp();
    const done: [string, number][] = [];
    let isStrict = true;
    const call = (method: SlackMethod) =>
      pacer.run({ method, channel: '', remaining: 1, signal: SIGNAL }, async () => {
        if (method === 'pins.add' && isStrict) {
          isStrict = false;
          throw new Throttled(60_000);
        }
        done.push([method, clock.nowMs()]);
      });
    await clock.run(() => Promise.all([call('pins.add'), call('reactions.add')]));
    expect(done).toEqual([
      ['reactions.add', 0],
      ['pins.add', 60_000],
    ]);
    expect(pacer.counts.throttledMs).toBe(60_000);
    expect(pacer.counts.calls.get('pins.add')).toBe(2);
  });

  it('grows slower while Slack is stricter than the table, and recovers', async () => {
    const { clock, pacer } = setUp();
    const times: number[] = [];
    let complaints = 5;
    const call = () =>
      pacer.run(
        { method: 'reactions.add', channel: '', remaining: 1, signal: SIGNAL },
        async () => {
          if (complaints > 0) {
            complaints -= 1;
            throw new Throttled(1_000);
          }
          times.push(clock.nowMs());
        },
      );
    await clock.run(() => inOrder(800, call));
    const gap = (index: number) => (times[index + 1] ?? 0) - (times[index] ?? 0);
    expect(gap(0)).toBeGreaterThan(1_200 * 1.5);
    expect(gap(790)).toBeCloseTo(1_200, 3);
  });

  it('gives the error of the call back, and goes on', async () => {
    const { clock, post, posts } = setUp();
    await clock.run(async () => {
      const failing = post('a', 1, () => Promise.reject(new Error('refused')));
      await expect(failing).rejects.toFailWith('refused');
      await post('a');
    });
    expect(posts).toHaveLength(2);
  });

  it('can be aborted in every wait, and then takes no place from the others', async () => {
    const clock = makeVirtualClock();
    const pacer: Pacer = makePacer({ limits: SLACK_LIMITS, clock, retryAfterMs: () => undefined });
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    const results: string[] = [];
    const post = (channel: string, signal: AbortSignal) =>
      pacer
        .run({ method: 'chat.postMessage', channel, remaining: 1, signal }, async () => {
          results.push(channel);
        })
        .catch((error: unknown) => results.push(String(error)));
    await clock.run(async () => {
      const waiting = Array.from({ length: 5 }, () => post('a', controller.signal));
      const queued = Array.from({ length: 5 }, (_, index) => post(`q${index}`, controller.signal));
      const other = post('b', SIGNAL);
      await clock.sleep(50, SIGNAL);
      controller.abort('stopped');
      await Promise.all([...waiting, ...queued, other]);
    });
    expect(results.filter((result) => result === 'stopped').length).toBeGreaterThanOrEqual(8);
    expect(results).toContain('b');
    expect(clock.nowMs()).toBeLessThan(3_000);
  });
});
