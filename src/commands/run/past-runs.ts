import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type PastRun, pastRun } from '../../mapping/status/past-runs.ts';
import { jsonOfLine, linesOf } from '../../system/lines.ts';
import { LOG_FOLDER } from './record-files.ts';

/** Reads the last runs of a work directory from their logs, the newest first; none where there are no logs. */
export async function readPastRuns(work: string, most: number): Promise<readonly PastRun[]> {
  const folder = join(work, LOG_FOLDER);
  const names = await readdir(folder).catch(() => []);
  const time = (name: string): string => /\d{8}T\d{6}Z/.exec(name)?.[0] ?? '';
  const newest = names
    .filter((name) => time(name) !== '')
    .sort((a, b) => (time(a) < time(b) ? 1 : -1))
    .slice(0, most);
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
