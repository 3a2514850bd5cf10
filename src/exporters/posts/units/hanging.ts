import { rowsInTurn } from '../../database/decode-rows.ts';
import { countRows, type Reader } from '../../database/reader.ts';
import { text } from '../../database/rows.ts';
import { hasDoubles } from '../../ids.ts';
import { IdCounter, type IdCounts } from './id-counts.ts';

/** The columns by which rows hang on posts. */
const COLUMNS = {
  Reactions: 'PostId',
  FileInfo: 'PostId',
  PostsPriority: 'PostId',
  Posts: 'RootId',
} as const;

type HangingTable = keyof typeof COLUMNS;

/** What is known beforehand of the rows that hang on posts, deleted ones and edit history included. */
export interface Hanging {
  /**
   * How many hang on each post at most; no entry for a table that was not counted. Most posts have nothing, and need not
   * be looked up then.
   */
  readonly counts: Readonly<Partial<Record<HangingTable, IdCounts>>>;
  /** How many hang on a post on average, of a table with so many that they were not counted by post. */
  readonly perPost: Readonly<Partial<Record<HangingTable, number>>>;
}

export interface HangingWanted {
  /** Posts that will be read. */
  readonly posts: number;
  readonly hasPriorities: boolean;
  /** True where replies lie outside the units of their roots, and RootId names the roots. */
  readonly hasReplies: boolean;
}

/** Number of rows, read one after another, that take the time of a look-up. */
const ROWS_PER_LOOK_UP = 2;

/** Counts what hangs on the posts of a source, by indexes; not where the posts to read are few of all. */
export async function readHanging(
  reader: Reader,
  { posts, hasPriorities, hasReplies }: HangingWanted,
): Promise<Hanging> {
  // What hangs on ids that several posts have is looked up in another way.
  if (hasDoubles(reader.doubled.posts)) return { counts: {}, perPost: {} };
  const counts: Partial<Record<HangingTable, IdCounts>> = {};
  const perPost: Partial<Record<HangingTable, number>> = {};
  const maxRows = posts * ROWS_PER_LOOK_UP;
  const counter = new IdCounter(maxRows);
  const add = async (table: HangingTable): Promise<void> => {
    const counted = await countHanging(reader, table, maxRows, counter);
    if (counted !== undefined) counts[table] = counted;
  };
  for (const table of ['Reactions', 'FileInfo'] as const) {
    // A look at their number takes a tenth of the time of reading as many as may be counted.
    const rows = await countRows(reader, table);
    if (rows <= maxRows) await add(table);
    else perPost[table] = rows / Math.max(1, await countRows(reader, 'Posts'));
  }
  if (hasPriorities) await add('PostsPriority');
  if (hasReplies) await add('Posts');
  return { counts, perPost };
}

async function countHanging(
  { database, tables }: Reader,
  table: HangingTable,
  maxRows: number,
  counter: IdCounter,
): Promise<IdCounts | undefined> {
  const columns = COLUMNS[table];
  const limit = maxRows + 1;
  const sql = `SELECT ${columns} FROM ${tables.name(table)} WHERE ${columns} <> '' LIMIT ${Math.trunc(limit)}`;
  counter.clear();
  for await (const rows of rowsInTurn(database, sql)) {
    for (const [id] of rows) counter.add(text(id));
  }
  return counter.rows > maxRows ? undefined : counter.counts();
}
