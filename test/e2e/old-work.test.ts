import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { messagesByTs } from '../support/archive/messages-by-ts.ts';
import { CHANNELS_TO_WRITE } from '../support/mattermost/mattermost-writer.ts';
import { type OldWorld, openOldWorld } from '../support/old-work/old-world.ts';
import type { StoredStage } from '../support/old-work/stored-work.ts';
import { type CliRun, problemsOf, runCli } from '../support/program/run-cli.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';

/*
 * Moves that earlier releases began, gone on with by the present program. test/old-work/make.test.ts stored them.
 */

const VERSIONS = ['0.1.0'];
const DEV = channelIdOf('devTokyo');
const ALL_TYPES = ['--include', 'public,private,direct,group'] as const;

let world: OldWorld;
const open = async (version: string, stage: StoredStage): Promise<void> => {
  world = await openOldWorld(version, stage);
};
afterEach(() => world.stop());

const must = async (run: Promise<CliRun>) => {
  const { exitCode, stdout, stderr } = await run;
  expect({ exitCode, stderr, ...(exitCode === 0 ? {} : { stdout }) }).toEqual({
    exitCode: 0,
    stderr: '',
  });
  return JSON.parse(stdout);
};
/** What `status` says is next. */
const nextStep = async (): Promise<string> => {
  const work = ['--work', world.folder.join('work')];
  return (await must(runCli(['status', '--json', ...work]))).next.step;
};
const SETTING = /^conversations\.(?:set\w+|rename|create|archive|unarchive|invite|kick|join)$/;
/** Calls of the present program that changed the workspace. */
const written = (method: string, from = 0) =>
  world.slack.calls.slice(from).filter((call) => call.method === method);

describe.each(VERSIONS)('a plan of %s', (version) => {
  it('is what an archive is made by', async () => {
    await open(version, 'planned');
    const plan = ['--plan', world.folder.join('work', 'plan.json')];
    const zip = world.folder.join('planned.zip');
    await must(world.run('zip', '--out', zip, '--json', ...plan));
    await must(world.run('verify', '--zip', zip, '--json', ...plan));
  });
});

describe.each(
  VERSIONS.flatMap((version) =>
    (['zipped', 'chained'] as const).map((stage) => ({ version, stage })),
  ),
)('a work directory of $version that is $stage', ({ version, stage }) => {
  const archives = () =>
    ['bulk', 'second', 'third']
      .map((name) => world.folder.join(`${name}.zip`))
      .filter((path) => existsSync(path));
  const third = () =>
    must(world.run('zip', '--since-last', '--out', world.folder.join('third.zip'), '--json'));
  const flags = () => archives().flatMap((zip) => ['--zip', zip]);
  const verify = async (): Promise<void> => {
    if (stage === 'chained') {
      const refused = await world.run('verify', ...flags());
      expect(refused.exitCode).toBe(2);
      expect(refused.stderr).toContain('bulk.zip, second.zip: an older mm2slack kept the losses');
      expect(problemsOf(refused).split('\n')).toHaveLength(1);
      // What the line says to do.
      const other = ['--out', world.folder.join('whole.zip'), '--work', world.folder.join('other')];
      await must(world.run('zip', '--json', ...other));
      await must(world.run('verify', '--json', ...flags(), '--work', world.folder.join('other')));
    } else await must(world.run('verify', '--json', ...flags()));
  };

  it('lists nothing as changed and writes nothing again when nothing was changed', async () => {
    await open(version, stage);
    const before = await world.pending();
    await world.touchAll();
    const { posts } = (await third()).account;
    expect(await world.pending()).toEqual(before);
    expect(posts.written).toBe(0);
    await verify();
  });

  it('lists each change, and writes each new post once', async () => {
    await open(version, stage);
    const before = await world.pending();
    await world.touchAll();
    for (const name of EDITED) await world.people.edit(postIdOf(name), `edited: ${name} :tada:`);
    await world.people.react(postIdOf('file-only'), 'tada');
    await world.people.pin(postIdOf('screenshots'), true);
    await world.people.remove(postIdOf('move-it'));
    await world.people.post(DEV, 'new in Mattermost :tada:');
    await world.people.post(DEV, 'a late reply', postIdOf('broken-build'));
    expect((await third()).account.posts.written).toBe(2);
    const known = new Set(before.map(String));
    const listed = (await world.pending()).filter((line) => !known.has(String(line)));
    expect(listed.map(String).sort()).toEqual(
      [
        ...EDITED.map((name) => `edited,${postIdOf(name)}`),
        `reactions,${postIdOf('file-only')}`,
        `pinned,${postIdOf('screenshots')}`,
        `deleted,${postIdOf('move-it')}`,
      ]
        .filter((line) => !known.has(line))
        .sort(),
    );
    const all = await Promise.all(archives().map(messagesByTs));
    const keys = all.flatMap((messages) => [...messages.keys()]);
    expect(new Set(keys).size).toBe(keys.length);
    await verify();
  });
});

