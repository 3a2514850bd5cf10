import { readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { refusingContent } from '../support/slack/content-rules.ts';

const DEV = channelIdOf('devTokyo');

describe.each(enginesFor('mysql'))('the losses of a workspace, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let people: MattermostWriter;
  beforeEach(async () => {
    database = await createDatabase(engine, 'losses');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    people = mattermostWriter(database);
  });
  afterEach(async () => {
    await world.stop();
    await database.drop();
  });

  const file = (): string => world.folder.join('work', 'replay-losses.jsonl');
  const lines = async (): Promise<readonly string[]> =>
    (await readFile(file(), 'utf8')).trimEnd().split('\n').sort();
  const codesOf = async (post: string): Promise<readonly string[]> =>
    (await lines())
      .map((line): { code: string; post?: string } => JSON.parse(line))
      .filter((line) => line.post === post)
      .map(({ code }) => code);
  const done = async (command: 'replay' | 'sync'): Promise<void> => {
    expect(await world[command]('--quiet')).toMatchObject({ exitCode: 0 });
  };
  const isClean = async (): Promise<void> => {
    expect(await world.everything('verify', '--quiet')).toMatchObject({ exitCode: 0 });
  };

  it('are the same after a second replay and a sync, which do nothing', async () => {
    await people.post(DEV, 'x'.repeat(20_000));
    await done('replay');
    const first = await lines();
    expect(first.length).toBeGreaterThan(20);
    await done('replay');
    expect(await lines()).toEqual(first);
    await done('sync');
    expect(await lines()).toEqual(first);
    await isClean();
  });

  it('are the same after kills as without them, also when their file is gone', async () => {
    const whole = await makeReplayWorld(database);
    try {
      expect(await whole.replay('--quiet')).toMatchObject({ exitCode: 0 });
      for (const messages of [5, 20, 40]) {
        expect(await world.replayUntil(messages, 'SIGKILL')).toBeNull();
      }
      await done('replay');
      const there = await readFile(whole.folder.join('work', 'replay-losses.jsonl'), 'utf8');
      expect(await lines()).toEqual(there.trimEnd().split('\n').sort());
      await rm(file());
      await isClean();
    } finally {
      await whole.stop();
    }
  });

  it('of what Slack refused stay when a run does not send it again', async () => {
    const refused = await people.post(DEV, 'refuse me');
    world.slack.intercept(({ method, args }) =>
      method === 'chat.postMessage' && JSON.stringify(args).includes('refuse me')
        ? { body: { ok: false, error: 'msg_too_long' } }
        : undefined,
    );
    await done('replay');
    await done('sync');
    await done('replay');
    expect(await codesOf(refused)).toEqual(['refused_by_slack']);
    await isClean();
  });

  it('of tables and blocks that Slack refuses explain what was sent instead, and nothing is sent twice', async () => {
    // Every table, and all formatting of about every second message.
    world.slack.intercept(
      refusingContent('invalid_blocks', ({ blocks }) => blocks.includes('table')),
    );
    world.slack.intercept((call) =>
      (call.args['text'] ?? '').length % 2 === 0
        ? refusingContent('msg_blocks_too_long', (content) => !content.isTextOnly)(call)
        : undefined,
    );
    await done('replay');
    const all = (await lines()).map((line): { code: string; post?: string } => JSON.parse(line));
    const codes = all.filter(({ post }) => post !== undefined).map(({ code }) => code);
    expect(codes.filter((code) => code === 'table_refused').length).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 'blocks_refused').length).toBeGreaterThan(20);
    expect(codes).not.toContain('refused_by_slack');
    const before = world.slack.calls.length;
    await done('replay');
    await done('sync');
    const methods = world.slack.calls.slice(before).map(({ method }) => method);
    expect(methods.filter((method) => method.startsWith('chat.'))).toEqual([]);
    await isClean();
  });

  it('are those of the post as it is now, after edits, and none after it is deleted', async () => {
    const post = postIdOf('broken-build');
    await done('replay');
    await people.edit(post, '# A heading');
    await done('sync');
    expect(await codesOf(post)).toContain('heading_as_bold');
    await people.edit(post, 'No heading');
    await done('sync');
    expect(await codesOf(post)).not.toContain('heading_as_bold');
    await people.remove(post);
    await done('sync');
    expect(await codesOf(post)).toEqual([]);
    await isClean();
  });

  it('are none of a reply that is older than its root: the root goes first', async () => {
    const root = await people.post(DEV, 'the root');
    const reply = await people.post(DEV, 'older than its root', root);
    await database.run(`UPDATE Posts SET CreateAt = CreateAt - 60000 WHERE Id = '${reply}'`);
    await done('replay');
    expect(await codesOf(reply)).toEqual([]);
    await isClean();
    await done('sync');
    expect(await codesOf(reply)).toEqual([]);
  });
});
