import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../errors/error-code.ts';
import { KnownError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { PENDING_FILE, readPending } from '../../importers/pending-changes-file.ts';
import type { CarriedFlags } from '../../mapping/status/next-command.ts';
import { nextStep, stepsReached } from '../../mapping/status/next-step.ts';
import { personalKindOf } from '../../mapping/status/personal-files.ts';
import type { StatusReport } from '../../mapping/status/report.ts';
import { makeNext, namesIn } from './next.ts';
import { type RunPlaces, readWork } from './work-state.ts';

export interface StatusOptions extends Pick<RunPlaces, 'work' | 'uploadsFiles'> {
  readonly flags: CarriedFlags;
  /** True when no settings are there yet, without which no other command runs. */
  readonly lacksSettings?: boolean;
}

/**
 * Says how far the move of a work directory is and what is next; of one that is not there, that nothing is done.
 * UsageError when the directory cannot be read.
 */
export async function statusCommand({
  work,
  flags,
  uploadsFiles,
  lacksSettings,
}: StatusOptions): Promise<StatusReport> {
  const names = await readableNames(work);
  const read = await readWork(work, names, { uploadsFiles });
  const { state, archives, ledger } = read;
  const step = nextStep(state);
  return {
    command: 'status',
    work,
    state,
    reached: stepsReached(state),
    pending: {
      changes: await pendingChanges(work),
      calls: ledger === undefined ? 0 : ledger.intended,
      unfinished: await unfinishedOf(work, names),
      archivesNotFound: archives.flatMap(({ name, path }) => (path === undefined ? [name] : [])),
      archivesUnrecorded: archives.flatMap(({ name, sha256 }) =>
        sha256 === undefined ? [name] : [],
      ),
    },
    personalFiles: names.flatMap((name) => {
      const holds = personalKindOf(name);
      return holds === undefined ? [] : [{ name, holds }];
    }),
    next: makeNext(
      step === 'doctor' && lacksSettings === true ? 'init' : step,
      { work, flags, argv: ['status'] },
      read,
    ),
  };
}

async function readableNames(work: string): Promise<readonly string[]> {
  try {
    return await namesIn(work);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw new UsageError(notice('work-unreadable', { folder: work }), { cause: error });
  }
}

/** Finds what a killed run left. A run that only reads leaves an empty `-wal` beside a database, which holds nothing. */
async function unfinishedOf(work: string, names: readonly string[]): Promise<readonly string[]> {
  const unfinished: string[] = [];
  for (const name of names) {
    if (!/\.(?:part|former|db-wal|next\.db)$/.test(name)) continue;
    const found = await stat(join(work, name)).catch(() => undefined);
    if (!name.endsWith('.db-wal') || (found?.size ?? 0) > 0) unfinished.push(name);
  }
  return unfinished;
}

async function pendingChanges(work: string): Promise<number | undefined> {
  try {
    return (await readPending(join(work, PENDING_FILE))).size;
  } catch (error) {
    if (error instanceof KnownError) return undefined;
    throw error;
  }
}
