import { vi } from 'vitest';
import { z } from 'zod';
import { type JsonObject, textOf } from '../archive/json.ts';
import {
  type ArchiveConversation,
  readArchive,
  type SlackArchive,
} from '../archive/read-archive.ts';
import type { Alteration } from './fault-proxy.ts';
import { ADMIN_TOKEN, type SlackServer, userToken } from './slack-server.ts';

/** A message that an import made. */
export interface ImportedAt {
  readonly channel: string;
  readonly ts: string;
}

const answer = z.looseObject({ ok: z.boolean(), error: z.string().optional() });
const made = answer.extend({ channel: z.looseObject({ id: z.string() }).optional() });
const posted = answer.extend({ ts: z.string().optional() });
const members = answer.extend({
  members: z.array(
    z.looseObject({ id: z.string(), profile: z.looseObject({ email: z.string().default('') }) }),
  ),
});

/**
 * Puts an export ZIP into a workspace as Slack's importer does: channels of that name, each message in the name of
 * its author at its second, notices with their kinds, threads, reactions and pins, and nothing of where they come from.
 * Bots, and people without an account, become bots of their names. Its `ts` is the workspace's own. Direct messages are
 * left out, which no app sees. Gives where each message of the archive is, by `<folder> <ts>`.
 */
export async function importArchive(
  slack: SlackServer,
  path: string,
): Promise<ReadonlyMap<string, ImportedAt>> {
  const archive = await readArchive(path);
  try {
    const people = await accountsOf(slack, archive);
    const found = new Map<string, ImportedAt>();
    const shown = new Map<string, JsonObject>();
    slack.alter(showing(shown));
    for (const conversation of archive.conversations) {
      if (conversation.kind !== 'channels' && conversation.kind !== 'groups') continue;
      const channel = await makeChannel(slack, conversation);
      const messages: JsonObject[] = [];
      for await (const message of archive.messages(conversation)) messages.push(message);
      for (const message of messages) {
        const key = (ts: string) => `${conversation.folder} ${ts}`;
        const root = found.get(key(textOf(message, 'thread_ts') ?? ''))?.ts;
        const ts = await postAs(slack, channel, message, { people, threadTs: root });
        found.set(key(textOf(message, 'ts') ?? ''), { channel, ts });
        shown.set(`${channel} ${ts}`, shownAs(message, archive, people));
        await mark(slack, { channel, ts }, message, people);
      }
      if (conversation.entry['is_archived'] === true) {
        await call(slack, ADMIN_TOKEN, 'conversations.archive', { channel }, answer);
      }
    }
    return found;
  } finally {
    archive.close();
  }
}

const READS: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);
const read = z.looseObject({ messages: z.array(z.looseObject({ ts: z.string() })) });

/** The emulator lets nobody write in the name of a bot or as a notice: readers are shown what the importer would write. */
const showing =
  (shown: ReadonlyMap<string, JsonObject>): Alteration =>
  ({ method, args }, answer) => {
    if (!READS.has(method) || typeof answer.body !== 'string') return answer;
    const { data } = read.safeParse(JSON.parse(answer.body));
    if (data === undefined) return answer;
    const messages = data.messages.map((message) => {
      const over = shown.get(`${args['channel']} ${message.ts}`);
      if (over === undefined) return message;
      const { user, ...rest } = message;
      return { ...rest, ...over };
    });
    return { ...answer, body: JSON.stringify({ ...data, messages }) };
  };

/** Author, kind and text of a message as the importer writes them. */
function shownAs(
  message: JsonObject,
  archive: SlackArchive,
  people: ReadonlyMap<string, Account>,
): JsonObject {
  const user = textOf(message, 'user') ?? '';
  const subtype = textOf(message, 'subtype');
  const text = textWithAccounts(message, people);
  const kind = subtype === undefined ? {} : { subtype };
  const account = user === 'USLACKBOT' ? user : people.get(user)?.id;
  if (account !== undefined) return { ...kind, user: account, text };
  const entry = archive.users.find(({ id }) => id === user);
  const name = textOf(message, 'username') ?? textOf(entry ?? {}, 'real_name') ?? '';
  return { subtype: 'bot_message', ...kind, bot_id: 'B0IMPORTED', username: name, text };
}

