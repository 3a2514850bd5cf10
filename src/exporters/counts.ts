import {
  type AttachedCount,
  type ChannelId,
  channelId,
  type PostCount,
  type PostRowState,
  type SourceCounts,
} from '../model/model.ts';
import type { SqlValue } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { count, END_OF_TIME_MS, FIRST_TIME_MS, filledText, text } from './database/rows.ts';
import type { Tables } from './database/tables.ts';
import { type DoubledIds, hasDoubles, withoutId } from './ids.ts';
import { endMs, startMs } from './posts/rows.ts';
import type { OrphanPost, TimeRange } from './source.ts';
import { readUnusable } from './unusable.ts';

/** Counts whole tables and sorts their rows by why the streams bring them or do not; `posts`: of `readPostCounts`. */
export async function readCounts(
  reader: Reader,
  range: TimeRange,
  posts: readonly PostCount[],
): Promise<SourceCounts> {
  const { tables } = reader;
  const rowsOf = (table: string) => countRows(reader, table);
  const ids: ChannelIds = new Map();
  for (const { channelId: id } of posts) if (id !== undefined) ids.set(id, id);
  const files = await countAttached(reader, { range, ids }, FILES);
  return {
    postRows: await rowsOf('Posts'),
    posts,
    reactionRows: await rowsOf('Reactions'),
    reactions: await countAttached(
      reader,
      { range, ids },
      {
        table: 'Reactions',
        own: tables.has('Reactions', 'DeleteAt') ? DELETED_OR_LIVE : "'live'",
      },
    ),
    fileRows: await rowsOf('FileInfo'),
    files,
    userRows: await rowsOf('Users'),
    channelRows: await rowsOf('Channels'),
    emojiRows: tables.has('Emoji') ? await rowsOf('Emoji') : 0,
    unusable: await readUnusable(reader, posts, files),
  };
}

async function countRows({ database, tables }: Reader, table: string): Promise<number> {
  const [row] = await database.query(`SELECT COUNT(*) FROM ${tables.name(table)}`);
  return count(row?.[0]);
}

const DELETED_OR_LIVE = "CASE WHEN a.DeleteAt <> 0 THEN 'deleted' ELSE 'live' END";

/** A table whose rows belong to posts. */
interface AttachedTable {
  readonly table: 'Reactions' | 'FileInfo';
  /** What is the matter with a row itself. */
  readonly own: string;
}

const FILES: AttachedTable = {
  table: 'FileInfo',
  own: `CASE WHEN ${withoutId('a.Id')} THEN 'no-id' WHEN a.DeleteAt <> 0 THEN 'deleted'
    WHEN ${withoutId('a.PostId')} THEN 'detached' ELSE 'live' END`,
};

/** The states exclude each other and cover every row; the order of the cases decides. */
const STATE = `CASE WHEN ${withoutId('p.Id')} THEN 'no-id' WHEN p.OriginalId <> '' THEN 'edit-history'
  WHEN p.DeleteAt <> 0 THEN 'deleted'
  WHEN p.CreateAt IS NULL OR p.CreateAt < ${FIRST_TIME_MS} OR p.CreateAt >= ${END_OF_TIME_MS} THEN 'impossible-time'
  WHEN p.CreateAt < ? OR p.CreateAt >= ? THEN 'outside-range' ELSE 'live' END`;

function stateValues(range: TimeRange): SqlValue[] {
  return [startMs(range), endMs(range)];
}

/** The ids that several rows of a table have, with how many, to be joined to its rows. */
function doubledRows(
  tables: Tables,
  table: string,
  [doubledAlias, of]: readonly [string, string],
): string {
  const exactId = tables.exact([table, 't', 'Id']);
  return `LEFT JOIN (SELECT ${exactId} AS Id, COUNT(*) AS Copies FROM ${tables.name(table)} t
      GROUP BY ${exactId} HAVING COUNT(*) > 1) ${doubledAlias} ON ${doubledAlias}.Id = ${tables.exact([table, of, 'Id'])}`;
}

const NO_COPIES = ['NULL', '1', ''] as const;

/** Select list and join that name the doubled ids of posts; nothing where there are none. */
export const postCopies = ({
  tables,
  doubled,
}: Reader): readonly [id: string, copies: string, join: string] =>
  hasDoubles(doubled.posts)
    ? ['d.Id', 'd.Copies', doubledRows(tables, 'Posts', ['d', 'p'])]
    : NO_COPIES;

/** Counts the rows of posts by channel and state; each row is counted once. */
export async function readPostCounts(
  reader: Reader,
  range: TimeRange,
): Promise<readonly PostCount[]> {
  const { database, tables, doubled } = reader;
  const [doubledPost, , postJoin] = postCopies(reader);
  const rows = await database.query(
    `SELECT ChannelId, State, DoubledId, COUNT(*) FROM
      (SELECT ${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId, ${STATE} AS State, ${doubledPost} AS DoubledId
       FROM ${tables.name('Posts')} p ${postJoin}) s
     GROUP BY ChannelId, State, DoubledId`,
    stateValues(range),
  );
  const ids: ChannelIds = new Map();
  return rows.flatMap((row) => {
    const counted = {
      channelId: channelOf(row[0], ids),
      state: postState(text(row[1])),
      rows: count(row[3]),
    };
    const split = splitDoubled(counted.rows, text(row[2]), doubled.posts);
    if (counted.state === 'no-id') return [counted];
    return [
      ...(split.kept === 0 ? [] : [{ ...counted, rows: split.kept }]),
      ...(split.doubled === 0
        ? []
        : [{ ...counted, state: DOUBLED, rows: split.doubled } as const]),
    ];
  });
}

