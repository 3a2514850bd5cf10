import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { type FaultyLine, openFaultyLine } from '../support/damages/faults/faulty-line.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { changeAtRandom } from '../support/mattermost/random-changes.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import type { CliRun } from '../support/program/run-cli.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { createLooseDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { type RunningServer, startMysqlServer } from '../support/servers/mysql-server.ts';
import { startPostgresServer } from '../support/servers/postgres-server.ts';
import { findServers } from '../support/servers/server-binaries.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';

async function startServer(engine: 'mysql' | 'postgres'): Promise<RunningServer> {
  const { mysql, postgres } = await findServers([engine]);
  if (mysql !== undefined) return await startMysqlServer(mysql);
  if (postgres !== undefined) return await startPostgresServer(postgres);
  throw new Error(`no server for ${engine}`);
}

describe.each(['mysql', 'postgres'] as const)('a restart of the server, on %s', (engine) => {
  let server: RunningServer;
  let database: TestDatabase;
  let line: FaultyLine;
  let world: ReplayWorld;

  beforeAll(async () => {
    server = await startServer(engine);
    database = await createLooseDatabase(engine, server.url);
    await loadWorkspace(engine, '8.1', database.run);
    line = await openFaultyLine(database.readerUrl);
    world = await makeReplayWorld({ ...database, readerUrl: line.url });
  }, 120_000);
  afterAll(async () => {
    await world.stop();
    await line.close();
    await server.stop();
  });

  /** Runs a command whose server is restarted when it has sent so large a part of what it sent in `wholeBytes`. */
  async function restartedAt(part: number, wholeBytes: number, args: Args): Promise<CliRun> {
    let restarted: Promise<void> | undefined;
    line.set({
      afterBytes: Math.ceil(part * wholeBytes),
      meanwhile: () => {
        restarted = server.restart();
        return restarted;
      },
    });
    const run = await world.everything(...args);
    line.set(undefined);
    expect(restarted).toBeDefined();
    await restarted;
    return run;
  }

  type Args = readonly [command: string, ...flags: string[]];

  async function undisturbed(args: Args): Promise<number> {
    line.set(undefined);
    expect(await world.everything(...args)).toMatchObject({ exitCode: 0, stderr: '' });
    return line.bytes();
  }

  const STOPPED = {
    exitCode: 3,
    stderr: expect.stringMatching(
      /^mm2slack: .*the connection to .* was lost: .*run the same command again\n\n/,
    ),
  };

  it.each([0.3, 0.9])(
    'stops zip at %d with a line, and the same command makes the archive',
    async (part) => {
      const out = world.folder.join(`${part}.zip`);
      const args: Args = ['zip', '--out', out, '--force'];
      const wholeBytes = await undisturbed(args);
      const whole = await readFile(out);
      expect(await restartedAt(part, wholeBytes, args)).toMatchObject(STOPPED);
      // The older one stays as it was.
      expect((await readFile(out)).equals(whole)).toBe(true);
      await undisturbed(args);
      expect((await readFile(out)).equals(whole)).toBe(true);
    },
  );

  it('stops plan with a line', async () => {
    const wholeBytes = await undisturbed(['plan']);
    expect(await restartedAt(0.6, wholeBytes, ['plan'])).toMatchObject(STOPPED);
  });

  it('stops replay and sync with a line, and they go on: every post is there once', async () => {
    const planBytes = await undisturbed(['plan']);
    expect(await restartedAt(0.8, planBytes, ['replay'])).toMatchObject(STOPPED);
    await undisturbed(['replay']);
    await undisturbed(['sync']);
    const syncBytes = await undisturbed(['sync']);
    const people = mattermostWriter(database);
    const random = seededRandom(7);
    await changeAtRandom(people, { changes: 30, channelIds: CHANNELS_TO_WRITE, random });
    expect(await restartedAt(0.9, syncBytes, ['sync'])).toMatchObject(STOPPED);
    await undisturbed(['sync']);
    expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
  });
});
