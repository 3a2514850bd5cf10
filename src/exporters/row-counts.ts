import { type UserId, userId } from '../model/model.ts';
import type { RowCount, RowState } from '../model/row-counts.ts';
import { inList, type SqlValue } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { count, END_OF_TIME_MS, FIRST_TIME_MS, filledText, text } from './database/rows.ts';
import { withoutId } from './ids.ts';
import { type ChannelIds, channelOf, postCopies, splitDoubled } from './post-counts.ts';
import { endMs, startMs } from './posts/rows.ts';
import type { TimeRange } from './source.ts';

/** The order of the cases decides. A time that is none keeps a row from every place; a range, from this run alone. */
const STATE = `CASE WHEN ${withoutId('p.Id')} THEN 'no-id'
  WHEN p.CreateAt IS NULL OR p.CreateAt < ${FIRST_TIME_MS} OR p.CreateAt >= ${END_OF_TIME_MS} THEN 'impossible-time'
  WHEN p.CreateAt < ? OR p.CreateAt >= ? THEN 'outside-range'
  WHEN p.OriginalId <> '' THEN 'former'
  WHEN p.DeleteAt <> 0 THEN 'deleted' ELSE 'live' END`;

/** Counts the rows of posts; every row is counted once. */
export async function readRowCounts(
  reader: Reader,
  range: TimeRange,
  people: readonly UserId[],
): Promise<readonly RowCount[]> {
  const { database, tables, doubled } = reader;
  const [doubledPost, , postJoin] = postCopies(reader);
  const asked = new Set<string>(people);
  const { exactUser, values } = authorColumn(reader, people);
  const rows = await database.query(
    `SELECT ChannelId, Person, State, DoubledId, COUNT(*) FROM
      (SELECT ${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId, ${exactUser} AS Person,
        ${STATE} AS State, ${doubledPost} AS DoubledId
       FROM ${tables.name('Posts')} p ${postJoin}) s
     GROUP BY ChannelId, Person, State, DoubledId`,
    [...values, startMs(range), endMs(range)],
  );
  const ids: ChannelIds = new Map();
  return rows.flatMap((row): RowCount[] => {
    const user = filledText(row[1]);
    const counted = {
      channelId: channelOf(row[0], ids),
      userId: user !== undefined && asked.has(user) ? userId(user) : undefined,
      state: rowState(text(row[2])),
      rows: count(row[4]),
    };
    if (counted.state === 'no-id') return [counted];
    const split = splitDoubled(counted.rows, text(row[3]), doubled.posts);
    const kept = { ...counted, rows: split.kept };
    const twice: RowCount = { ...counted, state: 'doubled-id', rows: split.doubled };
    return [kept, twice].filter(({ rows }) => rows > 0);
  });
}

/** Returns SQL of the author of a row; NULL for people who are not asked for. */
function authorColumn(
  { tables }: Reader,
  people: readonly UserId[],
): { readonly exactUser: string; readonly values: readonly SqlValue[] } {
  if (people.length === 0) return { exactUser: "''", values: [] };
  const wanted = inList(people);
  const exactUser = `CASE WHEN p.UserId IN (${wanted.marks}) THEN ${tables.exact(['Posts', 'p', 'UserId'])} ELSE NULL END`;
  return { exactUser, values: wanted.values };
}

const STATES: readonly RowState[] = [
  'live',
  'deleted',
  'former',
  'no-id',
  'impossible-time',
  'outside-range',
];

function rowState(value: string): RowState {
  const state = STATES.find((known) => known === value);
  if (state === undefined) throw new TypeError(`Expected a state of a row, got '${value}'`);
  return state;
}
