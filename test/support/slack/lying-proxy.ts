import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** A call on its way to Slack. */
export interface PassingCall {
  readonly method: string;
  readonly args: URLSearchParams;
}

/** Slack's answer to a call. */
interface Given {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** What becomes of a call and its answer. A refusal is in Slack's name, and Slack never sees the call. */
export type Lie =
  | { readonly kind: 'reset'; readonly isDelivered: boolean }
  | { readonly kind: 'answer'; readonly isDelivered: boolean; readonly given: Given }
  /** Half of the answer arrives: less than its length says, or as a whole answer that ends early. */
  | { readonly kind: 'cut'; readonly isLengthWrong: boolean }
  /** The connection breaks at once, and Slack gets the call later. */
  | { readonly kind: 'late delivery'; readonly ms: number }
  | { readonly kind: 'late answer'; readonly ms: number }
  /** Slack gets the call twice; the program gets the answer of one, or of none. */
  | { readonly kind: 'twice'; readonly answer: 0 | 1 | undefined }
  | { readonly kind: 'refusal'; readonly error: string }
  /** Slack takes the others, and says in the body why not this one. */
  | { readonly kind: 'not this person'; readonly error: string };

export interface LyingProxy {
  readonly apiUrl: string;
  /** What becomes of each call from now on; undefined passes it on. */
  lie(choose: (call: PassingCall) => Lie | undefined): void;
  /** What Slack's Date header is ahead of the machine's clock by, asked for each answer. */
  setDate(aheadMs: () => number): void;
  /** Lies told, in order: kind, method and what the message is of. */
  readonly told: readonly string[];
  /** The longest time that a call took until Slack had carried it out, in milliseconds. */
  readonly slowestMs: () => number;
  /** Resolves when no call is on its way any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const json = (body: unknown): Given => ({
  status: 200,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

/** Answers that are not Slack's, or lack what Slack's hold. */
export const FALSE_ANSWERS: Readonly<Record<string, Given>> = {
  'ok without fields': json({ ok: true }),
  'ok with fields of another type': json({ ok: true, ts: 17, channel: 5, file: [], messages: {} }),
  'HTML with 200': {
    status: 200,
    type: 'text/html',
    body: '<!doctype html><html><body><h1>Sign in</h1></body></html>',
  },
  'one word with 200': { status: 200, type: 'text/plain', body: 'OK' },
  'nothing with 200': { status: 200, type: 'application/json', body: '' },
  "another program's JSON": json({ status: 'success', error: 'none' }),
  'ok as text': json({ ok: 'true', ts: '1700000000.000100' }),
  null: json(null),
  list: json([]),
  '204': { status: 204, type: 'text/plain', body: '' },
  '502': { status: 502, type: 'text/html', body: '<h1>Bad gateway</h1>' },
};

/** Starts a proxy on loopback before a Slack server; it tells the truth until it is told how to lie. */
export async function startLyingProxy(slackApiUrl: string): Promise<LyingProxy> {
  const told: string[] = [];
  const underWay = new Set<Promise<unknown>>();
  let choose: (call: PassingCall) => Lie | undefined = () => undefined;
  let aheadMs = (): number => 0;
  let slowestMs = 0;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const method = (request.url ?? '').split('/').pop()?.split('?')[0] ?? '';
    const call = { method, args: new URLSearchParams(body.toString()) };
    const sinceMs = performance.now();
    const deliver = async (args?: URLSearchParams) => {
      const sent = args === undefined ? body : Buffer.from(args.toString());
      const given = await delivered(slackApiUrl, request, sent);
      slowestMs = Math.max(slowestMs, performance.now() - sinceMs);
      return given;
    };
    const lie = choose(call);
    if (lie !== undefined) {
      told.push([describeLie(lie), method, call.args.get('metadata') ?? ''].join(' '));
    }
    response.setHeader('date', new Date(Date.now() + aheadMs()).toUTCString());
    await tell(lie, { call, deliver, response });
  }

