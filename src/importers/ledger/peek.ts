import { pathToFileURL } from 'node:url';
import Database from 'libsql';
import { z } from 'zod';
import { ADOPTING, IN_SYNC } from './ledger.ts';

/** What a ledger says without being opened for use. */
export interface LedgerGlance {
  /** The workspace that it belongs to; undefined for one that was not used yet. */
  readonly teamId: string | undefined;
  /** Channels of which everything up to a time is in the workspace. */
  readonly syncMarks: number;
  /** True when the last `sync` ended with a pass that compared all ids and found nothing to do. */
  readonly isInSync: boolean;
  /** True when an `adopt` did not come to its end. */
  readonly isAdopting: boolean;
  /** Actions of the app or an import; 0 for a ledger that a refused run left, undefined for what is no whole ledger. */
  readonly actions: number | undefined;
  /** Those of them that did not fail; 0 for a ledger of which `undo` took everything back. */
  readonly standing: number | undefined;
  /** Messages that the app posted, those of an import apart. */
  readonly appMessages: number;
  /** Calls of which nobody knows yet whether they were made; undefined when the file cannot be read. */
  readonly intended: number | undefined;
}

const row = z.object({ count: z.number() });
const owner = z.object({ value: z.string() });

const COUNTS = {
  syncMarks: 'SELECT COUNT(*) AS count FROM sync_mark',
  actions: 'SELECT COUNT(*) AS count FROM action',
  standing: "SELECT COUNT(*) AS count FROM action WHERE state <> 'failed'",
  appMessages: "SELECT COUNT(*) AS count FROM action WHERE kind = 'message' AND origin = 'app'",
  intended: "SELECT COUNT(*) AS count FROM action WHERE state = 'intended'",
  isAdopting: `SELECT COUNT(*) AS count FROM meta WHERE name = '${ADOPTING}' AND value = 'yes'`,
  isInSync: `SELECT COUNT(*) AS count FROM meta WHERE name = '${IN_SYNC}' AND value = 'yes'`,
} as const;

/**
 * Looks into a ledger of any version, without a lock and without a byte written. It shows the last checkpoint: what a
 * running or killed command has only in the `-wal` is not counted. A table that is not there, as in a ledger that was
 * just begun, counts as nothing.
 *
 * `immutable=1` makes SQLite take no lock and create no `-wal` and no `-shm` (https://sqlite.org/uri.html).
 */
export function peekLedger(path: string): LedgerGlance {
  let database: Database.Database | undefined;
  try {
    const open = new Database(`${pathToFileURL(path).href}?immutable=1`, { readonly: true });
    database = open;
    const count = (of: keyof typeof COUNTS): number => countOf(open, COUNTS[of]);
    return {
      teamId: teamIn(open),
      syncMarks: count('syncMarks'),
      isInSync: count('isInSync') > 0,
      isAdopting: count('isAdopting') > 0,
      actions: known(() => countIn(open, COUNTS.actions)),
      standing: known(() => countIn(open, COUNTS.standing)),
      appMessages: count('appMessages'),
      intended: count('intended'),
    };
  } catch {
    return {
      teamId: undefined,
      syncMarks: 0,
      isInSync: false,
      isAdopting: false,
      actions: undefined,
      standing: undefined,
      appMessages: 0,
      intended: undefined,
    };
  } finally {
    database?.close();
  }
}

function teamIn(database: Database.Database): string | undefined {
  return known(() => {
    const found = database.prepare("SELECT value FROM meta WHERE name = 'team_id'").get();
    return found === undefined ? undefined : owner.parse(found).value;
  });
}

const countOf = (database: Database.Database, statement: string): number =>
  known(() => countIn(database, statement)) ?? 0;

const countIn = (database: Database.Database, statement: string): number =>
  row.parse(database.prepare(statement).get()).count;

/** Reads something; undefined where an older version has no such table or column. */
function known<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    // What SQLite says of a name that it does not know; a damaged file has codes of its own.
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR') return undefined;
    throw error;
  }
}
