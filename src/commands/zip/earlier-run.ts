import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TargetError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { archivesOfChain, EXPORTED_POSTS_FILE } from '../../importers/archive/chain-record.ts';
import {
  archivesNamedFor,
  archivesWrittenFor,
  settleNaming,
} from '../../importers/archive/naming.ts';
import { archiveRecords } from '../run/record-files.ts';

/* What an earlier run of the work directory has left, before a run removes temporary files or begins a chain. */

/** The archive that the user asks for. */
interface AskedArchive {
  readonly out: string;
  readonly isForced: boolean;
  readonly isSinceLast: boolean;
}

/**
 * Ends what a killed run left. UsageError for the same command again, when the archives of the last run are complete, or
 * get their names here: there is nothing to write. A run that begins anew replaces the record of another one;
 * `isApart`: this one is in no chain.
 */
export async function endEarlierRun(
  workDirectory: string,
  { out, isForced, isSinceLast }: AskedArchive,
  isApart: boolean,
): Promise<void> {
  const path = join(workDirectory, EXPORTED_POSTS_FILE);
  const isKept = isSinceLast || !isForced;
  const named = isKept ? await archivesNamedFor(path, out) : [];
  if (isSinceLast || named.length > 0) await settleEarlierRun(workDirectory, path);
  else if (isApart) await settleEarlierRun(workDirectory, path).catch(unlessUnclear);
  if (named.length > 0) {
    throw new UsageError(notice('archive-finished', { archives: named.join(', ') }));
  }
  // Also of a run that was killed before it could say so.
  const written = isKept && !isApart ? await archivesWrittenFor(path, out) : [];
  if (written.length === 0) return;
  throw new UsageError(notice('archive-written', { archives: written.join(', ') }));
}

/** What cannot be ended stops the next run of the chain, and none beside it. */
function unlessUnclear(error: unknown): void {
  if (!(error instanceof TargetError)) throw error;
}

/** Ends the naming of a killed run. Where no archive got its name, their records go: they would be taken for archives. */
async function settleEarlierRun(workDirectory: string, path: string): Promise<void> {
  const dropped = await settleNaming(path);
  const known = await archivesOfChain(path, '');
  for (const name of dropped.filter((each) => known?.has(each) !== true)) {
    for (const file of Object.values(archiveRecords(name))) {
      await rm(join(workDirectory, file), { force: true });
    }
  }
}

/**
 * Throws a UsageError for the name of an archive of the chain, also with --force and where that archive is elsewhere by
 * now: a run that is no part of the chain would replace its records.
 */
export async function refuseNameInChain(workDirectory: string, path: string): Promise<void> {
  const name = basename(path);
  const known = await archivesOfChain(join(workDirectory, EXPORTED_POSTS_FILE), name);
  if (known?.has(name) === true) throw new UsageError(notice('name-in-chain', { name }));
}
