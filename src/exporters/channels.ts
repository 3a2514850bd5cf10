import {
  type Channel,
  type ChannelBookmark,
  type ChannelId,
  type ChannelType,
  channelId,
  type Team,
  teamId,
  type UserId,
  userId,
} from '../model/model.ts';
import { inList, type Row } from './database/database.ts';
import { rowsInTurn } from './database/decode-rows.ts';
import type { Reader } from './database/reader.ts';
import {
  channelType,
  count,
  filledText,
  mendText,
  repairMark,
  text,
  timeMs,
} from './database/rows.ts';
import { identified, isBlank } from './ids.ts';

/** Every team, archived ones included, ordered by id. */
export async function readTeams({ database, tables }: Reader): Promise<readonly Team[]> {
  const rows = await database.query(
    `SELECT Id, Name, DisplayName, DeleteAt FROM ${tables.name('Teams')} ORDER BY Id`,
  );
  const teams = rows.map(([id, name, displayName, deleteAt]) => ({
    id: teamId(text(id)),
    name: mendText(text(name)),
    displayName: mendText(text(displayName)),
    deleteAtMs: timeMs(deleteAt),
    ...repairMark(name, displayName),
  }));
  return identified(teams);
}

const CHANNEL_COLUMNS = [
  'Id',
  'Type',
  'TeamId',
  'Name',
  'DisplayName',
  'Header',
  'Purpose',
  'CreatorId',
  'CreateAt',
  'DeleteAt',
];

/** Every channel of a known type that is known by its id, archived ones included, ordered by id. */
export async function readChannels(reader: Reader): Promise<readonly Channel[]> {
  return (await readTypedChannels(reader)).filter(hasType);
}

/** Reads whether a channel is not public; false where it has no row. */
export async function readIsHidden(
  { database, tables }: Reader,
  channel: ChannelId,
): Promise<boolean> {
  const rows = await database.query(
    `SELECT Type, Id FROM ${tables.name('Channels')} WHERE Id = ?`,
    [channel],
  );
  // The server need not compare exactly.
  return rows.some(([type, id]) => text(id) === channel && channelType(type) !== 'public');
}

const hasType = (channel: TypedChannel): channel is Channel => channel.type !== undefined;

type TypedChannel = Omit<Channel, 'type'> & { readonly type: ChannelType | undefined };

/** Reads all channels, those of an unknown type included. */
export async function readTypedChannels({
  database,
  tables,
}: Reader): Promise<readonly TypedChannel[]> {
  const sql = `SELECT ${tables.columns('Channels', CHANNEL_COLUMNS)} FROM ${tables.name('Channels')} ORDER BY Id`;
  const channels: TypedChannel[] = [];
  for await (const rows of rowsInTurn(database, sql)) channels.push(...rows.map(typedChannel));
  return identified(channels);
}

function typedChannel(row: Row): TypedChannel {
  const [id, typeLetter, team, name, displayName, header, purpose, creator, createAt, deleteAt] =
    row;
  const type = channelType(typeLetter);
  return {
    id: channelId(text(id)),
    type,
    teamId: filledText(team) === undefined ? undefined : teamId(text(team)),
    name: mendText(text(name)),
    displayName: mendText(text(displayName)),
    header: mendText(text(header)),
    purpose: mendText(text(purpose)),
    creatorId: filledText(creator) === undefined ? undefined : userId(text(creator)),
    createAtMs: count(createAt),
    deleteAtMs: timeMs(deleteAt),
    ...repairMark(name, displayName, header, purpose),
  };
}

