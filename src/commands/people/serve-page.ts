import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { peoplePage } from '../../reports/people/page.ts';
import type { Language } from '../../texts/language.ts';
import { type Answer, type Answering, GET_ANSWERS, POST_ANSWERS } from './answers.ts';
import type { Editing } from './editing.ts';
import { checkRequest, type Guard, readBody } from './requests.ts';

/** A machine's own address, which no other machine reaches. */
const HOST = '127.0.0.1';

export interface PageWorld {
  readonly lang: Language;
  readonly signal: AbortSignal;
  /** Called with the address when the page can be opened. */
  readonly onReady: (address: string) => Promise<void>;
  /** Called with a fault that ended an answer; a client that went away is none. */
  readonly onFault: (error: unknown) => void;
}

/** Serves the page to who has its token, until Done or an abort. TargetError when no port is free. */
export async function servePage(
  editing: Editing,
  { lang, signal, onReady, onFault }: PageWorld,
): Promise<void> {
  const ending = new AbortController();
  const answering = { editing, lang, end: () => ending.abort() };
  const token = randomBytes(32).toString('base64url');
  let turn: Promise<void> = Promise.resolve();
  const server = createServer((request, response) => {
    // One after another: a change must not come between the steps of saving.
    turn = turn.then(async () => {
      const fault = await faultOf(request, response, answering, { token, host: hostOf() });
      if (fault !== undefined) onFault(fault.error);
    });
  });
  const hostOf = (): string => `${HOST}:${(server.address() as AddressInfo).port}`;
  server.listen(0, HOST);
  await once(server, 'listening').catch((error: unknown) => {
    throw new TargetError(notice('address-not-available', { address: HOST }), { cause: error });
  });
  try {
    await onReady(`http://${hostOf()}/${token}/`);
    const until = AbortSignal.any([signal, ending.signal]);
    if (!until.aborted) await once(until, 'abort');
    // Ctrl-C waits for no client; an answer to Done is sent first.
    if (signal.aborted) server.closeAllConnections();
    await turn;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/**
 * Answers one request; one that fails ends its own answer alone. Returns what failed; undefined where nothing of the
 * program's did.
 */
async function faultOf(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
  guard: Guard,
): Promise<{ readonly error: unknown } | undefined> {
  try {
    await answerRequest(request, response, answering, guard);
    return undefined;
  } catch (error) {
    // The client went away while its body was read or its answer was sent.
    if (response.destroyed) return undefined;
    if (response.headersSent) response.destroy();
    else refuse(response, 500);
    return { error };
  }
}

async function answerRequest(
  request: IncomingMessage,
  response: ServerResponse,
  answering: Answering,
  guard: Guard,
): Promise<void> {
  const checked = checkRequest(request, guard);
  if ('status' in checked) return refuse(response, checked.status);
  const { method, path, query } = checked;
  if (method === 'GET') {
    if (path === '') return sendPage(response, answering.lang);
    const answer = Object.hasOwn(GET_ANSWERS, path) ? GET_ANSWERS[path] : undefined;
    return answer === undefined ? refuse(response, 404) : send(response, answer(answering, query));
  }
  const answer = Object.hasOwn(POST_ANSWERS, path) ? POST_ANSWERS[path] : undefined;
  if (answer === undefined) return refuse(response, 404);
  const text = await readBody(request);
  if (text === undefined) return refuse(response, 413);
  const body = parseJson(text);
  if (body === undefined) return refuse(response, 400);
  await sendLast(response, await answer(answering, body));
}

/** Undefined for a text that is no JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const HEADERS = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

function sendPage(response: ServerResponse, lang: Language): void {
  const { html, policy } = peoplePage(lang);
  response
    .writeHead(200, {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    })
    .end(html);
}

function send(response: ServerResponse, { status, value }: Answer): void {
  response
    .writeHead(status, {
      ...HEADERS,
      'content-type': 'application/json',
      'content-security-policy': "default-src 'none'",
    })
    .end(JSON.stringify(value));
}

/** Sends an answer and waits until it is out: the one to Done must be, before the server closes. */
async function sendLast(response: ServerResponse, answer: Answer): Promise<void> {
  const sent = once(response, 'close');
  send(response, answer);
  await sent;
}

/** Refuses without a body; what is left of the request's is not read. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { ...HEADERS, 'content-length': 0, connection: 'close' }).end();
}
