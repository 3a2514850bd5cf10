import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadWorkspace } from '../../fixtures/load.ts';
import type { Engine } from '../../src/model/model.ts';
import { PROGRAM } from '../support/program/built.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { until } from '../support/until.ts';

/** Locks the table of posts as an ALTER TABLE does; returns what unlocks it. */
const LOCK: Readonly<Record<Engine, (url: string) => Promise<() => Promise<void>>>> = {
  mysql: async (url) => {
    const connection = await createConnection(url);
    await connection.query('LOCK TABLES Posts WRITE');
    return () => connection.end();
  },
  postgres: async (url) => {
    const client = new pg.Client(url);
    await client.connect();
    await client.query('BEGIN');
    await client.query('LOCK TABLE posts IN ACCESS EXCLUSIVE MODE');
    return () => client.end();
  },
};

/** Statements that wait for the lock. */
const WAITING: Readonly<Record<Engine, string>> = {
  mysql:
    "SELECT 1 FROM INFORMATION_SCHEMA.PROCESSLIST WHERE STATE LIKE 'Waiting for table%' AND DB = DATABASE()",
  postgres:
    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()",
};

describe.each(['mysql', 'postgres'] as const)(
  'a run whose %s server takes the connection and says nothing',
  (engine) => {
    it('ends with 130 as soon as it is interrupted', async () => {
      const folder = await makeScratchFolder();
      const server = createServer().listen(0, '127.0.0.1');
      try {
        await once(server, 'listening');
        const { port } = z.object({ port: z.number() }).parse(server.address());
        const source = `${engine}://reader:secret@127.0.0.1:${port}/mattermost`;
        const [program = '', ...rest] = [process.execPath, ...PROGRAM, 'plan', '--source', source];
        const child = spawn(program, rest, { cwd: folder.path, stdio: 'ignore' });
        const [socket] = await once(server, 'connection');
        const interruptedMs = Date.now();
        child.kill('SIGINT');
        expect(await once(child, 'close')).toEqual([130, null]);
        // The time limit of a connection is ten seconds.
        expect(Date.now() - interruptedMs).toBeLessThan(5000);
        socket.destroy();
      } finally {
        server.close();
        await folder.remove();
      }
    });
  },
);

describe.each(enginesFor('mysql'))('a run whose statement waits for a lock, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let unlock: () => Promise<void>;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'locked');
    await loadWorkspace(engine, '8.1', database.run);
    unlock = await LOCK[engine](database.url);
  });
  afterAll(async () => {
    await unlock();
    await database.drop();
    await folder.remove();
  });

  const isWaiting = async (): Promise<boolean> => (await database.run(WAITING[engine])).length > 0;

  it.each([
    ['zip', ['--out', 'bulk.zip', '--workers', '2']],
    ['plan', []],
    ['inventory', []],
  ] as const)(
    'ends with 130 as soon as %s is interrupted, and nothing waits at the server',
    async (command, flags) => {
      const args = [
        ...PROGRAM,
        command,
        '--source',
        database.readerUrl,
        '--work',
        command,
        ...flags,
      ];
      const [program = '', ...rest] = [process.execPath, ...args];
      const child = spawn(program, rest, { cwd: folder.path, stdio: 'ignore' });
      await until('a statement waits', isWaiting);
      const interruptedMs = Date.now();
      child.kill('SIGINT');
      const [exitCode] = await once(child, 'close');
      expect(exitCode).toBe(130);
      // The time limit of a statement is ten minutes.
      expect(Date.now() - interruptedMs).toBeLessThan(20_000);
      await until('no statement waits', async () => !(await isWaiting()), { withinMs: 5000 });
      expect(await readdir(folder.path)).toEqual([]);
    },
  );
});
