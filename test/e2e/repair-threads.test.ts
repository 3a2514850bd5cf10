import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { askServer, type ServerMessage } from '../support/slack/read-back.ts';
import { tombstoneAt } from '../support/slack/tombstone.ts';

const ROOT = postIdOf('release-plan');

describe.each(enginesFor('postgres'))('a thread whose root is gone, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let channel: string;
  let oldRoot: ServerMessage;
  beforeEach(async () => {
    database = await createDatabase(engine, 'repair_threads');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    expect((await world.replay()).stderr).toBe('');
    const server = askServer(world.slack.apiUrl);
    for (const { id } of await server.channels()) {
      const found = (await server.messages(id)).find((message) => postOf(message) === ROOT);
      if (found === undefined) continue;
      [channel, oldRoot] = [id, found];
    }
    // As Slack does it: the replies stay under a notice in the place of the root.
    world.slack.alter(tombstoneAt(channel, oldRoot.ts));
    expect((await world.everything('verify')).exitCode).toBe(1);
  }, 120_000);
  afterEach(async () => {
    await world.stop();
    await database.drop();
  });

  const postOf = ({ metadata }: ServerMessage) => metadata?.event_payload?.post_id;
  const messages = () => askServer(world.slack.apiUrl).messages(channel);
  const repair = async () => {
    const run = await world.sync('--repair', '--json');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    return JSON.parse(run.stdout);
  };
  const codes = (losses: readonly { code: string; count: number }[]) =>
    Object.fromEntries(losses.map(({ code, count }) => [code, count]));

  it('gets its root again as a message, keeps its replies, and records each', async () => {
    const replies = (await messages()).filter(
      ({ ts, thread_ts }) => thread_ts === oldRoot.ts && ts !== oldRoot.ts,
    );
    expect(replies.length).toBeGreaterThan(2);
    const report = await repair();
    expect(report.sent.messages).toBe(1);
    const posts = new Set(replies.map(postOf));
    expect(codes(report.losses)).toMatchObject({
      sent_again: 1,
      thread_root_sent_again: posts.size,
    });
    const after = await messages();
    const [root, ...more] = after.filter((message) => postOf(message) === ROOT);
    expect(more).toEqual([]);
    expect(root?.thread_ts).toBeUndefined();
    expect(after.filter(({ thread_ts }) => thread_ts === oldRoot.ts).length).toBeGreaterThanOrEqual(
      replies.length,
    );
    const last = await world.everything('verify', '--json');
    expect(JSON.parse(last.stdout).differences).toEqual([]);
    expect(last.exitCode).toBe(0);

    // A later reply goes to the root that is there.
    const late = await mattermostWriter(database).post(channelIdOf('devTokyo'), 'late', ROOT);
    expect((await world.sync()).exitCode).toBe(0);
    const [reply] = (await messages()).filter((message) => postOf(message) === late);
    expect(reply?.thread_ts).toBe(root?.ts);
    expect((await world.everything('verify')).exitCode).toBe(0);
  }, 180_000);

  it('is whole also when the run is killed right after the root was sent', async () => {
    expect(await world.syncKilledAfter(1, '--repair')).toBeNull();
    expect(await repair()).toMatchObject({ sent: { messages: 0 } });
    expect((await messages()).filter((message) => postOf(message) === ROOT)).toHaveLength(1);
    const last = await world.everything('verify', '--json');
    expect(JSON.parse(last.stdout).differences).toEqual([]);
    expect(last.exitCode).toBe(0);
  }, 180_000);
});
