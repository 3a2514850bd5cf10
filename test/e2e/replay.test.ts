import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { createDatabase, type TestDatabase } from '../support/databases.ts';
import { runCli } from '../support/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { askServer } from '../support/slack/read-back.ts';
import {
  ADMIN_TOKEN,
  BOT_TOKEN,
  type SlackServer,
  startSlackServer,
} from '../support/slack/slack-server.ts';
import { answering, refusing, throttling } from '../support/slack/stubs.ts';

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const ALL_TYPES = 'public,private,direct,group';

const FAST = `
slack:
  settleMs: 200
  limits: { posts: 60000, postsPerChannel: 60000, conversations.create: 6000, conversations.setTopic: 6000, conversations.setPurpose: 6000, conversations.invite: 6000, conversations.archive: 6000, conversations.join: 6000, conversations.history: 6000, conversations.replies: 6000, conversations.list: 6000, pins.add: 6000, chat.delete: 6000, files.delete: 6000, conversations.rename: 6000, conversations.unarchive: 6000, files.getUploadURLExternal: 6000, files.completeUploadExternal: 6000, files.info: 6000 }
`;

describe.each(['mysql', 'postgres'] as const)('mm2slack replay, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let slack: SlackServer;
  beforeAll(async () => {
    database = await createDatabase(engine, 'replay');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    folder = await makeScratchFolder();
    await mkdir(folder.join('files'));
    await writeFileStore(folder.join('files'));
    await writeFile(folder.join('mm2slack.yaml'), FAST);
    slack = await startSlackServer({
      users: [
        { name: 'taro', email: 'yamada@example.co.jp' },
        { name: 'hanako', email: 'suzuki@example.co.jp' },
      ],
    });
    return async () => {
      await slack.stop();
      await folder.remove();
    };
  });

  const replay = (...flags: readonly string[]) =>
    runCli(
      [
        'replay',
        ...['--source', database.readerUrl, '--files', folder.join('files')],
        ...['--work', folder.join('work'), '--config', folder.join('mm2slack.yaml')],
        ...['--include', ALL_TYPES, '--json'],
        ...flags,
      ],
      { env: { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl } },
    );

  it('brings every post once, under its author, into channels that hold it', async () => {
    const run = await replay();
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    const report = JSON.parse(run.stdout);
    const { posts } = report.account;
    const leftOut = Object.values(posts.leftOut).reduce(
      (sum: number, rows) => sum + Number(rows),
      0,
    );
    expect(posts.read).toBe(posts.written + leftOut);
    expect(posts.leftOut.refused).toBeUndefined();
    const server = askServer(slack.apiUrl);
    const seen = new Map<string, number>();
    for (const { id } of await server.channels()) {
      for (const { metadata } of await server.messages(id)) {
        const payload = metadata?.event_payload;
        if (payload === undefined) continue;
        const key = `${payload.post_id}:${payload.part}`;
        seen.set(key, (seen.get(key) ?? 0) + 1);
      }
    }
    expect([...seen.values()].filter((times) => times !== 1)).toEqual([]);
    expect(seen.size).toBe(report.messages);
  });

  it('notifies nobody: no call names a person, a group or everybody so that Slack would tell them', async () => {
    await replay();
    expect(
      slack.calls.filter(({ method }) => method === 'chat.postMessage').length,
    ).toBeGreaterThan(20);
    expect(slack.calls.flatMap(liveMentions)).toEqual([]);
    for (const { method, args } of slack.calls) {
      if (method !== 'chat.postMessage') continue;
      expect(args['unfurl_links']).toBe('false');
      expect(args['link_names']).toBeUndefined();
    }
    const order = slack.calls.map(({ method }) => method);
    expect(order.indexOf('conversations.invite')).toBeGreaterThan(
      order.lastIndexOf('chat.postMessage'),
    );
    expect(order.indexOf('conversations.archive')).toBeGreaterThan(
      order.lastIndexOf('conversations.invite'),
    );
  });

  it('does nothing when it is run again', async () => {
    await replay();
    const before = slack.calls.length;
    const again = await replay();
    expect(again.exitCode).toBe(0);
    const writes = slack.calls
      .slice(before)
      .map(({ method }) => method)
      .filter((method) => !/(?:test|info|list)$/.test(method));
    expect(writes).toEqual([]);
  });

  it('does nothing in a dry run, and stops when its time is over', async () => {
    const dry = await replay('--dry-run');
    expect(dry.exitCode).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({ isDryRun: true, messages: 0 });
    expect(JSON.parse(dry.stdout).postsLeft).toBeGreaterThan(20);
    const writes = slack.calls.filter(({ method }) => !/(?:test|info|list)$/.test(method));
    expect(writes).toEqual([]);
    const late = { delayMs: 1_500 };
    slack.intercept(({ method }) => (method === 'chat.postMessage' ? late : undefined));
    const stopped = await replay('--max-duration', '6s');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain('the time is over; the same command goes on');
    const rest = JSON.parse((await replay('--dry-run')).stdout);
    expect(rest.messages).toBeGreaterThan(0);
  });

  it('keeps threads together, channels private, topics and archives as planned', async () => {
    await replay();
    const server = askServer(slack.apiUrl);
    const channels = await server.channels();
    const byName = new Map(channels.map((channel) => [channel.name, channel]));
    expect(byName.get('project-falcon')?.is_archived).toBe(true);
    expect(channels.filter(({ name }) => /^(?:dm|group)-/.test(name)).length).toBeGreaterThan(1);
    for (const { name, is_private } of channels) {
      if (/^(?:dm|group)-/.test(name)) expect(is_private).toBe(true);
    }
    const dev = byName.get('dev-tokyo');
    expect(dev?.topic.value).toContain('release 2.0');
    const messages = await server.messages(dev?.id ?? '');
    const roots = new Set(messages.map(({ ts }) => ts));
    const replies = messages.filter(
      ({ ts, thread_ts }) => thread_ts !== undefined && thread_ts !== ts,
    );
    expect(replies.length).toBeGreaterThan(0);
    for (const { thread_ts } of replies) expect(roots.has(thread_ts ?? '')).toBe(true);
  });

  it('waits as Slack asks and goes on', async () => {
    slack.intercept(
      throttling(({ method }) => method === 'chat.postMessage', { times: 3, retryAfterSeconds: 1 }),
    );
    const run = await replay('--channels', 'tokyo/dev');
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout).throttledSeconds).toBe(3);
  });

  it.each([
    ['a revoked token', refusing('chat.postMessage', 'token_revoked'), 'was revoked'],
    ['a missing scope', refusing('chat.postMessage', 'missing_scope', 'chat:write'), 'chat:write'],
    ['an archived channel', refusing('chat.postMessage', 'is_archived'), 'archived in Slack'],
  ])('stops in one line for %s, and goes on when that is mended', async (_name, fault, says) => {
    let isBroken = true;
    slack.intercept((call) => (isBroken ? fault(call) : undefined));
    const stopped = await replay('--channels', 'tokyo/dev');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain(says);
    expect(stopped.stderr.trim().split('\n')).toHaveLength(1);
    isBroken = false;
    const mended = await replay('--channels', 'tokyo/dev');
    expect(mended.exitCode).toBe(0);
    expect(JSON.parse(mended.stdout).account.posts.leftOut.refused).toBeUndefined();
  });

  it('finishes the calls under way when it is interrupted, and ends with 130', async () => {
    let posts = 0;
    let child: ChildProcess | undefined;
    slack.afterEach(({ method }) => {
      if (method === 'chat.postMessage') posts += 1;
      if (posts === 12) child?.kill('SIGINT');
    });
    const scope = ['--source', database.readerUrl, '--include', ALL_TYPES, '--quiet'];
    const places = ['--work', folder.join('work'), '--config', folder.join('mm2slack.yaml')];
    child = spawn(process.execPath, [CLI, 'replay', ...scope, ...places], {
      env: { PATH: process.env['PATH'] ?? '', SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl },
      stdio: 'ignore',
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(130);
    const ledger = new Database(folder.join('work/ledger.db'));
    const states = ledger.prepare('SELECT DISTINCT state FROM action').all();
    ledger.close();
    expect(states).toEqual([{ state: 'done' }]);
  });

  it('goes on without a file that Slack refuses, and does not ask again', async () => {
    slack.intercept(refusing('files.getUploadURLExternal', 'file_type_not_allowed'));
    const run = await replay();
    expect(run.exitCode).toBe(0);
    const { account, losses } = JSON.parse(run.stdout);
    expect(account.files.written).toBe(0);
    expect(account.files.leftOut['not-delivered']).toBeGreaterThan(0);
    expect(losses).toContainEqual(expect.objectContaining({ code: 'refused_by_slack' }));
    const asked = () =>
      slack.calls.filter(({ method }) => method === 'files.getUploadURLExternal').length;
    const before = asked();
    await replay();
    expect(asked()).toBe(before);
  });

  it('makes user groups of the people who are there, and puts links above channels', async () => {
    const newer = await createDatabase(engine, 'replay_newer');
    try {
      await loadWorkspace(engine, '10', newer.run);
      const dev = channelIdOf('devTokyo');
      for (const [id, url] of [
        ['link', 'https://wiki.example.co.jp/'],
        ['file', ''],
      ]) {
        await newer.run(
          `INSERT INTO ChannelBookmarks (Id, OwnerId, ChannelId, CreateAt, UpdateAt, DeleteAt, DisplayName, SortOrder, LinkUrl, Emoji, Type) VALUES ('${id}', '', '${dev}', 1, 1, 0, 'Wiki', 0, '${url}', '', 'link')`,
        );
      }
      slack.intercept(({ method }) =>
        method === 'usergroups.create'
          ? { body: { ok: true, usergroup: { id: 'S1' } } }
          : undefined,
      );
      slack.intercept(answering('usergroups.users.update', { ok: true }));
      const run = await replay('--source', newer.readerUrl, '--channels', 'tokyo/dev');
      expect(run.exitCode).toBe(0);
      expect(JSON.parse(run.stdout).losses).toContainEqual(
        expect.objectContaining({ code: 'bookmark_dropped', count: 1 }),
      );
      const calls = (method: string) => slack.calls.filter((call) => call.method === method);
      expect(calls('usergroups.create').map(({ args }) => args['handle'])).toEqual(['infra']);
      const [update] = calls('usergroups.users.update');
      expect(update?.args['users']?.split(',')).toHaveLength(2);
      expect(calls('bookmarks.add').map(({ args }) => args['link'])).toEqual([
        'https://wiki.example.co.jp/',
      ]);
    } finally {
      await newer.drop();
    }
  });

  it('can be taken back: what we made goes, and what others made stays', async () => {
    await replay();
    const server = askServer(slack.apiUrl);
    const dev = (await server.channels()).find(({ name }) => name === 'dev');
    await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: new URLSearchParams({ channel: dev?.id ?? '', text: 'I was here' }),
    });
    const flags = ['undo', '--source', database.readerUrl, '--work', folder.join('work')];
    const env = { SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: slack.apiUrl };
    const options = { env, cwd: folder.path };
    const asked = await runCli(flags, options);
    expect(asked.exitCode).toBe(2);
    expect(asked.stderr).toMatch(
      /undo would remove \d+ messages, \d+ files and \d+ channels of Example; say --yes/,
    );

    const undone = await runCli([...flags, '--yes', '--json'], options);
    expect(undone.stderr).toBe('');
    expect(JSON.parse(undone.stdout)).toMatchObject({ keptChannels: 1 });
    for (const { id, name, is_archived } of await server.channels()) {
      const left = await server.messages(id);
      expect(left.map(({ metadata }) => metadata?.event_payload).filter(Boolean)).toEqual([]);
      if (/-undone-/.test(name)) expect(is_archived).toBe(true);
    }
    const kept = (await server.channels()).find(({ id }) => id === dev?.id);
    expect(kept).toMatchObject({ name: 'dev', is_archived: false });
    expect((await server.messages(dev?.id ?? '')).map(({ text }) => text)).toContain('I was here');

    const again = await replay();
    expect(again.exitCode).toBe(0);
  });

  it("is refused without a token, and for another workspace's ledger", async () => {
    const without = await runCli([
      'replay',
      '--source',
      database.readerUrl,
      '--work',
      folder.join('work'),
    ]);
    expect(without).toMatchObject({ exitCode: 2 });
    expect(without.stderr).toContain('SLACK_TOKEN is not set');
    await replay('--channels', 'tokyo/dev');
    slack.intercept(({ method }) =>
      method === 'auth.test'
        ? { body: { ok: true, team: 'Other', team_id: 'TOTHER', user_id: 'U1' } }
        : undefined,
    );
    const other = await replay('--channels', 'tokyo/dev');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toMatch(/is the ledger of the workspace .*, the token is for TOTHER/);
  });
});
