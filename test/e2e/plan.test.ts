import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import type { Plan, PlannedChannel } from '../../src/mapping/plan/plan.ts';
import { parsePlan } from '../../src/mapping/plan/plan-json.ts';
import { userSlackId } from '../../src/mapping/slack-ids.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { objectsOf, textOf, textsOf } from '../support/archive/json.ts';
import { readArchive, type SlackArchive } from '../support/archive/read-archive.ts';
import { notEmpty } from '../support/not-empty.ts';
import { editCsv } from '../support/program/edit-csv.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { BOT_TOKEN, startSlackServer } from '../support/slack/slack-server.ts';
import { diffMarks, insertPostLike } from './plan-steps.ts';

const ALL_TYPES = 'public,private,direct,group';

describe.each(enginesFor('postgres'))('a plan and what is done with it, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    database = await createDatabase(engine, 'plan');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });

  const commandLine = (command: string, ...flags: readonly string[]) => [
    command,
    ...['--source', database.readerUrl, '--work', folder.join('work')],
    ...flags,
  ];
  const run = (command: string, ...flags: readonly string[]) =>
    runCli(commandLine(command, ...flags));

  async function plan(...words: readonly (string | Readonly<Record<string, string>>)[]) {
    const flags = words.filter((word) => typeof word === 'string');
    const [env = {}] = words.filter((word) => typeof word !== 'string');
    const line = commandLine('plan', '--json', '--include', ALL_TYPES, ...flags);
    const done = await runCli(line, { env });
    expect(done.stderr).toBe('');
    expect(done.exitCode).toBe(0);
    const text = await readFile(folder.join('work/plan.json'));
    return { plan: parsePlan(text, 'plan.json'), json: JSON.parse(done.stdout) };
  }

  async function zip(...flags: readonly string[]) {
    const out = folder.join('out.zip');
    const done = await run('zip', '--json', '--force', '--out', out, ...flags);
    return { ...done, out };
  }

  const planFile = (): string => folder.join('work/plan.json');

  it('is followed to the letter: plan, edit, plan again, zip', async () => {
    await plan();
    await editCsv(folder.join('work/users.csv'), 'sato', { action: 'skip' });
    await editCsv(folder.join('work/users.csv'), 'emma', {
      action: 'match',
      slack_id: 'emma.oneill@new.example.com',
    });
    await editCsv(folder.join('work/channels.csv'), channelIdOf('devTokyo'), {
      slack_name: '開発',
      visibility: 'private',
    });
    await editCsv(folder.join('work/channels.csv'), channelIdOf('offTopicTokyo'), {
      action: 'skip',
    });
    await editCsv(folder.join('work/channels.csv'), channelIdOf('falconTokyo'), {
      archive: 'no',
    });
    const { plan: edited, json: planned } = await plan();
    expect(planned.edits).toEqual({ people: 2, channels: 3, cleanUp: 0 });

    const { out, stdout, exitCode } = await zip('--plan', planFile());
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.postsSincePlan).toBe(0);
    expect(report.account).toEqual(planned.account);
    expect(report.losses).toEqual(planned.losses);
    const archive = await readArchive(out);
    try {
      expect(await checkArchive(archive)).toEqual([]);
      await expectAsPlanned(archive, edited);
    } finally {
      archive.close();
    }
  });

  it('keeps the lines of the team however often it is made, also saved by Excel in CP932', async () => {
    await plan();
    const users = folder.join('work/users.csv');
    await editCsv(users, 'tanaka', { action: 'name-only' });
    const text = (await readFile(users, 'utf8')).replace('\ufeff', '');
    // What CP932 cannot hold, Excel writes as a question mark.
    const ascii = text.replace(/[^\x20-\x7e\r\n]/g, '?').replace(/\?+/, '\x8e\x52\x93\x63');
    await writeFile(users, Buffer.from(ascii, 'latin1'));
    const personIn = (made: Plan) => made.people.find(({ username }) => username === 'tanaka');
    for (const _ of [1, 2]) {
      const { plan: again } = await plan();
      expect(personIn(again)).toMatchObject({ action: 'name-only', by: 'file' });
    }
    expect(await readFile(users, 'utf8')).toMatch(/^\ufeffusername,full_name,.*\r\n/);
  });

  it('shows exactly what changed between two plans', async () => {
    await plan();
    const older = folder.join('older.json');
    await writeFile(older, await readFile(planFile()));
    const dev = channelIdOf('devTokyo');
    const [first, second, third] = await database.run(
      `SELECT Id AS id FROM Posts WHERE ChannelId = '${dev}' AND DeleteAt = 0 AND RootId = '' AND OriginalId = '' AND Type = '' ORDER BY CreateAt LIMIT 3`,
    );
    const now = 1_790_000_000_000;
    for (const id of ['n1', 'n2']) {
      await database.run(insertPostLike(String(first?.['id']), id.padEnd(26, '0'), now));
    }
    await database.run(
      `UPDATE Posts SET Message = 'changed', EditAt = ${now}, UpdateAt = ${now} WHERE Id = '${second?.['id']}'`,
    );
    await database.run(
      `UPDATE Posts SET DeleteAt = ${now}, UpdateAt = ${now} WHERE Id = '${third?.['id']}'`,
    );
    const alerts = channelIdOf('alertsTokyo');
    await database.run(
      `UPDATE Channels SET DisplayName = 'Alerts', Name = 'alerts' WHERE Id = '${alerts}'`,
    );
    await database.run(`UPDATE Users SET DeleteAt = ${now} WHERE Id = '${userIdOf('liam')}'`);

    const { json } = await plan('--against', older);
    expect(diffMarks(json)).toEqual([
      ['users', '~', 'liam', 1],
      ['channels', '~', 'alerts', 1],
      ['messages', '-', 'dev-tokyo', 1],
      ['messages', '~', 'dev-tokyo', 1],
      ['messages', '+', 'dev-tokyo', 2],
    ]);
    const [, changed] = json.diff.sections;
    expect(changed.items[0].changes).toEqual([
      { field: 'name', old: 'deploy-alerts', new: 'alerts' },
    ]);
    const unchanged = await run(
      'plan',
      '--include',
      ALL_TYPES,
      '--detailed-exitcode',
      '--against',
      planFile(),
    );
    expect(unchanged.exitCode).toBe(0);
    const changes = await run(
      'plan',
      '--include',
      ALL_TYPES,
      '--detailed-exitcode',
      '--against',
      older,
    );
    expect(changes.exitCode).toBe(1);
    await database.run(
      `UPDATE Channels SET DisplayName = 'Deploy Alerts', Name = 'deploy-alerts' WHERE Id = '${alerts}'`,
    );
    await database.run(`UPDATE Users SET DeleteAt = 0 WHERE Id = '${userIdOf('liam')}'`);
  });

  it('lets new posts and new people move, and says so', async () => {
    await plan();
    const [root] = await database.run(
      `SELECT Id AS id FROM Posts WHERE ChannelId = '${channelIdOf('devTokyo')}' AND DeleteAt = 0 AND Type = '' AND RootId = '' AND OriginalId = '' LIMIT 1`,
    );
    await database.run(
      insertPostLike(String(root?.['id']), 'later'.padEnd(26, '0'), 1_790_000_000_500),
    );
    const { stdout, exitCode } = await zip('--plan', planFile());
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).postsSincePlan).toBe(1);
  });

  it('is refused when the source contradicts a decision, naming both values, and writes nothing', async () => {
    await plan();
    const dev = channelIdOf('devSupport');
    await database.run(`UPDATE Channels SET Type = 'P' WHERE Id = '${dev}'`);
    const refused = await zip('--plan', planFile());
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toContain(
      'channel support/dev: the plan says public, the source says private',
    );
    await expect(readFile(refused.out)).rejects.toThrow('ENOENT');
    await database.run(`UPDATE Channels SET Type = 'O' WHERE Id = '${dev}'`);

    await database.run(
      `UPDATE Users SET Nickname = 'x', FirstName = 'Oliva' WHERE Id = '${userIdOf('olivia')}'`,
    );
    const strict = await zip('--plan', planFile(), '--strict');
    expect(strict.exitCode).toBe(2);
    expect(strict.stderr).toContain('person olivia: full name changed');
    const tolerant = await zip('--plan', planFile());
    expect(JSON.parse(tolerant.stdout).warnings).toContain('person olivia: full name changed');
  });

  it('is followed in part when a flag selects less, and refused when one selects more', async () => {
    await plan('--include', 'public,private', '--channels', 'dev,town-square');
    const part = await zip('--plan', planFile(), '--include', 'public', '--channels', 'dev');
    expect(part).toMatchObject({ exitCode: 0 });
    const { conversations, postsSincePlan } = JSON.parse(part.stdout);
    expect(conversations).toBe(2);
    expect(postsSincePlan).toBeUndefined();
    const types = await zip('--plan', planFile(), '--include', 'public,direct');
    expect(types).toMatchObject({ exitCode: 2 });
    expect(types.stderr).toContain(
      "--include: 'public,direct' selects more than the plan, which says 'public,private'",
    );
    const channel = await zip('--plan', planFile(), '--channels', 'dev,off-topic');
    expect(channel).toMatchObject({ exitCode: 2 });
    expect(channel.stderr).toContain('the plan does not select it');
  });

  it('finds nothing to do against the archive that was made of it', async () => {
    await plan();
    const { out } = await zip('--plan', planFile());
    const again = await run(
      'plan',
      '--include',
      ALL_TYPES,
      '--target',
      'zip',
      out,
      '--json',
      '--detailed-exitcode',
    );
    const json = JSON.parse(again.stdout);
    expect(diffMarks(json)).toEqual([]);
    expect(again.exitCode).toBe(0);
  });

  it('meets the people and channels of a workspace, with nothing but reading calls', async () => {
    const slack = await startSlackServer({
      users: [
        { name: 'taro', email: 'YAMADA@example.co.jp' },
        { name: 'hanako', email: 'suzuki+slack@example.co.jp' },
      ],
      channels: [{ name: 'dev' }, { name: 'deploy-alerts', is_private: true }],
    });
    try {
      const { plan: made, json } = await plan('--target', 'slack', {
        SLACK_TOKEN: BOT_TOKEN,
        SLACK_API_URL: slack.apiUrl,
      });
      const person = (name: string) => made.people.find(({ username }) => username === name);
      expect(person('yamada')).toMatchObject({
        action: 'match',
        slackEmail: 'YAMADA@example.co.jp',
      });
      expect(person('suzuki')).toMatchObject({ action: 'match' });
      expect(person('sato')).toMatchObject({ action: 'invite' });
      const channel = (id: string) => made.channels.find(({ channelId }) => channelId === id);
      expect(channel(channelIdOf('devSupport'))).toMatchObject({
        action: 'merge',
        slackName: 'dev',
      });
      expect(channel(channelIdOf('alertsTokyo'))).toMatchObject({
        action: 'create',
        slackName: 'deploy-alerts-tokyo',
      });
      const marks = diffMarks(json);
      expect(marks).toContainEqual(['channels', '!', 'deploy-alerts-tokyo', 1]);
      expect(marks).toContainEqual(['users', '+', 'sato', 1]);
      expect(marks.filter(([kind, , name]) => kind === 'users' && name === 'yamada')).toEqual([]);
      const unmatched = await readFile(folder.join('work/unmatched-people.csv'), 'utf8');
      expect(unmatched).toContain('sato,');
      expect(unmatched).not.toContain('yamada,');
      const writes = slack.calls.filter(
        ({ method }) => !/(?:test|info|list|members)$/.test(method),
      );
      expect(writes).toEqual([]);
    } finally {
      await slack.stop();
    }
  });

  it('names file and line of whatever cannot be followed, and leaves the old plan', async () => {
    await plan();
    const before = await readFile(planFile(), 'utf8');
    await editCsv(folder.join('work/users.csv'), 'liam', { action: 'promote' });
    const refused = await run('plan');
    expect(refused.exitCode).toBe(2);
    expect(problemsOf(refused)).toMatch(
      /^mm2slack: users\.csv line \d+: action 'promote', expected match, invite, bot, name-only, skip, same-as USERNAME$/,
    );
    expect(await readFile(planFile(), 'utf8')).toBe(before);
  });
});

