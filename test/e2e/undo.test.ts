import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPlugins, loadWorkspace } from '../../fixtures/load.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { askServer, type ServerMessage } from '../support/slack/read-back.ts';
import { sharedFiles } from '../support/slack/shared-files.ts';
import { ADMIN_TOKEN } from '../support/slack/slack-server.ts';
import { answering, refusing } from '../support/slack/stubs.ts';

describe.each(enginesFor('mysql'))('mm2slack undo, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'undo');
    await loadWorkspace(engine, '8.1', database.run);
    await loadPlugins(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    world = await makeReplayWorld(database);
    return () => world.stop();
  });

  /** Messages of posts in the workspace. */
  async function ourMessages(): Promise<readonly ServerMessage[]> {
    const server = askServer(world.slack.apiUrl);
    const channels = await server.channels();
    const messages = await Promise.all(channels.map(({ id }) => server.messages(id)));
    return messages.flat().filter(({ metadata }) => metadata?.event_payload !== undefined);
  }
  const messagesLeft = async (): Promise<number> => (await ourMessages()).length;

  it('can be taken back: what we made goes, and what others made stays', async () => {
    await world.replay();
    const server = askServer(world.slack.apiUrl);
    const dev = (await server.channels()).find(({ name }) => name === 'dev');
    await fetch(`${world.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}` },
      body: new URLSearchParams({ channel: dev?.id ?? '', text: 'I was here' }),
    });
    const asked = await world.run('undo');
    expect(asked.exitCode).toBe(2);
    expect(asked.stderr).toMatch(
      /undo would remove \d+ messages, \d+ files and \d+ channels of Example; pass --yes/,
    );

    const undone = await world.run('undo', '--yes', '--json');
    expect(undone.stderr).toBe('');
    expect(JSON.parse(undone.stdout)).toMatchObject({ keptChannels: 1 });
    const channels = notEmpty(await server.channels());
    for (const { id } of channels) {
      const left = await server.messages(id);
      expect(left.map(({ metadata }) => metadata?.event_payload).filter(Boolean)).toEqual([]);
    }
    for (const { is_archived } of notEmpty(channels.filter(({ name }) => /-undone-/.test(name)))) {
      expect(is_archived).toBe(true);
    }
    const kept = (await server.channels()).find(({ id }) => id === dev?.id);
    expect(kept).toMatchObject({ name: 'dev', is_archived: false });
    expect((await server.messages(dev?.id ?? '')).map(({ text }) => text)).toContain('I was here');

    const again = await world.replay();
    expect(again.exitCode).toBe(0);
  });

  it('leaves no ledger behind a run that was refused or only looks, nor a mark in one', async () => {
    const only = ['--channels', 'tokyo/dev'];
    const ledger = world.folder.join('work', 'ledger.db');
    expect(await world.sync('--redact-secrets', ...only)).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('run replay, or adopt after an import, first'),
    });
    expect((await world.replay('--dry-run', ...only)).exitCode).toBe(0);
    expect(existsSync(ledger)).toBe(false);
    expect((await world.replay('--redact-secrets', ...only)).exitCode).toBe(0);
    expect((await world.replay(...only)).exitCode).toBe(2);
    expect((await world.run('undo', '--yes')).exitCode).toBe(0);
    expect(existsSync(ledger)).toBe(true);
    // Nothing redacted is in the workspace any more.
    expect((await world.replay(...only)).exitCode).toBe(0);
    expect((await world.sync(...only)).exitCode).toBe(0);
  });

  it('takes back the canvas of boards and runs that replay made once and sync followed', async () => {
    const settings = fastSlack().replace(/^slack:$/m, 'slack:\n  canvases: true');
    await writeFile(world.folder.join('mm2slack.yaml'), settings);
    const only = ['--channels', 'tokyo/dev'];
    const early = JSON.parse((await world.replay(...only)).stdout);
    expect(early.warnings).toContainEqual(expect.stringContaining('run mm2slack plan first'));
    expect((await world.everything('plan', ...only)).exitCode).toBe(0);
    const { losses } = JSON.parse((await world.replay(...only)).stdout);
    expect(losses).toContainEqual(expect.objectContaining({ code: 'canvas_left_out' }));
    expect((await world.sync(...only)).exitCode).toBe(0);
    const [canvas, ...others] = world.slack.canvases.values();
    expect(others).toEqual([]);
    expect(canvas?.markdown).toContain('# 開発/計画: 2023');
    expect(canvas?.markdown).toContain('- [x] 手順を確認');
    const title = "UPDATE focalboard_blocks SET title = '手順を再確認' WHERE title = '手順を確認'";
    await database.run(title);
    expect((await world.everything('plan', ...only)).exitCode).toBe(0);
    expect((await world.sync(...only)).exitCode).toBe(0);
    const [followed] = world.slack.canvases.values();
    expect(followed?.markdown).toContain('- [x] 手順を再確認');
    const undone = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(undone).toMatchObject({ canvases: 1, refused: 0 });
    expect(world.slack.canvases.size).toBe(0);
  });

  it('takes back a message whose answer was lost when the run was killed', async () => {
    expect(await world.replayUntil(12, 'SIGKILL')).toBeNull();
    expect(await messagesLeft()).toBeGreaterThan(11);
    const undone = await world.run('undo', '--yes');
    expect(undone.exitCode).toBe(0);
    expect(await messagesLeft()).toBe(0);
  });

  it('takes back a channel whose creation was not recorded when the run was killed', async () => {
    expect(await world.replayKilledAfter('conversations.create', 3)).toBeNull();
    const server = askServer(world.slack.apiUrl);
    const before = new Set(['everybody', 'general', 'random']);
    const madeByApp = async () => (await server.channels()).filter(({ name }) => !before.has(name));
    const made = (await madeByApp()).length;
    expect((await world.run('undo', '--yes')).exitCode).toBe(0);
    const left = notEmpty(await madeByApp());
    expect(left.filter(({ is_archived }) => !is_archived).map(({ name }) => name)).toEqual([]);
    expect(left.length).toBe(made);
  });

  it('takes back a channel that got its second name when the run was killed', async () => {
    world.slack.intercept(({ method, args }) =>
      method === 'conversations.create' && args['name'] === 'dev-tokyo'
        ? { body: { ok: false, error: 'name_taken' } }
        : undefined,
    );
    const only = ['--channels', 'tokyo/dev'];
    expect(await world.replayKilledAfter('conversations.create', 1, ...only)).toBeNull();
    expect((await world.run('undo', '--yes')).exitCode).toBe(0);
    const made = (await askServer(world.slack.apiUrl).channels()).filter(({ name }) =>
      name.startsWith('dev-tokyo'),
    );
    expect(made).toMatchObject([{ name: expect.stringMatching(/-undone-/), is_archived: true }]);
  });

  it('ends after it was killed between archiving a channel and recording that', async () => {
    const only = ['--channels', 'tokyo/dev'];
    expect((await world.replay(...only)).exitCode).toBe(0);
    expect(await world.killedAfter('undo', 'conversations.archive', 1, '--yes')).toBeNull();
    const again = await world.run('undo', '--yes', '--json');
    expect(again).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(again.stdout)).toMatchObject({ archivedChannels: 1, keptChannels: 0 });
  });

  it('leaves no message by which it shared a file', async () => {
    expect((await world.replay('--channels', 'tokyo/dev')).exitCode).toBe(0);
    notEmpty(await sharedFiles(world.slack));
    expect((await world.run('undo', '--yes')).exitCode).toBe(0);
    const server = askServer(world.slack.apiUrl);
    const messages = await Promise.all(
      (await server.channels()).map(({ id }) => server.messages(id)),
    );
    const left = messages.flat().filter((message) => message['subtype'] === undefined);
    expect(left.map(({ text }) => text)).toEqual([]);
  });

  it('says what Slack does not let it delete, and takes that back when it may', async () => {
    await world.replay();
    const posts = new Set((await ourMessages()).map(({ ts }) => ts));
    const all = posts.size;
    let isRefused = true;
    const refuse = refusing('chat.delete', 'cant_delete_message');
    let deletes = 0;
    world.slack.intercept((call) => {
      if (call.method !== 'chat.delete' || !posts.has(call.args['ts'] ?? '')) return undefined;
      deletes += 1;
      return isRefused && deletes <= 3 ? refuse(call) : undefined;
    });
    const first = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(first).toMatchObject({ refused: 3, messages: all - 3, archivedChannels: 0 });
    // A reply whose root is gone stands in no history.
    expect(await messagesLeft()).toBeGreaterThan(0);
    isRefused = false;
    const second = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(second).toMatchObject({ refused: 0, messages: 3 });
    expect(second.archivedChannels).toBeGreaterThan(3);
    expect(await messagesLeft()).toBe(0);
  });

  it('keeps a file whose message Slack does not let go for now, and takes both back later', async () => {
    await world.replay('--channels', 'tokyo/dev');
    const { length: files } = notEmpty(await sharedFiles(world.slack));
    let isRefused = true;
    const refuse = refusing('chat.delete', 'locked_for_now');
    let deletes = 0;
    world.slack.intercept((call) => {
      if (call.method === 'chat.delete') deletes += 1;
      return isRefused && deletes === 1 ? refuse(call) : undefined;
    });
    const first = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(first).toMatchObject({ refused: 1, files: files - 1, archivedChannels: 0 });
    expect(await sharedFiles(world.slack)).toHaveLength(1);
    isRefused = false;
    const second = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(second).toMatchObject({ refused: 0, files: 1, archivedChannels: 1 });
    expect(await sharedFiles(world.slack)).toEqual([]);
  });

  it.each([
    [
      'an app has written',
      { ts: '1.0', subtype: 'bot_message', bot_id: 'BOTHER', text: 'deployed' },
    ],
    ['people have replied to what is gone', { ts: '1.0', subtype: 'tombstone', user: 'USLACKBOT' }],
  ])('keeps a channel in which %s', async (_what, message) => {
    await world.replay('--channels', 'tokyo/dev');
    world.slack.intercept(answering('conversations.history', { ok: true, messages: [message] }));
    const undone = JSON.parse((await world.run('undo', '--yes', '--json')).stdout);
    expect(undone).toMatchObject({ archivedChannels: 0, keptChannels: 1 });
  });
});
