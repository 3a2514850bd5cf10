import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { quickRoot } from '../quick-root.ts';
import { type Account, freePort, orRemove, startGuardedServer } from './guarded-server.ts';
import type { RunningServer } from './mysql-server.ts';
import type { PostgresBinaries } from './server-binaries.ts';

const run = promisify(execFile);

/** Starts PostgreSQL on a free loopback port with a new data folder; `sharedBuffers` as the server writes it. */
export async function startPostgresServer(
  binaries: PostgresBinaries,
  sharedBuffers = '128MB',
): Promise<RunningServer> {
  const folder = await mkdtemp(join(quickRoot(), 'mm2slack-postgres-'));
  const account = await serverAccount();
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  const dataFolder = join(folder, 'data');
  await orRemove(folder, makeDataFolder(binaries, folder, dataFolder, account));
  const port = await freePort();
  const url = `postgres://admin:admin-secret@127.0.0.1:${port}/postgres`;
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    `shared_buffers=${sharedBuffers}`,
  ];
  const server = await startGuardedServer({
    folder,
    command: [
      binaries.server,
      '-D',
      dataFolder,
      '-p',
      String(port),
      ...settings.flatMap((setting) => ['-c', setting]),
    ],
    // Fast shutdown: does not wait for clients, and frees shared memory, which KILL would not.
    stopSignal: 'INT',
    orderlySignal: 'INT',
    account,
    probe: async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      await client.end();
    },
  });
  return { url, ...server };
}

/** PostgreSQL refuses to run as root; Debian's package brings a user for it. */
async function serverAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const uid = await run('id', ['-u', 'postgres']);
  const gid = await run('id', ['-g', 'postgres']);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

async function makeDataFolder(
  binaries: PostgresBinaries,
  folder: string,
  dataFolder: string,
  account: Account | undefined,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, 'admin-secret\n');
  if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
  await run(
    binaries.initdb,
    [
      ...['-D', dataFolder, '--username=admin', `--pwfile=${passwordFile}`],
      // A real password check, so that a wrong password can be refused.
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
    ],
    { cwd: '/', ...account },
  );
  await rm(passwordFile);
}