const EDITED = ['broken-build', 'lost-file'];

describe.each(VERSIONS)('a replay of %s that was killed', (version) => {
  it('is gone on with: every post is there once, and verify finds nothing', async () => {
    await open(version, 'replay-killed');
    const before = world.slack.calls.length;
    await must(world.run('replay', '--json', ...ALL_TYPES));
    expect(written('chat.update', before)).toEqual([]);
    expect(await postsNotOnce(world.database, CHANNELS_TO_WRITE, world.apiUrl)).toEqual([]);
    expect(await nextStep()).toBe('sync');
    await must(world.run('verify', '--json', ...ALL_TYPES));
    await world.touchAll();
    expect(await must(world.run('sync', '--json', ...ALL_TYPES))).toMatchObject({ updated: 0 });
    expect(written('chat.update', before)).toEqual([]);
    expect(await nextStep()).toBe('verify');
    await must(world.run('verify', '--json', ...ALL_TYPES));
    expect(await nextStep()).toBe('evidence');
  });
});

describe.each(VERSIONS)('a sync of %s that was killed', (version) => {
  it('is gone on with: nothing is edited that was not, and verify finds nothing', async () => {
    await open(version, 'sync-killed');
    const before = world.slack.calls.length;
    await world.touchAll();
    await must(world.run('sync', '--json', ...ALL_TYPES));
    const edits = written('chat.update', before).map(({ args }) => args['metadata'] ?? '');
    expect(edits.filter((metadata) => !metadata.includes(world.changed['edited'] ?? ''))).toEqual(
      [],
    );
    expect(edits.length).toBeLessThanOrEqual(1);
    expect(world.slack.calls.slice(before).filter(({ method }) => SETTING.test(method))).toEqual(
      [],
    );
    expect(await postsNotOnce(world.database, CHANNELS_TO_WRITE, world.apiUrl)).toEqual([]);
    await must(world.run('verify', '--json', ...ALL_TYPES));
  });

  it('makes each later edit once', async () => {
    await open(version, 'sync-killed');
    await must(world.run('sync', '--json', ...ALL_TYPES));
    const before = world.slack.calls.length;
    await world.touchAll();
    for (const name of EDITED) await world.people.edit(postIdOf(name), `edited: ${name} :tada:`);
    await must(world.run('sync', '--json', ...ALL_TYPES));
    await must(world.run('sync', '--json', ...ALL_TYPES));
    const edits = written('chat.update', before).map(({ args }) => args['metadata'] ?? '');
    for (const name of EDITED) {
      expect(edits.filter((metadata) => metadata.includes(postIdOf(name)))).toHaveLength(1);
    }
    expect(edits).toHaveLength(EDITED.length);
    await must(world.run('verify', '--json', ...ALL_TYPES));
  });
});

describe.each(VERSIONS)('a workspace that %s adopted', (version) => {
  it('is synced and gets its files: nothing is written again, nothing is listed that was not changed', async () => {
    await open(version, 'adopted');
    /** Of posts: custom emoji are always a person's to add. */
    const changes = async () => (await world.pending()).filter(([, post]) => post !== '');
    const before = world.slack.calls.length;
    await world.touchAll();
    await must(world.run('sync', '--json'));
    expect(await changes()).toEqual([]);
    await must(world.run('files', '--json'));
    const shared = written('files.completeUploadExternal', before).length;
    expect(shared).toBeGreaterThan(0);
    expect(written('chat.update', before)).toEqual([]);
    await world.people.edit(postIdOf('broken-build'), 'It was me :tada:');
    await world.people.post(DEV, 'new in Mattermost');
    expect(await must(world.run('sync', '--json'))).toMatchObject({ created: 1, updated: 0 });
    expect(await changes()).toEqual([['edited', postIdOf('broken-build')]]);
    expect(written('files.completeUploadExternal', before)).toHaveLength(shared);
  });
});
