import {
  type AttachedCount,
  channelId,
  type PostCount,
  type PostRowState,
  type SourceCounts,
} from '../model/model.ts';
import type { SqlValue } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { count, END_OF_TIME_MS, FIRST_TIME_MS, filledText, text } from './database/rows.ts';
import { endMs, startMs } from './posts/rows.ts';
import type { OrphanPost, TimeRange } from './source.ts';

/** Counts whole tables and sorts their rows by why the streams bring them or do not. */
export async function readCounts(reader: Reader, range: TimeRange): Promise<SourceCounts> {
  const { tables } = reader;
  const rowsOf = (table: string) => countRows(reader, table);
  return {
    postRows: await rowsOf('Posts'),
    posts: await countPosts(reader, range),
    reactionRows: await rowsOf('Reactions'),
    reactions: await countAttached(reader, range, {
      table: 'Reactions',
      own: tables.has('Reactions', 'DeleteAt') ? DELETED_OR_LIVE : "'live'",
    }),
    fileRows: await rowsOf('FileInfo'),
    files: await countAttached(reader, range, {
      table: 'FileInfo',
      own: `CASE WHEN a.DeleteAt <> 0 THEN 'deleted' WHEN a.PostId IS NULL OR a.PostId = '' THEN 'detached' ELSE 'live' END`,
    }),
    userRows: await rowsOf('Users'),
    channelRows: await rowsOf('Channels'),
    emojiRows: tables.has('Emoji') ? await rowsOf('Emoji') : 0,
  };
}

async function countRows({ database, tables }: Reader, table: string): Promise<number> {
  const [row] = await database.query(`SELECT COUNT(*) FROM ${tables.name(table)}`);
  return count(row?.[0]);
}

const DELETED_OR_LIVE = "CASE WHEN a.DeleteAt <> 0 THEN 'deleted' ELSE 'live' END";

/** The states exclude each other and cover every row; the order of the cases decides. */
const STATE = `CASE WHEN p.OriginalId <> '' THEN 'edit-history'
  WHEN p.DeleteAt <> 0 THEN 'deleted'
  WHEN p.CreateAt IS NULL OR p.CreateAt < ${FIRST_TIME_MS} OR p.CreateAt >= ${END_OF_TIME_MS} THEN 'impossible-time'
  WHEN p.CreateAt < ? OR p.CreateAt >= ? THEN 'outside-range' ELSE 'live' END`;

function stateValues(range: TimeRange): SqlValue[] {
  return [startMs(range), endMs(range)];
}

async function countPosts(
  { database, tables }: Reader,
  range: TimeRange,
): Promise<readonly PostCount[]> {
  const rows = await database.query(
    `SELECT ChannelId, State, COUNT(*) FROM
      (SELECT p.ChannelId AS ChannelId, ${STATE} AS State FROM ${tables.name('Posts')} p) s
     GROUP BY ChannelId, State`,
    stateValues(range),
  );
  return rows.map((row) => ({
    channelId: channelOf(row[0]),
    state: postState(text(row[1])),
    rows: count(row[2]),
  }));
}

async function countAttached(
  { database, tables }: Reader,
  range: TimeRange,
  { table, own }: { table: string; own: string },
): Promise<readonly AttachedCount[]> {
  const rows = await database.query(
    `SELECT ChannelId, Own, State, COUNT(*) FROM
      (SELECT p.ChannelId AS ChannelId, ${own} AS Own,
        CASE WHEN p.Id IS NULL THEN 'missing' ELSE ${STATE} END AS State
       FROM ${tables.name(table)} a LEFT JOIN ${tables.name('Posts')} p ON ${tables.match(['Posts', 'p', 'Id'], [table, 'a', 'PostId'])}) s
     GROUP BY ChannelId, Own, State`,
    stateValues(range),
  );
  return rows.map((row) => ({
    channelId: channelOf(row[0]),
    own: ownState(text(row[1])),
    post: text(row[2]) === 'missing' ? 'missing' : postState(text(row[2])),
    rows: count(row[3]),
  }));
}

function channelOf(value: unknown): PostCount['channelId'] {
  const id = filledText(value);
  return id === undefined ? undefined : channelId(id);
}

const POST_STATES: readonly PostRowState[] = [
  'live',
  'edit-history',
  'deleted',
  'impossible-time',
  'outside-range',
];

function postState(value: string): PostRowState {
  const state = POST_STATES.find((known) => known === value);
  if (state === undefined) throw new TypeError(`Expected a state of a post row, got '${value}'`);
  return state;
}

function ownState(value: string): AttachedCount['own'] {
  return value === 'deleted' || value === 'detached' ? value : 'live';
}

/** Posts whose channel has no row, the first ones by id. */
export async function readOrphanPosts(
  { database, tables }: Reader,
  limit: number,
): Promise<readonly OrphanPost[]> {
  const rows = await database.query(
    `SELECT p.Id, p.ChannelId FROM ${tables.name('Posts')} p
     LEFT JOIN ${tables.name('Channels')} c ON ${tables.match(['Channels', 'c', 'Id'], ['Posts', 'p', 'ChannelId'])}
     WHERE c.Id IS NULL ORDER BY p.Id LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map((row) => ({ id: text(row[0]), channelId: text(row[1]) }));
}
