import { statSync } from 'node:fs';
import { StoppedError, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';

/** SQLite's messages and codes for a full disk. */
const FULL = /SQLITE_FULL|SQLITE_IOERR|ENOSPC|EDQUOT|database or disk is full|disk I\/O error/i;
const NO_DATABASE = /SQLITE_NOTADB|not a database|malformed/i;
const UNOPENABLE =
  /SQLITE_CANTOPEN|unable to open|ConnectionFailed|SQLITE_READONLY|readonly database|\bE(?:NOENT|NOTDIR|ISDIR|ACCES|PERM|ROFS)\b/i;

/** Turns a failure of SQLite into a known error, where it is one that a person can act on. */
export function ledgerError(error: unknown, path: string): Error {
  const text = errorText(error);
  const cause = { cause: error };
  if (FULL.test(text)) {
    return new StoppedError(notice('ledger-no-space', { path }), cause);
  }
  if (NO_DATABASE.test(text)) return new TargetError(notice('not-a-ledger', { path }), cause);
  if (isBusy(error)) {
    return new TargetError(notice('ledger-open-elsewhere', { path }), cause);
  }
  if (UNOPENABLE.test(text)) return new TargetError(notice('ledger-not-openable', { path }), cause);
  return error instanceof Error ? error : new Error(text);
}

/** Carries out an act upon a ledger. */
export type Guard = <Value>(act: () => Value) => Value;

/** Makes a guard that throws failures of SQLite as known errors. */
export const guardOf =
  (path: string): Guard =>
  (act) => {
    try {
      return act();
    } catch (error) {
      throw ledgerError(error, path);
    }
  };

/** True when another process holds the lock. */
export function isBusy(error: unknown): boolean {
  return /SQLITE_BUSY|database is locked/i.test(errorText(error));
}

function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${error.message}`;
}

/** Returns a check whether the path still leads to the file that it leads to now. */
export function sameFile(path: string): () => boolean {
  const first = identity(path);
  return () => identity(path) === first;
}

/** Device and inode; '' when there is no file. */
function identity(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}
