import type { PostId } from '../../model.ts';
import { type Database, inList } from '../database.ts';
import { POST_COLUMNS, type PostRow, postRow } from '../post-rows.ts';
import type { Tables } from '../tables.ts';

/** What deleted posts said, in no order. Nothing of it may reach the target. */
export async function readDeletedTexts(
  database: Database,
  tables: Tables,
  ids: readonly PostId[],
): Promise<readonly PostRow[]> {
  if (ids.length === 0) return [];
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')} FROM ${tables.name('Posts')} p
     WHERE p.Id IN (${wanted.marks})`,
    wanted.values,
  );
  return rows.map(postRow);
}
