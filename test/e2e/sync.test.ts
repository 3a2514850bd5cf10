import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { problemsOf } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { askServer, type ServerMessage } from '../support/slack/read-back.ts';

const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;
const DEV = channelIdOf('devTokyo');

const reportShape = z.looseObject({
  created: z.number(),
  updated: z.number(),
  deleted: z.number(),
  isInSync: z.boolean(),
  lagSeconds: z.number(),
  pending: z.number(),
  losses: z.array(z.unknown()),
  account: z.looseObject({
    posts: z.looseObject({ leftOut: z.record(z.string(), z.number()) }),
  }),
});
type SyncReport = z.infer<typeof reportShape>;

/** Brings the workspace up to date, without a word on stderr. */
async function syncOf(world: ReplayWorld, ...flags: readonly string[]): Promise<SyncReport> {
  const run = await world.sync('--json', ...flags);
  expect(run.stderr).toBe('');
  expect(run.exitCode).toBe(0);
  return reportShape.parse(JSON.parse(run.stdout));
}

describe.each(enginesFor('mysql'))('mm2slack sync, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let people: MattermostWriter;
  beforeEach(async () => {
    database = await createDatabase(engine, 'sync');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    people = mattermostWriter(database);
    expect((await world.replay()).stderr).toBe('');
  });
  afterEach(async () => {
    await world.stop();
    await database.drop();
  });

  const sync = (...flags: readonly string[]) => syncOf(world, ...flags);

  /** The messages of a post, wherever they are. */
  const messagesOf = async (postId: string): Promise<readonly ServerMessage[]> => {
    const server = askServer(world.slack.apiUrl);
    const channels = await server.channels();
    const found = await Promise.all(channels.map(({ id }) => server.messages(id)));
    return found.flat().filter(({ metadata }) => metadata?.event_payload?.post_id === postId);
  };

  const writes = () =>
    world.slack.calls.filter(({ method }) => !READING.test(method) && method !== '');

  it('lists a channel that became public as one that stays private in Slack, which verify expects', async () => {
    await people.makePublic(channelIdOf('leadershipTokyo'));
    await sync();
    const list = await readFile(world.folder.join('work/pending-changes.csv'), 'utf8');
    expect(list).toContain('channel-made-public,');
    const channels = await askServer(world.slack.apiUrl).channels();
    const line = list.split('\r\n').find((each) => each.startsWith('channel-made-public,'));
    const called = line?.split(',')[4];
    expect(channels.find(({ name }) => name === called)?.is_private).toBe(true);
    const verified = await world.everything('verify', '--json');
    expect(verified.exitCode).toBe(0);
    expect(verified.stdout).toContain('"cause":"channel-made-public"');
  });

  it('brings new posts and late replies into their places, once', async () => {
    const root = await people.post(DEV, 'A new <!channel> @all post');
    const reply = await people.post(DEV, 'late', postIdOf('broken-build'));
    expect(await sync()).toMatchObject({ created: 2, updated: 0, next: { step: 'finish' } });
    expect(await sync()).toMatchObject({ created: 0, updated: 0, deleted: 0, lagSeconds: 0 });
    expect(await messagesOf(root)).toHaveLength(1);
    const [late] = await messagesOf(reply);
    const [broken] = await messagesOf(postIdOf('broken-build'));
    expect(late?.thread_ts).toBe(broken?.ts);
    expect(world.slack.calls.flatMap(liveMentions)).toEqual([]);
  });

  it('changes what was edited, reacted to and pinned, and takes it back again', async () => {
    const post = await people.post(DEV, 'first');
    await sync();
    await people.edit(post, 'second');
    await people.react(post, 'tada');
    await people.pin(post, true);
    expect(await sync()).toMatchObject({ created: 0, updated: 1 });
    const [message] = await messagesOf(post);
    expect(message?.text).toBe('second');
    expect(JSON.stringify(message)).toContain(':tada: Hanako Suzuki');
    await people.unreact(post, 'tada');
    await people.pin(post, false);
    await sync();
    const methods = writes().map(({ method }) => method);
    expect(methods.filter((method) => method === 'pins.remove')).toHaveLength(1);
    expect(JSON.stringify(await messagesOf(post))).not.toContain(':tada:');
  });

  it('removes what was deleted, with its thread, and what has no row any more', async () => {
    const root = await people.post(DEV, 'root');
    const reply = await people.post(DEV, 'reply', root);
    const gone = await people.post(DEV, 'gone for good');
    await sync();
    await people.remove(root);
    await people.removeRow(gone);
    // The last reply of a root that was deleted long ago and stands as "This message was deleted." until now.
    const [tombstone, last] = ['deleted-root', 'reply-of-deleted'].map(postIdOf);
    await people.remove(last ?? '');
    expect(await messagesOf(tombstone ?? '')).toHaveLength(1);
    expect(await sync('--until-synced', '--watch', '1')).toMatchObject({
      ...{ deleted: 5, isInSync: true },
      next: { step: 'verify' },
    });
    for (const id of [root, reply, gone, tombstone ?? '', last ?? ''])
      expect(await messagesOf(id)).toEqual([]);
  });

  it('leaves a channel alone that somebody archived in Slack, and writes what waited once it is unarchived', async () => {
    const server = askServer(world.slack.apiUrl);
    const dev = (await server.channels()).find(({ name }) => name === 'dev-tokyo')?.id ?? '';
    const waits = await people.post(DEV, 'waits');
    const edited = await people.post(DEV, 'before');
    await sync();
    await server.call('chat.delete', { channel: dev, ts: (await messagesOf(waits))[0]?.ts ?? '' });
    await server.call('conversations.archive', { channel: dev });
    const [late, arrives] = [
      await people.post(DEV, 'late', postIdOf('broken-build')),
      await people.post(channelIdOf('townSquareTokyo'), 'arrives'),
    ];
    await people.edit(edited, 'after');
    await people.setTopic(DEV, 'A topic that waits');
    await people.remove(waits);
    const stopped = await world.sync('--json');
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain(`#dev-tokyo ${dev}`);
    expect(stopped.stderr).toContain('unarchive it');
    expect(problemsOf(stopped).split('\n')).toHaveLength(1);
    expect(await messagesOf(arrives)).toHaveLength(1);
    expect(await messagesOf(late)).toEqual([]);
    await server.call('conversations.unarchive', { channel: dev });
    expect(await sync()).toMatchObject({ created: 1, updated: 1, deleted: 1 });
    expect(await messagesOf(late)).toHaveLength(1);
    expect((await messagesOf(edited)).map(({ text }) => text)).toEqual(['after']);
    expect((await server.channels()).find(({ id }) => id === dev)?.topic.value).toBe(
      'A topic that waits',
    );
    expect((await world.everything('verify', '--quiet')).exitCode).toBe(0);
  });

  it('follows channels: new topics, new names, archived and restored ones, people who leave', async () => {
    const channelOf = async (name: string) =>
      (await askServer(world.slack.apiUrl).channels()).find((channel) => channel.name === name);
    await people.setTopic(DEV, 'A new topic');
    await people.rename(DEV, 'Engineering');
    await people.leave(DEV, userIdOf('yamada'));
    await sync('--until-synced', '--watch', '1');
    expect(await channelOf('engineering')).toMatchObject({ topic: { value: 'A new topic' } });
    const kicked = writes().filter(({ method }) => method === 'conversations.kick');
    expect(kicked).toHaveLength(1);
    await people.archive(DEV, true);
    await sync();
    expect((await channelOf('engineering'))?.is_archived).toBe(true);
    await people.archive(DEV, false);
    const post = await people.post(DEV, 'back again');
    await sync();
    expect((await channelOf('engineering'))?.is_archived).toBe(false);
    expect(await messagesOf(post)).toHaveLength(1);
  });

  it('takes an older dump, or half a database, for no removal', async () => {
    await people.post(DEV, 'new');
    await sync();
    const newest = 'SELECT MAX(UpdateAt) FROM (SELECT UpdateAt FROM Posts) all_posts';
    const saved = await database.run(`SELECT Id AS id FROM Posts WHERE UpdateAt = (${newest})`);
    const before = writes().length;
    await people.removeRow(String(saved[0]?.['id']));
    const older = await world.sync();
    expect(older.exitCode).toBe(2);
    expect(older.stderr).toContain('is it an older dump? Nothing was done');
    await people.post(DEV, 'newer');
    await database.run(`DELETE FROM Posts WHERE ChannelId <> '${DEV}'`);
    const half = await world.sync('--until-synced');
    expect(half.exitCode).toBe(2);
    expect(half.stderr).toMatch(/\d+ of \d+ migrated posts have no row any more/);
    expect(writes().length).toBe(before);
    const meant = await sync('--until-synced', '--watch', '1', '--accept-removals');
    expect(meant.deleted).toBeGreaterThan(20);
  });
});

