import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';

/** Processes have numbers on their own machine alone, and a folder can be shared by several. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** `NAME.<machine>-<process id>-<8 digits>.part` */
const TEMPORARY = /\.([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}\.part$/;

const ours = new Set<string>();
const swept = new Set<string>();

/** A new name beside `path` for a file that is not complete; it tells which process of which machine writes it. */
export function temporaryPathOf(path: string): string {
  const temporary = `${path}.${MACHINE}-${process.pid}-${randomBytes(4).toString('hex')}.part`;
  ours.add(basename(temporary));
  return temporary;
}

/**
 * Removes from a folder what processes that are gone could not remove: they were killed. Looks once a folder
 * and run. A folder that cannot be read is left as it is; whoever writes into it hears of that.
 */
export async function sweepTemporaryFiles(folder: string): Promise<void> {
  if (swept.has(folder)) return;
  swept.add(folder);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isAbandoned)) {
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function isAbandoned(name: string): boolean {
  const [, machine, number = '0'] = TEMPORARY.exec(name) ?? [];
  const pid = Number(number);
  if (machine !== MACHINE || pid === 0 || ours.has(name)) return false;
  // In a container every run may have the same number.
  return pid === process.pid || !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and another account's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
