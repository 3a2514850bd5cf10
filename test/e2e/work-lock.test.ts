import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { type Lock, lockWorkDirectory } from '../../src/importers/ledger/lock.ts';
import { CHANNELS_TO_WRITE } from '../support/mattermost/mattermost-writer.ts';
import { PROGRAM } from '../support/program/built.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { type CliRun, problemsOf, runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';

describe.each(enginesFor('postgres'))('a work directory in use, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let lock: Lock;
  const out = (name: string): string => world.folder.join(`${name}.zip`);

  beforeAll(async () => {
    database = await createDatabase(engine, 'work_lock');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    expect(await world.everything('zip', '--out', out('before'))).toMatchObject({ exitCode: 0 });
    expect(await world.replay('--channels', 'tokyo/dev')).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });
  beforeEach(() => {
    lock = lockWorkDirectory(world.folder.join('work'), 'sync');
  });
  afterEach(() => lock.release());

  const writes = (): number =>
    world.slack.calls.filter(({ method }) => /post|upload|delete|create|set|add/i.test(method))
      .length;

  it.each([
    ['zip', ['--out', 'more.zip']],
    ['zip', ['--since-last', '--out', 'more.zip']],
    ['replay', []],
    ['sync', []],
    ['files', []],
    ['files', ['--check']],
    ['adopt', ['--yes']],
    ['undo', ['--yes']],
  ])(
    '%s %j is refused in one line, which names the process, and does nothing',
    async (command, more) => {
      const before = writes();
      const flags = command === 'undo' ? world.flags.slice(0, 6) : world.flags;
      const refused = await runCli([command, ...flags, ...more], {
        env: world.env,
        cwd: world.folder.path,
      });
      expect(refused.exitCode).toBe(2);
      expect(problemsOf(refused)).toMatch(
        new RegExp(
          `^mm2slack: .+/work: mm2slack sync \\(process ${process.pid}, since 20.+ UTC\\) writes into this work directory; .+$`,
        ),
      );
      expect(writes()).toBe(before);
    },
  );

  it.each([
    ['plan', []],
    ['inventory', ['--no-secret-scan']],
    ['verify', ['--zip', 'before.zip']],
    ['replay', ['--dry-run', '--channels', 'tokyo/dev']],
    ['verify', ['--channels', 'tokyo/dev']],
  ])('%s %j is not held up', async (command, more) => {
    const done: CliRun = await runCli([command, ...world.flags, '--quiet', ...more], {
      env: world.env,
      cwd: world.folder.path,
    });
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe.each(enginesFor('postgres'))('two runs at once in a work directory, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeEach(async () => {
    database = await createDatabase(engine, 'two_at_once');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
  });
  afterEach(async () => {
    await world.stop();
    await database.drop();
  });

  /** Starts a replay that waits for the first channel that it makes, until it is let go. */
  async function heldReplay(): Promise<{ readonly child: ChildProcess; letGo(): unknown }> {
    const signals = new EventEmitter();
    const gate = once(signals, 'go');
    world.slack.intercept(async ({ method }) => {
      if (method !== 'conversations.create') return undefined;
      signals.emit('held');
      await gate;
      return undefined;
    });
    const held = once(signals, 'held');
    const child = spawn(process.execPath, [...PROGRAM, 'replay', ...world.flags, '--quiet'], {
      env: { PATH: process.env['PATH'] ?? '', ...world.env },
      stdio: 'ignore',
    });
    await held;
    return { child, letGo: () => signals.emit('go') };
  }
  const dev = ['--channels', 'tokyo/dev'];

  it('one goes on and the other is told which it is, and posts nothing', async () => {
    const { child, letGo } = await heldReplay();
    const ended = once(child, 'close');
    for (const command of ['replay', 'sync', 'files']) {
      const other = await world.everything(command, ...dev);
      expect(other.exitCode).toBe(2);
      expect(other.stderr).toContain(`mm2slack replay (process ${child.pid}, since `);
    }
    const zip = await world.everything('zip', '--out', world.folder.join('beside.zip'), ...dev);
    expect(zip).toMatchObject({ exitCode: 2, stdout: '' });
    letGo();
    expect((await ended)[0]).toBe(0);
    expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
  });

  it('one that is killed does not hold up the next', async () => {
    const { child, letGo } = await heldReplay();
    child.kill('SIGKILL');
    await once(child, 'close');
    letGo();
    expect(await world.replay(...dev)).toMatchObject({ exitCode: 0 });
  });
});
