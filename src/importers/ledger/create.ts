import { renameSync, rmSync, statSync } from 'node:fs';
import Database from 'libsql';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { makePrivateFile } from '../../system/files.ts';
import { migrateLedger } from './schema.ts';

/**
 * Creates a ledger where there is none, readable by its owner alone. It gets its name when it is whole, so that an empty
 * file is never a new ledger: TargetError for one, because the history would be sent a second time.
 */
export function createLedger(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.size === 0) throw new TargetError(notice('ledger-empty', { path }));
  if (found !== undefined) return;
  const temporaryPath = temporaryPathOf(path);
  try {
    makePrivateFile(temporaryPath);
    writeSchema(temporaryPath);
    renameSync(temporaryPath, path);
  } finally {
    rmSync(temporaryPath, { force: true });
  }
}

function writeSchema(path: string): void {
  const database = new Database(path);
  try {
    database.pragma('synchronous = FULL');
    migrateLedger(database, path);
  } finally {
    database.close();
  }
}

/** Removes a ledger that is closed, with the files that SQLite keeps beside one. */
export function removeLedger(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}
