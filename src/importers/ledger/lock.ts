import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import { makePrivateFile } from '../../system/files.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { isBusy, ledgerError, sameFile } from './errors.ts';

/** Held by one process at a time. */
export interface Lock {
  release(): void;
}

/** Name of the file that a command holds while it writes into a work directory. */
export const WORK_LOCK_FILE = 'work.lock';

/**
 * Locks a ledger against every other process, for a command (`sync`). TargetError that names the process when another
 * one holds it.
 */
export const lockLedger = (ledgerPath: string, command: string): Lock =>
  lockFile(`${ledgerPath}.lock`, command, (holder) =>
    notice('ledger-locked', { ledgerPath, holder }),
  );

/** Locks a work directory against every other command that writes into it; TargetError as of `lockLedger`. */
export const lockWorkDirectory = (directory: string, command: string): Lock =>
  lockFile(join(directory, WORK_LOCK_FILE), command, (holder) =>
    notice('work-directory-locked', { directory, holder }),
  );

/**
 * The lock is SQLite's own on a file, so the system releases it when the process ends, even when it is killed. It is the
 * lock of a writer, so that a process that is refused can read who holds it.
 */
function lockFile(path: string, command: string, lockedBy: (holder: Notice) => Notice): Lock {
  let database: Database.Database | undefined;
  try {
    makePrivateFile(path);
    const isSameFile = sameFile(path);
    database = new Database(path);
    database.exec('BEGIN IMMEDIATE');
    // The run that made the work directory may have removed the file meanwhile.
    if (!isSameFile()) throw new TargetError(lockedBy(notice('lock-holder-unknown')));
    writeHolder(database, command);
    const held = database;
    return { release: () => end(held) };
  } catch (error) {
    database?.close();
    if (isBusy(error)) throw new TargetError(lockedBy(holderOf(path)), { cause: error });
    throw ledgerError(asTargetError(error, path), path);
  }
}

/**
 * Gives the lock up. A connection with statements that were not collected yet keeps its transaction when it is closed.
 */
function end(database: Database.Database): void {
  database.exec('ROLLBACK');
  database.close();
}

/** Notes who holds the lock, and holds it still; a full disk, which has no room for the note, does not matter. */
function writeHolder(database: Database.Database, command: string): void {
  try {
    database.exec(
      'CREATE TABLE IF NOT EXISTS holder (command TEXT, pid INTEGER, since_ms INTEGER)',
    );
    database.exec('DELETE FROM holder');
    const insert = database.prepare('INSERT INTO holder VALUES (?, ?, ?)');
    insert.run(command, process.pid, Date.now());
    database.exec('COMMIT');
  } catch {
    if (database.inTransaction) database.exec('ROLLBACK');
  }
  database.exec('BEGIN IMMEDIATE');
}

const holderRow = z.object({ command: z.string(), pid: z.number(), since_ms: z.number() });

/** Reads who holds a lock; the note may be missing. */
function holderOf(path: string): Notice {
  let database: Database.Database | undefined;
  try {
    database = new Database(path);
    const found = holderRow.parse(database.prepare('SELECT * FROM holder').all()[0]);
    const since = `${new Date(found.since_ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    return notice('lock-holder', { command: found.command, pid: String(found.pid), since });
  } catch {
    return notice('lock-holder-unknown');
  } finally {
    database?.close();
  }
}
