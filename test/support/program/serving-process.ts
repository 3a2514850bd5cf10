import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { ScratchFolder } from '../scratch-folder.ts';
import { PROGRAM } from './built.ts';

/** A running `mm2slack serve-files`. */
export interface ServingProcess {
  readonly url: string;
  /** Stops it as Ctrl-C does; gives its exit code. */
  stop(): Promise<number | null>;
}

/** Serves `files` of the folder, with `work` (or another) beside it. */
export async function startServing(
  folder: ScratchFolder,
  key: string,
  work = 'work',
): Promise<ServingProcess> {
  const source = ['--source', 'mysql://nobody@127.0.0.1:1/none', '--files', folder.join('files')];
  return await serve([...source, '--work', folder.join(work)], key);
}

/** Serves what the flags name. */
export async function serve(flags: readonly string[], key: string): Promise<ServingProcess> {
  const child: ChildProcess = spawn(
    process.execPath,
    [...PROGRAM, 'serve-files', ...flags, '--listen', '127.0.0.1:0'],
    {
      env: { PATH: process.env['PATH'] ?? '', MM2SLACK_LINK_KEY: key },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const closed = once(child, 'close');
  if (child.stderr === null) throw new Error('no stderr');
  for await (const line of createInterface({ input: child.stderr })) {
    const url = /http:\S+(?=,)/.exec(line)?.[0];
    if (url === undefined) throw new Error(line);
    return {
      url,
      async stop() {
        child.kill('SIGINT');
        const [code] = await closed;
        return code;
      },
    };
  }
  throw new Error('serve-files ended before it served');
}
