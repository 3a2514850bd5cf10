import { existsSync } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { StoppedError, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ListedChannel, ListedPerson } from '../../mapping/manual-changes.ts';
import { noSpaceFor, temporaryPathOf } from '../../system/atomic-file.ts';
import { makePrivateFile } from '../../system/files.ts';
import { sortOnDisk } from '../../system/sort-on-disk.ts';
import { type Guard, ledgerError } from '../ledger/errors.ts';
import type { ExportedPosts } from './exported-posts.ts';
import { exportedRows, POST_TABLES } from './exported-rows.ts';
import { commitPrepared, discardPrepared, preparedPathOf } from './naming.ts';

/** In the work directory; see FORMATS.md. */
export const EXPORTED_POSTS_FILE = 'zip-posts.db';

/** Versions 1 and 2 have a row for each post, 1 without versions of digests; both are gone on with. */
const VERSION = 3;
const TABLES = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE channel (channel_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE person (user_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;`;

const listedRow = z.object({ listed: z.string() });
const valueRow = z.object({ value: z.string() });
const channelShape = z.object({
  channelId: z.string(),
  slackName: z.string(),
  isArchived: z.boolean(),
  topic: z.string(),
  purpose: z.string(),
  members: z.array(z.string()),
});
const personShape = z.object({
  userId: z.string(),
  username: z.string(),
  fullName: z.string(),
  isDeactivated: z.boolean(),
});

const namesShape = z.array(z.string());

/**
 * Opens the store for a run, under a temporary name: with `goesOn` it starts as a copy of the earlier runs' store,
 * otherwise empty. TargetError when the store cannot be read or has another version.
 */
export async function openExportedPosts(path: string, goesOn: boolean): Promise<ExportedPosts> {
  const temporaryPath = temporaryPathOf(path);
  try {
    if (goesOn) await copyFile(path, temporaryPath);
    else await rm(temporaryPath, { force: true });
    makePrivateFile(temporaryPath);
    sortOnDisk(path);
    const database = new Database(temporaryPath);
    try {
      database.pragma('temp_store = FILE');
      database.pragma('journal_mode = OFF');
      database.pragma('synchronous = OFF');
      if (goesOn) refuseOtherVersion(database, path);
      else database.exec(TABLES);
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
    throw storeError(error, path);
  }
}

/** A full disk is a TargetError here, not a StoppedError: the run has written nothing yet. */
function storeError(error: unknown, path: string): Error {
  const known = ledgerError(error, path);
  return known instanceof StoppedError ? noSpaceFor(path, error) : known;
}

/** True when an earlier run left a store. */
export const hasExportedPosts = (path: string): boolean => existsSync(path);

function refuseOtherVersion(database: Database.Database, path: string): void {
  const { user_version: version } = z
    .object({ user_version: z.number() })
    .parse(database.prepare('PRAGMA user_version').get());
  if (version < 1 || version > VERSION) {
    throw new TargetError(notice('record-of-other-version', { path, version, known: VERSION }));
  }
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
      throw storeError(error, path);
    }
  };
  const { flush, ...posts } = exportedRows(database, guard);
  const listed = (table: 'channel' | 'person') =>
    database
      .prepare(`SELECT listed FROM ${table}`)
      .all()
      .map((found): unknown => JSON.parse(listedRow.parse(found).listed));
  const meta = (name: string): string | undefined =>
    guard(() => {
      const found: unknown = database.prepare('SELECT value FROM meta WHERE name = ?').get(name);
      return found === undefined ? undefined : valueRow.parse(found).value;
    });
  const setMeta = (name: string, value: string): void =>
    guard(() => {
      database.prepare('INSERT OR REPLACE INTO meta VALUES (?, ?)').run(name, value);
    });
  const archiveNames = (): ReadonlySet<string> =>
    new Set(namesShape.parse(JSON.parse(meta('archive_names') ?? '[]')));
  let isPrepared = false;
  return {
    path,
    ...posts,
    channels: () => guard(() => z.array(channelShape).parse(listed('channel'))),
    putChannels: (channels) => guard(() => putListed(database, 'channel', channels)),
    people: () => guard(() => z.array(personShape).parse(listed('person'))),
    putPeople: (people) => guard(() => putListed(database, 'person', people)),
    meta,
    setMeta,
    archiveNames,
    async prepare(out, archives) {
      const names = [
        ...archiveNames(),
        ...[out, ...archives.map(({ file }) => file)].map((file) => basename(file)),
      ];
      setMeta('archive_names', JSON.stringify([...new Set(names)]));
      setMeta('naming', JSON.stringify(archives));
      flush();
      guard(() => database.exec('COMMIT'));
      database.close();
      await rename(await flushed(temporaryPath), preparedPathOf(path));
      isPrepared = true;
    },
    commit: () => commitPrepared(path),
    async discard() {
      if (isPrepared) {
        await discardPrepared(path);
        return;
      }
      database.close();
      await rm(temporaryPath, { force: true });
    },
  };
}

/** Waits for the disk before the file gets its name, because SQLite runs without waiting (`synchronous = OFF`). */
async function flushed(path: string): Promise<string> {
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return path;
}

function putListed(
  database: Database.Database,
  table: 'channel' | 'person',
  values: readonly (ListedChannel | ListedPerson)[],
): void {
  database.exec(`DELETE FROM ${table}`);
  const insert = database.prepare(`INSERT INTO ${table} VALUES (?, ?)`);
  for (const value of values) {
    insert.run('channelId' in value ? value.channelId : value.userId, JSON.stringify(value));
  }
}
