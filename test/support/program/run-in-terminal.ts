import { spawn } from 'node:child_process';
import { PROGRAM } from './built.ts';

/** A question that is waited for, and what is typed then; `\u0003` is Ctrl-C. */
export type Typed = readonly [question: RegExp, answer: string];

export interface TerminalRun {
  readonly exitCode: number | null;
  /** Everything that the terminal showed, echoes of what was typed included. */
  readonly screen: string;
}

/**
 * Runs the built program at a pseudo terminal, which util-linux's `script` makes, and types each answer when its
 * question is there.
 */
export async function runInTerminal(
  args: readonly string[],
  typed: readonly Typed[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<TerminalRun> {
  const command = [process.execPath, ...PROGRAM, ...args].map(quoted).join(' ');
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    env: { PATH: process.env['PATH'] ?? '', NO_COLOR: '1', TERM: 'dumb', SHELL: '/bin/sh', ...env },
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const left = [...typed];
  let screen = '';
  let seen = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text;
    const [next] = left;
    const match = next?.[0].exec(screen.slice(seen));
    if (next === undefined || match === null || match === undefined) return;
    left.shift();
    seen = screen.length;
    child.stdin.write(next[1] === '\u0003' ? next[1] : `${next[1]}\r`);
  });
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (left.length > 0)
    throw new Error(`not asked: ${left.map(([question]) => question)}\n${screen}`);
  return { exitCode, screen };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
