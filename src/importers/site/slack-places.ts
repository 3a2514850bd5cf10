import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { StoppedError } from '../../errors/errors.ts';
import { linesOf } from '../../system/lines.ts';
import { noSpaceFor } from '../../system/write-errors.ts';
import { ledgerError } from '../ledger/errors.ts';
import { LEDGER_FILE, WORKSPACE_URL } from '../ledger/ledger.ts';

/** Where a post is in Slack. */
export interface SlackPlace {
  /** Id of the channel, or its name where only an archive for the import is known. */
  readonly channel: string;
  readonly ts: string;
}

const placeRow = z.object({ post_id: z.string(), channel: z.string(), ts: z.string() });
const PUT = 'INSERT OR REPLACE INTO place (post_id, channel, ts) VALUES (?, ?, ?)';

/**
 * Collects the places of posts from the work directory into a store: those of the indexes of archives, and above them
 * those of the ledger. Returns its path; undefined when the directory has neither.
 */
export async function collectSlackPlaces(
  workDirectory: string,
  path: string,
): Promise<string | undefined> {
  const names = (await readdir(workDirectory).catch(() => [])).sort();
  const indexes = names.filter((name) => /(?:^|\.)post-index\.csv$/.test(name));
  const ledger = join(workDirectory, LEDGER_FILE);
  if (indexes.length === 0 && !existsSync(ledger)) return undefined;
  const places = openStore(path);
  try {
    places.exec(
      'CREATE TABLE place (post_id TEXT PRIMARY KEY, channel TEXT, ts TEXT) WITHOUT ROWID',
    );
    places.exec('BEGIN');
    for (const name of indexes) await putIndex(places, join(workDirectory, name));
    if (existsSync(ledger)) putLedger(places, ledger);
    places.exec('COMMIT');
    return path;
  } catch (error) {
    throw storeError(error, path);
  } finally {
    places.close();
  }
}

/** A full disk ends a run that leaves nothing; a ledger it would stop part-way. */
function storeError(error: unknown, path: string): Error {
  const known = ledgerError(error, path);
  return known instanceof StoppedError ? noSpaceFor(path, error) : known;
}

function openStore(path: string): Database.Database {
  try {
    const store = new Database(path);
    store.pragma('journal_mode = OFF');
    store.pragma('synchronous = OFF');
    return store;
  } catch (error) {
    throw storeError(error, path);
  }
}

/** Permalink, conversation, its id and `ts`; none of them has a comma or a quote. */
const INDEX_LINE = /^"?[^",]*\/pl\/([^",/]+)"?,"?([^",]*)"?,"?[^",]*"?,"?(\d+\.\d+)"?,/;

async function putIndex(places: Database.Database, file: string): Promise<void> {
  const put = places.prepare(PUT);
  for await (const line of linesOf(file)) {
    const [, id, name = '', ts] = INDEX_LINE.exec(line) ?? [];
    if (id !== undefined && ts !== undefined) put.run(id, name, ts);
  }
}

function putLedger(places: Database.Database, path: string): void {
  const ledger = openLedgerToRead(path);
  try {
    const rows = ledger
      .prepare(
        `SELECT post_id, slack_channel AS channel, ts FROM action
         WHERE kind = 'message' AND state = 'done' AND ts <> '' AND key = 'message:' || post_id || ':0'`,
      )
      .iterate();
    const put = places.prepare(PUT);
    for (const row of rows) {
      const { post_id: id, channel, ts } = placeRow.parse(row);
      put.run(id, channel, ts);
    }
  } catch (error) {
    throw storeError(error, path);
  } finally {
    ledger.close();
  }
}

function openLedgerToRead(path: string): Database.Database {
  try {
    return new Database(path, { readonly: true });
  } catch (error) {
    throw storeError(error, path);
  }
}

/** Finds the place of a post by its id. */
export type FindSlackPlace = (id: string) => SlackPlace | undefined;

/** Opens the look-up of places by the ids of posts. */
export const openSlackPlaces = (path: string): FindSlackPlace =>
  placeFinder(new Database(path, { readonly: true }));

function placeFinder(store: Database.Database): FindSlackPlace {
  const find = store.prepare('SELECT post_id, channel, ts FROM place WHERE post_id = ?');
  return (id) => {
    const row: unknown = find.get(id);
    return row === undefined ? undefined : placeRow.parse(row);
  };
}

/**
 * Passes the look-up of the places that the work directory knows to `use`; undefined where it knows none. The store at
 * `path` is removed however `use` ends.
 */
export async function withSlackPlaces<Result>(
  workDirectory: string,
  path: string,
  use: (find: FindSlackPlace | undefined) => Promise<Result>,
): Promise<Result> {
  try {
    const collected = await collectSlackPlaces(workDirectory, path);
    if (collected === undefined) return await use(undefined);
    const store = new Database(collected, { readonly: true });
    try {
      return await use(placeFinder(store));
    } finally {
      store.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}

/** Address of the workspace as the ledger of the work directory remembers it; undefined where none does. */
export function rememberedWorkspace(workDirectory: string): string | undefined {
  const path = join(workDirectory, LEDGER_FILE);
  if (!existsSync(path)) return undefined;
  const ledger = openLedgerToRead(path);
  try {
    const row: unknown = ledger.prepare('SELECT value FROM meta WHERE name = ?').get(WORKSPACE_URL);
    return row === undefined ? undefined : z.object({ value: z.string() }).parse(row).value;
  } catch (error) {
    throw ledgerError(error, path);
  } finally {
    ledger.close();
  }
}
