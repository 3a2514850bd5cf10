import type Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors.ts';
import { transaction } from './transaction.ts';

/** Steps from an empty file; a new step is added at the end and none is ever changed. */
const STEPS: readonly string[] = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE action (
     number INTEGER PRIMARY KEY,
     key TEXT NOT NULL UNIQUE,
     kind TEXT NOT NULL,
     state TEXT NOT NULL CHECK (state IN ('intended', 'done', 'failed')),
     channel_id TEXT NOT NULL,
     post_id TEXT NOT NULL,
     slack_channel TEXT NOT NULL,
     thread_ts TEXT NOT NULL,
     file_id TEXT NOT NULL,
     digest TEXT NOT NULL,
     ts TEXT NOT NULL DEFAULT '',
     detail TEXT NOT NULL DEFAULT '',
     intended_at_ms INTEGER NOT NULL,
     done_at_ms INTEGER
   );
   CREATE INDEX action_by_kind ON action (kind, number);
   CREATE INDEX action_intended ON action (state) WHERE state = 'intended';`,
  'CREATE INDEX action_by_channel ON action (channel_id, number);',
  `ALTER TABLE action ADD COLUMN origin TEXT NOT NULL DEFAULT 'app';
   CREATE INDEX action_by_kind_and_channel ON action (kind, channel_id, number);
   CREATE INDEX action_by_post ON action (post_id, number);
   CREATE TABLE sync_mark (
     channel_id TEXT PRIMARY KEY,
     synced_to_ms INTEGER NOT NULL,
     compared_at_ms INTEGER NOT NULL
   ) WITHOUT ROWID;`,
];

const tableRow = z.object({ name: z.string() });

/**
 * Brings a ledger up to this version. TargetError when a newer mm2slack made it, or when it is another program's
 * database, which is left as it is.
 */
export function migrateLedger(database: Database.Database, path: string): void {
  const { user_version: version } = z
    .object({ user_version: z.number() })
    .parse(database.prepare('PRAGMA user_version').get());
  if (version > STEPS.length) {
    throw new TargetError(
      `${path}: a ledger of version ${version}, this mm2slack knows ${STEPS.length}; use the newer one`,
    );
  }
  if (!isLedger(database, version)) {
    throw new TargetError(`${path}: is another program's database, no ledger of mm2slack's`);
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    transaction(database, () => {
      database.exec(step);
      database.pragma(`user_version = ${index + 1}`);
    });
  }
}

/** A new file is empty; any other ledger has its table. */
function isLedger(database: Database.Database, version: number): boolean {
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map((found) => tableRow.parse(found).name);
  return version === 0 ? tables.length === 0 : tables.includes('action');
}
