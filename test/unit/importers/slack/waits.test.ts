import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makePacer } from '../../../../src/importers/slack/pacer.ts';
import { SLACK_LIMITS } from '../../../../src/slack/methods.ts';
import { type Clock, systemClock } from '../../../../src/system/clock.ts';
import {
  makePacedSlack,
  NEVER_ABORTED,
  overAnyLimit,
  type PacedSlack,
  Throttled,
} from '../../../support/slack/paced-slack.ts';

/** Refuses the first calls, then takes all. */
function refusing(times: number, afterMs: number): () => void {
  let left = times;
  return () => {
    if (left <= 0) return;
    left -= 1;
    throw new Throttled(afterMs);
  };
}

const timesOf = ({ calls }: PacedSlack, channel: string) =>
  calls.filter((call) => call.channel === channel).map(({ atMs }) => atMs);

describe('a wait that Slack asks for', () => {
  it('holds also for a message of the channel that waited for the workspace already', async () => {
    const slack = makePacedSlack({ ...SLACK_LIMITS, postsPerMinute: 20 });
    await slack.clock.run(() =>
      Promise.all([
        slack.call({ channel: 'a', remaining: 2 }, refusing(1, 60_000), 1_500),
        slack.call({ channel: 'a', remaining: 1 }),
      ]),
    );
    const [first, ...later] = timesOf(slack, 'a');
    expect(first).toBe(0);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(61_500);
  });

  it('lets the refused message go before those of its channel that were asked for after it', async () => {
    const slack = makePacedSlack();
    const done: string[] = [];
    const post = (name: string, answer?: () => void) =>
      slack.call({ channel: 'a' }, answer).then(() => done.push(name));
    await slack.clock.run(() =>
      Promise.all([post('first', refusing(2, 5_000)), post('second'), post('third')]),
    );
    expect(done).toEqual(['first', 'second', 'third']);
  });

  it('is counted by method', async () => {
    const slack = makePacedSlack();
    await slack.clock.run(() =>
      Promise.all([
        slack.call({ method: 'pins.add' }, refusing(2, 3_000)),
        slack.call({ channel: 'a' }, refusing(1, 500)),
      ]),
    );
    const { throttledMsBy, throttledMs, calls } = slack.pacer.counts;
    expect([...throttledMsBy]).toEqual([
      ['pins.add', 6_000],
      ['chat.postMessage', 500],
    ]);
    expect(throttledMs).toBe(6_500);
    expect(calls.get('pins.add')).toBe(3);
  });

  it('stops one channel alone, and the workspace once it comes from many', async () => {
    const slack = makePacedSlack();
    const channels = ['a', 'b', 'c'];
    await slack.clock.run(async () => {
      await Promise.all(
        channels.map((channel) => slack.call({ channel }, refusing(1, 20_000), 700)),
      );
      await slack.call({ channel: 'd' });
    });
    expect(timesOf(slack, 'd')[0]).toBeGreaterThanOrEqual(20_000);
  });

  it('is one complaint when calls that were under way together are refused', async () => {
    const together = makePacedSlack();
    const answers = Array.from({ length: 6 }, () => refusing(1, 10_000));
    await together.clock.run(async () => {
      await Promise.all(
        answers.map((answer) => together.call({ method: 'files.info' }, answer, 5_000)),
      );
      for (let call = 0; call < 3; call += 1) await together.call({ method: 'files.info' });
    });
    const [before, last] = together.calls.slice(-2).map(({ atMs }) => atMs);
    expect((last ?? 0) - (before ?? 0)).toBeCloseTo(600 * 1.1, 6);
  });
});

describe('a Slack that is stricter than the table', () => {
  it('is asked ever less in vain, and what it allows is used', async () => {
    const slack = makePacedSlack();
    const taken: number[] = [];
    const allowed = 240;
    // A minute's window of a workspace that takes fewer messages than the table says.
    const answer = (atMs: number) => {
      const earlier = taken.filter((takenAtMs) => takenAtMs > atMs - 60_000);
      if (earlier.length >= allowed) throw new Throttled((earlier[0] ?? 0) + 60_000 - atMs);
      taken.push(atMs);
    };
    await slack.clock.run(() =>
      Promise.all(
        Array.from({ length: 30 }, async (_, index) => {
          for (let left = 200; left > 0; left -= 1) {
            await slack.call({ channel: `C${index}`, remaining: left }, answer, 100);
          }
        }),
      ),
    );
    const boundMs = (6_000 / allowed) * 60_000;
    expect(taken).toHaveLength(6_000);
    expect(slack.clock.nowMs()).toBeLessThan(1.25 * boundMs);
    expect(slack.calls.length - taken.length).toBeLessThan(0.03 * taken.length);
  });
});

