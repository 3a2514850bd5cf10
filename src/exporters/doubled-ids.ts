import { SourceError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { inList } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { text } from './database/rows.ts';
import { type DoubledIds, NO_DOUBLES, withoutId } from './ids.ts';

/** More doubled ids than these are not held. */
const MAX_DOUBLED = 50_000;
const IDS_PER_QUERY = 200;

/**
 * Finds the ids that several rows of a table have; `columns` begin with Id, and tell whether the rows are equal.
 * SourceError when they are too many.
 */
export async function readDoubledIds(
  reader: Reader,
  table: string,
  columns: readonly string[],
): Promise<DoubledIds> {
  if (reader.tables.hasUniqueIds(table)) return NO_DOUBLES;
  const ids = await doubledIds(reader, table, MAX_DOUBLED + 1);
  if (ids.length > MAX_DOUBLED) {
    throw new SourceError(notice('too-many-doubled-ids', { table, max: MAX_DOUBLED }));
  }
  const united = new Set<string>();
  const ambiguous = new Set<string>();
  for (let start = 0; start < ids.length; start += IDS_PER_QUERY) {
    const some = ids.slice(start, start + IDS_PER_QUERY);
    for (const [id, contents] of await contentsOf(reader, { table, columns }, some)) {
      (contents.size === 1 ? united : ambiguous).add(id);
    }
  }
  return { united, ambiguous };
}

/** Reads ids that more than one row has: the first so many by their bytes, alike on every engine. */
export async function doubledIds(
  { database, tables }: Reader,
  table: string,
  limit: number,
): Promise<readonly string[]> {
  const exactId = tables.exact([table, 't', 'Id']);
  const rows = await database.query(
    `SELECT ${exactId} FROM ${tables.name(table)} t WHERE NOT ${withoutId('t.Id')}
     GROUP BY ${exactId} HAVING COUNT(*) > 1
     ORDER BY ${tables.byBytes([table, 't', 'Id'])} LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map(([value]) => text(value));
}

/** Different contents of the rows of each id. */
async function contentsOf(
  { database, tables }: Reader,
  { table, columns }: { table: string; columns: readonly string[] },
  ids: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const contents = new Map(ids.map((id) => [id, new Set<string>()]));
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT ${tables.columns(table, columns)} FROM ${tables.name(table)} WHERE Id IN (${wanted.marks})`,
    wanted.values,
  );
  for (const row of rows)
    contents.get(text(row[0]))?.add(JSON.stringify(row.map((value) => text(value))));
  return contents;
}
