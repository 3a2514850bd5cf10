import { afterEach, describe, expect, it } from 'vitest';
import { checkHistory } from '../../../../../src/commands/run/checks/history.ts';
import { makeSlackClient } from '../../../../../src/importers/slack/client.ts';
import { lineText } from '../../../../../src/reports/notices.ts';
import type { Interceptor } from '../../../../support/slack/fault-proxy.ts';
import {
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../../../../support/slack/slack-server.ts';
import { answering, refusing, throttling } from '../../../../support/slack/stubs.ts';

let server: SlackServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const isHistory = ({ method }: { readonly method: string }): boolean =>
  method === 'conversations.history';

const page = (messages: number, hasMore: boolean): Interceptor =>
  answering('conversations.history', {
    ok: true,
    messages: Array.from({ length: messages }, (_, at) => ({
      type: 'message',
      ts: `${at}.000000`,
    })),
    has_more: hasMore,
  });

/** Refuses all but the first call, as long as the minute lasts. */
function oncePerMinute(retryAfterSeconds: number): Interceptor {
  let calls = 0;
  const refuse = throttling(isHistory, { times: Number.POSITIVE_INFINITY, retryAfterSeconds });
  return (call) => {
    if (!isHistory(call)) return undefined;
    calls += 1;
    return calls === 1 ? undefined : refuse(call);
  };
}

async function check(...interceptors: readonly Interceptor[]) {
  server = await startSlackServer({ interceptors });
  const client = makeSlackClient({
    token: BOT_TOKEN,
    apiUrl: server.apiUrl,
    retryAfterMs: 30_000,
    fetch,
  });
  const { id, state, message, hints } = await checkHistory(client);
  expect(id).toBe('history');
  return { state, says: [message, ...hints].map((line) => lineText(line, 'en')).join('\n') };
}

describe('the look at history', () => {
  it('finds nothing wrong with a token of an own app', async () => {
    expect(await check()).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['a page of 15 messages of more, where 200 were asked for', [page(15, true)]],
    ['a second call that is to wait a minute', [oncePerMinute(60)]],
    [
      'a first call that is to wait for most of a minute',
      [throttling(isHistory, { times: 1, retryAfterSeconds: 50 })],
    ],
  ])('warns of %s, and says what to do', async (_what, interceptors) => {
    const { state, says } = await check(...interceptors);
    expect(state).toBe('warning');
    expect(says).toContain('limits of 2025');
    expect(says).toContain('exempt');
  });

  it.each([
    ['a history of exactly 15 messages', [page(15, false)]],
    ['a full page of another length', [page(200, true)]],
    ['a page that is short for another reason', [page(14, true)]],
  ])('takes %s for no limit', async (_what, interceptors) => {
    expect(await check(...interceptors)).toMatchObject({ state: 'ok' });
  });

  it.each([
    ['a short wait, as everybody gets', [oncePerMinute(10)]],
    [
      'a wait of the list of channels',
      [
        throttling(({ method }) => method === 'conversations.list', {
          times: 1,
          retryAfterSeconds: 60,
        }),
      ],
    ],
    ['a refusal', [refusing('conversations.history', 'not_in_channel')]],
    ['a missing scope', [refusing('conversations.list', 'missing_scope', 'channels:read')]],
    ['a page of somebody else', [answering('conversations.history', '<html>Sign in</html>')]],
    ['an answer without messages', [answering('conversations.history', { ok: true })]],
    ['a workspace without channels', [answering('conversations.list', { ok: true, channels: [] })]],
  ])('says nothing about limits after %s', async (_what, interceptors) => {
    const { state, says } = await check(...interceptors);
    expect(state).toBe('skipped');
    expect(says).not.toContain('limits of 2025');
  });
});
