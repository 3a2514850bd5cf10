import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const ALL = 'public,private,direct,group';
/** A move in parts, each by a run of its own: a team before and after a day, another team, and what has no team. */
const DAY = '2023-04-20T02:05:00Z';
const PARTS = {
  'tokyo-old': ['--include', 'public,private', '--teams', 'tokyo', '--to', DAY],
  'tokyo-new': ['--include', 'public,private', '--teams', 'tokyo', '--from', DAY],
  support: ['--include', 'public,private', '--teams', 'support'],
  direct: ['--include', 'direct,group'],
} as const;
type Part = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as Part[];

describe.each(enginesFor('postgres'))('a move in parts, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'split');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    world = await makeReplayWorld(database);
    const planned = await run('plan', '--include', ALL, '--work', world.folder.join('plan'));
    expect(planned).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const places = () => [
    ...['--source', database.readerUrl, '--config', world.folder.join('mm2slack.yaml')],
    ...['--files', world.folder.join('files')],
  ];
  const run = (command: string, ...flags: readonly string[]): Promise<CliRun> =>
    runCli([command, ...places(), ...flags], { env: world.env });
  const work = (kind: string, part: string): string => world.folder.join(`${kind}-${part}`);
  const byPlan = (): readonly string[] => ['--plan', world.folder.join('plan/plan.json')];
  const works = (kind: string, parts: readonly string[]): readonly string[] =>
    parts.flatMap((part) => ['--work', work(kind, part)]);
  const archive = (part: string): string => world.folder.join(`${part}.zip`);
  const zips = (parts: readonly string[]): readonly string[] => ['--zip', ...parts.map(archive)];

  it('makes archives by team, by date and of direct messages, which one verify finds clean', async () => {
    let posts = 0;
    for (const part of NAMES) {
      const done = await run(
        'zip',
        ...[...PARTS[part], ...byPlan(), '--work', work('zip', part)],
        ...['--out', archive(part), '--json'],
      );
      expect(done, part).toMatchObject({ exitCode: 0 });
      posts += JSON.parse(done.stdout).account.posts.written;
    }
    const verify = await run(
      'verify',
      ...[...works('zip', NAMES), ...zips(NAMES), ...byPlan(), '--json'],
    );
    const report = JSON.parse(verify.stdout);
    expect(report.differences).toEqual([]);
    expect(verify).toMatchObject({ exitCode: 0 });
    expect(report.archives).toHaveLength(NAMES.length);
    const byTeam = await run(
      'verify',
      ...[...works('zip', NAMES), ...zips(NAMES), '--include', ALL, '--teams', 'tokyo,support'],
    );
    expect(byTeam).toMatchObject({ exitCode: 0, stderr: '' });
    // Nothing is in two archives, and nothing in none.
    expect(report.account.posts.written).toBe(posts);
    const written = await readFile(`${work('zip', 'tokyo-old')}/verify.json`, 'utf8');
    expect(JSON.parse(written)).toMatchObject({ kind: 'mm2slack-verify', isClean: true });
  }, 240_000);

  it('sees a part that is not there, and a part without its records', async () => {
    const three = NAMES.filter((part) => part !== 'support');
    const missing = await run(
      'verify',
      ...[...works('zip', NAMES), ...zips(three), '--include', ALL, '--json'],
    );
    expect(missing.exitCode).toBe(1);
    expect(JSON.parse(missing.stdout).differences).toContainEqual(
      expect.objectContaining({ kind: 'missing', thing: 'message' }),
    );
    const unrecorded = await run(
      'verify',
      ...[...works('zip', ['tokyo-old']), ...zips(NAMES), '--include', ALL, '--json'],
    );
    expect(unrecorded.exitCode).toBe(1);
  });

  it('replays from several work directories, which one verify finds clean', async () => {
    // What goes into one channel has one ledger.
    const workOf = {
      'tokyo-old': 'tokyo',
      'tokyo-new': 'tokyo',
      support: 'support',
      direct: 'direct',
    };
    for (const part of NAMES) {
      const folder = work('api', workOf[part]);
      const done = await run('replay', ...PARTS[part], '--work', folder, '--json');
      expect(done, part).toMatchObject({ exitCode: 0 });
    }
    const parts = [...new Set(Object.values(workOf))];
    const verify = await run('verify', ...works('api', parts), '--include', ALL, '--json');
    const report = JSON.parse(verify.stdout);
    expect(report.differences).toEqual([]);
    expect(verify).toMatchObject({ exitCode: 0 });
    const one = await run('verify', ...works('api', ['support']), '--include', ALL, '--json');
    expect(one.exitCode).toBe(1);
  }, 240_000);
});