/** Members of the given channels, ids in code-unit order. Each id is one text, however many channels have it. */
export async function readMembers(
  { database, tables }: Reader,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, readonly UserId[]>> {
  const members = new Map<ChannelId, UserId[]>();
  if (channels.length === 0) return members;
  const known = new Map<string, UserId>();
  const ids = inList(channels);
  const rows = rowsInTurn(
    database,
    `SELECT ChannelId, UserId FROM ${tables.name('ChannelMembers')} WHERE ChannelId IN (${ids.marks})`,
    ids.values,
  );
  for await (const some of rows) {
    for (const [channel, user] of some) {
      const id = text(user);
      if (isBlank(id)) continue;
      const member = known.get(id) ?? userId(id);
      known.set(id, member);
      const key = channelId(text(channel));
      const list = members.get(key);
      if (list === undefined) members.set(key, [member]);
      else list.push(member);
    }
  }
  for (const [key, list] of members) members.set(key, [...new Set(list)].sort());
  return members;
}

/**
 * Live bookmarks of the given channels, or of all, in the order in which each channel shows them. No row refers to a
 * bookmark, so those that share an id, or have none, and differ are given with ids of their own; equal ones count as one.
 */
export async function readBookmarks(
  { database, tables }: Reader,
  channels?: readonly ChannelId[],
): Promise<readonly ChannelBookmark[]> {
  if (!tables.has('ChannelBookmarks') || channels?.length === 0) return [];
  const wanted = channels === undefined ? undefined : inList(channels);
  const where = wanted === undefined ? '' : `WHERE ChannelId IN (${wanted.marks})`;
  const columns = tables.columns('ChannelBookmarks', [
    'Id',
    'ChannelId',
    'DisplayName',
    'LinkUrl',
    'Emoji',
    'DeleteAt',
    'FileInfoId',
    'OwnerId',
  ]);
  const rows = await database.query(
    `SELECT ${columns} FROM ${tables.name('ChannelBookmarks')} ${where} ORDER BY ChannelId, SortOrder, Id`,
    wanted?.values,
  );
  const live = rows.filter((row) => timeMs(row[5]) === undefined);
  const files = await readFileNames(
    { database, tables },
    live.map((row) => text(row[6])),
  );
  return withOwnIds(live.map((row) => bookmarkOf(row, files)));
}

function bookmarkOf(row: Row, files: ReadonlyMap<string, string>): ChannelBookmark {
  const [id, channel, title, url, emoji, , file, owner] = row;
  return {
    id: text(id),
    channelId: channelId(text(channel)),
    title: mendText(text(title)),
    url: text(url),
    fileName: files.get(text(file)) ?? '',
    emoji: text(emoji),
    ownerId: filledText(owner) === undefined ? undefined : userId(text(owner)),
  };
}

/** Ids in one statement. */
const FILES_AT_ONCE = 1000;

async function readFileNames(
  { database, tables }: Pick<Reader, 'database' | 'tables'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const wanted = [...new Set(ids)].filter((id) => !isBlank(id));
  for (let at = 0; at < wanted.length; at += FILES_AT_ONCE) {
    const some = inList(wanted.slice(at, at + FILES_AT_ONCE));
    const sql = `SELECT Id, Name FROM ${tables.name('FileInfo')} WHERE Id IN (${some.marks}) ORDER BY Id, Name`;
    for (const [id, name] of await database.query(sql, some.values)) {
      names.set(text(id), mendText(text(name)));
    }
  }
  return names;
}

function withOwnIds(bookmarks: readonly ChannelBookmark[]): readonly ChannelBookmark[] {
  const byId = new Map<string, Map<string, ChannelBookmark>>();
  for (const bookmark of bookmarks) {
    const id = bookmark.id.trimEnd();
    const same = byId.get(id) ?? new Map<string, ChannelBookmark>();
    byId.set(id, same.set(JSON.stringify(bookmark), bookmark));
  }
  const ids = new Map<ChannelBookmark, string>();
  for (const [id, same] of byId) {
    const inOrder = [...same.keys()].sort();
    for (const [index, content] of inOrder.entries()) {
      const bookmark = same.get(content);
      const isPlain = id !== '' && index === 0;
      if (bookmark !== undefined) ids.set(bookmark, isPlain ? id : `${id}-${index + 1}`);
    }
  }
  return bookmarks.flatMap((bookmark) => {
    const id = ids.get(bookmark);
    return id === undefined ? [] : [{ ...bookmark, id }];
  });
}