/** Field by field: what the archive holds is what the plan said. */
async function expectAsPlanned(archive: SlackArchive, plan: Plan): Promise<void> {
  const moving = plan.channels.filter(({ action }) => action !== 'skip');
  const found = new Map<string, unknown>();
  for (const conversation of archive.conversations) {
    const counts = { messages: 0, files: 0, reactions: 0, replies: 0 };
    for await (const message of archive.messages(conversation)) {
      counts.messages += 1;
      // By default an archive names its files in the texts, and `mm2slack files` uploads them.
      const named = String(message['text']).match(/^\[file: .+\]$/gm) ?? [];
      counts.files += objectsOf(message['files']).length + named.length;
      for (const reaction of objectsOf(message['reactions'])) {
        counts.reactions += textsOf(reaction['users']).length;
      }
      const threadTs = textOf(message, 'thread_ts');
      if (threadTs !== undefined && threadTs !== textOf(message, 'ts')) counts.replies += 1;
    }
    found.set(conversation.folder, counts);
  }
  const expected = moving.map((channel) => [folderOf(channel), countsOf(channel)] as const);
  const withMessages = expected.filter(([, { messages }]) => messages > 0);
  expect(Object.fromEntries([...found].filter(([, counts]) => sizeOf(counts) > 0))).toEqual(
    Object.fromEntries(withMessages),
  );
  const listed = [...archive.channels, ...archive.groups].map((entry) => [
    textOf(entry, 'name'),
    [entry['is_archived'], textsOf(entry['members']).length],
  ]);
  const named = moving.filter(({ list }) => list === 'channels' || list === 'groups');
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(
      named.map(({ slackName, archive: isArchived, members }) => [
        slackName,
        [isArchived, members.length],
      ]),
    ),
  );
  expect(archive.groups.map((entry) => textOf(entry, 'name')).sort()).toEqual(
    named
      .filter(({ list }) => list === 'groups')
      .map(({ slackName }) => slackName)
      .sort(),
  );
  const emails = new Map(
    archive.users.map((user) => [textOf(user, 'id'), objectsOf([user['profile']])[0]?.['email']]),
  );
  for (const { userId, action, slackEmail, email } of notEmpty(plan.people)) {
    const id = userSlackId(userId);
    expect(emails.has(id)).toBe(action !== 'skip');
    if (action === 'match') expect(emails.get(id)).toBe(slackEmail || email);
    if (action === 'invite') expect(emails.get(id)).toBe(email);
  }
}

const sizeOf = (counts: unknown): number => Number(objectsOf([counts])[0]?.['messages'] ?? 0);

/** Direct messages lie under Slack's id of them. */
const folderOf = ({ slackName }: PlannedChannel): string => slackName;

function countsOf({ counts: { messages, files, reactions, replies } }: PlannedChannel) {
  return { messages, files, reactions, replies };
}
