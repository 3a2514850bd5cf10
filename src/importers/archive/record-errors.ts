import { z } from 'zod';
import { errorCode } from '../../errors/error-code.ts';
import { StoppedError, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { noSpaceFor } from '../../system/write-errors.ts';
import { ledgerError } from '../ledger/errors.ts';

/** What SQLite says of a damaged file, and of tables and columns that are lost. */
const DAMAGED = /SQLITE_NOTADB|SQLITE_CORRUPT|not a database|malformed|no such (?:table|column)/i;

/**
 * Turns a failure of a chain's record into a known error. A value that cannot be parsed is damage. A full disk is a
 * TargetError here, not a StoppedError: the run has written nothing yet.
 */
export function recordError(error: unknown, path: string): Error {
  if (isDamage(error)) return new TargetError(notice('record-damaged', { path }), { cause: error });
  const known = ledgerError(error, path);
  return known instanceof StoppedError ? noSpaceFor(path, error) : known;
}

function isDamage(error: unknown): boolean {
  if (error instanceof SyntaxError || error instanceof z.ZodError) return true;
  if (!(error instanceof Error) || error instanceof TargetError) return false;
  return DAMAGED.test(`${errorCode(error)} ${error.message}`);
}