describe('an abort', () => {
  it('is noticed at once by a message behind others of its channel', async () => {
    const slack = makePacedSlack({ ...SLACK_LIMITS, postsPerChannelPerMinute: 1 });
    const controller = new AbortController();
    let stoppedAtMs: number | undefined;
    await slack.clock.run(async () => {
      const others = [slack.call({ channel: 'a' }), slack.call({ channel: 'a' })];
      const stopped = slack.call({ channel: 'a', signal: controller.signal }).catch(() => {
        stoppedAtMs = slack.clock.nowMs();
      });
      await slack.clock.sleep(10, NEVER_ABORTED);
      controller.abort();
      await Promise.all([...others, stopped]);
    });
    expect(stoppedAtMs).toBe(10);
    expect(slack.calls).toHaveLength(2);
  });

  it('leaves no timer behind that would keep the process from ending', async () => {
    const slack = makePacedSlack();
    let sleeping = 0;
    const clock: Clock = {
      nowMs: slack.clock.nowMs,
      async sleep(ms, signal) {
        sleeping += 1;
        await slack.clock.sleep(ms, signal).finally(() => {
          sleeping -= 1;
        });
      },
    };
    const pacer = makePacer({ limits: SLACK_LIMITS, clock, retryAfterMs: () => undefined });
    const controller = new AbortController();
    const { signal } = controller;
    const run = (method: 'chat.postMessage' | 'pins.add', channel: string) =>
      pacer.run({ method, channel, remaining: 1, signal }, async () => {});
    await slack.clock.run(async () => {
      const all = (['chat.postMessage', 'pins.add'] as const).flatMap((method) => [
        run(method, 'a'),
        run(method, 'b'),
      ]);
      const settled = Promise.allSettled(all);
      await slack.clock.sleep(100, NEVER_ABORTED);
      expect(sleeping).toBe(2);
      controller.abort('stopped');
      expect((await settled).map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
      ]);
    });
    expect(sleeping).toBe(0);
  });

  it('before a call lets it not be made', async () => {
    const slack = makePacedSlack();
    const signal = AbortSignal.abort(new Error('stopped before'));
    await expect(slack.call({ signal })).rejects.toFailWith('stopped before');
    expect(slack.calls).toEqual([]);
  });

  it('is waited for by many under one signal, without a warning of a leak', async () => {
    const warnings: string[] = [];
    const warn = ({ name }: Error) => warnings.push(name);
    process.on('warning', warn);
    const slack = makePacedSlack();
    const { signal } = new AbortController();
    await slack.clock.run(() =>
      Promise.all(Array.from({ length: 30 }, () => slack.call({ method: 'pins.add', signal }))),
    );
    await new Promise(setImmediate);
    process.off('warning', warn);
    expect(warnings).toEqual([]);
  });
});

describe('any mixture of calls', () => {
  const METHODS = ['chat.postMessage', 'reactions.add', 'files.info', 'auth.test'] as const;
  const anyCall = fc.record({
    method: fc.constantFrom(...METHODS),
    channel: fc.constantFrom('a', 'b', 'c'),
    remaining: fc.nat(5),
    startMs: fc.nat(5_000),
    latencyMs: fc.nat(3_000),
    refusals: fc.array(fc.nat(20_000), { maxLength: 2 }),
    abortAfterMs: fc.option(fc.nat(30_000), { nil: undefined }),
  });

  it('ends, keeps to every limit, and makes each call once unless it was refused or aborted', async () => {
    const property = fc.asyncProperty(fc.array(anyCall, { maxLength: 60 }), async (mixture) => {
      const slack = makePacedSlack();
      const { clock } = slack;
      let done = 0;
      let refused = 0;
      await clock.run(() =>
        Promise.all(
          mixture.map(async ({ startMs, latencyMs, refusals, abortAfterMs, ...call }) => {
            const waits = [...refusals];
            const controller = new AbortController();
            await clock.sleep(startMs, NEVER_ABORTED);
            if (abortAfterMs !== undefined) {
              void clock.sleep(abortAfterMs, NEVER_ABORTED).then(() => controller.abort('enough'));
            }
            const answer = () => {
              const afterMs = waits.shift();
              if (afterMs === undefined) return;
              refused += 1;
              throw new Throttled(afterMs);
            };
            await slack.call({ ...call, signal: controller.signal }, answer, latencyMs).then(
              () => {
                done += 1;
              },
              (reason: unknown) => expect(reason).toBe('enough'),
            );
          }),
        ),
      );
      expect(overAnyLimit(slack.calls)).toBe(0);
      expect(slack.calls.length).toBe(done + refused);
      const unaborted = mixture.filter(({ abortAfterMs }) => abortAfterMs === undefined).length;
      expect(done).toBeGreaterThanOrEqual(unaborted);
    });
    await fc.assert(property, { numRuns: 150 });
  });
});

describe('the clock of the system', () => {
  it('paces as the virtual one does', async () => {
    const limits = { ...SLACK_LIMITS, perMinute: { ...SLACK_LIMITS.perMinute, 'pins.add': 3_000 } };
    const pacer = makePacer({ limits, clock: systemClock, retryAfterMs: () => undefined });
    const call = { method: 'pins.add', channel: '', remaining: 1, signal: NEVER_ABORTED } as const;
    const startedMs = performance.now();
    await Promise.all(Array.from({ length: 26 }, () => pacer.run(call, async () => {})));
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(499);
  });

  it('wakes with the reason of an abort', async () => {
    const controller = new AbortController();
    const slept = systemClock.sleep(60_000, controller.signal);
    controller.abort('enough');
    await expect(slept).rejects.toBe('enough');
  });
});
