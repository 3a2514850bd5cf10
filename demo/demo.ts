import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileStore } from '../fixtures/files.ts';
import { checkArchive } from './check-archive.ts';
import { startEmbeddedServer } from './embedded-server.ts';

/*
 * Shows the whole way on a machine without a database: a small Mattermost in an embedded PostgreSQL,
 * the built command run on it as a user would, and its archive read back. Compiled to build/demo/.
 */

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Relative to the project, where the command runs. */
const FOLDER = 'mm2slack-demo';
const ARCHIVE = join(FOLDER, 'slack-import.zip');

try {
  process.exitCode = await demo();
} catch (error) {
  say(`The demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function demo(): Promise<number> {
  say('Starting an embedded PostgreSQL with a small Mattermost 8.1 …');
  const server = await startEmbeddedServer();
  const files = await mkdtemp(join(tmpdir(), 'mm2slack-demo-files-'));
  try {
    await writeFileStore(files);
    await mkdir(join(PROJECT, FOLDER), { recursive: true });
    const exitCode = await runZip(server.url, files);
    if (exitCode !== 0) return exitCode;
  } finally {
    await rm(files, { recursive: true });
    await server.stop();
  }
  const facts = await checkArchive(join(PROJECT, ARCHIVE));
  say(
    '\nRead back by another library: every day file parses, no ts is used twice, every thread has',
  );
  say(
    `its first message. ${facts.messages} messages (${facts.replies} replies) on ${facts.dayFiles} days in ${facts.conversations} conversations.`,
  );
  say(`\nThe archive: ${join(PROJECT, ARCHIVE)}`);
  say(
    'The database of this demo is stopped: the command after "Next:" needs a server of your own.',
  );
  return 0;
}

/** Runs `mm2slack zip` with its own output on ours and gives its exit code. */
function runZip(source: string, files: string): Promise<number> {
  const args = [
    'zip',
    ...['--source', source],
    ...['--files', files],
    ...['--include', 'public,private,direct,group'],
    ...['--out', ARCHIVE],
    ...['--work', join(FOLDER, 'work')],
    '--force',
  ];
  say(`$ node dist/cli.js ${args.join(' ')}\n`);
  const child = spawn(process.execPath, ['dist/cli.js', ...args], {
    cwd: PROJECT,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
