import { afterEach, describe, expect, it } from 'vitest';
import { Notifier } from '../../../../src/commands/run/notifier.ts';
import { Secret } from '../../../../src/config/database-address.ts';
import { DIRECT } from '../../../../src/config/network.ts';
import type { Language } from '../../../../src/texts/language.ts';
import {
  startWebhook,
  type WebhookAnswer,
  type WebhookServer,
} from '../../../support/network/webhook-server.ts';
import { until } from '../../../support/until.ts';

let server: WebhookServer;
afterEach(() => server.stop());

async function notifierOf(
  answer: WebhookAnswer,
  { lang = 'en', times = [] }: { lang?: Language; times?: readonly number[] } = {},
): Promise<Notifier> {
  server = await startWebhook(answer);
  const moments = [0, ...times];
  let last = 0;
  return new Notifier({
    target: { url: new Secret(server.url), network: DIRECT },
    command: 'replay',
    lang,
    nowMs: () => {
      last = moments.shift() ?? last;
      return last;
    },
  });
}

const waits = (notifier: Notifier, waitMs: number): void =>
  notifier.hear('call-failed', { method: 'chat.postMessage', error: 'ratelimited', waitMs });

describe('the end of a run', () => {
  it('is told with the command, the time, the exit code and the numbers of its result alone', async () => {
    const notifier = await notifierOf('ok', { times: [7_384_000] });
    const lists = { channels: 3 };
    notifier.hear('result', { messages: 1234, files: 5, dryRun: false, workspace: 'acme', lists });
    expect(await notifier.end(0)).toBeUndefined();
    expect(server.texts).toEqual([
      'mm2slack replay: done (exit code 0) after 2 h 3 min 4 s\nmessages: 1,234, files: 5',
    ]);
  });

  it('of a failure is told with its codes, without what they are about', async () => {
    const notifier = await notifierOf('ok', { lang: 'ja', times: [1000] });
    notifier.hear('error', { problems: [{ code: 'slack-token-missing', name: 'yamada' }] });
    expect(await notifier.end(2)).toBeUndefined();
    expect(server.texts).toEqual([
      'mm2slack replay: エラーとして中止しました (終了コード 2、所要時間 0 時間 0 分 1 秒)\n理由: slack-token-missing',
    ]);
  });

  it.each([
    ['fails', 'HTTP 500'],
    ['redirects', 'HTTP 307'],
    ['closed', 'ECONNREFUSED'],
    ['resets', /^(?:ECONNRESET|UND_ERR_SOCKET)$/],
    ['hangs', 'timeout'],
  ] as const)('is told in vain to a webhook that %s, and ends soon', async (answer, reason) => {
    const notifier = await notifierOf(answer);
    const beganAtMs = performance.now();
    expect(await notifier.end(0)).toMatch(reason);
    expect(performance.now() - beganAtMs).toBeLessThan(5000);
    expect(server.strayCount()).toBe(0);
  });

  it('does not wait for an answer that never ends', async () => {
    const notifier = await notifierOf('drips');
    expect(await notifier.end(0)).toBeUndefined();
    expect(notifier.isLost).toBe(false);
  });
});

describe('a pause of a run', () => {
  it('is told when it is long, once in an hour', async () => {
    const minute = 60_000;
    const notifier = await notifierOf('ok', { times: [1000, minute, 10 * minute, 90 * minute] });
    waits(notifier, 30_000);
    waits(notifier, 4 * minute);
    waits(notifier, 5 * minute);
    waits(notifier, 3 * minute);
    await until('two messages arrive', async () => server.texts.length === 2);
    const said = (time: string): string =>
      `mm2slack replay: Slack asked to wait, ${time} in this pause; the run goes on by itself`;
    expect([...server.texts].sort()).toEqual([said('0 h 3 min 0 s'), said('0 h 4 min 0 s')]);
  });
});
