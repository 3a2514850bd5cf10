import { execFile } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { quickRoot } from '../quick-root.ts';
import { freePort, type GuardedServer, orRemove, startGuardedServer } from './guarded-server.ts';
import type { MysqlBinaries } from './server-binaries.ts';

const run = promisify(execFile);

/** A running private server, and the URL of its admin. */
export interface RunningServer extends GuardedServer {
  readonly url: string;
}

const ADMIN_SQL = [
  "CREATE USER IF NOT EXISTS 'admin'@'%' IDENTIFIED BY 'admin-secret';",
  "GRANT ALL ON *.* TO 'admin'@'%' WITH GRANT OPTION;",
].join('\n');

/** Starts MariaDB (or MySQL) on a free loopback port with a new data folder; `bufferPool` as the server writes it. */
export async function startMysqlServer(
  binaries: MysqlBinaries,
  bufferPool = '128M',
): Promise<RunningServer> {
  const folder = await mkdtemp(join(quickRoot(), 'mm2slack-mysql-'));
  const dataFolder = join(folder, 'data');
  await orRemove(folder, makeDataFolder(binaries, folder, dataFolder));
  const initFile = join(folder, 'admin.sql');
  await writeFile(initFile, ADMIN_SQL);
  const port = await freePort();
  const url = `mysql://admin:admin-secret@127.0.0.1:${port}`;
  const server = await startGuardedServer({
    folder,
    command: [
      binaries.server,
      ...commonOptions(dataFolder),
      `--init-file=${initFile}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      `--pid-file=${join(folder, 'pid')}`,
      `--tmpdir=${folder}`,
      '--character-set-server=utf8mb4',
      '--skip-name-resolve',
      '--skip-log-bin',
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-flush-method=nosync',
      // MariaDB's alone: it syncs every change of a table otherwise, whatever InnoDB is told.
      '--loose-debug-no-sync',
      `--innodb-buffer-pool-size=${bufferPool}`,
    ],
    // The data is thrown away, so nothing needs to be written first.
    stopSignal: 'KILL',
    orderlySignal: 'TERM',
    account: undefined,
    probe: async () => {
      const connection = await createConnection(url);
      await connection.end();
    },
  });
  return { url, ...server };
}

/** `--no-defaults` must come first; the server refuses to be root unless told so. */
function commonOptions(dataFolder: string): string[] {
  const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
  return ['--no-defaults', ...asRoot, `--datadir=${dataFolder}`];
}

/** Keeps temporary tables in `folder`: a server that starts deletes those of all others in the place that they share. */
async function makeDataFolder(
  binaries: MysqlBinaries,
  folder: string,
  dataFolder: string,
): Promise<void> {
  const options = commonOptions(dataFolder);
  const env = { ...process.env, TMPDIR: folder };
  if (binaries.installer === undefined) {
    await run(binaries.server, [...options, '--initialize-insecure'], { env });
    return;
  }
  const more = ['--auth-root-authentication-method=normal', '--skip-test-db'];
  await run(binaries.installer, [...options, ...more], { env });
}
