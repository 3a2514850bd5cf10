import {
  type CustomEmoji,
  emojiId,
  type User,
  type UserGroup,
  type UserId,
  type UserKind,
  userId,
} from '../model/model.ts';
import { customStatusOf } from './custom-status.ts';
import type { Row } from './database/database.ts';
import { rowsInTurn } from './database/decode-rows.ts';
import type { Reader } from './database/reader.ts';
import {
  count,
  filledText,
  flag,
  jsonObject,
  mendText,
  repairMark,
  text,
  timeMs,
} from './database/rows.ts';
import { identified } from './ids.ts';

const USER_COLUMNS = [
  'Id',
  'Username',
  'Email',
  'FirstName',
  'LastName',
  'Nickname',
  'Position',
  'Roles',
  'Locale',
  'Timezone',
  'CreateAt',
  'UpdateAt',
  'DeleteAt',
  'RemoteId',
  'Props',
];

/** Every account that is known by its id, ordered by id. */
export async function readUsers(reader: Reader): Promise<readonly User[]> {
  const { database, tables } = reader;
  const bots = await readBotIds(reader);
  const sql = `SELECT ${tables.columns('Users', USER_COLUMNS)} FROM ${tables.name('Users')} ORDER BY Id`;
  const rolesIn = sharedRoles();
  const users: User[] = [];
  for await (const rows of rowsInTurn(database, sql)) {
    users.push(...rows.map((row) => userOf(row, bots, rolesIn(text(row[7])))));
  }
  return identified(users);
}

function userOf(row: Row, bots: ReadonlySet<string>, roles: readonly string[]): User {
  const [id, username, email, first, last, nickname, position, , locale, zone] = row;
  return {
    id: userId(text(id)),
    username: mendText(text(username)),
    email: mendText(text(email)),
    firstName: mendText(text(first)),
    lastName: mendText(text(last)),
    nickname: mendText(text(nickname)),
    position: mendText(text(position)),
    kind: userKind(text(username), bots.has(text(id)), roles),
    roles,
    locale: text(locale),
    timezone: timezone(zone),
    createAtMs: count(row[10]),
    updateAtMs: count(row[11]),
    deleteAtMs: timeMs(row[12]),
    customStatus: customStatusOf(row[14]),
    remoteId: text(row[13]),
    ...repairMark(username, email, first, last, nickname, position),
  };
}

/** Makes a reader of lists of roles; most people have the same ones. */
function sharedRoles(): (column: string) => readonly string[] {
  const known = new Map<string, readonly string[]>();
  return (column) => {
    const roles = known.get(column) ?? column.split(/\s+/).filter(Boolean);
    known.set(column, roles);
    return roles;
  };
}

/** Ids of the accounts in the Bots table: a bot's e-mail is invented and does not tell it from a person. */
export async function readBotIds({ database, tables }: Reader): Promise<ReadonlySet<string>> {
  if (!tables.has('Bots')) return new Set();
  const rows = await database.query(`SELECT UserId FROM ${tables.name('Bots')}`);
  return new Set(rows.map(([id]) => text(id)));
}

function userKind(username: string, isBot: boolean, roles: readonly string[]): UserKind {
  if (username === 'system-bot') return 'system-bot';
  if (isBot) return 'bot';
  return roles.includes('system_guest') ? 'guest' : 'person';
}

function timezone(column: unknown): string | undefined {
  const zone = jsonObject(column);
  if (zone === undefined) return undefined;
  const automatic =
    flag(zone['useAutomaticTimezone']) || zone['useAutomaticTimezone'] === undefined;
  const preferred = automatic ? zone['automaticTimezone'] : zone['manualTimezone'];
  return (
    filledText(preferred) ??
    filledText(zone['automaticTimezone']) ??
    filledText(zone['manualTimezone'])
  );
}

/** Live custom emoji that are known by their ids, ordered by id. */
export async function readCustomEmoji(reader: Reader): Promise<readonly CustomEmoji[]> {
  const emoji = await readDatedEmoji(reader);
  return emoji
    .filter(({ deleteAtMs }) => deleteAtMs === undefined)
    .map(({ deleteAtMs: _, ...live }) => live);
}

type DatedEmoji = CustomEmoji & { readonly deleteAtMs: number | undefined };

/** Reads the custom emoji with their times, deleted ones included. */
export async function readDatedEmoji({ database, tables }: Reader): Promise<readonly DatedEmoji[]> {
  if (!tables.has('Emoji')) return [];
  const rows = await database.query(
    `SELECT Id, Name, CreatorId, CreateAt, DeleteAt FROM ${tables.name('Emoji')} ORDER BY Id`,
  );
  const emoji = rows.map(([id, name, creator, createAt, deleteAt]) => ({
    id: emojiId(text(id)),
    name: mendText(text(name)),
    creatorId: filledText(creator) === undefined ? undefined : userId(text(creator)),
    createAtMs: count(createAt),
    deleteAtMs: timeMs(deleteAt),
    ...repairMark(name),
  }));
  return identified(emoji);
}

/** Live groups that may be mentioned, ordered by id, with their members. */
export async function readUserGroups(reader: Reader): Promise<readonly UserGroup[]> {
  const { database, tables } = reader;
  if (!tables.has('UserGroups')) return [];
  const columns = tables.columns('UserGroups', [
    'Id',
    'Name',
    'DisplayName',
    'AllowReference',
    'DeleteAt',
  ]);
  const rows = await database.query(
    `SELECT ${columns} FROM ${tables.name('UserGroups')} ORDER BY Id`,
  );
  const members = await readGroupMembers(reader);
  return rows
    .filter((row) => flag(row[3]) && timeMs(row[4]) === undefined && text(row[1]) !== '')
    .map(([id, name, displayName]) => ({
      name: text(name),
      displayName: mendText(text(displayName)),
      members: members.get(text(id)) ?? [],
    }));
}

async function readGroupMembers({
  database,
  tables,
}: Reader): Promise<ReadonlyMap<string, readonly UserId[]>> {
  const members = new Map<string, UserId[]>();
  if (!tables.has('GroupMembers')) return members;
  const columns = tables.columns('GroupMembers', ['GroupId', 'UserId', 'DeleteAt']);
  const rows = await database.query(`SELECT ${columns} FROM ${tables.name('GroupMembers')}`);
  for (const [group, user, deleteAt] of rows) {
    if (timeMs(deleteAt) !== undefined) continue;
    const known = members.get(text(group)) ?? [];
    known.push(userId(text(user)));
    members.set(text(group), known);
  }
  for (const ids of members.values()) ids.sort();
  return members;
}
