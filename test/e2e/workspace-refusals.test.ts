import { readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { update, workspaceToDamage } from '../support/damages/verify/workspace-to-damage.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;

describe.each(enginesFor('postgres'))('a workspace that refuses, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  let people: MattermostWriter;
  /** The code with which calls of these methods are refused, after so many. */
  let refusal: { readonly methods: RegExp; readonly code: string; after: number } | undefined;
  beforeEach(async () => {
    database = await createDatabase(engine, 'refusing');
    await loadWorkspace(engine, '8.1', database.run);
    world = await makeReplayWorld(database);
    people = mattermostWriter(database);
    refusal = undefined;
    world.slack.intercept(({ method }) => {
      if (refusal === undefined || READING.test(method) || !refusal.methods.test(method))
        return undefined;
      refusal.after -= 1;
      return refusal.after < 0 ? { body: { ok: false, error: refusal.code } } : undefined;
    });
  });
  afterEach(async () => {
    await world.stop();
    await database.drop();
  });

  const verified = async () => (await world.everything('verify', '--quiet')).exitCode;
  const losses = () => readFile(world.folder.join('work/replay-losses.jsonl'), 'utf8');

  it.each(notEmpty(['accesslimited', 'never_heard_of_this']))(
    'stops a replay by %s at any method, and gets everything once it is in order',
    async (code) => {
      const isUnknown = code === 'never_heard_of_this';
      // An unknown code stops a run after three calls, and fewer channels are archived.
      const methods = [
        ['conversations.create', 2, true],
        ['chat.postMessage', 2, true],
        ['files.getUploadURLExternal', 0, true],
        ['conversations.invite', 0, true],
        ['conversations.archive', 0, false],
      ] as const;
      for (const [method, after, isOften] of methods) {
        refusal = { methods: new RegExp(`^${method}$`), code, after };
        const run = await world.replay('--quiet');
        const isStopped = !isUnknown || isOften;
        expect([method, run.exitCode]).toEqual([method, isStopped ? 3 : 0]);
        if (isStopped) expect(run.stderr).toContain(code);
        expect(run.stderr).not.toContain('channels.csv');
      }
      refusal = undefined;
      expect((await world.replay()).exitCode).toBe(0);
      expect(await losses()).not.toContain(code);
      expect(await verified()).toBe(0);
    },
  );

  it.each(notEmpty(['ekm_access_denied', 'never_heard_of_this']))(
    'has every edit and removal made by a later sync, and none listed for a person: %s',
    async (code) => {
      const edited = await people.post(DEV, 'first');
      const removed = await people.post(DEV, 'to be removed');
      expect((await world.replay()).exitCode).toBe(0);
      await people.edit(edited, 'second');
      await people.remove(removed);
      refusal = { methods: /^chat\.(?:update|delete)$/, code, after: 0 };
      const isUnknown = code === 'never_heard_of_this';
      expect((await world.sync()).exitCode).toBe(isUnknown ? 0 : 3);
      refusal = undefined;
      expect((await world.sync()).exitCode).toBe(0);
      expect(await losses()).not.toContain(code);
      expect((await readPending()).filter((line) => line.startsWith('deleted,'))).toEqual([]);
      expect(await verified()).toBe(0);
    },
  );

  it('explains by a refused edit the text that the post had, and no other', async () => {
    const edited = await people.post(DEV, 'first');
    const damaged = await people.post(DEV, 'also first');
    expect((await world.replay()).exitCode).toBe(0);
    for (const post of [edited, damaged]) {
      await people.edit(post, 'second');
      await people.edit(post, 'third');
    }
    refusal = { methods: /^chat\.update$/, code: 'edit_window_closed', after: 0 };
    expect((await world.sync()).exitCode).toBe(0);
    refusal = undefined;
    expect((await losses()).match(/edit_refused/g)).toHaveLength(2);
    expect(await verified()).toBe(0);
    const workspace = await workspaceToDamage(world.slack.apiUrl);
    const placed = workspace.take(({ metadata }) => metadata?.event_payload?.post_id === damaged);
    await update(workspace, placed, (blocks) => {
      blocks.splice(0, 1, { type: 'section', text: { type: 'mrkdwn', text: 'never written' } });
    });
    expect(await verified()).toBe(1);
    expect(await unexplained()).toEqual([`message differs text ${damaged}`]);
  });

  it('explains by reactions that were left out that there are none, and no other ones', async () => {
    const post = await people.post(DEV, 'liked');
    await people.react(post, 'tada');
    await writeFile(
      world.folder.join('mm2slack.yaml'),
      fastSlack().replace('slack:', 'replay: { reactions: none }\nslack:'),
    );
    expect((await world.replay()).exitCode).toBe(0);
    expect(await losses()).toContain('reactions_dropped');
    expect(await verified()).toBe(0);
    const workspace = await workspaceToDamage(world.slack.apiUrl);
    const { channel, message } = workspace.take(
      ({ metadata }) => metadata?.event_payload?.post_id === post,
    );
    await workspace.call('reactions.add', { channel, timestamp: message.ts, name: 'thumbsdown' });
    expect(await verified()).toBe(1);
    expect(await unexplained()).toEqual([`message differs reactions ${post}`]);
  });

  const unexplained = async (): Promise<readonly string[]> =>
    (await readFile(world.folder.join('work/differences.jsonl'), 'utf8'))
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
      .filter(({ cause }) => cause === '')
      .map(({ thing, kind, field, post }) => `${thing} ${kind} ${field} ${post}`);

  const readPending = async (): Promise<readonly string[]> =>
    (await readFile(world.folder.join('work/pending-changes.csv'), 'utf8').catch(() => '')).split(
      '\r\n',
    );
});
