import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer, request as tlsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uploadBytes } from '../../../src/importers/workspace/uploads.ts';
import { ConnectionFault } from '../../../src/system/connection-faults.ts';
import { makeTransport } from '../../../src/system/transport.ts';
import { makeAuthority } from '../../support/network/certificates.ts';
import { startProxy, type TestProxy } from '../../support/network/proxy-server.ts';

const authority = makeAuthority('Example Company');
const stranger = makeAuthority('Somebody else');
const ACCOUNT = 'ann:p@ss%word';
const ENCODED = `${encodeURIComponent('ann')}:${encodeURIComponent('p@ss%word')}`;

let server: Server;
let plain: Server;
let open: TestProxy;
let closed: TestProxy;
let secure: TestProxy;
const portOf = (one: Server): number => (one.address() as AddressInfo).port;
const listening = (one: Server): Promise<void> =>
  new Promise((resolve) => {
    one.listen(0, '127.0.0.1', resolve);
  });

beforeAll(async () => {
  const echo: Parameters<typeof createPlainServer>[1] = (incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => outgoing.end(`${incoming.method} ${Buffer.concat(parts).length}`));
  };
  server = createServer(authority.issue('127.0.0.1'), echo);
  plain = createPlainServer(echo);
  await listening(server);
  await listening(plain);
  open = await startProxy();
  closed = await startProxy({ account: ACCOUNT });
  secure = await startProxy({ tls: authority.issue('127.0.0.1') });
});
afterAll(async () => {
  for (const proxy of [open, closed, secure]) await proxy.stop();
  for (const one of [server, plain]) {
    one.closeAllConnections();
    one.close();
  }
});

type Way = 'fetch' | 'agent';

/** What the server answers to a body of 1,000 bytes. */
async function answerBy(
  way: Way,
  proxyUrl: string | undefined,
  authorities: readonly string[] = [authority.cert],
): Promise<string> {
  const address = `https://127.0.0.1:${portOf(server)}/upload`;
  const transport = makeTransport(() => ({ proxyUrl, authorities }));
  const body = Buffer.alloc(1_000);
  if (way === 'fetch') {
    const form = new FormData();
    form.append('file', new Blob([body]));
    const answer = await transport.fetch(address, { method: 'POST', body });
    const [method = ''] = (
      await (await transport.fetch(address, { method: 'POST', body: form })).text()
    ).split(' ');
    return `${await answer.text()}, form ${method}`;
  }
  const agent = await transport.agentFor(address);
  try {
    return await new Promise<string>((resolve, reject) => {
      const outgoing = tlsRequest(
        address,
        { method: 'POST', ...(agent === undefined ? {} : { agent }) },
        (incoming) => {
          if (incoming.statusCode !== 200) reject(new Error(`HTTP ${incoming.statusCode}`));
          incoming.setEncoding('utf8').on('data', (text) => resolve(`${text}, form POST`));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  } finally {
    agent?.destroy();
  }
}

const seenBy = async (
  proxy: TestProxy,
  act: () => Promise<unknown>,
): Promise<readonly string[]> => {
  const before = proxy.seen.length;
  await act();
  return proxy.seen.slice(before);
};

describe.each<Way>(['fetch', 'agent'])('a connection by %s', (way) => {
  it("reaches a server with a certificate of the company's authority", async () => {
    const seen = await seenBy(open, async () => {
      expect(await answerBy(way, undefined)).toBe('POST 1000, form POST');
    });
    expect(seen).toEqual([]);
  });

  it('goes through a tunnel of the proxy', async () => {
    const seen = await seenBy(open, async () => {
      expect(await answerBy(way, open.url)).toBe('POST 1000, form POST');
    });
    expect(new Set(seen)).toEqual(new Set([`CONNECT 127.0.0.1:${portOf(server)}`]));
  });

  it('gives the proxy user and password, whatever they are made of', async () => {
    const url = closed.url.replace('://', `://${ENCODED}@`);
    const seen = await seenBy(closed, async () => {
      expect(await answerBy(way, url)).toBe('POST 1000, form POST');
    });
    expect(new Set(seen)).toEqual(new Set([`CONNECT 127.0.0.1:${portOf(server)}`]));
  });

  it('goes through a proxy that speaks TLS with a certificate of the same authority', async () => {
    const seen = await seenBy(secure, async () => {
      expect(await answerBy(way, secure.url)).toBe('POST 1000, form POST');
    });
    expect(seen.length).toBeGreaterThan(0);
  });

  it.each([
    ['without an authority', () => undefined, []],
    ['with the authority of somebody else', () => undefined, [stranger.cert]],
    ['through the proxy, without it', () => open.url, []],
  ])('is refused %s', async (_, proxyUrl, authorities) => {
    const problem = await answerBy(way, proxyUrl(), authorities).then(
      () => 'reached',
      (error: unknown) => error,
    );
    if (way === 'fetch') {
      expect(problem).toBeInstanceOf(ConnectionFault);
      expect(problem).toMatchObject({ notice: { code: 'authority-unknown' } });
    } else {
      expect(problem).toMatchObject({ code: expect.stringMatching(/CERT|SIGNATURE/) });
    }
  });
});

describe('an upload', () => {
  const upload = (proxy: TestProxy, authorities: readonly string[]): Promise<void> => {
    const transport = makeTransport(() => ({ proxyUrl: proxy.url, authorities }));
    const session = { transport, signal: new AbortController().signal };
    const address = `https://127.0.0.1:${portOf(server)}/upload`;
    const open = async () => Readable.from([Buffer.alloc(5_000)]);
    return uploadBytes(session, address, { name: 'a.bin', sizeBytes: 5_000, open });
  };

  it('goes through the proxy', async () => {
    const seen = await seenBy(open, () => upload(open, [authority.cert]));
    expect(seen).toEqual([`CONNECT 127.0.0.1:${portOf(server)}`]);
  });

  it('may be repeated where the network did not allow it, and says what', async () => {
    await expect(upload(open, [])).rejects.toMatchObject({ reason: { code: 'authority-unknown' } });
    await expect(upload(closed, [authority.cert])).rejects.toMatchObject({
      reason: { code: 'proxy-wants-login' },
    });
  });
});

describe('what a proxy refuses', () => {
  it('is told as a login that is missing', async () => {
    const problem = await answerBy('fetch', closed.url).catch((error: unknown) => error);
    expect(problem).toMatchObject({ notice: { code: 'proxy-wants-login' } });
    await expect(answerBy('agent', closed.url)).rejects.toThrow('HTTP 407');
  });
});

describe('plain HTTP', () => {
  it('is asked of the proxy itself', async () => {
    const address = `http://127.0.0.1:${portOf(plain)}/a`;
    const transport = makeTransport(() => ({ proxyUrl: open.url, authorities: [] }));
    const seen = await seenBy(open, async () => {
      const answer = await transport.fetch(address, { method: 'POST', body: 'abc' });
      expect(await answer.text()).toBe('POST 3');
    });
    expect(seen).toEqual([`POST ${address}`]);
  });
});

describe('a route without proxy and authorities', () => {
  it("is Node's own", async () => {
    const transport = makeTransport(() => ({ proxyUrl: undefined, authorities: [] }));
    expect(await transport.agentFor('https://slack.com/')).toBeUndefined();
    const answer = await transport.fetch(`http://127.0.0.1:${portOf(plain)}/`);
    expect(await answer.text()).toBe('GET 0');
  });
});
