import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { type ImportedAt, importArchive, postAt } from '../support/slack/import-archive.ts';
import { askServer } from '../support/slack/read-back.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
  userToken,
} from '../support/slack/slack-server.ts';

const DEV = channelIdOf('devTokyo');
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;
const difference = z.looseObject({
  kind: z.string(),
  thing: z.string(),
  field: z.string(),
  post: z.string(),
  cause: z.string(),
});
const historyOf = z.looseObject({ messages: z.array(z.looseObject({})) });
const memberList = z.looseObject({
  members: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});
const PEOPLE = ['yamada', 'suzuki', 'sato', 'emma'];

describe.each(enginesFor('mysql'))('mm2slack adopt, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  let people: MattermostWriter;
  let imported: ReadonlyMap<string, ImportedAt>;
  /** Messages of the emulator itself: its welcome, and one for each topic and purpose that the import sets. */
  let ofEmulator: number;
  /** Two posts of one second, one author and one text. */
  let twins: readonly string[];
  /** Two joinings and two leavings of one second, of two people. */
  let joinings: string[];

  beforeEach(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'adopt');
    await loadWorkspace(engine, '8.1', database.run);
    people = mattermostWriter(database);
    twins = [await people.post(DEV, 'the same'), await people.post(DEV, 'the same')];
    const second = Math.floor(Date.now() / 1000) * 1000;
    for (const [index, id] of twins.entries()) {
      await database.run(`UPDATE Posts SET CreateAt = ${second + index} WHERE Id = '${id}'`);
    }
    joinings = [];
    for (const [type, name] of [
      ['system_join_channel', 'sato'],
      ['system_add_to_channel', 'emma'],
      ['system_leave_channel', 'sato'],
      ['system_remove_from_channel', 'emma'],
    ] as const) {
      const id = await people.post(DEV, `${name} ${type}`);
      joinings.push(id);
      await database.run(
        `UPDATE Posts SET CreateAt = ${second - 60_000}, Type = '${type}',
           UserId = '${type.includes('_channel') && name === 'emma' ? userIdOf('suzuki') : userIdOf(name)}',
           Props = '{"username":"${name === 'emma' ? 'suzuki' : name}","addedUserId":"${userIdOf(name)}","addedUsername":"${name}","removedUserId":"${userIdOf(name)}","removedUsername":"${name}"}'
         WHERE Id = '${id}'`,
      );
    }
    // The emulator takes no names in Japanese, as real workspaces do.
    await writeFile(folder.join('mm2slack.yaml'), `${fastSlack()}channels: { names: ascii }\n`);
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    slack = await startSlackServer({
      users: PEOPLE.map((name) => ({ name, email: `${name}@example.co.jp` })),
    });
    await people.react(postIdOf('broken-build'), 'eyes');
    expect(await run('zip', '--out', folder.join('bulk.zip'))).toMatchObject({ exitCode: 0 });
    imported = await importArchive(slack, folder.join('bulk.zip'));
    ofEmulator =
      1 + slack.calls.filter(({ method }) => /\.set(?:Topic|Purpose)$/.test(method)).length;
  });
  afterEach(async () => {
    await slack.stop();
    await database.drop();
    await folder.remove();
  });

  const run = (command: string, ...flags: readonly string[]) =>
    runCli(
      [
        ...[command, '--source', database.readerUrl, '--work', folder.join('work'), '--json'],
        ...['--config', folder.join('mm2slack.yaml'), '--files', folder.join('files'), ...flags],
      ],
      { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
    );
  const adopt = async (...flags: readonly string[]) => {
    const done = await run('adopt', '--yes', ...flags);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    return JSON.parse(done.stdout);
  };
  const devChannel = async (): Promise<string> =>
    [...imported].find(([key]) => key.startsWith('dev-tokyo '))?.[1].channel ?? '';
  /** The key of a post's message in the archive. */
  async function archivedKey(id: string): Promise<string> {
    const index = await readFile(folder.join('work', 'bulk.zip.post-index.csv'), 'utf8');
    const cells =
      index
        .split('\n')
        .find((line) => line.includes(id))
        ?.split(',') ?? [];
    return `dev-tokyo ${cells.find((cell) => /^\d{10}\.\d{6}$/.test(cell))}`;
  }
  async function shownMessages(at: ImportedAt): Promise<readonly Record<string, unknown>[]> {
    const { channel, ts } = at;
    const args = { channel, oldest: ts, latest: ts, inclusive: 'true' };
    return historyOf.parse(await askServer(slack.apiUrl).call('conversations.history', args))
      .messages;
  }
  async function memberId(name: string): Promise<string> {
    const { members } = memberList.parse(await askServer(slack.apiUrl).call('users.list', {}));
    return members.find((member) => member.name === name)?.id ?? '';
  }
  const ledger = (sql: string): readonly Record<string, unknown>[] => {
    const database_ = new Database(folder.join('work', 'ledger.db'), { readonly: true });
    try {
      return database_.prepare(sql).all() as Record<string, unknown>[];
    } finally {
      database_.close();
    }
  };

  it('comes before sync and replay, which would send the history beside the import', async () => {
    const before = slack.calls.length;
    for (const command of ['sync', 'replay']) {
      const refused = await run(command);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toMatch(/adopt/);
    }
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual([]);
  });

  it('enters every message of the import once, where it is, and reads only', async () => {
    const before = slack.calls.length;
    const report = await adopt();
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual([]);
    const ofThreads = slack.calls.slice(before).filter(({ method }) => /replies$/.test(method));
    expect(notEmpty(ofThreads).filter(({ args }) => args['latest'] === undefined)).toEqual([]);
    const rows = ledger(
      "SELECT ts, slack_channel FROM action WHERE kind = 'message' AND state = 'done'",
    );
    const places = new Set([...imported.values()].map(({ channel, ts }) => `${channel} ${ts}`));
    const entered = rows.map(({ slack_channel: channel, ts }) => `${channel} ${ts}`);
    expect(new Set(entered).size).toBe(entered.length);
    expect(entered.filter((place) => !places.has(place))).toEqual([]);
    expect(report.messages).toMatchObject({ ambiguous: 0, notFound: 0 });
    expect(report.messages.foreign).toBe(ofEmulator);
    expect(entered.length).toBe(imported.size);
    const again = await adopt();
    expect(again.messages).toMatchObject({ adopted: 0, known: entered.length });
  });

  it('takes joinings and leavings of one second each for those of their people', async () => {
    await adopt();
    for (const [index, key] of joinings.entries()) {
      const [row] = ledger(`SELECT ts FROM action WHERE key = 'message:${key}:0'`);
      const at = { channel: await devChannel(), ts: String(row?.['ts']) };
      const [message] = await shownMessages(at);
      expect(message).toMatchObject({ subtype: index < 2 ? 'channel_join' : 'channel_leave' });
      expect(message?.['user']).toBe(await memberId(index % 2 === 0 ? 'sato' : 'emma'));
    }
  });

  it('leaves out direct messages of the import, which no app sees, and no later command sends them again', async () => {
    const all = ['--include', 'public,private,direct,group'];
    const unseen = expect.stringContaining('came with the import');
    const adopted = await run('adopt', '--yes', ...all);
    expect(adopted.exitCode).toBe(0);
    expect(JSON.parse(adopted.stdout).warnings).toEqual(expect.arrayContaining([unseen]));
    const before = slack.calls.length;
    for (const [command, flags] of [
      ['sync', ['--until-synced', '--watch', '1']],
      ['files', []],
      ['verify', []],
    ] as const) {
      const done = await run(command, ...all, ...flags);
      expect(done.exitCode, done.stdout + done.stderr).not.toBe(2);
      expect(JSON.parse(done.stdout).warnings).toEqual(expect.arrayContaining([unseen]));
      if (command === 'sync') expect(JSON.parse(done.stdout)).toMatchObject({ created: 0 });
      if (command !== 'files') continue;
      const { leftOut } = JSON.parse(done.stdout).account.files;
      expect(leftOut).toMatchObject({ 'message-unseen': expect.any(Number) });
      expect(leftOut).not.toHaveProperty('message-missing');
    }
    const methods = slack.calls.slice(before).map(({ method }) => method);
    expect(methods).not.toContain('conversations.create');
  });

  it('pairs messages that differ in nothing in their order', async () => {
    await adopt();
    const rows = twins.map(
      (id) => ledger(`SELECT ts FROM action WHERE key = 'message:${id}:0'`)[0],
    );
    const [first, second] = rows.map((row) => String(row?.['ts']));
    expect([first, second]).toEqual([first, second].toSorted());
    expect(first).not.toBe(second);
  });

  it('lists with what to do what it cannot tell, and what is missing, and ends with 0', async () => {
    const [twin = ''] = twins;
    const channel = await devChannel();
    const seconds = Number(imported.get(await archivedKey(twin))?.ts);
    await postAt(slack, userToken('suzuki@example.co.jp'), seconds, { channel, text: 'the same' });
    const gone = imported.get(await archivedKey(postIdOf('broken-build')));
    const deleted = await Promise.all(
      [...PEOPLE.map((name) => userToken(`${name}@example.co.jp`)), ADMIN_TOKEN].map((token) =>
        askServer(slack.apiUrl, token).call('chat.delete', { channel, ts: gone?.ts ?? '' }),
      ),
    );
    expect(deleted).toContainEqual(expect.objectContaining({ ok: true }));
    const done = await run('adopt', '--yes');
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    const list = await readFile(folder.join('work', 'adopt-ambiguous.csv'), 'utf8');
    const lines = list.trim().split('\n').slice(1);
    for (const id of notEmpty(twins)) {
      const line = lines.find((each) => each.startsWith(id));
      expect(line).toMatch(/(?:\d+\.\d+ ){2}\d+\.\d+,ambiguous,"?compare the post/);
    }
    const missing = lines.find((line) => line.startsWith(postIdOf('broken-build')));
    expect(missing).toMatch(/,,not-found,"?look whether the import/);
    const known = ledger("SELECT post_id FROM action WHERE kind = 'message' AND state = 'done'");
    expect(known.filter(({ post_id: id }) => twins.includes(String(id)))).toEqual([]);
    expect(JSON.parse((await run('sync')).stdout)).toMatchObject({ created: 0, deleted: 0 });
  });

  it('takes no message of another person of that second and text for ours', async () => {
    const [twin = ''] = twins;
    const channel = await devChannel();
    const seconds = Number(imported.get(await archivedKey(twin))?.ts);
    const ts = await postAt(slack, userToken('emma@example.co.jp'), seconds, {
      ...{ channel, text: 'the same' },
    });
    const report = await adopt();
    expect(report.messages).toMatchObject({
      ...{ ambiguous: 0, notFound: 0, foreign: ofEmulator + 1 },
    });
    expect(ledger(`SELECT key FROM action WHERE ts = '${ts}'`)).toEqual([]);
  });

  it('ends with 1 when a channel is not found', async () => {
    await askServer(slack.apiUrl, ADMIN_TOKEN).call('conversations.rename', {
      ...{ channel: await devChannel(), name: 'renamed' },
    });
    const done = await run('adopt', '--yes');
    expect(done.exitCode).toBe(1);
    expect(JSON.parse(done.stdout).channels.problems).toHaveLength(1);
  });

  it('takes no message of others for ours, and no public channel for a private one', async () => {
    const { channel = '' } = [...imported].find(([key]) => key.startsWith('dev-tokyo '))?.[1] ?? {};
    await askServer(slack.apiUrl, ADMIN_TOKEN).call('chat.postMessage', { channel, text: 'hello' });
    await database.run(
      engine === 'mysql'
        ? `UPDATE Channels SET Type = 'P' WHERE Id = '${DEV}'`
        : `UPDATE channels SET type = 'P' WHERE id = '${DEV}'`,
    );
    const done = await run('adopt', '--yes');
    expect(done.exitCode).toBe(1);
    const report = JSON.parse(done.stdout);
    expect(report.channels.problems.join()).toContain('of another kind (public or private)');
    const rows = ledger(`SELECT key FROM action WHERE slack_channel = '${channel}'`);
    expect(rows).toEqual([]);
  });

  it('lists an edit since the import, for the app may not make it', async () => {
    await people.edit(postIdOf('broken-build'), 'It was me.');
    const report = await adopt();
    expect(report.messages.edited).toBe(1);
    const list = await readFile(folder.join('work', 'pending-changes.csv'), 'utf8');
    expect(list).toContain(`edited,${postIdOf('broken-build')}`);
  });

  it('lists reactions that came or went between archive and import, and not those that the import lost', async () => {
    const [twin = ''] = twins;
    // As after a rehearsal, which keeps no store: the manifest says what the archive has seen.
    await rm(folder.join('work', 'zip-posts.db'));
    await people.react(twin, 'tada');
    await people.unreact(postIdOf('broken-build'), 'eyes');
    await adopt();
    const list = await readFile(folder.join('work', 'pending-changes.csv'), 'utf8');
    const listed = list.split('\r\n').filter((line) => line.startsWith('reactions,'));
    const posts = listed.map((line) => line.split(',')[1]);
    expect(posts.toSorted()).toEqual([twin, postIdOf('broken-build')].toSorted());
    expect(listed.find((line) => line.includes(twin))).toContain(':tada: 1');
    await run('sync');
    await run('verify');
    const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
    const found = lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
    const explained = found.filter(({ field, cause }) => field === 'reactions' && cause !== '');
    expect(explained.map(({ post }) => post).toSorted()).toEqual(posts.toSorted());
    const lost = found.filter(({ field, cause }) => field === 'reactions' && cause === '');
    expect(lost).not.toEqual([]);
  });

  it('lets sync go on: what is new comes into its thread, and nothing else is written', async () => {
    await adopt();
    const first = await run('sync');
    expect(first.stderr).toBe('');
    const before = slack.calls.length;
    const post = await people.post(DEV, 'new in Mattermost');
    const late = await people.post(DEV, 'a late reply', postIdOf('broken-build'));
    const done = await run('sync');
    expect(JSON.parse(done.stdout)).toMatchObject({ created: 2, updated: 0, deleted: 0 });
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual(['chat.postMessage', 'chat.postMessage']);
    const [row] = ledger(`SELECT thread_ts FROM action WHERE key = 'message:${late}:0'`);
    const [root] = ledger(
      `SELECT ts FROM action WHERE key = 'message:${postIdOf('broken-build')}:0'`,
    );
    expect(row?.['thread_ts']).toBe(root?.['ts']);
    expect(post).not.toBe(late);
  });

  it('lists a deleted root of the import whose last reply goes later, once', async () => {
    await adopt();
    expect((await run('sync')).stderr).toBe('');
    await people.remove(postIdOf('reply-of-deleted'));
    const passes = [];
    for (const _ of [1, 2]) passes.push(JSON.parse((await run('sync', '--until-synced')).stdout));
    const pendingOf = (pass: { account?: { posts?: { leftOut?: { pending?: number } } } }) =>
      pass.account?.posts?.leftOut?.pending ?? 0;
    expect(passes.map(pendingOf)).toEqual([2, 0]);
    const list = await readFile(folder.join('work', 'pending-changes.csv'), 'utf8');
    for (const key of ['deleted-root', 'reply-of-deleted']) {
      expect(list.split(`deleted,${postIdOf(key)}`)).toHaveLength(2);
    }
  });

  it('lets verify find every message that was adopted, in its thread and at its time', async () => {
    await adopt();
    expect((await run('sync')).stderr).toBe('');
    const done = await run('verify');
    // This import makes no accounts: those who have none lose their reactions and mentions.
    expect(done.exitCode).toBe(1);
    const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
    const found = lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
    const about = (thing: string) => found.filter((each) => each.thing === thing);
    const missing = about('message').filter(({ kind }) => kind === 'missing');
    expect(missing).toEqual([]);
    const wrong = about('message').filter(
      ({ kind, field }) => kind === 'unexpected' || field === 'thread' || field === 'time',
    );
    expect(wrong).toEqual([]);
    expect(about('channel')).toEqual([]);
  });

  it('lets a repair send again as the app what somebody removed of the import, and nothing else', async () => {
    await adopt();
    expect((await run('sync')).stderr).toBe('');
    const [row] = ledger(
      `SELECT post_id, slack_channel, ts FROM action WHERE kind = 'message' AND state = 'done'
         AND origin = 'import' AND thread_ts = '' AND key LIKE 'message:%:0' AND channel_id = '${DEV}'
       ORDER BY ts DESC`,
    );
    const at = { channel: String(row?.['slack_channel']), ts: String(row?.['ts']) };
    const post = String(row?.['post_id']);
    const answers = await Promise.all(
      [...PEOPLE.map((name) => userToken(`${name}@example.co.jp`)), ADMIN_TOKEN].map((token) =>
        askServer(slack.apiUrl, token).call('chat.delete', at),
      ),
    );
    expect(answers).toContainEqual(expect.objectContaining({ ok: true }));
    await run('verify');
    const before = slack.calls.length;
    const repaired = await run('sync', '--repair');
    expect(repaired).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(repaired.stdout).sent).toMatchObject({ messages: 1, files: 0 });
    const writes = slack.calls.slice(before).filter(({ method }) => !READING.test(method));
    expect(writes.map(({ method }) => method)).toEqual(['chat.postMessage']);
    expect(ledger(`SELECT origin FROM action WHERE key = 'message:${post}:0'`)).toEqual([
      { origin: 'app' },
    ]);
    await run('verify');
    const lines = (await readFile(folder.join('work', 'differences.jsonl'), 'utf8')).trim();
    const found = lines.split('\n').map((line) => difference.parse(JSON.parse(line)));
    expect(found.filter((each) => each.post === post)).toEqual([]);
  });
});
