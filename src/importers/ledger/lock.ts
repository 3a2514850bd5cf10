import Database from 'libsql';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makePrivateFile } from '../../system/files.ts';
import { isBusy, ledgerError } from './errors.ts';

/** Held by one process at a time. */
export interface LedgerLock {
  release(): void;
}

/**
 * Locks a ledger against every other process. The lock is SQLite's own on a file beside the ledger, so the system releases it
 * when the process ends, even when it is killed. TargetError when another process holds it.
 */
export function lockLedger(ledgerPath: string): LedgerLock {
  const path = `${ledgerPath}.lock`;
  let database: Database.Database | undefined;
  try {
    makePrivateFile(path);
    database = new Database(path);
    database.exec('BEGIN EXCLUSIVE');
    const held = database;
    return { release: () => held.close() };
  } catch (error) {
    database?.close();
    if (!isBusy(error)) throw ledgerError(error, path);
    throw new TargetError(notice('ledger-locked', { ledgerPath }), { cause: error });
  }
}
