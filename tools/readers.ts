import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmbeddedServer } from '../demo/embedded-server.ts';
import { writeFileStore } from '../fixtures/files.ts';
import { judge, type Reading } from './readers/judge.ts';
import { READERS, type Reader } from './readers/readers.ts';
import { read, readersOn } from './readers/run.ts';

/*
 * Runs the readers of Slack exports that are on the PATH on archives of the fixtures and says what they took and
 * dropped. `npm run readers`; docs/readers.md says how to install them. Ends with 1 when something is dropped that the
 * page does not explain, with 2 when there is no reader.
 */

const CLI = resolve('dist/cli.js');
/** How files are delivered in each archive: named in the messages, or with their bytes. */
const ARCHIVES = { import: 'api', bundle: 'bundle' } as const;

const readers = await readersOn(process.env.PATH ?? '', READERS);
const { lines, exitCode } = judge(readers.length === 0 ? [] : await readAll(readers));
process.stdout.write(`${lines.join('\n')}\n`);
process.exitCode = exitCode;

async function readAll(found: readonly Reader[]): Promise<Reading[]> {
  const folder = await mkdtemp(join(tmpdir(), 'mm2slack-readers-'));
  try {
    await makeArchives(folder);
    const readings: Reading[] = [];
    for (const reader of found) {
      for (const archive of Object.keys(ARCHIVES)) {
        const out = join(folder, `${reader.name}-${archive}`);
        readings.push(await read(reader, archive, join(folder, `${archive}.zip`), out));
      }
    }
    return readings;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function makeArchives(folder: string): Promise<void> {
  const files = join(folder, 'files');
  await writeFileStore(files);
  const server = await startEmbeddedServer();
  try {
    for (const [archive, deliver] of Object.entries(ARCHIVES)) {
      const config = join(folder, `${archive}.yaml`);
      await writeFile(config, `files: { deliver: ${deliver} }\n`);
      await zip([
        ...['--config', config, '--source', server.url, '--files', files],
        ...['--include', 'public,private,direct,group', '--work', join(folder, `${archive}-work`)],
        ...['--out', join(folder, `${archive}.zip`)],
      ]);
    }
  } finally {
    await server.stop();
  }
}

async function zip(args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'zip', ...args, '--quiet'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`mm2slack zip ended with ${code}`);
}
