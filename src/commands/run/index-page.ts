import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { carriedFlags } from '../../mapping/status/next-command.ts';
import { type PastRun, pastRun } from '../../mapping/status/past-runs.ts';
import { indexPage, type WorkFile } from '../../reports/index-page.ts';
import { AtomicFile } from '../../system/atomic-file.ts';
import { jsonOfLine, linesOf } from '../../system/lines.ts';
import type { Language } from '../../texts/language.ts';
import { type StatusOptions, statusCommand } from './move-status.ts';
import { INDEX_FILE, LOG_FOLDER } from './record-files.ts';

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
  readonly nowMs: number;
}

/**
 * Writes the page of a work directory anew, after a command that changed it. Nothing is written where there is no work
 * directory. TargetError when the page cannot be written.
 */
export async function refreshIndexPage({
  command,
  lang,
  nowMs: madeAtMs,
  flags,
  ...places
}: IndexedRun): Promise<void> {
  const { work } = places;
  if (!CHANGING.includes(command)) return;
  const entries = await readdir(work).catch(() => []);
  if (entries.length === 0) return;
  const status = await statusCommand({ ...places, flags: carriedFlags(flags) });
  const [files, runs] = [await filesOf(work, entries), await runsOf(join(work, LOG_FOLDER))];
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

/** The last runs, the newest first. */
async function runsOf(folder: string): Promise<readonly PastRun[]> {
  const names = await readdir(folder).catch(() => []);
  const time = (name: string): string => /\d{8}T\d{6}Z/.exec(name)?.[0] ?? '';
  const newest = names
    .filter((name) => time(name) !== '')
    .sort((a, b) => (time(a) < time(b) ? 1 : -1))
    .slice(0, MAX_RUNS);
  const runs: PastRun[] = [];
  for (const name of newest) {
    const run = pastRun(await factsOf(join(folder, name)));
    if (run !== undefined) runs.push(run);
  }
  return runs;
}

const TOLD = /"event":"(?:start|result|end)"/;

async function factsOf(path: string): Promise<readonly unknown[]> {
  const facts: unknown[] = [];
  for await (const line of linesOf(path)) if (TOLD.test(line)) facts.push(jsonOfLine(line));
  return facts;
}