  const server = createServer((request, response) => {
    const handled: Promise<unknown> = handle(request, response)
      // The program was killed, or the server ended.
      .catch(() => response.destroy())
      .finally(() => underWay.delete(handled));
    underWay.add(handled);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    lie: (how) => {
      choose = how;
    },
    setDate: (ahead) => {
      aheadMs = ahead;
    },
    told,
    slowestMs: () => slowestMs,
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function describeLie({ kind, ...how }: Lie): string {
  return `${kind} ${JSON.stringify(how)}`;
}

async function delivered(
  slackApiUrl: string,
  { url = '', headers }: IncomingMessage,
  body: Buffer,
): Promise<Given & { readonly headers: Headers }> {
  const { authorization = '', 'content-type': type = '' } = headers;
  const answer = await fetch(new URL(url.replace(/^\/api\//, ''), slackApiUrl), {
    method: 'POST',
    headers: { authorization, 'content-type': type },
    body: new Uint8Array(body),
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: await answer.text(),
    headers: answer.headers,
  };
}

interface Exchange {
  readonly call: PassingCall;
  readonly deliver: (args?: URLSearchParams) => Promise<Given & { readonly headers: Headers }>;
  readonly response: ServerResponse;
}

async function tell(lie: Lie | undefined, exchange: Exchange): Promise<void> {
  const { call, deliver, response } = exchange;
  switch (lie?.kind) {
    case undefined:
      return give(response, await deliver());
    case 'reset':
      if (lie.isDelivered) await deliver();
      return void response.destroy();
    case 'answer':
      if (lie.isDelivered) await deliver();
      return give(response, lie.given);
    case 'cut':
      return giveHalf(response, await deliver(), lie.isLengthWrong);
    case 'late delivery':
      response.destroy();
      await wait(lie.ms);
      return void (await deliver());
    case 'late answer': {
      const given = await deliver();
      await wait(lie.ms);
      return give(response, given);
    }
    case 'twice': {
      const answers = [await deliver(), await deliver()];
      const given = lie.answer === undefined ? undefined : answers[lie.answer];
      return given === undefined ? void response.destroy() : give(response, given);
    }
    case 'refusal':
      return give(response, json({ ok: false, error: lie.error }));
    case 'not this person':
      return await giveWithoutOne(lie.error, { call, deliver, response });
  }
}

/** conversations.invite: the others are invited, and the body names the one who is not. */
async function giveWithoutOne(error: string, { call, deliver, response }: Exchange): Promise<void> {
  const [user = '', ...others] = (call.args.get('users') ?? '').split(',');
  const errors = [{ user, ok: false, error }];
  if (others.length === 0) return give(response, json({ ok: false, error, errors }));
  const args = new URLSearchParams(call.args);
  args.set('users', others.join(','));
  const { body } = await deliver(args);
  give(response, json({ ...JSON.parse(body), errors }));
}

/** Headers of Slack's that the program reads. */
const PASSED = ['retry-after', 'x-oauth-scopes', 'x-accepted-oauth-scopes'];

function give(response: ServerResponse, given: Given & { readonly headers?: Headers }): void {
  for (const name of PASSED) {
    const value = given.headers?.get(name);
    if (value !== null && value !== undefined) response.setHeader(name, value);
  }
  response.writeHead(given.status, { 'content-type': given.type });
  response.end(given.body);
}

function giveHalf(response: ServerResponse, given: Given, isLengthWrong: boolean): void {
  const half = Buffer.from(given.body).subarray(0, Math.floor(given.body.length / 2));
  const length = isLengthWrong ? { 'content-length': Buffer.byteLength(given.body) } : {};
  response.writeHead(given.status, { 'content-type': given.type, ...length });
  if (!isLengthWrong) return void response.end(half);
  response.write(half, () => response.destroy());
}
