import { join } from 'node:path';
import { KnownError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { PENDING_FILE, readPending } from '../../importers/pending-changes-file.ts';
import type { CarriedFlags } from '../../mapping/status/next-command.ts';
import {
  type NextStep,
  nextStep,
  type ShownStep,
  stepsReached,
  type WorkState,
} from '../../mapping/status/next-step.ts';
import { type PersonalKind, personalKindOf } from '../../mapping/status/personal-files.ts';
import { makeNext, namesIn } from '../run/next.ts';
import { type RunPlaces, readWork } from '../run/work-state.ts';

export interface StatusOptions extends Pick<RunPlaces, 'work' | 'uploadsFiles'> {
  readonly flags: CarriedFlags;
}

/** Report of `status`. */
export interface StatusReport {
  readonly command: 'status';
  readonly work: string;
  readonly state: WorkState;
  /** Steps that came to their end. */
  readonly reached: readonly ShownStep[];
  readonly pending: {
    /** Lines of pending-changes.csv; undefined when it cannot be read. */
    readonly changes: number | undefined;
    /** Calls to Slack with an unknown outcome; the next run looks for each. Undefined when the ledger cannot be read. */
    readonly calls: number | undefined;
    /** Files of runs that are not finished, or were killed. */
    readonly unfinished: readonly string[];
    /** Archives whose files were not found. */
    readonly archivesNotFound: readonly string[];
  };
  readonly personalFiles: readonly { readonly name: string; readonly holds: PersonalKind }[];
  readonly next: { readonly step: NextStep; readonly command: string };
}

/** Says how far the move of a work directory is and what is next. UsageError when the directory cannot be read. */
export async function statusCommand({
  work,
  flags,
  uploadsFiles,
}: StatusOptions): Promise<StatusReport> {
  const names = await readableNames(work);
  const read = await readWork(work, names, { uploadsFiles });
  const { state, archives, ledger } = read;
  return {
    command: 'status',
    work,
    state,
    reached: stepsReached(state),
    pending: {
      changes: await pendingChanges(work),
      calls: ledger === undefined ? 0 : ledger.intended,
      unfinished: names.filter((name) => /\.(?:part|former|db-wal)$/.test(name)),
      archivesNotFound: archives.flatMap(({ name, path }) => (path === undefined ? [name] : [])),
    },
    personalFiles: names.flatMap((name) => {
      const holds = personalKindOf(name);
      return holds === undefined ? [] : [{ name, holds }];
    }),
    next: makeNext(nextStep(state), { work, flags, argv: ['status'] }, read),
  };
}

async function readableNames(work: string): Promise<readonly string[]> {
  try {
    return await namesIn(work);
  } catch (error) {
    throw new UsageError(notice('work-unreadable', { folder: work }), { cause: error });
  }
}

async function pendingChanges(work: string): Promise<number | undefined> {
  try {
    return (await readPending(join(work, PENDING_FILE))).size;
  } catch (error) {
    if (error instanceof KnownError) return undefined;
    throw error;
  }
}
