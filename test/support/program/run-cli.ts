import { spawn } from 'node:child_process';
import { PROGRAM } from './built.ts';

export interface CliRun {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The system refuses to let a file grow beyond this, much as a full disk does. */
  readonly maxFileKilobytes?: number;
}

/** Runs the built program as a user would, with nothing of the test's environment but PATH. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliRun> {
  const [command = '', ...before] = commandOf(options);
  const child = spawn(command, [...before, ...PROGRAM, ...args], {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', COLUMNS: '1000', ...options.env },
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { exitCode, stdout, stderr };
}

/** What a failed run said was wrong: its lines before an empty one, behind which it says what to do. */
export const problemsOf = ({ stderr }: Pick<CliRun, 'stderr'>): string =>
  stderr.split('\n\n', 1).join('').trimEnd();

/** True when a failed run said what was wrong in lines of the program's own. */
export const saysWhatIsWrong = (run: Pick<CliRun, 'stderr'>): boolean =>
  /^(?:mm2slack: .+\n)+$/.test(`${problemsOf(run)}\n`);

function commandOf({ maxFileKilobytes }: CliOptions): readonly string[] {
  if (maxFileKilobytes === undefined) return [process.execPath];
  const limit = `ulimit -f ${maxFileKilobytes}; exec "$0" "$@"`;
  return ['bash', '-c', limit, process.execPath];
}
