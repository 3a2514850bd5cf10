import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../support/seeded-random.ts';
import { recordCalls } from '../../../support/slack/call-record.ts';
import type { FakeAnswer, Interceptor, SlackCall } from '../../../support/slack/fault-proxy.ts';
import { liveMentions } from '../../../support/slack/live-mentions.ts';
import { randomFaults } from '../../../support/slack/random-faults.ts';
import { callsOverLimit } from '../../../support/slack/rate-checker.ts';
import { revokedAfter } from '../../../support/slack/revoked-token.ts';
import { type OneChannel, startWithChannel } from '../../../support/slack/slack-fixture.ts';

let started: OneChannel | undefined;
afterEach(async () => {
  await started?.slack.stop();
  started = undefined;
});

async function withFaults(...interceptors: readonly Interceptor[]): Promise<OneChannel> {
  started = await startWithChannel({ interceptors });
  return started;
}

/** What a caller sees of one post that is answered so, and what stands in the channel then. */
async function outcome(fault: FakeAnswer): Promise<{ seen: unknown; texts: readonly string[] }> {
  const server = await withFaults(({ method }) =>
    method === 'chat.postMessage' ? fault : undefined,
  );
  const seen = await server.post('hello').catch(() => 'no answer');
  return { seen, texts: await server.texts() };
}

const failed = { status: 500, body: { ok: false, error: 'internal_error' } };

describe('a fault of the Slack of the tests', () => {
  it.each<[string, FakeAnswer, unknown, readonly string[]]>([
    ['status 500 before the write', failed, { ok: false, error: 'internal_error', ts: '' }, []],
    [
      'status 500 after the write',
      { ...failed, isCarriedOut: true },
      { ok: false, error: 'internal_error', ts: '' },
      ['hello'],
    ],
    ['a connection reset before the write', { isReset: true }, 'no answer', []],
    ['an answer dropped', { isReset: true, isCarriedOut: true }, 'no answer', ['hello']],
    [
      'ratelimited with status 200',
      { body: { ok: false, error: 'ratelimited' } },
      { ok: false, error: 'ratelimited', ts: '' },
      [],
    ],
  ])('is %s', async (_, fault, seen, texts) => {
    expect(await outcome(fault)).toEqual({ seen, texts });
  });

  it('is an answer that comes late, of a call that was carried out', async () => {
    const server = await withFaults(() => ({ delayMs: 120 }));
    const records = recordCalls(server.slack);
    expect(await server.post('hello')).toMatchObject({ ok: true });
    const [post] = records;
    expect((post?.answeredAtMs ?? 0) - (post?.atMs ?? 0)).toBeGreaterThanOrEqual(119);
    expect(await server.texts()).toEqual(['hello']);
  });

  it('is a token that is revoked mid-way', async () => {
    const server = await withFaults(revokedAfter(2));
    const answers = [await server.post('1'), await server.post('2'), await server.post('3')];
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, 'token_revoked']);
    expect(await server.texts()).toEqual(['1', '2']);
  });
});

describe('faults drawn by chance', () => {
  const post: SlackCall = {
    method: 'chat.postMessage',
    path: '/api/chat.postMessage',
    args: {},
    token: '',
    atMs: 0,
  };
  const MOST_DELAY_MS = 150;

  async function drawn(seed: number, calls: number) {
    const draw = randomFaults(seededRandom(seed), {
      mostDelayMs: MOST_DELAY_MS,
      isMeant: () => true,
    });
    const answers: (FakeAnswer | undefined)[] = [];
    for (let count = 0; count < calls; count += 1) answers.push(await draw(post));
    return answers;
  }

  it('are the same for the same seed, and others for another one', async () => {
    expect(await drawn(7, 500)).toEqual(await drawn(7, 500));
    expect(await drawn(7, 500)).not.toEqual(await drawn(8, 500));
  });

  it('leave most calls alone, and carry none out later than they may', async () => {
    const answers = await drawn(1, 5_000);
    expect(answers.filter((answer) => answer === undefined).length).toBeGreaterThan(2_500);
    const delays = answers.flatMap((answer) => answer?.delayMs ?? []);
    expect(delays.length).toBeGreaterThan(100);
    expect(Math.max(...delays)).toBeLessThan(MOST_DELAY_MS);
  });

  it('are of every kind that an outcome can be unclear by', async () => {
    const answers = (await drawn(1, 5_000)).filter((answer) => answer !== undefined);
    const isWrite = ({ isCarriedOut }: FakeAnswer) => isCarriedOut === true;
    for (const kind of [
      ({ status }: FakeAnswer) => status === 500,
      ({ isReset }: FakeAnswer) => isReset === true,
    ]) {
      const some = answers.filter(kind);
      expect(some.some(isWrite)).toBe(true);
      expect(some.some((answer) => !isWrite(answer))).toBe(true);
    }
    expect(answers.some(({ body }) => JSON.stringify(body)?.includes('ratelimited'))).toBe(true);
  });
});

describe('the record of calls', () => {
  it('holds method, arguments, times and answer of each, faults too', async () => {
    const lost: Interceptor = ({ args }) =>
      args['text'] === 'lost' ? { isReset: true } : undefined;
    const server = await withFaults(lost);
    const records = recordCalls(server.slack);
    const { ts } = await server.post('hello');
    await server.post('lost').catch(() => {});
    expect(records).toMatchObject([
      {
        method: 'chat.postMessage',
        args: { channel: server.channel, text: 'hello' },
        status: 200,
        answer: { ok: true, ts },
      },
      { method: 'chat.postMessage', args: { text: 'lost' }, status: undefined },
    ]);
    for (const { atMs, answeredAtMs } of records) expect(answeredAtMs).toBeGreaterThanOrEqual(atMs);
  });

  it('serves checks for live mentions and for rates', async () => {
    const server = await withFaults();
    const records = recordCalls(server.slack);
    await server.post('quiet');
    await server.post('for <!channel> and <@U1>');
    const loud = records.filter((record) => liveMentions(record).length > 0);
    expect(loud.map(({ args }) => args['text'])).toEqual(['for <!channel> and <@U1>']);
    const timed = records.map(({ args, atMs }) => ({ key: args['channel'] ?? '', atMs }));
    expect(callsOverLimit(timed, { calls: 1, windowMs: 60_000 })).toBe(1);
  });
});
