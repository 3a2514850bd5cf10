import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { editCsv } from '../support/program/edit-csv.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { problemsOf } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { askServer } from '../support/slack/read-back.ts';
import { refusing } from '../support/slack/stubs.ts';

const metadata = z.looseObject({ event_payload: z.looseObject({ post_id: z.string() }) });

describe.each(enginesFor('postgres'))('mm2slack replay, refused on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'refused');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    world = await makeReplayWorld(database);
    return () => world.stop();
  });

  const writes = () =>
    world.slack.calls.filter(({ method }) => !/(?:test|info|list|members)$/.test(method));
  const lossesIn = (stdout: string): readonly { code: string; count: number }[] =>
    JSON.parse(stdout).losses;

  /** The id of the public channel that the workspace has already. */
  async function everybody(): Promise<string> {
    const channels = await askServer(world.slack.apiUrl).channels();
    return channels.find(({ name }) => name === 'everybody')?.id ?? '';
  }

  it.each(['by its id', 'by its name'])(
    'writes nothing of a private channel into a public one that a plan without a workspace names %s',
    async (how) => {
      const place = how === 'by its id' ? { slack_id: await everybody() } : {};
      const plan = ['--include', 'public,private'];
      await world.run('plan', ...plan);
      await editCsv(world.folder.join('work/channels.csv'), channelIdOf('leadershipTokyo'), {
        ...{ action: 'merge', slack_name: 'everybody', ...place },
      });
      const again = await world.run('plan', ...plan);
      expect(again.exitCode).toBe(0);
      const run = await world.run('replay', '--plan', world.folder.join('work/plan.json'));
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain('it is private in Mattermost');
      expect(run.stderr).not.toContain('leadership');
      expect(problemsOf(run).split('\n')).toHaveLength(1);
      expect(writes()).toEqual([]);
    },
  );

  it('goes into a channel that a plan without a workspace names, and stops when it may not join it', async () => {
    await world.run('plan');
    await editCsv(world.folder.join('work/channels.csv'), channelIdOf('devTokyo'), {
      ...{ action: 'merge', slack_name: 'everybody' },
    });
    await world.run('plan');
    const replay = () =>
      world.run('replay', '--plan', world.folder.join('work/plan.json'), '--quiet');
    let isRefused = true;
    const refuse = refusing('conversations.join', 'method_not_supported_for_channel_type');
    world.slack.intercept((call) => (isRefused ? refuse(call) : undefined));
    const stopped = await replay();
    expect(stopped.stderr).toContain('Slack does not allow the app to join the channel #everybody');
    expect(problemsOf(stopped).split('\n')).toHaveLength(1);
    isRefused = false;
    expect((await replay()).exitCode).toBe(0);
    const messages = await askServer(world.slack.apiUrl).messages(await everybody());
    expect(messages.length).toBeGreaterThan(10);
  });

  it('says of each thing beside the messages that Slack refused it, and goes on', async () => {
    const refused = [
      ['conversations.setTopic', 'too_long'],
      ['conversations.setPurpose', 'invalid_purpose'],
      ['conversations.invite', 'failed_for_some_users'],
      ['pins.add', 'not_pinnable'],
    ] as const;
    const refusals = refused.map(([method, code]) => refusing(method, code));
    world.slack.intercept((call) => refusals.map((refuse) => refuse(call)).find(Boolean));
    const run = await world.replay('--channels', 'tokyo/dev');
    expect(run.exitCode).toBe(0);
    const count = lossesIn(run.stdout).find(({ code }) => code === 'refused_by_slack')?.count ?? 0;
    expect(count).toBeGreaterThanOrEqual(refused.length);
    const losses = await readFile(world.folder.join('work/replay-losses.jsonl'), 'utf8');
    for (const [, code] of refused) expect(losses).toContain(code);
  });

  it('says of the replies to a refused post that they stand alone', async () => {
    const root = postIdOf('release-plan');
    const refuse = refusing('chat.postMessage', 'metadata_too_large');
    const usual = await world.replay(
      '--channels',
      'tokyo/dev',
      '--work',
      world.folder.join('usual'),
    );
    const undone = await world.run('undo', '--yes', '--work', world.folder.join('usual'));
    expect(undone.exitCode).toBe(0);
    world.slack.intercept((call) => {
      if (call.method !== 'chat.postMessage') return undefined;
      const { event_payload: payload } = metadata.parse(JSON.parse(call.args['metadata'] ?? '{}'));
      return payload.post_id === root ? refuse(call) : undefined;
    });
    const run = await world.replay('--channels', 'tokyo/dev');
    const alone = (stdout: string) =>
      lossesIn(stdout).find(({ code }) => code === 'thread_root_lost')?.count ?? 0;
    expect(alone(run.stdout) - alone(usual.stdout)).toBe(4);
  });

  it('waits for a locked thread and a restricted channel alone, and resumes both', async () => {
    const root = postIdOf('release-plan');
    let isRestricted = true;
    let thread = { channel: '', ts: '' };
    let restricted = '';
    world.slack.onAnswer(({ method, args }, { body }) => {
      if (method !== 'chat.postMessage' || !(args['metadata'] ?? '').includes(root)) return;
      const ts = /"ts":"([\d.]+)"/.exec(String(body))?.[1] ?? '';
      thread = { channel: args['channel'] ?? '', ts };
    });
    world.slack.intercept(({ method, args }) => {
      if (!isRestricted || method !== 'chat.postMessage' || thread.ts === '') return undefined;
      const { channel = '', thread_ts: threadTs } = args;
      if (channel !== thread.channel) restricted ||= channel;
      if (channel === restricted)
        return { body: { ok: false, error: 'restricted_action_thread_only_channel' } };
      return threadTs === thread.ts
        ? { body: { ok: false, error: 'restricted_action_thread_locked' } }
        : undefined;
    });
    const stopped = await world.replay();
    expect(stopped.exitCode).toBe(3);
    expect(stopped.stderr).toContain('0 channels and 1 thread wait');
    expect(stopped.stderr).toContain('1 channel and 0 threads wait');
    expect(stopped.stderr).toContain(restricted);
    expect(problemsOf(stopped).split('\n')).toHaveLength(2);
    isRestricted = false;
    const before = writes().length;
    const resumed = await world.replay();
    expect(resumed.exitCode).toBe(0);
    const later = writes()
      .slice(before)
      .filter(({ method }) => method === 'chat.postMessage');
    expect(new Set(later.map(({ args }) => args['channel']))).toEqual(
      new Set([restricted, thread.channel]),
    );
    const inThread = later.filter(({ args }) => args['channel'] === thread.channel);
    expect(new Set(inThread.map(({ args }) => args['thread_ts']))).toEqual(new Set([thread.ts]));
    expect((await world.everything('verify', '--quiet')).exitCode).toBe(0);
  });

  it('leaves the losses of the last run alone in a dry run, and counts by the ledger what is left', async () => {
    const before = JSON.parse((await world.replay('--dry-run')).stdout);
    const run = JSON.parse((await world.replay()).stdout);
    const losses = await readFile(world.folder.join('work/replay-losses.jsonl'), 'utf8');
    const after = JSON.parse((await world.replay('--dry-run')).stdout);
    expect(after).toMatchObject({ postsLeft: 0, messages: run.messages });
    expect(before.postsLeft).toBe(run.account.posts.written);
    expect(await readFile(world.folder.join('work/replay-losses.jsonl'), 'utf8')).toBe(losses);
  });
});
