import type { DatabaseRows } from '../model/database-rows.ts';
import type { ChannelAdmin, Favourite, GroupMember } from '../model/kept-rows.ts';
import { channelId, userId } from '../model/model.ts';
import type { Row } from './database/database.ts';
import { rowsInTurn } from './database/decode-rows.ts';
import { byCharacters, type Reader } from './database/reader.ts';
import { filledText, mendText, text } from './database/rows.ts';
import type { ColumnOf } from './database/tables.ts';
import { isBlank } from './ids.ts';

/**
 * What no archive and no import carries, in pages that are read when they are asked for. Undefined where the source has
 * no such tables or may not read them.
 */
export interface KeptRows {
  /** By channel, then by person, in code-unit order. */
  readonly channelAdmins: (() => AsyncIterable<readonly ChannelAdmin[]>) | undefined;
  /** By person, then by channel, in code-unit order, each once. */
  readonly favourites: (() => AsyncIterable<readonly Favourite[]>) | undefined;
  /** By the id of the group, then by person. */
  readonly groupMembers: (() => AsyncIterable<readonly GroupMember[]>) | undefined;
  readonly hasBookmarks: boolean;
}

/** Makes the readers of the rows whose tables may be read. */
export function keptRows(reader: Reader, { tables: counted }: DatabaseRows): KeptRows {
  const closed = new Set(
    counted.flatMap(({ name, precision }) =>
      precision === 'not-readable' ? [name.toLowerCase()] : [],
    ),
  );
  const mayRead = (table: string, column?: string): boolean =>
    reader.tables.has(table, column) && !closed.has(table.toLowerCase());
  const favourites = favouriteStatements(reader, mayRead);
  const hasGroups = mayRead('UserGroups', 'DeleteAt') && mayRead('GroupMembers', 'DeleteAt');
  return {
    channelAdmins: ADMIN_COLUMNS.every((column) => mayRead('ChannelMembers', column))
      ? () => readChannelAdmins(reader)
      : undefined,
    favourites:
      favourites.length === 0
        ? undefined
        : () => readFavourites(reader, favourites.join(' UNION ')),
    groupMembers: hasGroups ? () => readGroupMembers(reader) : undefined,
    hasBookmarks: mayRead('ChannelBookmarks'),
  };
}

const ADMIN_COLUMNS = ['SchemeAdmin', 'Roles'];

const CATEGORY_ID: ColumnOf = ['SidebarCategories', 'c', 'Id'];
const IN_CATEGORY: ColumnOf = ['SidebarChannels', 's', 'CategoryId'];
const GROUP_ID: ColumnOf = ['UserGroups', 'g', 'Id'];
const IN_GROUP: ColumnOf = ['GroupMembers', 'm', 'GroupId'];

/** An older role is a word among others (Mattermost: server/public/model/role.go, ChannelAdminRoleId). */
async function* readChannelAdmins(reader: Reader): AsyncGenerator<readonly ChannelAdmin[]> {
  const { database, tables } = reader;
  const exactChannel = byCharacters(reader, ['ChannelMembers', 'm', 'ChannelId']);
  const exactUser = byCharacters(reader, ['ChannelMembers', 'm', 'UserId']);
  const sql = `SELECT m.ChannelId, m.UserId FROM ${tables.name('ChannelMembers')} m
    WHERE (m.SchemeAdmin = TRUE OR m.Roles LIKE '%channel_admin%') ORDER BY ${exactChannel}, ${exactUser}`;
  for await (const rows of rowsInTurn(database, sql)) {
    yield rows.map(([channel, user]) => ({
      channelId: channelId(text(channel)),
      userId: userId(text(user)),
    }));
  }
}

/**
 * Favourites are rows of Preferences and, since the sidebar has categories, of the category of that type as well
 * (Mattermost: server/public/model/preference.go and channel_sidebar.go).
 */
function favouriteStatements(
  reader: Reader,
  mayRead: (table: string, column?: string) => boolean,
): readonly string[] {
  const { tables } = reader;
  const statements: string[] = [];
  if (mayRead('Preferences', 'Category')) {
    const exactUser = byCharacters(reader, ['Preferences', 'p', 'UserId']);
    const exactChannel = byCharacters(reader, ['Preferences', 'p', 'Name']);
    statements.push(`SELECT ${exactUser}, ${exactChannel} FROM ${tables.name('Preferences')} p
      WHERE p.Category = 'favorite_channel' AND p.Value = 'true'`);
  }
  if (mayRead('SidebarCategories', 'Type') && mayRead('SidebarChannels')) {
    const exactUser = byCharacters(reader, ['SidebarCategories', 'c', 'UserId']);
    const exactChannel = byCharacters(reader, ['SidebarChannels', 's', 'ChannelId']);
    statements.push(`SELECT ${exactUser}, ${exactChannel} FROM ${tables.name('SidebarCategories')} c
      JOIN ${tables.name('SidebarChannels')} s ON ${tables.match(CATEGORY_ID, IN_CATEGORY)}
      WHERE c.Type = 'favorites'`);
  }
  return statements;
}

async function* readFavourites(
  { database }: Reader,
  statements: string,
): AsyncGenerator<readonly Favourite[]> {
  for await (const rows of rowsInTurn(database, `${statements} ORDER BY 1, 2`)) {
    yield rows.map(([user, channel]) => ({
      userId: userId(text(user)),
      channelId: channelId(text(channel)),
    }));
  }
}

async function* readGroupMembers(reader: Reader): AsyncGenerator<readonly GroupMember[]> {
  const { database, tables } = reader;
  const exactGroup = byCharacters(reader, ['UserGroups', 'g', 'Id']);
  const exactUser = byCharacters(reader, ['GroupMembers', 'm', 'UserId']);
  const sql = `SELECT ${tables.columns('UserGroups', ['Name', 'DisplayName'], 'g')}, m.UserId
    FROM ${tables.name('UserGroups')} g LEFT JOIN ${tables.name('GroupMembers')} m
    ON ${tables.match(GROUP_ID, IN_GROUP)} AND (m.DeleteAt = 0 OR m.DeleteAt IS NULL)
    WHERE (g.DeleteAt = 0 OR g.DeleteAt IS NULL) ORDER BY ${exactGroup}, ${exactUser}`;
  for await (const rows of rowsInTurn(database, sql)) yield rows.map(groupMember);
}

function groupMember([group, displayName, user]: Row): GroupMember {
  return {
    group: mendText(text(group)),
    displayName: mendText(text(displayName)),
    userId: filledText(user) === undefined || isBlank(text(user)) ? undefined : userId(text(user)),
  };
}