describe.each(enginesFor('mysql'))('a sync right after a replay, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let callsBefore: number;
  let lossesBefore: string;
  let report: SyncReport;
  const losses = () => readFile(world.folder.join('work', 'replay-losses.jsonl'), 'utf8');
  beforeAll(async () => {
    database = await createDatabase(engine, 'sync_nothing');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    expect((await world.replay()).stderr).toBe('');
    callsBefore = world.slack.calls.length;
    lossesBefore = await losses();
    report = await syncOf(world);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it('finds nothing, and calls nothing that writes', () => {
    expect(report).toMatchObject({
      created: 0,
      updated: 0,
      deleted: 0,
      isInSync: true,
      lagSeconds: 0,
    });
    expect(report.account.posts.leftOut.unchanged).toBeGreaterThan(20);
    const calls = world.slack.calls.slice(callsBefore).map(({ method }) => method);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter((method) => !READING.test(method) && method !== '')).toEqual([]);
  });

  it('says which changes nobody but a person can make', async () => {
    expect(report.pending).toBeGreaterThan(0);
    const list = await readFile(world.folder.join('work', 'pending-changes.csv'), 'utf8');
    expect(list).toContain('emoji-added');
  });

  it('tells a loss once, however often it meets it', async () => {
    expect(lossesBefore).toContain('channel_name_changed');
    expect(report.losses).toEqual([]);
    await syncOf(world);
    expect(await losses()).toBe(lossesBefore);
  });
});