const DOUBLED = 'doubled-id' as const;

/** Of equal rows one is kept, of rows that differ none. */
export function splitDoubled(
  rows: number,
  id: string,
  { united, ambiguous }: DoubledIds,
): { readonly kept: number; readonly doubled: number } {
  if (ambiguous.has(id)) return { kept: 0, doubled: rows };
  return united.has(id) ? { kept: 1, doubled: rows - 1 } : { kept: rows, doubled: 0 };
}

async function countAttached(
  reader: Reader,
  { range, ids }: { readonly range: TimeRange; readonly ids: ChannelIds },
  { table, own }: AttachedTable,
): Promise<readonly AttachedCount[]> {
  const { database, tables, doubled } = reader;
  const [doubledPost, copies, postJoin] = postCopies(reader);
  const hasOwnDoubles = table === 'FileInfo' && hasDoubles(doubled.files);
  const [doubledOwn, ownJoin] = hasOwnDoubles
    ? ['f.Id', doubledRows(tables, table, ['f', 'a'])]
    : ['NULL', ''];
  const isPost = tables.match(['Posts', 'p', 'Id'], [table, 'a', 'PostId']);
  const rows = await database.query(
    `SELECT ChannelId, Own, State, PostId, Copies, OwnId, COUNT(*) FROM
      (SELECT ${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId, ${own} AS Own,
        CASE WHEN p.Id IS NULL THEN 'missing' ELSE ${STATE} END AS State,
        ${doubledPost} AS PostId, ${copies} AS Copies, ${doubledOwn} AS OwnId
       FROM ${tables.name(table)} a
       LEFT JOIN ${tables.name('Posts')} p ON ${isPost} AND NOT ${withoutId('p.Id')} ${postJoin} ${ownJoin}) s
     GROUP BY ChannelId, Own, State, PostId, Copies, OwnId`,
    stateValues(range),
  );
  return attachedCounts(
    rows.map((row) => ({
      channelId: channelOf(row[0], ids),
      own: ownState(text(row[1])),
      post: text(row[2]) === 'missing' ? 'missing' : postState(text(row[2])),
      postId: text(row[3]),
      copies: count(row[4]) || 1,
      ownId: text(row[5]),
      rows: count(row[6]),
    })),
    doubled,
  );
}

/** Rows that were joined to the posts of one id, each of which is there as often as the post. */
interface JoinedRows extends AttachedCount {
  readonly postId: string;
  readonly copies: number;
  readonly ownId: string;
}

function attachedCounts(
  joined: readonly JoinedRows[],
  { posts, files }: Reader['doubled'],
): readonly AttachedCount[] {
  const isPlain = !hasDoubles(posts) && !hasDoubles(files);
  if (isPlain)
    return joined.map(({ channelId, own, post, rows }) => ({ channelId, own, post, rows }));
  // The copies of a post that differ can be in several channels: their rows are added before they are divided.
  const groups = new Map<string, JoinedRows>();
  for (const entry of joined) {
    const isAmbiguous = posts.ambiguous.has(entry.postId);
    const one: JoinedRows = isAmbiguous ? { ...entry, channelId: undefined, post: DOUBLED } : entry;
    const key = JSON.stringify([one.channelId, one.own, one.post, one.postId, one.ownId]);
    groups.set(key, { ...one, rows: one.rows + (groups.get(key)?.rows ?? 0) });
  }
  return [...groups.values()].flatMap(({ channelId, own, post, ownId, copies, rows }) => {
    const split = splitDoubled(rows / copies, ownId, files);
    const counted = { channelId, own, post };
    if (own === 'no-id') return [{ ...counted, rows: rows / copies }];
    return [
      ...(split.kept === 0 ? [] : [{ ...counted, rows: split.kept }]),
      ...(split.doubled === 0 ? [] : [{ ...counted, own: DOUBLED, rows: split.doubled } as const]),
    ];
  });
}

/** Ids of channels by their texts: each is held once, however many rows name it. */
export type ChannelIds = Map<string, ChannelId>;

export function channelOf(value: unknown, ids: ChannelIds): PostCount['channelId'] {
  const id = filledText(value);
  if (id === undefined) return undefined;
  const known = ids.get(id) ?? channelId(id);
  ids.set(id, known);
  return known;
}

const POST_STATES: readonly PostRowState[] = [
  'live',
  'no-id',
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

const OWN_STATES = ['no-id', 'deleted', 'detached'] as const;

function ownState(value: string): AttachedCount['own'] {
  return OWN_STATES.find((known) => known === value) ?? 'live';
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
