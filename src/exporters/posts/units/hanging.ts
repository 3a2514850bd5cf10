import { rowsInTurn } from '../../database/decode-rows.ts';
import type { Reader } from '../../database/reader.ts';
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

/**
 * How many rows of each table hang on a post at most, deleted ones and edit history included; no entry for a table that
 * was not counted. Most posts have nothing, and need not be looked up then.
 */
export type Hanging = Readonly<Partial<Record<keyof typeof COLUMNS, IdCounts>>>;

export interface HangingWanted {
  /** Posts that will be read. */
  readonly posts: number;
  readonly hasPriorities: boolean;
  /** True where replies lie outside the units of their roots, and RootId names the roots. */
  readonly hasReplies: boolean;
}

/** A look-up takes the time of about so many rows that are read one after another. */
const ROWS_PER_LOOK_UP = 2;

/** Counts what hangs on the posts of a source, by indexes; not where the posts to read are few of all. */
export async function readHanging(
  reader: Reader,
  { posts, hasPriorities, hasReplies }: HangingWanted,
): Promise<Hanging> {
  // What hangs on ids that several posts have is looked up in another way.
  if (hasDoubles(reader.doubled.posts)) return {};
  const hanging: Partial<Record<keyof typeof COLUMNS, IdCounts>> = {};
  const counter = new IdCounter();
  const add = async (table: keyof typeof COLUMNS): Promise<void> => {
    const counts = await countHanging(reader, table, posts * ROWS_PER_LOOK_UP, counter);
    if (counts !== undefined) hanging[table] = counts;
  };
  await add('Reactions');
  await add('FileInfo');
  if (hasPriorities) await add('PostsPriority');
  if (hasReplies) await add('Posts');
  return hanging;
}

async function countHanging(
  { database, tables }: Reader,
  table: keyof typeof COLUMNS,
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
