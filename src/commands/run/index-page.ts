import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { carriedFlags } from '../../mapping/status/next-command.ts';
import { indexPage, type WorkFile } from '../../reports/index-page.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import type { Language } from '../../texts/language.ts';
import { type StatusOptions, statusCommand } from './move-status.ts';
import { readPastRuns } from './past-runs.ts';
import { INDEX_FILE } from './record-files.ts';

/** Commands that change what the page shows. */
const CHANGING: readonly string[] = [
  ...['inventory', 'plan', 'zip', 'verify', 'replay', 'adopt', 'sync', 'files', 'undo'],
  'serve-files',
];

/** Most runs that the page shows. */
const MAX_RUNS = 50;

export interface IndexedRun extends Omit<StatusOptions, 'flags'> {
  readonly flags: Readonly<Record<string, unknown>>;
  readonly command: string;
  readonly lang: Language;
  readonly todayMs: number;
}

/**
 * Writes the page of a work directory anew, after a command that changed it. Nothing is written where there is no work
 * directory. TargetError when the page cannot be written.
 */
export async function refreshIndexPage({
  command,
  lang,
  todayMs: madeAtMs,
  flags,
  ...places
}: IndexedRun): Promise<void> {
  const { work } = places;
  if (!CHANGING.includes(command)) return;
  const entries = await readdir(work).catch(() => []);
  if (entries.length === 0) return;
  const status = await statusCommand({ ...places, flags: carriedFlags(flags) });
  const [files, runs] = [await filesOf(work, entries), await readPastRuns(work, MAX_RUNS)];
  const file = await AtomicFile.create(join(work, INDEX_FILE));
  try {
    await file.write(indexPage({ status, files, runs, madeAtMs }, lang));
    await file.close();
    await file.commit();
  } catch (error) {
    await file.discard();
    throw error;
  }
}

/** What runs keep for themselves: no person opens it. */
const WORKING = /(?:\.(?:db|db-wal|db-shm|db-journal|lock|part|former)|\.lock\..*)$/;

async function filesOf(work: string, names: readonly string[]): Promise<readonly WorkFile[]> {
  const files: WorkFile[] = [];
  for (const name of [...names].sort()) {
    if (WORKING.test(name) || name === INDEX_FILE) continue;
    const found = await stat(join(work, name)).catch(() => undefined);
    if (found?.isFile() !== true) continue;
    files.push({ name, sizeBytes: found.size, changedMs: found.mtimeMs });
  }
  return files;
}
