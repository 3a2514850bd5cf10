import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';

export interface TimedRun {
  readonly seconds: number;
  /** Processor time of the process itself, all its threads; 0 where there is no /proc. */
  readonly processorSeconds: number;
  /** Of the process itself, not of its children; 0 where there is no /proc. */
  readonly peakMebibytes: number;
}

const LOOK_EVERY_MS = 100;
/** Linux counts processor time in hundredths of a second (proc_pid_stat(5), USER_HZ). */
const TICKS_A_SECOND = 100;

/** Runs a program to its end. Fails with what it wrote to stderr when its exit code is no 0. */
export async function timedProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TimedRun> {
  const startMs = performance.now();
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let peakMebibytes = 0;
  let processorSeconds = 0;
  const look = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kibibytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
    peakMebibytes = Math.max(peakMebibytes, Math.round(kibibytes / 1024));
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '');
    processorSeconds = Math.max(processorSeconds, ticksIn(stat) / TICKS_A_SECOND);
  }, LOOK_EVERY_MS);
  const stderr: string[] = [];
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes.toString()));
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.join('')}`);
  return { seconds: (performance.now() - startMs) / 1000, processorSeconds, peakMebibytes };
}

/** User and system time in a line of /proc/PID/stat, behind the program's name in parentheses. */
function ticksIn(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
};
