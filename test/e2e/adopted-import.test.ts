import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { notEmpty } from '../support/not-empty.ts';
import {
  type AdoptWorld,
  adopted,
  DEV,
  deleteAsAnybody,
  devChannel,
  differencesOf,
  ledgerRows,
  makeAdoptWorld,
  writesAfter,
} from '../support/program/adopt-world.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { askServer } from '../support/slack/read-back.ts';

const historyOf = z.looseObject({ messages: z.array(z.looseObject({})) });
const memberList = z.looseObject({
  members: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});

async function shownMessage(
  { slack }: AdoptWorld,
  { channel, ts }: { readonly channel: string; readonly ts: string },
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const args = { channel, oldest: ts, latest: ts, inclusive: 'true' };
  const answer = await askServer(slack.apiUrl).call('conversations.history', args);
  return historyOf.parse(answer).messages[0];
}

async function memberIds({ slack }: AdoptWorld): Promise<ReadonlyMap<string, string>> {
  const { members } = memberList.parse(await askServer(slack.apiUrl).call('users.list', {}));
  return new Map(members.map(({ id, name }) => [name, id]));
}

/** The life of one import, test after test: an import for each of them would take most of the time. */
describe.sequential.each(enginesFor('mysql'))('an import that is adopted, on %s', (engine) => {
  let world: AdoptWorld;

  beforeAll(async () => {
    world = await makeAdoptWorld(engine);
  });
  afterAll(() => world.stop());

  it('is refused to sync and replay before, which would send the history beside it', async () => {
    const before = world.slack.calls.length;
    for (const command of ['sync', 'replay']) {
      const refused = await world.run(command);
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toMatch(/adopt/);
    }
    expect(writesAfter(world, before)).toEqual([]);
  });

  it('has every message entered once, where it is, by reading only', async () => {
    const before = world.slack.calls.length;
    const report = await adopted(world);
    expect(writesAfter(world, before)).toEqual([]);
    const ofThreads = world.slack.calls
      .slice(before)
      .filter(({ method }) => /replies$/.test(method));
    expect(notEmpty(ofThreads).filter(({ args }) => args['latest'] === undefined)).toEqual([]);
    const rows = ledgerRows(
      world,
      "SELECT ts, slack_channel FROM action WHERE kind = 'message' AND state = 'done'",
    );
    const { places, ofEmulator } = world.import;
    const imported = new Set([...places.values()].map(({ channel, ts }) => `${channel} ${ts}`));
    const entered = rows.map(({ slack_channel: channel, ts }) => `${channel} ${ts}`);
    expect(new Set(entered).size).toBe(entered.length);
    expect(entered.filter((place) => !imported.has(place))).toEqual([]);
    expect(report.messages).toMatchObject({ ambiguous: 0, notFound: 0 });
    expect(report.messages.foreign).toBe(ofEmulator);
    expect(entered.length).toBe(places.size);
    const again = await adopted(world);
    expect(again.messages).toMatchObject({ adopted: 0, known: entered.length });
  });

  it('has joinings and leavings of one second each taken for those of their people', async () => {
    const members = await memberIds(world);
    for (const [index, key] of notEmpty(world.import.joinings).entries()) {
      const [row] = ledgerRows(world, `SELECT ts FROM action WHERE key = 'message:${key}:0'`);
      const message = await shownMessage(world, {
        channel: devChannel(world),
        ts: String(row?.['ts']),
      });
      expect(message).toMatchObject({
        subtype: index < 2 ? 'channel_join' : 'channel_leave',
        user: members.get(index % 2 === 0 ? 'sato' : 'emma'),
      });
    }
  });

  it('has messages that differ in nothing paired in their order', () => {
    const [first, second] = world.import.twins.map((id) => {
      const [row] = ledgerRows(world, `SELECT ts FROM action WHERE key = 'message:${id}:0'`);
      return String(row?.['ts']);
    });
    expect([first, second]).toEqual([first, second].toSorted());
    expect(first).not.toBe(second);
  });

  it('is gone on with by sync: what is new comes into its thread, and nothing else is written', async () => {
    expect((await world.run('sync')).stderr).toBe('');
    const before = world.slack.calls.length;
    await world.people.post(DEV, 'new in Mattermost');
    const late = await world.people.post(DEV, 'a late reply', postIdOf('broken-build'));
    const done = await world.run('sync');
    expect(JSON.parse(done.stdout)).toMatchObject({ created: 2, updated: 0, deleted: 0 });
    expect(writesAfter(world, before)).toEqual(['chat.postMessage', 'chat.postMessage']);
    const [row] = ledgerRows(world, `SELECT thread_ts FROM action WHERE key = 'message:${late}:0'`);
    const [root] = ledgerRows(
      world,
      `SELECT ts FROM action WHERE key = 'message:${postIdOf('broken-build')}:0'`,
    );
    expect(root?.['ts']).toEqual(expect.any(String));
    expect(row?.['thread_ts']).toBe(root?.['ts']);
  });

  it('is found whole by verify, each message in its thread and at its time', async () => {
    const done = await world.run('verify');
    // This import makes no accounts: those who have none lose their reactions and mentions.
    expect(done.exitCode).toBe(1);
    const found = await differencesOf(world);
    const ofMessages = found.filter(({ thing }) => thing === 'message');
    const wrong = ofMessages.filter(
      ({ kind, field }) => kind !== 'differs' || field === 'thread' || field === 'time',
    );
    expect(wrong).toEqual([]);
    expect(found.filter(({ thing }) => thing === 'channel')).toEqual([]);
  });

  it('is repaired by sending again as the app what somebody removed of it, and nothing else', async () => {
    const [row] = ledgerRows(
      world,
      `SELECT post_id, slack_channel, ts FROM action WHERE kind = 'message' AND state = 'done'
         AND origin = 'import' AND thread_ts = '' AND key LIKE 'message:%:0' AND channel_id = '${DEV}'
       ORDER BY ts DESC`,
    );
    const post = String(row?.['post_id']);
    await deleteAsAnybody(world, {
      ...{ channel: String(row?.['slack_channel']), ts: String(row?.['ts']) },
    });
    await world.run('verify');
    const before = world.slack.calls.length;
    const repaired = await world.run('sync', '--repair');
    expect(repaired).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(repaired.stdout).sent).toMatchObject({ messages: 1, files: 0 });
    expect(writesAfter(world, before)).toEqual(['chat.postMessage']);
    const sent = ledgerRows(world, `SELECT origin FROM action WHERE key = 'message:${post}:0'`);
    expect(sent).toEqual([{ origin: 'app' }]);
    await world.run('verify');
    expect((await differencesOf(world)).filter((each) => each.post === post)).toEqual([]);
  });

  it('has a deleted root whose last reply goes later listed once', async () => {
    await world.people.remove(postIdOf('reply-of-deleted'));
    const passes = [];
    for (const _ of [1, 2]) {
      passes.push(JSON.parse((await world.run('sync', '--until-synced')).stdout));
    }
    const pendingOf = (pass: { account?: { posts?: { leftOut?: { pending?: number } } } }) =>
      pass.account?.posts?.leftOut?.pending ?? 0;
    expect(passes.map(pendingOf)).toEqual([2, 0]);
    const list = await readFile(world.folder.join('work', 'pending-changes.csv'), 'utf8');
    for (const key of ['deleted-root', 'reply-of-deleted']) {
      expect(list.split(`deleted,${postIdOf(key)}`)).toHaveLength(2);
    }
  });

  it('has a channel that is renamed listed for a person, because the app may not rename what it did not make', async () => {
    const sales = channelIdOf('salesTokyo');
    await world.database.run(`UPDATE Channels SET DisplayName = 'Selling' WHERE Id = '${sales}'`);
    expect(await world.run('sync', '--until-synced')).toMatchObject({ exitCode: 0 });
    const list = await readFile(world.folder.join('work', 'pending-changes.csv'), 'utf8');
    expect(list).toMatch(new RegExp(`^channel-renamed,,${sales},.*,selling,`, 'm'));
    await world.run('verify');
    const named = (await differencesOf(world)).filter(({ field }) => field === 'name');
    expect(named).toMatchObject([{ thing: 'channel', cause: 'channel-renamed' }]);
  });
});
