import { vi } from 'vitest';
import { z } from 'zod';
import { type JsonObject, textOf } from '../archive/json.ts';
import {
  type ArchiveConversation,
  readArchive,
  type SlackArchive,
} from '../archive/read-archive.ts';
import { listing, newcomersOf } from './import-newcomers.ts';
import {
  type ImportedIds,
  reactionsShape,
  type ShownMessage,
  showing,
  shownAs,
} from './imported-messages.ts';
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

/** What Slack's importer is told to do. */
export interface ImportChoices {
  /**
   * People without an account (help article 201748703): `deactivated` makes accounts that may be invited later; `bots`
   * shows their messages as those of bots, and leaves out their reactions and mentions.
   */
  readonly withoutAccount: 'deactivated' | 'bots';
}

/**
 * Puts an export ZIP into a workspace as Slack's importer does: channels of that name with topic and purpose, each
 * message in the name of its author at its second, notices with their kinds, threads, edit marks, attachments, reactions
 * and pins, and nothing of where they come from. Accounts without an address become bots of their names. Its `ts` is the
 * workspace's own. Direct messages are left out, which no app sees. Gives where each message of the archive is, by
 * `<folder> <ts>`.
 */
export async function importArchive(
  slack: SlackServer,
  path: string,
  { withoutAccount }: ImportChoices = { withoutAccount: 'bots' },
): Promise<ReadonlyMap<string, ImportedAt>> {
  const archive = await readArchive(path);
  try {
    const people = await accountsOf(slack, archive);
    const newcomers = withoutAccount === 'bots' ? [] : newcomersOf(archive, people);
    const found = new Map<string, ImportedAt>();
    const shown = new Map<string, ShownMessage>();
    const channels = new Map<string, string>();
    slack.alter(listing(newcomers.map(({ member }) => member)));
    slack.alter(showing(shown));
    for (const conversation of importedOf(archive)) {
      const channel = await makeChannel(slack, conversation);
      channels.set(textOf(conversation.entry, 'id') ?? '', channel);
    }
    const ids: ImportedIds = {
      members: new Map([
        ...[...people].map(([id, account]) => [id, account.id] as const),
        ...newcomers.map(({ archiveId, member }) => [archiveId, member.id] as const),
      ]),
      newcomers: new Map(newcomers.map((newcomer) => [newcomer.archiveId, newcomer])),
      channels,
    };
    for (const conversation of importedOf(archive)) {
      const channel = channels.get(textOf(conversation.entry, 'id') ?? '') ?? '';
      const messages: JsonObject[] = [];
      for await (const message of archive.messages(conversation)) messages.push(message);
      for (const message of messages) {
        const key = (ts: string) => `${conversation.folder} ${ts}`;
        const root = found.get(key(textOf(message, 'thread_ts') ?? ''))?.ts;
        const ts = await postAs(slack, channel, message, { people, threadTs: root });
        found.set(key(textOf(message, 'ts') ?? ''), { channel, ts });
        shown.set(`${channel} ${ts}`, shownAs(message, archive, ids));
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

const importedOf = ({ conversations }: SlackArchive): readonly ArchiveConversation[] =>
  conversations.filter(({ kind }) => kind === 'channels' || kind === 'groups');

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
  { kind, folder, entry }: ArchiveConversation,
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
  await describeChannel(slack, id, entry);
  const everybody = await call(slack, ADMIN_TOKEN, 'users.list', {}, members);
  for (const { id: users } of everybody.members) {
    await call(slack, ADMIN_TOKEN, 'conversations.invite', { channel: id, users }, answer, true);
  }
  return id;
}

const described = z.looseObject({
  topic: z.looseObject({ value: z.string() }),
  purpose: z.looseObject({ value: z.string() }),
});

async function describeChannel(
  slack: SlackServer,
  channel: string,
  entry: JsonObject,
): Promise<void> {
  const { topic, purpose } = described.parse(entry);
  const set = (method: string, args: Readonly<Record<string, string>>) =>
    call(slack, ADMIN_TOKEN, method, { channel, ...args }, answer);
  await set('conversations.setTopic', { topic: topic.value });
  await set('conversations.setPurpose', { purpose: purpose.value });
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
  const text = textOf(message, 'text') ?? '';
  const args = {
    channel,
    text: text === '' ? ' ' : text,
    ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
  };
  const token = author?.token ?? ADMIN_TOKEN;
  return await postAt(slack, token, Number(textOf(message, 'ts')), args);
}

/** Reactions in the names of those who are members, and the pin. */
async function mark(
  slack: SlackServer,
  { channel, ts: timestamp }: ImportedAt,
  message: JsonObject,
  people: ReadonlyMap<string, Account>,
): Promise<void> {
  for (const { name, users } of reactionsShape.parse(message['reactions'] ?? [])) {
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
