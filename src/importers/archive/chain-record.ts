import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { jsonOfLine } from '../../system/lines.ts';
import { NAMING_OUT, preparedPathOf } from './naming.ts';
import { refuseDamagedRecord } from './record-checksum.ts';

/* What can be read of the record of a chain by those that do not go on with it. */

/** In the work directory; see FORMATS.md. */
export const EXPORTED_POSTS_FILE = 'zip-posts.db';

const valueRow = z.object({ value: z.string() });
/** Milliseconds. */
const timeText = z
  .string()
  .regex(/^-?\d+$/)
  .transform(Number);
const namesShape = z.array(z.string());
const namingShape = z.array(z.looseObject({ file: z.string(), temporaryFile: z.string() }));

/** True when an earlier run left a store. */
export const hasExportedPosts = (path: string): boolean => existsSync(path);

/**
 * Reads until which time of the source, in milliseconds, the archives of a store hold all changes; undefined where there
 * is no store, or none that says so.
 */
export async function latestArchivedChange(path: string): Promise<number | undefined> {
  return timeText.safeParse(await metaIn(path, 'seen_to_ms')).data;
}

/**
 * Reads the names of the archives of a chain; undefined where there is no store, empty for one of an older version, which
 * names none. A run that was killed while it named its archives left them in a prepared store, which counts when it has
 * `newest`.
 */
export async function archivesOfChain(
  path: string,
  newest: string,
): Promise<ReadonlySet<string> | undefined> {
  const prepared = await namesIn(preparedPathOf(path));
  return prepared?.has(newest) === true ? prepared : await namesIn(path);
}

/**
 * Reads the names of the archives of a run that was killed before all of them had their names; empty for none. The next
 * `zip --since-last` ends it, and until then they are no archives of the chain.
 */
export async function unfinishedArchives(path: string): Promise<ReadonlySet<string>> {
  const prepared = preparedPathOf(path);
  const naming = namingShape.safeParse(jsonOfLine((await metaIn(prepared, 'naming')) ?? ''));
  if (naming.data?.some(({ temporaryFile }) => existsSync(temporaryFile)) !== true) {
    return new Set();
  }
  const known = await namesIn(path);
  const out = (await metaIn(prepared, NAMING_OUT)) ?? '';
  const names = [out, ...naming.data.map(({ file }) => basename(file))];
  return new Set(names.filter((name) => known?.has(name) !== true));
}

async function namesIn(path: string): Promise<ReadonlySet<string> | undefined> {
  if (!hasExportedPosts(path)) return undefined;
  const names = namesShape.safeParse(jsonOfLine((await metaIn(path, 'archive_names')) ?? '[]'));
  return new Set(names.data);
}

/**
 * Reads a value of a store without a word about what is wrong with it: a store that cannot be read stops the next
 * `zip --since-last`, with what to do.
 */
async function metaIn(path: string, name: string): Promise<string | undefined> {
  if (!hasExportedPosts(path)) return undefined;
  let database: Database.Database | undefined;
  try {
    await refuseDamagedRecord(path, path);
    database = new Database(path, { readonly: true });
    const row = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
    return row === undefined ? undefined : valueRow.parse(row).value;
  } catch {
    return undefined;
  } finally {
    database?.close();
  }
}
