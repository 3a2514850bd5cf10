import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SLACK_LIMITS } from '../../../../src/slack/methods.ts';
import type { FakeAnswer, SlackCall } from '../../../support/slack/fault-proxy.ts';
import { callsOverLimit } from '../../../support/slack/rate-checker.ts';
import { documentedLimits, enforcing } from '../../../support/slack/rate-limits.ts';
import { BOT_TOKEN, startSlackServer } from '../../../support/slack/slack-server.ts';

const call = (method: string, atMs: number, channel = 'C1'): SlackCall => ({
  method,
  path: `/api/${method}`,
  args: { channel },
  token: '',
  atMs,
});

/** Calls at their times, and the Retry-After of each that was refused; undefined for those let through. */
async function waitsOf(calls: readonly SlackCall[]): Promise<readonly (string | undefined)[]> {
  const limit = enforcing(documentedLimits());
  const waits: (string | undefined)[] = [];
  for (const each of calls) {
    const answer: FakeAnswer | undefined = await limit(each);
    waits.push(answer?.headers?.['retry-after']);
  }
  return waits;
}

describe('a server that keeps to the documented limits', () => {
  it('refuses the call after the last of a tier, and says how long to wait', async () => {
    const calls = Array.from({ length: 21 }, (_, index) => call('pins.add', index * 100));
    const waits = await waitsOf([...calls, call('pins.add', 59_999), call('pins.add', 60_000)]);
    expect(waits.slice(0, 20).every((wait) => wait === undefined)).toBe(true);
    expect(waits.slice(20)).toEqual(['58', '1', undefined]);
  });

  it('lets other methods and other channels go on', async () => {
    const waits = await waitsOf([
      call('chat.postMessage', 0),
      call('chat.postMessage', 999),
      call('chat.postMessage', 999, 'C2'),
      call('conversations.history', 999),
      call('chat.postMessage', 1_000),
    ]);
    expect(waits).toEqual([undefined, '1', undefined, undefined, undefined]);
  });

  it('counts messages over the whole workspace too', async () => {
    const { postsPerMinute } = SLACK_LIMITS;
    const posts = Array.from({ length: postsPerMinute + 1 }, (_, index) =>
      call('chat.postMessage', 10, `C${index}`),
    );
    const waits = await waitsOf(posts);
    expect(waits.filter((wait) => wait !== undefined)).toEqual(['60']);
  });

  it('lets no call through that an independent count finds over a limit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat({ max: 400 }), fc.constantFrom('C1', 'C2')), { maxLength: 150 }),
        async (steps) => {
          let atMs = 0;
          const calls = steps.map(([stepMs, channel]) => {
            atMs += stepMs;
            return call('chat.postMessage', atMs, channel);
          });
          const waits = await waitsOf(calls);
          const passed = calls.filter((_, index) => waits[index] === undefined);
          const timed = passed.map((each) => ({
            key: each.args['channel'] ?? '',
            atMs: each.atMs,
          }));
          expect(callsOverLimit(timed, { calls: 1, windowMs: 1_000 })).toBe(0);
        },
      ),
    );
  });

  it('says so over HTTP with the status and the header that Slack gives', async () => {
    const slack = await startSlackServer({ interceptors: [enforcing(documentedLimits())] });
    try {
      const ask = () =>
        fetch(`${slack.apiUrl}emoji.list`, {
          method: 'POST',
          headers: { authorization: `Bearer ${BOT_TOKEN}` },
        });
      for (let count = 0; count < 20; count += 1) expect((await ask()).status).toBe(200);
      const refused = await ask();
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
      expect(await refused.json()).toEqual({ ok: false, error: 'ratelimited' });
    } finally {
      await slack.stop();
    }
  });
});
