import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { KnownError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { PENDING_FILE, readPending } from '../../importers/pending-changes-file.ts';
import { nextCommand } from '../../mapping/status/next-command.ts';
import {
  type NextStep,
  nextStep,
  type ShownStep,
  stepsReached,
  type WorkState,
} from '../../mapping/status/next-step.ts';
import { type PersonalKind, personalKindOf } from '../../mapping/status/personal-files.ts';
import { PLAN_FILE } from '../run/decisions.ts';
import { readWork } from './read-work.ts';

export interface StatusOptions {
  readonly work: string;
  /** The file of settings that the person named. */
  readonly config: string | undefined;
  /** False when the settings bring attachments in another way than by upload. */
  readonly uploadsFiles: boolean;
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
  config,
  uploadsFiles,
}: StatusOptions): Promise<StatusReport> {
  const names = await namesIn(work);
  const { state, archives, ledger } = await readWork(work, names, uploadsFiles);
  const step = nextStep(state);
  const command = nextCommand(step, {
    work,
    config,
    plan: state.hasPlan ? join(work, PLAN_FILE) : undefined,
    archives: archives.flatMap(({ path }) => path ?? []),
  });
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
    next: { step, command },
  };
}

/** Entries of the work directory; a folder's name ends with `/`. */
async function namesIn(work: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(work, { withFileTypes: true });
    return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
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
