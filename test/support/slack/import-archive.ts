import { vi } from 'vitest';
import { z } from 'zod';
import { type JsonObject, textOf } from '../archive/json.ts';
import {
  type ArchiveConversation,
  readArchive,
  type SlackArchive,
} from '../archive/read-archive.ts';
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
 * its author at its second, threads, reactions and pins, and nothing of where they come from. Its `ts` is the
 * workspace's own. Direct messages are left out, which no app sees. Gives where each message of the archive is, by
 * `<folder> <ts>`.
 */
export async function importArchive(
  slack: SlackServer,
  path: string,
): Promise<ReadonlyMap<string, ImportedAt>> {
  const archive = await readArchive(path);
  try {
    const people = await accountsOf(slack, archive);
    const found = new Map<string, ImportedAt>();
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
  const text = (textOf(message, 'text') ?? '').replace(
    /<@(U[A-Z0-9]+)>/g,
    (mention, id: string) => `<@${people.get(id)?.id ?? mention.slice(2, -1)}>`,
  );
  const seconds = Number(textOf(message, 'ts'));
  // The workspace takes the time of a message from its clock.
  const clock = vi.spyOn(Date, 'now').mockReturnValue(Math.floor(seconds) * 1000);
  try {
    const args = {
      channel,
      text: text === '' ? ' ' : text,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    };
    const token = author?.token ?? ADMIN_TOKEN;
    const { ts } = await call(slack, token, 'chat.postMessage', args, posted);
    return ts ?? '';
  } finally {
    clock.mockRestore();
  }
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
