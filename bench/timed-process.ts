import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { endedChildrenSeconds } from './processor-time.ts';

export interface TimedRun {
  readonly seconds: number;
  /** Processor time of the process, all its threads, and of what it started; 0 where there is no /proc. */
  readonly processorSeconds: number;
  /** Of the process itself, not of its children; 0 where there is no /proc. */
  readonly peakMebibytes: number;
}

const LOOK_EVERY_MS = 100;

/**
 * Runs a program to its end. Fails with what it wrote to stderr when its exit code is no 0. Nothing else may end
 * meanwhile that this process started: its processor time would be counted too.
 */
export async function timedProcess(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TimedRun> {
  const startMs = performance.now();
  const before = await endedChildrenSeconds();
  const child = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  let peakMebibytes = 0;
  const look = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const kibibytes = Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0);
    peakMebibytes = Math.max(peakMebibytes, Math.round(kibibytes / 1024));
  }, LOOK_EVERY_MS);
  const stderr: string[] = [];
  child.stderr.on('data', (bytes: Buffer) => stderr.push(bytes.toString()));
  const [code] = await once(child, 'close');
  clearInterval(look);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr.join('')}`);
  const seconds = (performance.now() - startMs) / 1000;
  return { seconds, processorSeconds: (await endedChildrenSeconds()) - before, peakMebibytes };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
};
