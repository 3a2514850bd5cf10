import { writeFile } from 'node:fs/promises';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginEditing, type Editing } from '../../../../src/commands/people/editing.ts';
import { servePage } from '../../../../src/commands/people/serve-page.ts';
import { matchingOf, unsavedLines } from '../../../../src/mapping/lists/lists.ts';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

interface Reply {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

describe('the server of the page', () => {
  let folder: ScratchFolder;
  let address: URL;
  let editing: Editing;
  const stopping = new AbortController();
  let ended: Promise<void>;
  const faults: unknown[] = [];

  beforeAll(async () => {
    folder = await makeScratchFolder();
    await writeFile(folder.join('users.csv'), 'username,slack_id,action\nzannas,,name-only\n');
    editing = await beginEditing(folder.path, matchingOf(NO_TARGET));
    address = new URL(
      await new Promise<string>((resolve) => {
        const onReady = async (ready: string) => resolve(ready);
        const onFault = (error: unknown) => faults.push(error);
        ended = servePage(editing, { lang: 'en', signal: stopping.signal, onReady, onFault });
      }),
    );
  });
  afterAll(async () => {
    stopping.abort();
    await ended;
    await folder.remove();
  });

  /** Sends what a browser would not: any host, origin, method and body. */
  function send(
    path: string,
    {
      method = 'GET',
      headers = {},
      body = '',
    }: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
  ): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = address;
      const sent = request({ hostname, port, path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            headers: response.headers,
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
  const post = (path: string, body: string, headers: OutgoingHttpHeaders = {}) =>
    send(address.pathname + path, {
      method: 'POST',
      headers: { origin: address.origin, 'content-type': 'application/json', ...headers },
      body,
    });
  const decision = JSON.stringify({
    list: 'people',
    key: 'zannas',
    cells: { slack_id: '', action: 'skip' },
  });
  const isUntouched = () => unsavedLines(editing.opened.lists) === 0;

  it('listens on this machine alone, with a token that cannot be guessed', () => {
    expect(address.hostname).toBe('127.0.0.1');
    expect(address.pathname).toMatch(/^\/[\w-]{43}\/$/);
  });

  it('answers with a page that may load, run and be framed by nothing else', async () => {
    const { status, headers, body } = await send(address.pathname);
    expect(status).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+'; /,
    );
    expect(policy).toContain("connect-src 'self'; base-uri 'none'; form-action 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    expect(body).not.toContain('zannas');
  });

  it.each([
    ['no token', '/'],
    ['another token', `/${'A'.repeat(43)}/`],
    ['a shorter token', '/AAAA/list'],
    ['a token in the query alone', '/?token=x'],
  ])('refuses %s', async (_what, path) => {
    expect(await send(path)).toMatchObject({ status: 403, body: '' });
  });

  it.each([
    ['a name that was made to lead here', { host: 'evil.example' }],
    ['localhost, which is no address', { host: 'localhost:1' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['an origin without a name', { origin: 'null' }],
  ])('refuses %s, with the right token too', async (_what, headers) => {
    expect(await send(address.pathname, { headers })).toMatchObject({ status: 403, body: '' });
    expect(await post('decide', decision, headers)).toMatchObject({ status: 403, body: '' });
    expect(isUntouched()).toBe(true);
  });

  it('refuses a change without an origin, as a form of another site, or in another type', async () => {
    const headers = { 'content-type': 'application/json' };
    const path = `${address.pathname}decide`;
    expect(await send(path, { method: 'POST', headers, body: decision })).toMatchObject({
      status: 403,
    });
    const form = await post('decide', decision, { 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
    expect(isUntouched()).toBe(true);
  });

  it.each(['PUT', 'DELETE', 'HEAD', 'OPTIONS'])('refuses the method %s', async (method) => {
    expect((await send(`${address.pathname}decide`, { method })).status).toBe(405);
  });

  it('refuses bodies that are too large, no JSON, or no decision', async () => {
    expect((await post('decide', `"${'x'.repeat(20_000)}"`)).status).toBe(413);
    expect((await post('decide', '{')).status).toBe(400);
    expect((await post('decide', '{"list":"people","key":"zannas"}')).status).toBe(400);
    expect((await post('decide', decision.replace('zannas', '__proto__'))).status).toBe(404);
    expect(isUntouched()).toBe(true);
  });

  it.each(['toString', 'constructor', 'nothing', 'decide', '../list'])(
    'has nothing at %s',
    async (path) => {
      expect((await send(address.pathname + path)).status).toBe(404);
    },
  );

  it.each(['list', 'line?list=people', 'list?list=people&filter=none&words=&offset=0'])(
    'refuses a question that lacks a part or has a strange one: %s',
    async (path) => {
      expect((await send(address.pathname + path)).status).toBe(400);
    },
  );

  it('tells a fault of the program, and answers the next request', async () => {
    const { opened } = editing;
    Object.defineProperty(editing, 'opened', { configurable: true, get: () => brokenLists() });
    expect((await post('undo', '{}')).status).toBe(500);
    expect(faults.splice(0)).toEqual([new Error('the lists are broken')]);
    Object.defineProperty(editing, 'opened', { value: opened, writable: true });
    expect((await post('undo', '{}')).status).toBe(200);
  });

  it('takes a client that goes away for no fault, and answers the next request', async () => {
    const headers = { 'content-type': 'application/json', 'content-length': '100' };
    const sent = request({
      ...{ hostname: address.hostname, port: address.port, path: `${address.pathname}undo` },
      ...{ method: 'POST', headers: { ...headers, origin: address.origin } },
    });
    sent.on('error', () => undefined);
    sent.write('{');
    // The server has begun to read it.
    await new Promise((resolve) => setTimeout(resolve, 50));
    sent.destroy();
    expect((await post('undo', '{}')).status).toBe(200);
    expect(faults).toEqual([]);
  });

  it('takes a decision of its own page, and gives it back', async () => {
    const { status, body } = await post('decide', decision);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      line: { name: 'zannas', action: 'skip' },
      unsaved: 1,
    });
    expect((await post('undo', '{}')).status).toBe(200);
    expect(isUntouched()).toBe(true);
  });
});

function brokenLists(): never {
  throw new Error('the lists are broken');
}
