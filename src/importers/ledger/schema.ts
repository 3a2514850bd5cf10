import type Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { ACTION_KINDS, type Action } from './ledger.ts';

/** Migrations from an empty file. Add new ones at the end; never change one. */
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
  // Until now losses were only in replay-losses.jsonl; 'losses' says that those of this ledger still are.
  `CREATE TABLE loss (
     number INTEGER PRIMARY KEY AUTOINCREMENT,
     key TEXT NOT NULL,
     counts_when TEXT NOT NULL CHECK (counts_when IN ('read', 'done', 'failed', 'always')),
     channel_id TEXT NOT NULL,
     post_id TEXT NOT NULL,
     link TEXT NOT NULL,
     code TEXT NOT NULL,
     old TEXT,
     new TEXT
   );
   CREATE INDEX loss_by_key ON loss (key, number);
   INSERT INTO loss (key, counts_when, channel_id, post_id, link, code, old, new)
     SELECT key, 'failed', channel_id, post_id, '',
       CASE kind WHEN 'update' THEN 'edit_refused' ELSE 'refused_by_slack' END,
       CASE kind WHEN 'update' THEN NULL WHEN 'message' THEN post_id WHEN 'upload' THEN substr(key, 8) ELSE kind END,
       detail
     FROM action
     WHERE state = 'failed' AND origin = 'app' AND kind IN ('message', 'upload', 'reaction', 'pin', 'update')
     ORDER BY number;
   INSERT INTO meta (name, value) SELECT 'losses', 'in a file' WHERE EXISTS (SELECT 1 FROM action);`,
  // From here on a digest may carry the version of its shape, which an older program would take for an edit.
  'SELECT 1;',
];

const tableRow = z.object({ name: z.string() });

/**
 * Migrates a ledger to this version. TargetError when a newer mm2slack made it, or when it is another program's
 * database, which stays unchanged.
 */
export function migrateLedger(database: Database.Database, path: string): void {
  const { user_version: version } = z
    .object({ user_version: z.number() })
    .parse(database.prepare('PRAGMA user_version').get());
  if (version > STEPS.length) {
    throw new TargetError(
      notice('ledger-of-newer-version', { path, version, known: STEPS.length }),
    );
  }
  if (!isLedger(database, version)) {
    throw new TargetError(notice('ledger-of-other-program', { path }));
  }
  for (const [index, step] of STEPS.entries()) {
    if (index < version) continue;
    transaction(database, () => {
      database.exec(step);
      database.pragma(`user_version = ${index + 1}`);
    });
  }
}

/** A new file has no tables; any other ledger has `action`. */
function isLedger(database: Database.Database, version: number): boolean {
  const tables = database
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map((found) => tableRow.parse(found).name);
  return version === 0 ? tables.length === 0 : tables.includes('action');
}

export const countRow = z.object({
  kind: z.enum(ACTION_KINDS),
  state: z.enum(['intended', 'done', 'failed']),
  rows: z.number(),
});

export const numberRow = z.looseObject({ number: z.number() });

const row = z.object({
  key: z.string(),
  kind: z.enum(ACTION_KINDS),
  state: z.enum(['intended', 'done', 'failed']),
  origin: z.enum(['app', 'import']),
  channel_id: z.string(),
  post_id: z.string(),
  slack_channel: z.string(),
  thread_ts: z.string(),
  file_id: z.string(),
  digest: z.string(),
  ts: z.string(),
  detail: z.string(),
  intended_at_ms: z.number(),
  done_at_ms: z.number().nullable(),
});

/** Parses a row of the table `action`. */
export function actionOf(found: unknown): Action {
  const action = row.parse(found);
  return {
    key: action.key,
    kind: action.kind,
    state: action.state,
    origin: action.origin,
    channelId: action.channel_id,
    postId: action.post_id,
    slackChannel: action.slack_channel,
    threadTs: action.thread_ts,
    fileId: action.file_id,
    digest: action.digest,
    ts: action.ts,
    detail: action.detail,
    intendedAtMs: action.intended_at_ms,
    doneAtMs: action.done_at_ms ?? undefined,
  };
}

/**
 * Carries out all of the writes or none, as part of a transaction that is under way; throws what `write` threw. A full
 * disk makes SQLite roll back by itself (sqlite.org/lang_transaction.html, 2.4); a second rollback would fail and hide
 * the cause.
 */
export function transaction(database: Database.Database, write: () => void): void {
  if (database.inTransaction) {
    write();
    return;
  }
  database.exec('BEGIN');
  try {
    write();
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Closes a ledger with everything in the file itself. libsql leaves what was written in the `-wal` until the process
 * ends, where a glance without a lock does not see it. After a checkpoint that fails (a full disk) it is there as before.
 */
export function closeWhole(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // The next run goes on from the -wal.
  }
  database.close();
}
