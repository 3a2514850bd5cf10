import { z } from 'zod';
import { type JsonObject, textOf } from '../archive/json.ts';
import type { SlackArchive } from '../archive/read-archive.ts';
import type { Alteration } from './fault-proxy.ts';
import type { Newcomer } from './import-newcomers.ts';

const READS: ReadonlySet<string> = new Set(['conversations.history', 'conversations.replies']);
const read = z.looseObject({ messages: z.array(z.looseObject({ ts: z.string() })) });

/**
 * The emulator lets nobody write in the name of a bot or as a notice: readers are shown what the importer would write.
 */
export const showing =
  (shown: ReadonlyMap<string, ShownMessage>): Alteration =>
  ({ method, args }, answer) => {
    if (!READS.has(method) || typeof answer.body !== 'string') return answer;
    const { data } = read.safeParse(JSON.parse(answer.body));
    if (data === undefined) return answer;
    const messages = data.messages.map((message) => {
      const over = shown.get(`${args['channel']} ${message.ts}`);
      if (over === undefined) return message;
      const { user, ...rest } = message;
      const given = reactionsShape.parse(message['reactions'] ?? []);
      return { ...rest, ...over.fields, reactions: unitedReactions([...given, ...over.reactions]) };
    });
    return { ...answer, body: JSON.stringify({ ...data, messages }) };
  };

export const reactionsShape = z.array(z.object({ name: z.string(), users: z.array(z.string()) }));
type Reactions = z.infer<typeof reactionsShape>;

const unitedReactions = (all: Reactions): readonly JsonObject[] =>
  [...new Set(all.map(({ name }) => name))].map((name) => {
    const users = all.flatMap((each) => (each.name === name ? each.users : []));
    return { name, users, count: users.length };
  });

/** Ids of the workspace by those of the archive. */
export interface ImportedIds {
  readonly members: ReadonlyMap<string, string>;
  readonly newcomers: ReadonlyMap<string, Newcomer>;
  readonly channels: ReadonlyMap<string, string>;
}

export interface ShownMessage {
  readonly fields: JsonObject;
  /** Of those who cannot be asked to react. */
  readonly reactions: Reactions;
}

/** A message as the importer writes it, in what the emulator does not do by itself. */
export function shownAs(
  message: JsonObject,
  archive: SlackArchive,
  ids: ImportedIds,
): ShownMessage {
  const { edited, attachments } = message;
  const given = reactionsShape.parse(message['reactions'] ?? []);
  return {
    fields: {
      ...authorShown(message, archive, ids),
      text: withIds(textOf(message, 'text') ?? '', ids),
      ...(edited === undefined ? {} : { edited }),
      ...(attachments === undefined
        ? {}
        : { attachments: JSON.parse(withIds(JSON.stringify(attachments), ids)) }),
    },
    reactions: given.map(({ name, users }) => ({
      name,
      users: users.flatMap((user) => ids.newcomers.get(user)?.member.id ?? []),
    })),
  };
}

function authorShown(message: JsonObject, archive: SlackArchive, ids: ImportedIds): JsonObject {
  const user = textOf(message, 'user') ?? '';
  const subtype = textOf(message, 'subtype');
  const kind = subtype === undefined ? {} : { subtype };
  const isBot = ids.newcomers.get(user)?.isBot === true;
  const account = user === 'USLACKBOT' ? user : ids.members.get(user);
  if (account !== undefined && !isBot) return { ...kind, user: account };
  const entry = archive.users.find(({ id }) => id === user);
  const name = textOf(message, 'username') ?? textOf(entry ?? {}, 'real_name') ?? '';
  return { subtype: 'bot_message', ...kind, bot_id: 'B0IMPORTED', username: name };
}

/** A text with the ids of the workspace; whoever has no account gets an id that nobody knows. */
const withIds = (text: string, { members, channels }: Omit<ImportedIds, 'newcomers'>): string =>
  text
    .replace(
      /<@(U[A-Z0-9]+)>/g,
      (_mention, id: string) => `<@${members.get(id) ?? `W${id.slice(1)}`}>`,
    )
    .replace(/<#(C[A-Z0-9]+)/g, (_mention, id: string) => `<#${channels.get(id) ?? id}`);
