import { copyFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { makePrivateFile } from '../../system/files.ts';
import { sortOnDisk } from '../../system/sort-on-disk.ts';
import { asTargetError } from '../../system/write-errors.ts';
import type { Guard } from '../ledger/errors.ts';
import { exportedLists, LIST_TABLES } from './exported-lists.ts';
import type { ExportedPosts } from './exported-posts.ts';
import { exportedRows, POST_TABLES } from './exported-rows.ts';
import { commitPrepared, discardPrepared, NAMING_OUT, preparedPathOf } from './naming.ts';
import { readOldRecord } from './old-record.ts';
import { CHECKED_VERSION, refuseDamagedRecord, sealRecord } from './record-checksum.ts';
import { recordError } from './record-errors.ts';

/** Versions 1 to 3 have no checksum, 1 and 2 a row for each post, 1 no versions of digests; all are gone on with. */
const VERSION = CHECKED_VERSION;
const META_TABLE = 'CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;';

const valueRow = z.object({ value: z.string() });
const namesShape = z.array(z.string());
const namingShape = z.array(z.looseObject({ sha256: z.string() }));

/**
 * Opens the store for a run, under a temporary name: with `goesOn` it starts as a copy of the earlier runs' store,
 * otherwise empty. TargetError when the store cannot be read, is damaged or has a later version.
 */
export async function openExportedPosts(path: string, goesOn: boolean): Promise<ExportedPosts> {
  const temporaryPath = temporaryPathOf(path);
  try {
    if (goesOn) await copyFile(path, temporaryPath);
    else await rm(temporaryPath, { force: true });
    makePrivateFile(temporaryPath);
    // The copy, because it is what the run reads.
    if (goesOn) await refuseDamagedRecord(temporaryPath, path);
    sortOnDisk(path);
    const database = new Database(temporaryPath);
    try {
      database.pragma('temp_store = FILE');
      database.pragma('journal_mode = OFF');
      database.pragma('synchronous = OFF');
      if (goesOn) refuseUnknown(database, path);
      else database.exec(META_TABLE + LIST_TABLES);
      database.exec(POST_TABLES);
      database.pragma(`user_version = ${VERSION}`);
      database.exec('BEGIN');
      return exportedPosts(database, path, temporaryPath);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    await rm(temporaryPath, { force: true });
    throw recordError(asTargetError(error, path), path);
  }
}

/**
 * Throws a TargetError for another program's version, and what readers throw for an older record that lacks something.
 */
function refuseUnknown(database: Database.Database, path: string): void {
  const { user_version: version } = z
    .object({ user_version: z.number() })
    .parse(database.prepare('PRAGMA user_version').get());
  if (version < 1 || version > VERSION) {
    throw new TargetError(notice('record-of-other-version', { path, version, known: VERSION }));
  }
  if (version < CHECKED_VERSION) readOldRecord(database, version);
}

function exportedPosts(
  database: Database.Database,
  path: string,
  temporaryPath: string,
): ExportedPosts {
  const guard: Guard = (act) => {
    try {
      return act();
    } catch (error) {
      throw recordError(error, path);
    }
  };
  const { flush, ...posts } = exportedRows(database, guard);
  const meta = metaTable(database, guard);
  const archiveNames = (): ReadonlySet<string> =>
    new Set(namesShape.parse(JSON.parse(meta.meta('archive_names') ?? '[]')));
  let isPrepared = false;
  return {
    path,
    ...posts,
    ...exportedLists(database, guard),
    ...meta,
    archiveNames,
    lastArchives: () =>
      guard(() =>
        namingShape.parse(JSON.parse(meta.meta('naming') ?? '[]')).map(({ sha256 }) => sha256),
      ),
    async prepare(out, archives) {
      const names = [
        ...archiveNames(),
        ...[out, ...archives.map(({ file }) => file)].map((file) => basename(file)),
      ];
      meta.setMeta('archive_names', JSON.stringify([...new Set(names)]));
      meta.setMeta('naming', JSON.stringify(archives));
      meta.setMeta(NAMING_OUT, basename(out));
      flush();
      guard(() => database.exec('COMMIT'));
      database.close();
      await nameAsPrepared(temporaryPath, path);
      isPrepared = true;
    },
    commit: () => commitPrepared(path),
    async discard() {
      if (isPrepared) return await discardPrepared(path);
      database.close();
      await rm(temporaryPath, { force: true }).catch(() => undefined);
      return 'removed';
    },
  };
}

/** Reads and writes named values of a record. */
const metaTable = (
  database: Database.Database,
  guard: Guard,
): Pick<ExportedPosts, 'meta' | 'setMeta'> => ({
  meta: (name) =>
    guard(() => {
      const found: unknown = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
      return found === undefined ? undefined : valueRow.parse(found).value;
    }),
  setMeta: (name, value) =>
    guard(() => {
      database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value);
    }),
});

/** Waits for the disk before the file gets its name, because SQLite runs without waiting (`synchronous = OFF`). */
async function nameAsPrepared(temporaryPath: string, path: string): Promise<void> {
  try {
    await sealRecord(temporaryPath);
    await rename(temporaryPath, preparedPathOf(path));
  } catch (error) {
    throw asTargetError(error, path);
  }
}
