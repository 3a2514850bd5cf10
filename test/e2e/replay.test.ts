import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import type { Alteration } from '../support/slack/fault-proxy.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { askServer } from '../support/slack/read-back.ts';
import { startSlackServer } from '../support/slack/slack-server.ts';
import { answering, refusing, throttling } from '../support/slack/stubs.ts';

describe.each(enginesFor('mysql'))('mm2slack replay, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'replay');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    world = await makeReplayWorld(database);
    return () => world.stop();
  });

  it('brings every post once, under its author, into channels that hold it', async () => {
    const run = await world.replay();
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
    const server = askServer(world.slack.apiUrl);
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
    await world.replay();
    expect(
      world.slack.calls.filter(({ method }) => method === 'chat.postMessage').length,
    ).toBeGreaterThan(20);
    expect(world.slack.calls.flatMap(liveMentions)).toEqual([]);
    for (const { method, args } of world.slack.calls) {
      if (method !== 'chat.postMessage') continue;
      expect(args['unfurl_links']).toBe('false');
      expect(args['link_names']).toBeUndefined();
    }
    const order = world.slack.calls.map(({ method }) => method);
    expect(order.indexOf('conversations.invite')).toBeGreaterThan(
      order.lastIndexOf('chat.postMessage'),
    );
    expect(order.indexOf('conversations.archive')).toBeGreaterThan(
      order.lastIndexOf('conversations.invite'),
    );
  });

  /** What people see of the channels. */
  async function channelsOf({ slack }: ReplayWorld) {
    const channels = await askServer(slack.apiUrl).channels();
    return channels
      .map((channel) => ({
        name: channel.name,
        isPrivate: channel.is_private,
        isArchived: channel.is_archived,
        topic: channel.topic.value,
        purpose: channel.purpose.value,
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  it('does nothing when it is run again', async () => {
    await world.replay();
    const before = world.slack.calls.length;
    const again = await world.replay();
    expect(again.exitCode).toBe(0);
    const writes = world.slack.calls
      .slice(before)
      .map(({ method }) => method)
      .filter((method) => !/(?:test|info|list)$/.test(method));
    expect(writes).toEqual([]);
  });

  it('does nothing in a dry run, and stops at its time limit', async () => {
    const dry = await world.replay('--dry-run');
    expect(dry.exitCode).toBe(0);
    expect(JSON.parse(dry.stdout)).toMatchObject({ isDryRun: true, messages: 0 });
    expect(JSON.parse(dry.stdout).postsLeft).toBeGreaterThan(20);
    const writes = world.slack.calls.filter(({ method }) => !/(?:test|info|list)$/.test(method));
    expect(writes).toEqual([]);
    const late = { delayMs: 1_500 };
    world.slack.intercept(({ method }) => (method === 'chat.postMessage' ? late : undefined));
    const stopped = await world.replay('--max-duration', '6s');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain(
      'the time limit is reached; run the same command again to resume',
    );
    const rest = JSON.parse((await world.replay('--dry-run')).stdout);
    expect(rest.messages).toBeGreaterThan(0);
  });

  it('keeps threads together, channels private, topics and archives as planned', async () => {
    await world.replay();
    const server = askServer(world.slack.apiUrl);
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

  it('goes on with its own channels when it is killed before their creations are recorded', {
    timeout: 240_000,
  }, async () => {
    const some = ['--channels', 'tokyo/dev,tokyo/project-falcon,tokyo/leadership'];
    const other = await makeReplayWorld(database);
    try {
      expect((await other.replay(...some)).exitCode).toBe(0);
      expect(await world.replayKilledAfter('conversations.create', 1, ...some)).toBeNull();
      expect(await world.replayKilledAfter('conversations.create', 2, ...some)).toBeNull();
      expect((await world.replay(...some)).exitCode).toBe(0);
      expect(await channelsOf(world)).toEqual(notEmpty(await channelsOf(other)));
    } finally {
      await other.stop();
    }
  });

  it('waits as Slack asks and goes on', async () => {
    world.slack.intercept(
      throttling(({ method }) => method === 'chat.postMessage', { times: 3, retryAfterSeconds: 1 }),
    );
    const run = await world.replay('--channels', 'tokyo/dev');
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout).throttledSeconds).toBe(3);
  });

  it.each([
    ['a revoked token', refusing('chat.postMessage', 'token_revoked'), 'was revoked'],
    ['a missing scope', refusing('chat.postMessage', 'missing_scope', 'chat:write'), 'chat:write'],
    ['an archived channel', refusing('chat.postMessage', 'is_archived'), 'archived in Slack'],
  ])('stops in one line for %s, and goes on when that is mended', async (_name, fault, says) => {
    let isBroken = true;
    world.slack.intercept((call) => (isBroken ? fault(call) : undefined));
    const stopped = await world.replay('--channels', 'tokyo/dev');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain(says);
    expect(problemsOf(stopped).split('\n')).toHaveLength(1);
    isBroken = false;
    const mended = await world.replay('--channels', 'tokyo/dev');
    expect(mended.exitCode).toBe(0);
    expect(JSON.parse(mended.stdout).account.posts.leftOut.refused).toBeUndefined();
  });

  it('writes nothing private into a channel that people make public in Slack meanwhile', async () => {
    const some = ['--channels', 'tokyo/dev,tokyo/leadership'];
    let isOpened = true;
    const openedMeanwhile: Alteration = ({ method }, answer) => {
      if (!isOpened || method !== 'conversations.info') return answer;
      const { body } = answer;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { ...answer, body: text.replace('"is_private":true', '"is_private":false') };
    };
    world.slack.alter(openedMeanwhile);
    const stopped = await world.replay(...some);
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toMatch(/it is private in Mattermost, and C\w+ in Slack is public/);
    expect(stopped.stderr).toContain('Next: mm2slack replay ');
    const server = askServer(world.slack.apiUrl);
    const hidden = (await server.channels()).filter(({ is_private }) => is_private);
    for (const { id } of notEmpty(hidden)) {
      const sent = (await server.messages(id)).filter(({ metadata }) => metadata !== undefined);
      expect(sent).toEqual([]);
    }
    isOpened = false;
    expect((await world.replay(...some)).exitCode).toBe(0);
    expect((await world.everything('verify', ...some)).exitCode).toBe(0);
  });

  it('stops at a channel that becomes private in Mattermost meanwhile, before what is written then', async () => {
    const people = mattermostWriter(database);
    const some = ['--channels', 'tokyo/dev'];
    const dev = channelIdOf('devTokyo');
    let secret = '';
    try {
      let isFirst = true;
      world.slack.afterEach(async ({ method }) => {
        if (method !== 'conversations.create' || !isFirst) return;
        isFirst = false;
        await people.makePrivate(dev);
        secret = await people.post(dev, 'for members only');
      });
      const stopped = await world.replay(...some);
      expect(stopped.exitCode).toBe(3);
      expect(stopped.stderr).toMatch(/it is private in Mattermost, and C\w+ in Slack is public/);
      const texts = world.slack.calls.map(({ args }) => args['text']);
      expect(texts.join()).not.toContain('for members only');
      expect((await world.replay(...some)).exitCode).toBe(2);
    } finally {
      await people.makePublic(dev);
      if (secret !== '') await people.remove(secret);
    }
    expect((await world.replay(...some)).exitCode).toBe(0);
  });

  it('stops where Slack answers lookups without what it documents, and goes on when it does', async () => {
    let isBroken = true;
    world.slack.intercept(({ method }) => {
      if (!isBroken) return undefined;
      if (method === 'chat.postMessage') return { status: 500, body: 'oops', isCarriedOut: true };
      return method === 'conversations.history' ? { body: { ok: true } } : undefined;
    });
    const stopped = await world.replay('--channels', 'tokyo/dev');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain('conversations.history is not as documented');
    expect(stopped.stderr).toContain('Next: mm2slack replay ');
    isBroken = false;
    expect((await world.replay('--channels', 'tokyo/dev')).exitCode).toBe(0);
    expect((await world.everything('verify', '--channels', 'tokyo/dev')).exitCode).toBe(0);
  });

  it('finishes the calls under way when it is interrupted, and ends with 130', async () => {
    expect(await world.replayUntil(12, 'SIGINT')).toBe(130);
    expect(statesIn(world.folder.join('work/ledger.db'))).toEqual(['done']);
  });

  it('holds nothing for sent that Slack told to wait when it is interrupted', async () => {
    let asked = 0;
    world.slack.intercept(({ method }) => {
      if (method === 'chat.postMessage') asked += 1;
      return asked === 3 && method === 'chat.postMessage'
        ? { status: 429, headers: { 'retry-after': '600' }, body: { ok: false } }
        : undefined;
    });
    expect(await world.replayUntil(12, 'SIGINT')).toBe(130);
    expect(asked).toBeGreaterThan(12);
    expect(statesIn(world.folder.join('work/ledger.db'))).toEqual(['done']);
  });

  it('goes on without a file that Slack refuses, and does not ask again', async () => {
    world.slack.intercept(refusing('files.getUploadURLExternal', 'file_type_not_allowed'));
    const run = await world.replay();
    expect(run.exitCode).toBe(0);
    const { account, losses } = JSON.parse(run.stdout);
    expect(account.files.written).toBe(0);
    expect(account.files.leftOut['not-delivered']).toBeGreaterThan(0);
    expect(losses).toContainEqual(expect.objectContaining({ code: 'refused_by_slack' }));
    const asked = () =>
      world.slack.calls.filter(({ method }) => method === 'files.getUploadURLExternal').length;
    const before = asked();
    await world.replay();
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
      world.slack.intercept(({ method }) =>
        method === 'usergroups.create'
          ? { body: { ok: true, usergroup: { id: 'S1' } } }
          : undefined,
      );
      world.slack.intercept(answering('usergroups.users.update', { ok: true }));
      const run = await world.replay('--source', newer.readerUrl, '--channels', 'tokyo/dev');
      expect(run.exitCode).toBe(0);
      expect(JSON.parse(run.stdout).losses).toContainEqual(
        expect.objectContaining({ code: 'bookmark_dropped', count: 1 }),
      );
      const calls = (method: string) => world.slack.calls.filter((call) => call.method === method);
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

  it("is refused without a token, and for another workspace's ledger or plan", async () => {
    const places = ['--source', database.readerUrl, '--work', world.folder.join('work')];
    const without = await runCli(['replay', ...places]);
    expect(without).toMatchObject({ exitCode: 2 });
    expect(without.stderr).toContain('SLACK_TOKEN is not set');
    await world.replay('--channels', 'tokyo/dev');
    const plan = world.folder.join('work/plan.json');
    expect(await world.run('plan', '--target', 'slack')).toMatchObject({ exitCode: 0 });
    const elsewhere = await startSlackServer({ teamId: 'TOTHER' });
    try {
      const env = { ...world.env, SLACK_API_URL: elsewhere.apiUrl };
      const other = await runCli(['replay', ...world.flags, '--channels', 'tokyo/dev'], { env });
      expect(other.exitCode).toBe(2);
      expect(problemsOf(other)).toMatch(
        /is the ledger of the workspace .*, but the token is for TOTHER/,
      );
      const apart = ['--source', database.readerUrl, '--work', world.folder.join('other')];
      const planned = await runCli(['replay', ...apart, '--plan', plan], { env });
      expect(planned.exitCode).toBe(2);
      expect(problemsOf(planned)).toMatch(
        /was made for the workspace .*, but the token is for TOTHER/,
      );
      const checked = await runCli(['doctor', ...places, '--json'], { env });
      expect(checked.exitCode).toBe(1);
      const says = expect.stringContaining('but the token is for TOTHER');
      const failure = expect.objectContaining({ id: 'slack', state: 'failure', says });
      expect(JSON.parse(checked.stdout)).toMatchObject({
        checks: expect.arrayContaining([failure]),
      });
    } finally {
      await elsewhere.stop();
    }
  });
});

/** The states that actions have in a ledger. */
function statesIn(ledger: string): readonly unknown[] {
  const database = new Database(ledger);
  const rows: readonly unknown[] = database.prepare('SELECT DISTINCT state FROM action').all();
  database.close();
  return rows.map((row) => Object.values(Object(row))[0]);
}
