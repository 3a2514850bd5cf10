import type { Database } from './database.ts';
import { count, text } from './rows.ts';
import type { Tables } from './tables.ts';

/** A file row, to be looked for in the store. */
export interface SampleFile {
  readonly path: string;
  readonly sizeBytes: number;
}

/** Ids are random, so rows behind different letters are of all years. */
const FIRST_LETTERS = ['1', '7', 'd', 'j', 'p', 'w'];
const ROWS_A_LETTER = 3;

/** A few rows from all over the table, each by its key. */
export async function readSampleFiles(
  database: Database,
  tables: Tables,
): Promise<readonly SampleFile[]> {
  const samples = new Map<string, SampleFile>();
  for (const letter of FIRST_LETTERS) {
    const rows = await database.query(
      `SELECT Id, Path, Size FROM ${tables.name('FileInfo')} WHERE Id >= ? AND DeleteAt = 0 ORDER BY Id LIMIT ${ROWS_A_LETTER}`,
      [letter],
    );
    for (const [id, path, size] of rows) {
      samples.set(text(id), { path: text(path), sizeBytes: count(size) });
    }
  }
  return [...samples.values()];
}
