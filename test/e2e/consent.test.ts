import { readFile, stat, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { editCsv } from '../support/program/edit-csv.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const ALL = ['--include', 'public,private,direct,group'];
const DIRECT = channelIdOf('direct');
const GROUP = channelIdOf('group');

describe.each(enginesFor('mysql'))('direct messages by consent, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'consent');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    world = await makeReplayWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const at = (name: string): string => world.folder.join(name);
  const run = (command: string, ...flags: readonly string[]): Promise<CliRun> =>
    runCli(
      [
        command,
        ...['--source', database.readerUrl, '--config', at('mm2slack.yaml')],
        ...['--files', at('files'), '--work', at('work'), ...flags],
      ],
      { env: world.env },
    );
  const list = (): string => at('work/dms.csv');
  const byList = (): readonly string[] => [...ALL, '--consent', list()];
  async function answer(direct: string, group: string): Promise<void> {
    await editCsv(list(), DIRECT, { consent: direct });
    await editCsv(list(), GROUP, { consent: group });
  }
  async function refused(problem: string, command: string, ...flags: readonly string[]) {
    const done = await run(command, ...flags);
    expect(done.stderr).toContain(problem);
    expect(done.exitCode).toBe(2);
  }

  it('asks first, and moves by archive what everybody agreed to', async () => {
    expect(await run('plan', ...ALL)).toMatchObject({ exitCode: 0 });
    expect((await stat(list())).mode & 0o777).toBe(0o600);
    expect(await readFile(list(), 'utf8')).toMatch(
      /^\ufeffconversation,people,posts,consent\r\n(?:.*,ask\r\n)+$/,
    );
    expect(await readFile(at('work/dms-request.ja.txt'), 'utf8')).toContain(
      '全員が同意した場合に限り',
    );
    await answer('yes', 'no');

    // Not followed, but kept and warned of.
    const unheeded = await run('plan', '--json', ...ALL);
    expect(JSON.parse(unheeded.stdout).warnings.join()).toContain('has 2 answers');
    const planned = await run('plan', '--json', ...byList());
    const { account } = JSON.parse(planned.stdout);

    const plan = ['--plan', at('work/plan.json')];
    const out = at('some.zip');
    const zip = await run('zip', '--json', ...plan, '--out', out);
    expect(JSON.parse(zip.stdout).account).toEqual(account);
    expect(await run('verify', '--zip', out, ...byList())).toMatchObject({ exitCode: 0 });
    await refused('this run has none', 'verify', '--zip', out, ...ALL);
    await refused('none are included', 'zip', '--out', at('no.zip'), '--consent', list());

    await answer('yes', 'yes');
    await refused('do not agree', 'zip', ...plan, '--consent', list(), '--out', at('no.zip'));
    await answer('yes', 'maybe');
    await refused("consent 'maybe'", 'plan', ...ALL);
    await answer('yes', 'no');
  }, 240_000);

  it('is kept by what fills a workspace, and withdrawn by sync', async () => {
    expect(await run('replay', ...byList())).toMatchObject({ exitCode: 0 });
    expect(await run('verify', ...byList())).toMatchObject({ exitCode: 0 });
    expect(await run('sync', '--repair', ...byList())).toMatchObject({ exitCode: 0 });
    expect(await run('files', '--check', ...byList())).toMatchObject({ exitCode: 0 });
    await refused('this run has none', 'sync', '--repair', ...ALL);
    await refused('this run has none', 'files', '--check', ...ALL);
    for (const command of ['replay', 'files', 'adopt', 'verify', 'sync']) {
      await refused(
        'this run has none',
        command,
        ...ALL,
        ...(command === 'adopt' ? ['--yes'] : []),
      );
    }
    await answer('no', 'yes');
    for (const command of ['replay', 'files', 'verify']) {
      await refused('by another list', command, ...byList());
    }
    await refused('by another list', 'files', '--check', ...byList());
    const synced = await run('sync', '--json', ...byList());
    expect(synced).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(synced.stdout).created).toBeGreaterThan(0);
    expect(await readFile(at('work/pending-changes.csv'), 'utf8')).toMatch(
      new RegExp(`consent-withdrawn,,${DIRECT},`),
    );
    const verify = await run('verify', '--json', ...byList());
    expect(verify.exitCode).toBe(1);
    expect(JSON.parse(verify.stdout).differences).toMatchObject([{ field: 'consent', count: 1 }]);
    // Channels alone have nothing to do with it.
    expect(await run('sync', '--include', 'public,private')).toMatchObject({ exitCode: 0 });
    await writeFile(list(), 'conversation,consent\nnobody,yes\n');
    await refused('nobody is no direct or group message', 'sync', ...byList());
  }, 240_000);
});
