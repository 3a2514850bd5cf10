import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { fileIdOf } from '../../fixtures/workspace/post-spec.ts';
import { type UserKey, userIdOf } from '../../fixtures/workspace/users.ts';
import { openLedger } from '../../src/importers/ledger/sqlite.ts';
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
import { sharedFiles } from '../support/slack/shared-files.ts';

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
  /** Files of either account stand once, in the thread of their post, and name the one person. */
  async function expectFilesInPlace(): Promise<void> {
    const shared = await sharedFiles(world.slack);
    const rows = await database.run(
      `SELECT f.Id AS id, f.Name AS name, p.Id AS post, u.Username AS username FROM FileInfo f
       JOIN Posts p ON p.Id = f.PostId JOIN Users u ON u.Id = p.UserId
       WHERE f.DeleteAt = 0 AND p.DeleteAt = 0 AND u.Username IN ('yamada', 'suzuki')`,
    );
    const withoutBytes = [fileIdOf('missing'), fileIdOf('empty')];
    const sent = rows.filter(({ id }) => !withoutBytes.includes(String(id)));
    expect(new Set(sent.map(({ username }) => username))).toEqual(new Set(['yamada', 'suzuki']));
    const ledger = openLedger(world.folder.join('work', 'ledger.db'));
    try {
      const wanted = sent.map(({ name, post }) => {
        const message = ledger.get(`message:${String(post)}:0`);
        return `${name} ${message?.slackChannel} ${message?.threadTs || message?.ts}`;
      });
      const found = shared
        .filter(({ comment }) => comment.startsWith('やまちゃん · '))
        .map(({ name, channel, threadTs }) => `${name} ${channel} ${threadTs}`);
      expect(found.sort()).toEqual(wanted.sort());
    } finally {
      ledger.close();
    }
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

  it('are one author in a workspace, with the files of both, and the person is added once', async () => {
    const settings = world.folder.join('mm2slack.yaml');
    const config = await readFile(settings, 'utf8');
    const withoutFiles = `files: { deliver: none }\n${config}`;
    await writeFile(settings, withoutFiles);
    expect(await world.replay()).toMatchObject({ exitCode: 0 });
    await writeFile(settings, config);
    expect(await sharedFiles(world.slack)).toEqual([]);
    expect(await world.everything('files', '--json')).toMatchObject({ exitCode: 0 });
    await expectFilesInPlace();
    const verified = await world.everything('verify', '--bytes', '--json');
    expect(JSON.parse(verified.stdout).differences).toEqual([]);
    expect(verified).toMatchObject({ exitCode: 0 });
    await writeFile(settings, withoutFiles);
    const synced = await world.sync('--until-synced', '--json');
    await writeFile(settings, config);
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
