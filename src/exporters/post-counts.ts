import { type ChannelId, channelId, type PostCount, type PostRowState } from '../model/model.ts';
import type { SqlValue } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { count, END_OF_TIME_MS, FIRST_TIME_MS, filledText, text } from './database/rows.ts';
import type { Tables } from './database/tables.ts';
import { type DoubledIds, hasDoubles, withoutId } from './ids.ts';
import { endMs, startMs } from './posts/rows.ts';
import type { TimeRange } from './source.ts';

const IS_WITHOUT_ID = `WHEN ${withoutId('p.Id')} THEN 'no-id'`;
const STATES_OF_ORIGINALS = `WHEN p.DeleteAt <> 0 THEN 'deleted'
  WHEN p.CreateAt IS NULL OR p.CreateAt < ${FIRST_TIME_MS} OR p.CreateAt >= ${END_OF_TIME_MS} THEN 'impossible-time'
  WHEN p.CreateAt < ? OR p.CreateAt >= ? THEN 'outside-range' ELSE 'live'`;

/** The states exclude each other and cover every row; the order of the cases decides. */
export const STATE = `CASE ${IS_WITHOUT_ID} WHEN p.OriginalId <> '' THEN 'edit-history' ${STATES_OF_ORIGINALS} END`;
/** The same without a look at OriginalId, which the index (ChannelId, DeleteAt, CreateAt) does not have. */
const STATE_IN_INDEX = `CASE ${IS_WITHOUT_ID} ${STATES_OF_ORIGINALS} END`;

/** The values of the marks in a state. */
export function stateValues(range: TimeRange): SqlValue[] {
  return [startMs(range), endMs(range)];
}

/** The ids that several rows of a table have, with how many, to be joined to its rows. */
export function doubledRows(
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

/**
 * Counts the rows of posts by channel and state; each row is counted once. All rows are counted by an index alone, and
 * edit history, which has an index of its own since 7.9, is taken off: half the time of reading the rows themselves.
 */
export async function readPostCounts(
  reader: Reader,
  range: TimeRange,
): Promise<readonly PostCount[]> {
  const groups = new Map<string, PostGroup>();
  // Several texts name no channel, NULL and blanks among them.
  for (const group of await countPosts(reader, range, '')) addRows(groups, group, group.rows);
  for (const history of await countPosts(reader, range, "WHERE p.OriginalId <> ''")) {
    if (history.state === 'no-id') continue;
    addRows(groups, history, -history.rows);
    addRows(groups, { ...history, state: 'edit-history' }, history.rows);
  }
  return [...groups.values()].flatMap(({ doubledId, ...counted }) => {
    if (counted.rows === 0) return [];
    if (counted.state === 'no-id') return [counted];
    const split = splitDoubled(counted.rows, doubledId, reader.doubled.posts);
    return [
      ...(split.kept === 0 ? [] : [{ ...counted, rows: split.kept }]),
      ...(split.doubled === 0
        ? []
        : [{ ...counted, state: DOUBLED, rows: split.doubled } as const]),
    ];
  });
}

/** Rows of a channel and state, apart for each id that several rows have. */
interface PostGroup extends PostCount {
  readonly state: PostRowState;
  readonly doubledId: string;
}

const keyOf = ({ channelId: id, state, doubledId }: PostGroup): string =>
  `${id ?? ''} ${state} ${doubledId}`;

function addRows(groups: Map<string, PostGroup>, group: PostGroup, rows: number): void {
  const key = keyOf(group);
  groups.set(key, { ...group, rows: (groups.get(key)?.rows ?? 0) + rows });
}

async function countPosts(
  reader: Reader,
  range: TimeRange,
  where: string,
): Promise<readonly PostGroup[]> {
  const { database, tables } = reader;
  const [doubledPost, , postJoin] = postCopies(reader);
  const rows = await database.query(
    `SELECT ChannelId, State, DoubledId, COUNT(*) FROM
      (SELECT ${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId, ${STATE_IN_INDEX} AS State,
        ${doubledPost} AS DoubledId
       FROM ${tables.name('Posts')} p ${postJoin} ${where}) s
     GROUP BY ChannelId, State, DoubledId`,
    stateValues(range),
  );
  const ids: ChannelIds = new Map();
  return rows.map((row) => ({
    channelId: channelOf(row[0], ids),
    state: postState(text(row[1])),
    doubledId: text(row[2]),
    rows: count(row[3]),
  }));
}

export const DOUBLED = 'doubled-id' as const;

/** Splits the rows of a doubled id: one of equal rows is kept, and none of rows that differ. */
export function splitDoubled(
  rows: number,
  id: string,
  { united, ambiguous }: DoubledIds,
): { readonly kept: number; readonly doubled: number } {
  if (ambiguous.has(id)) return { kept: 0, doubled: rows };
  return united.has(id) ? { kept: 1, doubled: rows - 1 } : { kept: rows, doubled: 0 };
}

/** Ids of channels by their texts: each is held once, however many rows name it. */
export type ChannelIds = Map<string, ChannelId>;

/** Id of a channel from a column, the same text for each row, so that it is held once; undefined for none. */
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

/** Reads a state of a post's row. TypeError for an unknown one. */
export function postState(value: string): PostRowState {
  const state = POST_STATES.find((known) => known === value);
  if (state === undefined) throw new TypeError(`Expected a state of a post row, got '${value}'`);
  return state;
}
