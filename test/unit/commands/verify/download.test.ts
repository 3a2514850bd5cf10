import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDownload } from '../../../../src/commands/verify/download.ts';
import { DIRECT } from '../../../../src/config/network.ts';

const SUM = createHash('sha256').update('four').digest('hex');

type Answer = (response: ServerResponse) => void;
const FILE: Answer = (response) => response.end('four');

describe('a file that is downloaded from the workspace', () => {
  let server: Server;
  let address: string;
  let answers: Answer[];
  let requests: number;
  let abort: AbortController;
  beforeEach(async () => {
    [answers, requests, abort] = [[], 0, new AbortController()];
    server = createServer((_, response) => {
      const answer = answers[Math.min(requests, answers.length - 1)];
      requests += 1;
      answer?.(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const download = (...given: readonly Answer[]): Promise<string> => {
    answers = [...given];
    const access = {
      token: undefined,
      apiUrl: address,
      settleMs: 0,
      retryAfterMs: 5,
      limits: {},
      canvases: false,
      network: DIRECT,
    };
    return makeDownload(access, abort.signal, { silenceMs: 200, pauseMs: 1 })(address);
  };
  const refusing =
    (status: number, headers = {}): Answer =>
    (response) =>
      response.writeHead(status, headers).end('no');

  it('has its checksum', async () => {
    expect(await download(FILE)).toBe(SUM);
  });

  it.each([
    [{}, 0],
    [{ 'retry-after': '1' }, 900],
  ])('waits for a rate limit with the headers %j', async (headers, leastMs) => {
    const beganMs = performance.now();
    const refusals = Array.from({ length: 4 }, () => refusing(429));
    expect(await download(refusing(429, headers), ...refusals, FILE)).toBe(SUM);
    expect(performance.now() - beganMs).toBeGreaterThanOrEqual(leastMs);
  });

  it('is asked for again after a fault', async () => {
    expect(await download((response) => response.destroy(), refusing(503), FILE)).toBe(SUM);
  });

  it.each<[string, Answer, string | RegExp, number]>([
    ['a fault that stays', refusing(503), 'HTTP 503', 3],
    ['a refusal', refusing(404), 'HTTP 404', 1],
    ['a broken connection', (response) => response.destroy(), /UND_ERR_SOCKET|ECONNRESET/, 3],
    ['a redirection', refusing(302, { location: '/login' }), 'unexpected redirect', 3],
    ['no answer', () => undefined, 'no sign of life for 0.2 s', 3],
    [
      'half a file',
      (response) => response.writeHead(200).write('fo'),
      'no sign of life for 0.2 s',
      3,
    ],
  ])('has a reason for %s', async (_, answer, reason, times) => {
    expect(await download(answer)).toMatch(reason);
    expect(requests).toBe(times);
  });

  it('takes longer than a silence may last, as long as bytes come', async () => {
    const slow: Answer = (response) => {
      let left = 4;
      const timer = setInterval(() => {
        left -= 1;
        response.write('four'[3 - left]);
        if (left > 0) return;
        clearInterval(timer);
        response.end();
      }, 80);
    };
    expect(await download(slow)).toBe(SUM);
    expect(requests).toBe(1);
  });

  it('ends with the run', async () => {
    const ended = download(() => abort.abort(new Error('stopped')));
    await expect(ended).rejects.toThrow('stopped');
  });
});
