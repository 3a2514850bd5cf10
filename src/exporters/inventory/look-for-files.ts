import pLimit from 'p-limit';
import type { HealthFinding } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import type { FileStore } from '../file-store.ts';
import { text } from '../rows.ts';
import type { Tables } from '../tables.ts';

const PER_PAGE = 1000;
const AT_ONCE = 16;
const SAMPLES = 5;

/** Looks in the store for the bytes of every live file, a page of rows at a time. */
export async function lookForFiles(
  database: Database,
  tables: Tables,
  store: FileStore | undefined,
  signal: AbortSignal,
): Promise<HealthFinding> {
  const code = 'files_missing';
  if (store === undefined) return { code, count: undefined, samples: [] };
  const limit = pLimit(AT_ONCE);
  const samples: string[] = [];
  let missing = 0;
  for (let last = ''; ; ) {
    const rows = await database.query(
      `SELECT f.Id, f.Path FROM ${tables.name('FileInfo')} f
       WHERE f.Id > ? AND (f.DeleteAt = 0 OR f.DeleteAt IS NULL) ORDER BY f.Id LIMIT ${PER_PAGE}`,
      [last],
    );
    const files = rows.map(([id, path]) => ({ id: text(id), path: text(path) }));
    const found = await Promise.all(files.map(({ path }) => limit(() => store.look(path))));
    signal.throwIfAborted();
    files.forEach(({ id }, index) => {
      if (found[index]?.state === 'there') return;
      missing += 1;
      if (samples.length < SAMPLES) samples.push(id);
    });
    const end = files.at(-1);
    if (end === undefined || files.length < PER_PAGE) return { code, count: missing, samples };
    last = end.id;
  }
}
