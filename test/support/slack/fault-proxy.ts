import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

/** A call as it came in. */
export interface SlackCall {
  /** `chat.postMessage`; '' for a path that is no method, such as an upload. */
  readonly method: string;
  readonly path: string;
  readonly args: Readonly<Record<string, string>>;
  readonly token: string;
  readonly atMs: number;
}

/** What the proxy says instead of the emulator, or after it. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The connection breaks without an answer. */
  readonly isReset?: true;
  /** The emulator carries the call out all the same; only its answer is lost. */
  readonly isCarriedOut?: true;
  /** The emulator carries the call out and answers, but so much later. */
  readonly delayMs?: number;
  /** This answer goes out at once, and the emulator carries the call out so much later. */
  readonly carriedOutAfterMs?: number;
}

/** Undefined leaves the call to the next one, and at last to the emulator. */
export type Interceptor = (
  call: SlackCall,
) => FakeAnswer | undefined | Promise<FakeAnswer | undefined>;

/** Makes of the emulator's answer what Slack would have said. */
export type Alteration = (call: SlackCall, answer: FakeAnswer) => FakeAnswer;

export interface FaultProxy {
  /** The address for SLACK_API_URL. */
  readonly apiUrl: string;
  /** Every call so far, in order. */
  readonly calls: readonly SlackCall[];
  /** Asked before those that are there already. */
  intercept(interceptor: Interceptor): void;
  /** Alters what the emulator answers, after the alterations that are there already. */
  alter(alteration: Alteration): void;
  /** Called when the emulator has carried a call out and nobody has its answer yet. */
  afterEach(listener: (call: SlackCall) => void | Promise<void>): void;
  /** Told of every answer as it goes out, faults too. */
  onAnswer(listener: (call: SlackCall, answer: FakeAnswer) => void): void;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Asked in order, before the emulator. */
  readonly first: readonly Interceptor[];
  /** The token that the emulator gets in place of the caller's, by the number of the call. */
  readonly tokenFor: (token: string, call: number) => string;
  /** Applied to what the emulator answers, in order. */
  readonly alterations?: readonly Alteration[];
}

/** A proxy on loopback before an emulator of Slack. */
export async function startFaultProxy(
  emulatorUrl: string,
  { first, tokenFor, alterations = [] }: ProxyOptions,
): Promise<FaultProxy> {
  const interceptors = [...first];
  const altering = [...alterations];
  const calls: SlackCall[] = [];
  const listeners: ((call: SlackCall, answer: FakeAnswer) => void)[] = [];
  let onCarriedOut: ((call: SlackCall) => void | Promise<void>) | undefined;
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });

  const address = (): AddressInfo => server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const call = callOf(request, bytes);
    calls.push(call);
    const fake = await firstAnswer(interceptors, call);
    if (fake?.delayMs !== undefined) await wait(fake.delayMs);
    if (fake?.carriedOutAfterMs !== undefined) {
      setTimeout(() => {
        forward(emulatorUrl, request, bytes, call.token, address()).catch(() => undefined);
      }, fake.carriedOutAfterMs).unref();
      return answer(call, response, fake);
    }
    const isDelayedOnly = fake?.delayMs !== undefined && fake.status === undefined;
    if (fake !== undefined && !isDelayedOnly && fake.isCarriedOut !== true) {
      return answer(call, response, fake);
    }
    const token = tokenFor(call.token, calls.length);
    const said = await forward(emulatorUrl, request, bytes, token, address());
    await onCarriedOut?.(call);
    if (fake !== undefined && !isDelayedOnly) return answer(call, response, fake);
    const real = altering.reduce((altered, alter) => alter(call, altered), said);
    answer(call, response, real);
  }

  function answer(call: SlackCall, response: ServerResponse, given: FakeAnswer): void {
    for (const listener of listeners) listener(call, given);
    send(response, given);
  }

  server.unref();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    apiUrl: `http://127.0.0.1:${port}/api/`,
    calls,
    intercept: (interceptor) => interceptors.unshift(interceptor),
    alter: (alteration) => void altering.push(alteration),
    afterEach: (listener) => {
      onCarriedOut = listener;
    },
    onAnswer: (listener) => {
      listeners.push(listener);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function callOf(request: IncomingMessage, bytes: Buffer): SlackCall {
  const path = new URL(request.url ?? '/', 'http://slack.test').pathname;
  const isForm = (request.headers['content-type'] ?? '').includes('urlencoded');
  return {
    path,
    method: /^\/api\/([\w.]+)$/.exec(path)?.[1] ?? '',
    args: isForm ? Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))) : {},
    token: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
    atMs: Date.now(),
  };
}

async function firstAnswer(
  interceptors: readonly Interceptor[],
  call: SlackCall,
): Promise<FakeAnswer | undefined> {
  for (const interceptor of interceptors) {
    const answer = await interceptor(call);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

/** Addresses in answers, such as for uploads, lead through the proxy too. */
async function forward(
  emulatorUrl: string,
  request: IncomingMessage,
  bytes: Buffer,
  token: string,
  { port }: AddressInfo,
): Promise<FakeAnswer> {
  const headers = new Headers();
  if (token !== '') headers.set('authorization', `Bearer ${token}`);
  const contentType = request.headers['content-type'];
  if (contentType !== undefined) headers.set('content-type', contentType);
  const method = request.method ?? 'POST';
  const body = method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(bytes) };
  const answer = await fetch(emulatorUrl + (request.url ?? ''), { method, headers, ...body });
  const type = answer.headers.get('content-type') ?? 'application/json';
  const said = Buffer.from(await answer.arrayBuffer());
  const isFile = (request.url ?? '').startsWith('/files-pri/');
  const text = said.toString('utf8').replaceAll(emulatorUrl, `http://127.0.0.1:${port}`);
  const scopes = answer.headers.get('x-oauth-scopes');
  return {
    status: answer.status,
    headers: { 'content-type': type, ...(scopes === null ? {} : { 'x-oauth-scopes': scopes }) },
    // A file's bytes are nobody's to change.
    body: isFile ? said : text,
  };
}

function send(
  response: ServerResponse,
  { status = 200, headers, body, isReset }: FakeAnswer,
): void {
  if (isReset === true) {
    response.destroy();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(
    typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body ?? { ok: true }),
  );
}
