import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { type UserKey, userIdOf } from '../../fixtures/workspace/users.ts';
import { directSlackId, userSlackId } from '../../src/mapping/slack-ids.ts';
import { channelId, userId } from '../../src/model/model.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { allTexts } from '../support/archive/json.ts';
import { messagesByTs } from '../support/archive/messages-by-ts.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { problemsOf } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

/** Further accounts: of one person who has a direct message with the other, and of two who react to one post. */
const FURTHER = { suzuki: 'yamada', ito: 'yamada', emma: 'sato' } as const;
const ALL = ['--include', 'public,private,direct,group'] as const;

const slackIdOf = (key: UserKey) => userSlackId(userId(userIdOf(key)));

describe.each(enginesFor('postgres'))('two accounts of one person, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;

  beforeAll(async () => {
    database = await createDatabase(engine, 'same_as');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    world = await makeReplayWorld(database);
    await decide('work', FURTHER);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  /** Writes users.csv of a work directory; the plan that knows an older one is gone. */
  async function decide(work: string, lines: Readonly<Record<string, string>>): Promise<void> {
    await mkdir(world.folder.join(work), { recursive: true });
    const rows = Object.entries(lines).map(([name, owner]) => `${name},,same-as ${owner}\n`);
    const text = `username,slack_id,action\n${rows.join('')}`;
    await writeFile(world.folder.join(work, 'users.csv'), text);
  }
  const zip = (name: string, ...flags: readonly string[]) =>
    world.everything('zip', '--out', world.folder.join(name), '--json', ...flags);
  const verifyZip = (name: string, ...flags: readonly string[]) =>
    world.run('verify', ...ALL, '--zip', world.folder.join(name), '--json', ...flags);

  it('are planned as one, and the list that plan writes says the same', async () => {
    const run = await world.everything('plan', '--json');
    expect(run).toMatchObject({ exitCode: 0 });
    const report = JSON.parse(run.stdout);
    expect(report.peopleByAction['same-as']).toBe(3);
    expect(report.account.users.leftOut).toMatchObject({ 'same-person': 3 });
    const written = await readFile(world.folder.join('work/users.csv'), 'utf8');
    for (const [further, owner] of Object.entries(FURTHER)) {
      expect(written).toMatch(new RegExp(`^${further},.*,same-as ${owner},`, 'm'));
    }
  });

  it('have one entry, one id and one membership in an archive, which verify finds right', async () => {
    const run = await zip('one.zip');
    expect(run).toMatchObject({ exitCode: 0 });
    const { account } = JSON.parse(run.stdout);
    expect(account.users.leftOut).toMatchObject({ 'same-person': 3 });
    expect(account.reactions.leftOut).toMatchObject({ merged: 1 });
    const archive = await readArchive(world.folder.join('one.zip'));
    expect(await checkArchive(archive)).toEqual([]);
    const direct = directSlackId(channelId(channelIdOf('direct')));
    expect(archive.dms.find(({ id }) => id === direct)).toMatchObject({
      members: [slackIdOf('yamada')],
    });
    const messages = await messagesByTs(world.folder.join('one.zip'));
    const lists = [archive.users, archive.channels, archive.groups, archive.mpims, archive.dms];
    const texts = [
      ...allTexts(lists as never),
      ...[...messages.values()].flatMap((each) => [...allTexts(each)]),
    ];
    for (const further of Object.keys(FURTHER)) {
      const id = slackIdOf(further as UserKey);
      expect(texts.filter((text) => text.includes(id))).toEqual([]);
    }
    const verified = await verifyZip('one.zip');
    expect(JSON.parse(verified.stdout).differences).toEqual([]);
    expect(verified).toMatchObject({ exitCode: 0 });
  });

  it.each([
    ['nobody has two accounts', {}],
    ['one belongs to somebody else', { ...FURTHER, suzuki: 'sato' }],
  ])('are seen by verify under the wrong person when %s', async (_what, lines) => {
    await decide('work', lines);
    const run = await verifyZip('one.zip');
    await decide('work', FURTHER);
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.stderr).toContain('one.zip was made while users.csv or the plan had other lines');
    const found = new Set<string>(
      JSON.parse(run.stdout).differences.map(
        ({ thing, field }: Record<string, string>) => `${thing} ${field}`,
      ),
    );
    for (const what of ['message author', 'message text', 'channel members']) {
      expect(found).toContain(what);
    }
  });

  it('are one name in a text import', async () => {
    const work = ['--work', world.folder.join('csv')];
    await decide('csv', FURTHER);
    expect(await zip('text.zip', ...work, '--format', 'csv')).toMatchObject({ exitCode: 0 });
    const verified = await verifyZip('text.zip', ...work);
    expect(verified).toMatchObject({ exitCode: 0 });
  });

  it('are one author in a workspace, and the person is added once', async () => {
    expect(await world.replay()).toMatchObject({ exitCode: 0 });
    const verified = await world.run('verify', ...ALL, '--json');
    expect(JSON.parse(verified.stdout).differences).toEqual([]);
    expect(verified).toMatchObject({ exitCode: 0 });
    const synced = await world.sync('--until-synced', '--json');
    expect(synced).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(synced.stdout)).toMatchObject({ created: 0, updated: 0, deleted: 0 });
  });

  it('stay who they are: a changed list is refused by whatever goes on with what is there', async () => {
    await decide('work', { ito: 'yamada', emma: 'sato' });
    const refused = [await world.sync(), await zip('next.zip', '--since-last')];
    for (const { exitCode, stderr } of refused) {
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(
        /suzuki: earlier runs migrated its posts as those of yamada \(same-as\)/,
      );
    }
  });

  it('are refused in one line with file and number', async () => {
    await decide('wrong', { suzuki: 'nobody' });
    const run = await world.everything('plan', '--work', world.folder.join('wrong'));
    expect(run).toMatchObject({ exitCode: 2 });
    expect(problemsOf(run)).toBe(
      "mm2slack: users.csv line 2: no account has the username 'nobody'",
    );
  });
});
