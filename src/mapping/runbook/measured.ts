import type { PastRun } from '../status/past-runs.ts';

/** A run that came to its end, for the times of a runbook. */
export interface MeasuredRun {
  /** Its command, with the flag that makes it another run: `verify --zip`. */
  readonly command: string;
  /** ISO 8601. */
  readonly at: string;
  readonly seconds: number;
  /** Posts that it read; undefined where it counts none. */
  readonly posts: number | undefined;
}

/** Flags with which a command does something else, and takes another time. */
export const TELLING_FLAGS = [
  ...['--zip', '--rehearsal', '--since-last', '--until-synced', '--watch'],
  ...['--repair', '--dry-run', '--check'],
] as const;

/** Finds the last run of each command line that came to its end; nothing of those that never did. */
export function measuredRuns(
  commands: readonly (readonly string[])[],
  runs: readonly PastRun[],
): readonly MeasuredRun[] {
  return commands.flatMap(([command = '', ...words]) => {
    const wanted = tellingFlags(words);
    const [last] = runs
      .filter((run) => run.command === command && tellingFlags(run.flags) === wanted)
      .flatMap((run) => measured(run, [command, wanted].filter(Boolean).join(' ')))
      .sort((a, b) => (a.at < b.at ? 1 : -1));
    return last === undefined ? [] : [last];
  });
}

const tellingFlags = (words: readonly string[]): string =>
  TELLING_FLAGS.filter((flag) => words.includes(flag)).join(' ');

/** Exit codes of a run that did its work. */
const DONE: readonly number[] = [0, 1];

function measured({ at, end, posts }: PastRun, command: string): readonly MeasuredRun[] {
  if (end === undefined || !DONE.includes(end.exitCode)) return [];
  return [{ command, at, seconds: end.tookMs / 1_000, posts: posts?.read }];
}