/** The text with the ids of the workspace; whoever has no account gets an id that nobody knows. */
const textWithAccounts = (message: JsonObject, people: ReadonlyMap<string, Account>): string =>
  (textOf(message, 'text') ?? '').replace(
    /<@(U[A-Z0-9]+)>/g,
    (_mention, id: string) => `<@${people.get(id)?.id ?? `W${id.slice(1)}`}>`,
  );

/** Posts in the name of a token's owner, at a second. */
export async function postAt(
  slack: SlackServer,
  token: string,
  seconds: number,
  args: Readonly<Record<string, string>>,
): Promise<string> {
  // The workspace takes the time of a message from its clock.
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Math.floor(seconds) * 1000);
  try {
    const { ts } = await call(slack, token, 'chat.postMessage', args, posted);
    return ts ?? '';
  } finally {
    clock.mockRestore();
  }
}

/** Tokens and ids of the workspace's members, by the ids that the archive gives them. */
interface Account {
  readonly id: string;
  readonly token: string;
}

async function accountsOf(
  slack: SlackServer,
  archive: SlackArchive,
): Promise<ReadonlyMap<string, Account>> {
  const list = await call(slack, ADMIN_TOKEN, 'users.list', {}, members);
  const byEmail = new Map(list.members.map(({ id, profile }) => [profile.email, id]));
  const accounts = new Map<string, Account>();
  for (const user of archive.users) {
    const profile = z.looseObject({ email: z.string().default('') }).parse(user['profile'] ?? {});
    const id = byEmail.get(profile.email);
    if (profile.email === '' || id === undefined) continue;
    accounts.set(textOf(user, 'id') ?? '', { id, token: userToken(profile.email) });
  }
  return accounts;
}

const listed = answer.extend({
  channels: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

/** A public channel of its name is taken; to what is private the app is invited, as the team would have to. */
async function makeChannel(
  slack: SlackServer,
  { kind, folder }: ArchiveConversation,
): Promise<string> {
  const { channels } = await call(
    slack,
    ADMIN_TOKEN,
    'conversations.list',
    { limit: '500' },
    listed,
  );
  const there = channels.find(({ name }) => name === folder && kind === 'channels');
  const args = { name: folder, is_private: String(kind === 'groups') };
  const id =
    there?.id ??
    (await call(slack, ADMIN_TOKEN, 'conversations.create', args, made)).channel?.id ??
    '';
  await call(slack, ADMIN_TOKEN, 'conversations.join', { channel: id }, answer, true);
  const everybody = await call(slack, ADMIN_TOKEN, 'users.list', {}, members);
  for (const { id: users } of everybody.members) {
    await call(slack, ADMIN_TOKEN, 'conversations.invite', { channel: id, users }, answer, true);
  }
  return id;
}

async function postAs(
  slack: SlackServer,
  channel: string,
  message: JsonObject,
  {
    people,
    threadTs,
  }: { readonly people: ReadonlyMap<string, Account>; readonly threadTs: string | undefined },
): Promise<string> {
  const author = people.get(textOf(message, 'user') ?? '');
  const text = textWithAccounts(message, people);
  const args = {
    channel,
    text: text === '' ? ' ' : text,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  const token = author?.token ?? ADMIN_TOKEN;
  return await postAt(slack, token, Number(textOf(message, 'ts')), args);
}

const reactions = z.array(z.object({ name: z.string(), users: z.array(z.string()) }));

/** Reactions in the names of those who are members, and the pin. */
async function mark(
  slack: SlackServer,
  { channel, ts: timestamp }: ImportedAt,
  message: JsonObject,
  people: ReadonlyMap<string, Account>,
): Promise<void> {
  for (const { name, users } of reactions.parse(message['reactions'] ?? [])) {
    for (const user of users) {
      const token = people.get(user)?.token;
      const args = { channel, timestamp, name };
      if (token !== undefined) await call(slack, token, 'reactions.add', args, answer, true);
    }
  }
  if (message['pinned_to'] === undefined) return;
  await call(slack, ADMIN_TOKEN, 'pins.add', { channel, timestamp }, answer);
}

async function call<Shape extends typeof answer>(
  slack: SlackServer,
  token: string,
  method: string,
  args: Readonly<Record<string, string>>,
  shape: Shape,
  mayFail = false,
): Promise<z.infer<Shape>> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(args),
  });
  const body = shape.parse(await response.json());
  if (!body.ok && !mayFail) throw new Error(`${method}: ${body.error} ${JSON.stringify(args)}`);
  return body;
}
