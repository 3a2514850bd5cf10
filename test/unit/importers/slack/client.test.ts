import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { makeSlackClient } from '../../../../src/importers/slack/client.ts';
import {
  SlackRateLimited,
  SlackRefusal,
  SlackUnclear,
  slackTargetError,
  stopsRun,
} from '../../../../src/importers/slack/errors.ts';
import { sentenceOf } from '../../../support/matchers.ts';
import type { FakeAnswer } from '../../../support/slack/fault-proxy.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../support/slack/slack-server.ts';

const WAIT_MS = 1_234;

let server: SlackServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

/** What becomes of one chat.postMessage that is answered so. */
async function outcomeOf(answer: FakeAnswer): Promise<unknown> {
  server = await startSlackServer({ interceptors: [() => answer] });
  const client = makeSlackClient({
    token: BOT_TOKEN,
    apiUrl: server.apiUrl,
    retryAfterMs: WAIT_MS,
    fetch,
  });
  return client.call('chat.postMessage', { channel: 'C1', text: 'hello' }).catch((e) => e);
}

describe('a call whose outcome nobody can know', () => {
  it.each<[string, FakeAnswer]>([
    ['a page of somebody else with status 200', { body: '<html>\n<h1>Sign in</h1></html>' }],
    ['nothing with status 200', { body: '' }],
    ['one word with status 200', { body: 'OK' }],
    ['a word that looks like a code of Slack, as text', { body: 'channel_not_found' }],
    ['a code without ok', { body: { error: 'channel_not_found' } }],
    ['ok as text', { body: { ok: 'true', ts: '1700000000.000100' } }],
    ['ok without ts', { body: { ok: true } }],
    ['ok with a ts that is none', { body: { ok: true, ts: '17' } }],
    ['a success that is not 200', { status: 202, body: { ok: true, ts: '1700000000.000100' } }],
    ['JSON that is not an object', { body: '[]' }],
    ['JSON null', { body: 'null' }],
    ['JSON that neither says ok nor why not', { body: { happy: true } }],
    ['a refusal without a word', { body: { ok: false } }],
    ['status 500', { status: 500, body: 'oops' }],
    ['status 503 with Retry-After', { status: 503, headers: { 'retry-after': '9' } }],
    ['status 408', { status: 408, body: 'too slow' }],
    ['a redirect', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }],
    ['a broken connection', { isReset: true }],
    ["Slack's own internal error", { body: { ok: false, error: 'internal_error' } }],
  ])('is unclear, never a refusal, and is sent once: %s', async (_, answer) => {
    const outcome = await outcomeOf(answer);
    expect(outcome).toBeInstanceOf(SlackUnclear);
    expect(server?.calls).toHaveLength(1);
    expect(sentenceOf(slackTargetError(outcome))).toMatch(/^Slack: chat\.postMessage: .{1,200}$/);
  });
});

describe('a call that Slack puts off', () => {
  it.each<[string, FakeAnswer, number]>([
    ['the seconds of Retry-After', { status: 429, headers: { 'retry-after': '7' } }, 7_000],
    ['our own wait without Retry-After', { status: 429 }, WAIT_MS],
    ['our own wait for Retry-After 0', { status: 429, headers: { 'retry-after': '0' } }, WAIT_MS],
    [
      'our own wait for a date',
      { status: 429, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } },
      WAIT_MS,
    ],
    [
      'our own wait with status 200',
      { status: 200, body: { ok: false, error: 'ratelimited' } },
      WAIT_MS,
    ],
  ])('says how long: %s', async (_, answer, retryAfterMs) => {
    const outcome = await outcomeOf(answer);
    expect(outcome).toBeInstanceOf(SlackRateLimited);
    expect(outcome).toMatchObject({ retryAfterMs });
    expect(server?.calls).toHaveLength(1);
  });
});

describe('a call that Slack refuses', () => {
  it("gives Slack's word and the scope that is missing", async () => {
    const outcome = await outcomeOf({
      body: { ok: false, error: 'missing_scope', needed: 'chat:write', provided: 'users:read' },
    });
    expect(outcome).toBeInstanceOf(SlackRefusal);
    expect(outcome).toMatchObject({ code: 'missing_scope', neededScope: 'chat:write' });
  });

  it('names no scope when Slack names none', async () => {
    const outcome = await outcomeOf({ body: { ok: false, error: 'no_text', needed: null } });
    expect(outcome).toMatchObject({ code: 'no_text', neededScope: '' });
  });

  it('stops the run when a gateway refused it, for the message itself is good', async () => {
    const outcome = await outcomeOf({ status: 403, body: 'blocked' });
    expect(outcome).toBeInstanceOf(SlackRefusal);
    expect(outcome instanceof SlackRefusal && stopsRun(outcome)).toBe(true);
    expect(sentenceOf(slackTargetError(outcome))).toBe(
      'Slack: the answer was HTTP 403 from a proxy or another server (chat.postMessage: http_403); check the proxy and SLACK_API_URL',
    );
  });

  it.each(['constructor', 'toString'])('may have the code %s, as any that is not known', (code) => {
    const wordsOf = (each: string) =>
      sentenceOf(slackTargetError(new SlackRefusal('chat.postMessage', each, '')));
    expect(wordsOf(code)).toBe(wordsOf('some_code').replace('some_code', code));
  });

  it('tells the token to nobody, however far one looks into the error', async () => {
    const outcome = await outcomeOf({ body: { ok: false, error: 'invalid_auth' } });
    expect(inspect(outcome, { depth: 20, showHidden: true })).not.toContain(BOT_TOKEN);
  });
});
