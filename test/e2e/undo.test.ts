import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadPlugins, loadWorkspace } from '../../fixtures/load.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { askServer } from '../support/slack/read-back.ts';
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

  /** Messages in the workspace that are ours. */
  async function messagesLeft(): Promise<number> {
    const server = askServer(world.slack.apiUrl);
    const channels = await server.channels();
    const messages = await Promise.all(channels.map(({ id }) => server.messages(id)));
    return messages.flat().filter(({ metadata }) => metadata?.event_payload !== undefined).length;
  }

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

  it('says what Slack does not let it delete, and takes that back when it may', async () => {
    await world.replay();
    const all = await messagesLeft();
    let isRefused = true;
    const refuse = refusing('chat.delete', 'cant_delete_message');
    let deletes = 0;
    world.slack.intercept((call) => {
      if (call.method === 'chat.delete') deletes += 1;
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
