import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { vi } from 'vitest';
import { z } from 'zod';
import { askServer } from '../slack/read-back.ts';
import { BOT_TOKEN, type SlackServer } from '../slack/slack-server.ts';

/** A call that changed a workspace, and the ids in its answer. */
export const rememberedCall = z.object({
  path: z.string(),
  token: z.string(),
  type: z.string(),
  body: z.string(),
  atMs: z.number(),
  ids: z.array(z.string()),
});
export type RememberedCall = z.infer<typeof rememberedCall>;

/** A workspace behind a proxy that remembers how it came to be, or that shows it under the ids it once had. */
export interface RememberedSlack {
  readonly apiUrl: string;
  readonly calls: readonly RememberedCall[];
  close(): Promise<void>;
}

/** Ids and `ts` as the emulator makes them. */
const ID = /\b(?:[A-Z]{1,2}[0-9A-F]{9}|\d{10}\.\d{6})\b/g;
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$|\/files-pri\//;

/**
 * Puts a proxy before a workspace. Calls of an earlier workspace are carried out again first, at their times; from then
 * on callers see and say the ids that they got from the earlier one.
 */
export async function startRememberedSlack(
  slack: SlackServer,
  earlier: readonly RememberedCall[] = [],
): Promise<RememberedSlack> {
  const inner = new URL(slack.apiUrl).origin;
  const toNew = new Map<string, string>();
  const toOld = new Map<string, string>();
  const learn = (before: readonly string[], now: readonly string[]): void => {
    for (const [index, id] of before.entries()) {
      const present = now[index];
      if (present === undefined) continue;
      toNew.set(id, present);
      toOld.set(present, id);
    }
  };
  const calls: RememberedCall[] = [];

  async function forward(call: Omit<RememberedCall, 'atMs' | 'ids'>): Promise<Answer> {
    const body = isText(call.type)
      ? translatedBody(call, toNew)
      : new Uint8Array(Buffer.from(call.body, 'base64'));
    const answer = await fetch(inner + translated(call.path, toNew), {
      method: call.body === '' && call.path.startsWith('/files-pri/') ? 'GET' : 'POST',
      headers: {
        ...(call.token === '' ? {} : { authorization: `Bearer ${call.token}` }),
        ...(call.type === '' ? {} : { 'content-type': call.type }),
      },
      ...(call.path.startsWith('/files-pri/') ? {} : { body }),
    });
    const type = answer.headers.get('content-type') ?? 'application/json';
    const scopes = answer.headers.get('x-oauth-scopes');
    return {
      status: answer.status,
      headers: { 'content-type': type, ...(scopes === null ? {} : { 'x-oauth-scopes': scopes }) },
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  }

  for (const call of earlier) {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(call.atMs);
    try {
      learn(call.ids, idsIn(await forward(call)));
    } finally {
      clock.mockRestore();
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const bytes = await buffer(request);
    const type = request.headers['content-type'] ?? '';
    const call = {
      path: request.url ?? '/',
      token: (request.headers.authorization ?? '').replace(/^Bearer /, ''),
      type,
      body: bytes.toString(isText(type) ? 'utf8' : 'base64'),
    };
    const atMs = Date.now();
    const answer = await forward(call);
    if (!READING.test(call.path)) calls.push({ ...call, atMs, ids: idsIn(answer) });
    response.writeHead(answer.status, answer.headers);
    response.end(call.path.startsWith('/files-pri/') ? answer.bytes : ownText(answer));
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  server.unref();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const ownText = ({ bytes }: Answer): string =>
    translated(bytes.toString('utf8').replaceAll(inner, origin), toOld);
  if (earlier.length === 0) calls.push(...(await acquaintances(slack)));
  return {
    apiUrl: `${origin}/api/`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

const isText = (type: string): boolean => /urlencoded|json/.test(type);

const idsIn = ({ bytes }: Answer): string[] => bytes.toString('utf8').match(ID) ?? [];

const translated = (text: string, names: ReadonlyMap<string, string>): string =>
  text.replace(ID, (id) => names.get(id) ?? id);

/** A form's values stand between signs such as `%23`, which would hide where an id begins. */
function translatedBody(
  { type, body }: Pick<RememberedCall, 'type' | 'body'>,
  names: ReadonlyMap<string, string>,
): string {
  if (!type.includes('urlencoded')) return translated(body, names);
  const values = [...new URLSearchParams(body)];
  return new URLSearchParams(
    values.map(([name, value]): [string, string] => [name, translated(value, names)]),
  ).toString();
}

/** The calls that show people and channels that were there before the first change. */
async function acquaintances(slack: SlackServer): Promise<readonly RememberedCall[]> {
  const server = askServer(slack.apiUrl);
  const type = 'application/x-www-form-urlencoded';
  const args = { types: 'public_channel,private_channel', limit: '200' };
  return await Promise.all(
    ['auth.test', 'users.list', 'conversations.list'].map(async (method) => ({
      path: `/api/${method}`,
      token: BOT_TOKEN,
      type,
      body: new URLSearchParams(args).toString(),
      atMs: Date.now(),
      ids: JSON.stringify(await server.call(method, args)).match(ID) ?? [],
    })),
  );
}
