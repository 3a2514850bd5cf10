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
import { ledgerError } from '../ledger/errors.ts';
import type { ExportedPost, ExportedPosts } from './exported-posts.ts';
import { commitPrepared, discardPrepared, preparedPathOf } from './naming.ts';

/** In the work directory; see FORMATS.md. */
export const EXPORTED_POSTS_FILE = 'zip-posts.db';

/** Since version 2 a digest may carry the version of its shape; a record of version 1 is read as it is. */
const VERSION = 2;
const TABLES = `
  CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE post (
    post_id TEXT NOT NULL, channel_id TEXT NOT NULL, create_at_ms INTEGER NOT NULL, ts TEXT NOT NULL,
    left_out TEXT NOT NULL, text TEXT NOT NULL, reactions TEXT NOT NULL, files TEXT NOT NULL,
    is_pinned INTEGER NOT NULL
  );
  CREATE TABLE channel (channel_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE person (user_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
  PRAGMA user_version = ${VERSION};`;

/** Created at the end of a first run: inserting is faster without them. */
const INDEXES = `
  CREATE UNIQUE INDEX IF NOT EXISTS post_by_id ON post (post_id);
  CREATE INDEX IF NOT EXISTS post_by_channel ON post (channel_id, ts);`;

const row = z.object({
  post_id: z.string(),
  channel_id: z.string(),
  create_at_ms: z.number(),
  ts: z.string(),
  left_out: z.string(),
  text: z.string(),
  reactions: z.string(),
  files: z.string(),
  is_pinned: z.number(),
});
const listedRow = z.object({ listed: z.string() });
const valueRow = z.object({ value: z.string() });
const newestRow = z.object({ newest: z.number().nullable() });
const countRow = z.object({ left_out: z.string(), posts: z.number() });
const idRow = z.object({ number: z.number(), post_id: z.string() });

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

const IDS_PER_PAGE = 5_000;
const ROWS_PER_INSERT = 100;
const MANY_ROWS = Array(ROWS_PER_INSERT).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');

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
      if (goesOn) raiseVersion(database, path);
      else database.exec(TABLES);
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

function raiseVersion(database: Database.Database, path: string): void {
  const { user_version: version } = z
    .object({ user_version: z.number() })
    .parse(database.prepare('PRAGMA user_version').get());
  if (version < 1 || version > VERSION) {
    throw new TargetError(notice('record-of-other-version', { path, version, known: VERSION }));
  }
  database.pragma(`user_version = ${VERSION}`);
}

function exportedPosts(
  database: Database.Database,
  path: string,
  temporaryPath: string,
): ExportedPosts {
  const guard = <Value>(act: () => Value): Value => {
    try {
      return act();
    } catch (error) {
      throw storeError(error, path);
    }
  };
  const reading = <Value>(act: () => Value): Value =>
    guard(() => {
      putHeld();
      return act();
    });
  const insert = database.prepare('INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const byId = database.prepare('SELECT * FROM post WHERE post_id = ?');
  const byTs = database.prepare('SELECT 1 FROM post WHERE channel_id = ? AND ts = ?');
  const listed = (table: 'channel' | 'person') =>
    database
      .prepare(`SELECT listed FROM ${table}`)
      .all()
      .map((found): unknown => JSON.parse(listedRow.parse(found).listed));
  const insertMany = database.prepare(`INSERT INTO post VALUES ${MANY_ROWS}`);
  let held: ExportedPost[] = [];
  const put = (post: ExportedPost): void => {
    held.push(post);
    if (held.length < ROWS_PER_INSERT) return;
    insertMany.run(held.flatMap(valuesOf));
    held = [];
  };
  /** Called before every read. Rows are held because one insert of many rows costs little more than one of a single row. */
  const putHeld = (): void => {
    for (const post of held) insert.run(...valuesOf(post));
    held = [];
  };
  const remove = (postId: string): void => {
    database.prepare('DELETE FROM post WHERE post_id = ?').run(postId);
  };
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
    get: (postId) =>
      reading(() => {
        const found: unknown = byId.get(postId);
        return found === undefined ? undefined : exportedPost(found);
      }),
    hasTs: (channelId, ts) => reading(() => byTs.get(channelId, ts) !== undefined),
    newestMs: (channelId) =>
      reading(() => {
        const found: unknown = database
          .prepare('SELECT MAX(create_at_ms) AS newest FROM post WHERE channel_id = ?')
          .get(channelId);
        return newestRow.parse(found).newest ?? undefined;
      }),
    *idsOf(channelId) {
      const page = database.prepare(
        `SELECT rowid AS number, post_id FROM post WHERE channel_id = ? AND rowid > ?
         ORDER BY rowid LIMIT ${IDS_PER_PAGE}`,
      );
      for (let after = 0; ; ) {
        const rows = reading(() => page.all(channelId, after)).map((found) => idRow.parse(found));
        yield* rows.map(({ post_id: postId }) => postId);
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    counts: (channelId) =>
      reading(() => {
        const rows = database
          .prepare(
            'SELECT left_out, COUNT(*) AS posts FROM post WHERE channel_id = ? GROUP BY left_out',
          )
          .all(channelId)
          .map((found) => countRow.parse(found));
        return new Map(rows.map(({ left_out: reason, posts }) => [reason, posts]));
      }),
    put: (post) => guard(() => put(post)),
    remove: (postId) => reading(() => remove(postId)),
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
      reading(() => database.exec(`COMMIT; ${INDEXES}`));
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

function valuesOf(post: ExportedPost): readonly (string | number)[] {
  const { postId, channelId, createAtMs, ts, leftOut, digest } = post;
  const { text, reactions, files, isPinned } = digest;
  return [postId, channelId, createAtMs, ts, leftOut, text, reactions, files, isPinned ? 1 : 0];
}

function exportedPost(found: unknown): ExportedPost {
  const post = row.parse(found);
  return {
    postId: post.post_id,
    channelId: post.channel_id,
    createAtMs: post.create_at_ms,
    ts: post.ts,
    leftOut: post.left_out,
    digest: {
      text: post.text,
      reactions: post.reactions,
      files: post.files,
      isPinned: post.is_pinned === 1,
    },
  };
}
