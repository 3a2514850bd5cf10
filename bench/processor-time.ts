import { readFile } from 'node:fs/promises';

/** Linux counts processor time in hundredths of a second (proc_pid_stat(5), USER_HZ). */
const TICKS_A_SECOND = 100;
/** Places of utime, stime, cutime and cstime behind the program's name in parentheses (proc_pid_stat(5)). */
const OWN = [11, 12];
const CHILDREN = [13, 14];

/** Processor time of all processes that this one has started and that have ended; 0 where there is no /proc. */
export const endedChildrenSeconds = (): Promise<number> => secondsIn('self', CHILDREN);

/** Processor time of a process and of those of its children that have ended; 0 where there is no /proc. */
export const processSeconds = (pid: number): Promise<number> =>
  secondsIn(String(pid), [...OWN, ...CHILDREN]);

async function secondsIn(pid: string, places: readonly number[]): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = places.reduce((sum, place) => sum + Number(fields[place] ?? 0), 0);
  return ticks / TICKS_A_SECOND;
}
