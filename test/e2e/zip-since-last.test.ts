import { readFile, rm } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import { userIdOf } from '../../fixtures/workspace/users.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { messagesByTs } from '../support/archive/messages-by-ts.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { type KeptWorld, makeKeptWorld } from '../support/program/kept-world.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import type { ScratchFolder } from '../support/scratch-folder.ts';
import type { TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');
const pendingLines = z.array(
  z.looseObject({ change: z.string(), post: z.string(), value: z.string() }),
);

describe.each(enginesFor('postgres'))('mm2slack zip --since-last, on %s', (engine) => {
  let world: KeptWorld;
  let database: TestDatabase;
  let folder: ScratchFolder;
  let people: MattermostWriter;
  beforeAll(async () => {
    world = await makeKeptWorld(engine, 'since_last');
    ({ database, folder } = world);
    people = mattermostWriter(database);
    await world.keep();
  });
  beforeEach(() => world.restore());
  afterAll(() => world.remove());

  const run = (name: string, ...flags: readonly string[]): Promise<CliRun> =>
    runCli([
      ...['zip', '--source', database.readerUrl, '--out', folder.join(`${name}.zip`)],
      ...(flags.includes('--work') ? [] : ['--work', folder.join('work')]),
      ...['--json', ...flags],
    ]);
  const zip = async (name: string, ...flags: readonly string[]) => {
    const done = await run(name, ...flags);
    expect(done).toMatchObject({ exitCode: 0, stderr: '' });
    return JSON.parse(done.stdout);
  };
  const messages = (name: string) => messagesByTs(folder.join(`${name}.zip`));
  const pending = async () =>
    pendingLines.parse(
      parse(await readFile(folder.join('work', 'pending-changes.csv')), {
        bom: true,
        columns: true,
      }),
    );

  it('puts replies behind their roots that are newer, in this archive or an earlier one', async () => {
    const old = await people.post(DEV, 'a root');
    await zip('bulk');
    const earlier = async (id: string, ms: number): Promise<void> => {
      await database.run(`UPDATE Posts SET CreateAt = CreateAt - ${ms} WHERE Id = '${id}'`);
    };
    // Before the root of the first archive, before a new root, and a post between them.
    await earlier(await people.post(DEV, 'older than the root of the bulk', old), 120_000);
    await people.post(DEV, 'between');
    const fresh = await people.post(DEV, 'a new root');
    for (const ms of [30_000, 60_000]) {
      await earlier(await people.post(DEV, `older by ${ms}`, fresh), ms);
    }
    const report = await zip('second', '--since-last');
    expect(report.account.posts.written).toBe(5);
    expect(report.losses).toContainEqual(
      expect.objectContaining({ code: 'reply_older_than_root', count: 3 }),
    );
    const second = [...(await messages('second')).values()];
    const replies = second.filter((each) => String(each['text']).startsWith('older'));
    expect(replies.map(({ text }) => text)).toEqual([
      'older than the root of the bulk',
      'older by 60000',
      'older by 30000',
    ]);
    for (const { ts, thread_ts: root } of replies) expect(String(ts) > String(root)).toBe(true);
    expect(second.map(({ ts }) => ts)).toEqual(second.map(({ ts }) => ts).toSorted());
    const verified = await runCli([
      ...['verify', '--source', database.readerUrl, '--work', folder.join('work'), '--quiet'],
      ...['--zip', folder.join('bulk.zip'), '--zip', folder.join('second.zip')],
    ]);
    expect(verified).toMatchObject({ exitCode: 0, stderr: '' });
  });

  const LONG = 'A sentence of a long post. '.repeat(2_000);
  it.each([
    ['was deleted since', 'short', (id: string) => people.remove(id)],
    ['has no row any more', 'short', (id: string) => people.removeRow(id)],
    ['is of several messages', LONG, async () => {}],
    ['was of several messages and is deleted', LONG, (id: string) => people.remove(id)],
  ] as const)(
    'gives no ts of an earlier archive again where a post of the millisecond %s',
    async (_what, text, change) => {
      const atMs = Date.now();
      const postAt = async (id: string, words: string): Promise<string> => {
        const made = await people.post(DEV, words);
        const [known, full] = [made, id.padEnd(26, '0')];
        await database.run(
          `UPDATE Posts SET Id = '${full}', CreateAt = ${atMs}, UpdateAt = ${atMs} WHERE Id = '${known}'`,
        );
        return full;
      };
      const first = await postAt('mmm', text);
      await zip('bulk');
      await change(first);
      await postAt('aaa', LONG);
      await postAt('zzz', 'behind');
      const { account } = await zip('second', '--since-last');
      expect(account.posts.written).toBe(2);
      const [bulk, second] = await Promise.all(['bulk', 'second'].map(messages));
      expect(second?.size).toBeGreaterThan(2);
      expect([...(second?.keys() ?? [])].filter((key) => bulk?.has(key))).toEqual([]);
      // The next archive goes on from what both hold.
      await postAt('bbb', LONG);
      await zip('third', '--since-last');
      const third = await messages('third');
      expect(third.size).toBeGreaterThan(1);
      const both = new Set([...(bulk?.keys() ?? []), ...(second?.keys() ?? [])]);
      expect([...third.keys()].filter((key) => both.has(key))).toEqual([]);
    },
  );

  it('brings a new channel whole, and leaves a private one that was moved to the API', async () => {
    await zip('bulk', '--include', 'public,private', '--exclude-channels', 'town-square');
    await people.post(channelIdOf('leadershipTokyo'), 'secret');
    const done = await run('second', '--since-last', '--include', 'public,private');
    expect(done.exitCode).toBe(0);
    const report = JSON.parse(done.stdout);
    expect(report.account.posts.leftOut['private-by-api']).toBe(1);
    expect(report.warnings.join()).toContain('1 new post of private conversations');
    expect(report.account.posts.written).toBeGreaterThan(0);
  });

  it('says that a channel which is public now is to be made public in Slack', async () => {
    await zip('bulk', '--include', 'public,private');
    await database.run(
      `UPDATE Channels SET Type = 'O' WHERE Id = '${channelIdOf('leadershipTokyo')}'`,
    );
    const done = await run('second', '--since-last', '--include', 'public,private');
    expect(done.exitCode).toBe(0);
    expect(JSON.parse(done.stdout).warnings.join()).toMatch(/#\S+: public in Mattermost now/);
    expect((await pending()).map(({ change }) => change)).toEqual(['channel-made-public']);
  });

  it('is refused where older posts would follow newer ones, naming the channels', async () => {
    await zip('bulk', '--from', '2023-04-22');
    const done = await run('second', '--since-last');
    expect(done.exitCode).toBe(2);
    expect(done.stderr).toMatch(/older posts would follow newer ones .*#dev.*posts from 20/);
    await expect(readFile(folder.join('second.zip'))).rejects.toThrow('ENOENT');
    await people.post(DEV, 'new');
    const again = await zip('second', '--since-last', '--from', '2023-04-22');
    expect(again.account.posts.written).toBe(1);
  });

  it('is refused with other options, and when there is nothing to go on from', async () => {
    const none = await run('second', '--since-last');
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toContain('make the first one without --since-last');
    await zip('bulk');
    const other = await run('second', '--since-last', '--system-messages', 'drop');
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain(
      "systemMessages is 'drop', but 'keep' in the earlier archives; use the same",
    );
  });

  it('is refused with fewer channels, for none of them is removed', async () => {
    await zip('bulk', '--include', 'public,private');
    const narrower = await run('second', '--since-last', '--include', 'public');
    expect(narrower.exitCode).toBe(2);
    expect(narrower.stderr).toMatch(/the earlier archives contain #.*, which are not selected now/);
    await expect(pending()).rejects.toThrow('ENOENT');
  });

  describe('after the first archive', () => {
    beforeAll(async () => {
      await world.restore();
      await zip('bulk');
      await world.keep();
    });

    it('holds what is new and nothing else, and both archives hold what one would', async () => {
      await people.post(DEV, 'new');
      await people.post(DEV, 'late reply', postIdOf('broken-build'));
      await people.edit(postIdOf('broken-build'), 'It was me.');
      await people.pin(postIdOf('screenshots'), true);
      const report = await zip('second', '--since-last');
      const { posts } = report.account;
      expect(posts.written).toBe(2);
      expect(posts.leftOut['already-moved']).toBeGreaterThan(50);
      await zip('whole', '--work', folder.join('other'));
      const [bulk, second, whole] = await Promise.all(['bulk', 'second', 'whole'].map(messages));
      expect([...(second?.keys() ?? [])].filter((key) => bulk?.has(key))).toEqual([]);
      expect(second?.size).toBe(2);
      expect([...(bulk?.keys() ?? []), ...(second?.keys() ?? [])].sort()).toEqual(
        [...(whole?.keys() ?? [])].sort(),
      );
      for (const [key, message] of second ?? []) expect(message).toEqual(whole?.get(key));
      const lines = await pending();
      expect(lines.map(({ change, post: id }) => [change, id])).toEqual([
        ['edited', postIdOf('broken-build')],
        ['pinned', postIdOf('screenshots')],
      ]);
      const archive = await readArchive(folder.join('second.zip'));
      const complaints = await checkArchive(archive);
      // The roots of late replies lie in the archive before.
      expect(complaints.filter((text) => !/thread|repl(?:y|ies)/.test(text))).toEqual([]);
      archive.close();
    });

    it('holds nothing the next time, and goes on from both', async () => {
      await people.post(DEV, 'new');
      await zip('second', '--since-last');
      expect((await zip('third', '--since-last')).account.posts.written).toBe(0);
      await people.post(DEV, 'newer');
      expect((await zip('fourth', '--since-last')).account.posts.written).toBe(1);
      expect((await messages('fourth')).size).toBe(1);
    });

    it('takes somebody with a new username for the same person', async () => {
      await database.run(`UPDATE Users SET Username = 'y.taro' WHERE Id = '${userIdOf('yamada')}'`);
      await zip('second', '--since-last');
      expect((await pending()).map(({ change, value }) => [change, value])).toEqual([
        ['person-renamed', 'y.taro'],
      ]);
    });

    it('lists what no import can change', async () => {
      const gone = postIdOf('release-plan');
      await people.remove(postIdOf('broken-build'));
      await people.removeRow(gone);
      await people.remove(postIdOf('reply-of-deleted'));
      await people.react(postIdOf('file-only'), 'tada');
      await people.setTopic(DEV, 'A new topic');
      await people.rename(DEV, 'Engineering');
      await people.leave(DEV, userIdOf('yamada'));
      const report = await zip('second', '--since-last');
      const lines = await pending();
      const changes = new Map(lines.map(({ change, post }) => [`${change} ${post}`.trim(), true]));
      for (const wanted of [
        `deleted ${postIdOf('broken-build')}`,
        `deleted ${gone}`,
        `deleted ${postIdOf('reply-of-deleted')}`,
        `deleted ${postIdOf('deleted-root')}`,
        `reactions ${postIdOf('file-only')}`,
        'topic',
        'channel-renamed',
        'member-left',
      ]) {
        expect(changes.has(wanted), wanted).toBe(true);
      }
      expect(report.pending).toBe(lines.length);
    });

    it('says that a channel which is private now is to be made private in Slack, until somebody did it', async () => {
      await database.run(`UPDATE Channels SET Type = 'P' WHERE Id = '${DEV}'`);
      const aboutDev = async () => {
        const lines = await pending().catch(() => []);
        return lines.map(({ change, what_to_do: todo }) => [change, String(todo).split(':')[0]]);
      };
      const first = ['channel-made-private', 'make the channel private'];
      const steps = [
        // Without a post, with one, and with the same one while nobody has done anything.
        { post: '', lines: [first] },
        { post: 'secret', lines: [first] },
        { post: '', lines: [first] },
      ];
      for (const [index, { post, lines }] of steps.entries()) {
        if (post !== '') await people.post(DEV, post);
        const done = await run(`next-${index}`, '--since-last');
        expect(done.exitCode).toBe(0);
        const { warnings, account } = JSON.parse(done.stdout);
        expect(warnings.join()).toMatch(
          /#dev-tokyo: private in Mattermost now, but imported as public/,
        );
        expect(account.posts.written).toBe(0);
        expect(await aboutDev()).toEqual(lines);
      }
      await rm(folder.join('work', 'pending-changes.csv'));
      const done = await run('last', '--since-last');
      expect(done.stdout).not.toContain('imported as public');
      expect(await aboutDev()).toEqual([['posted', 'nothing']]);
    });

    it('is refused with less time, for what changed outside of it would be missed', async () => {
      await people.edit(postIdOf('broken-build'), 'It was me.');
      for (const range of [
        ['--from', '2023-05-01'],
        ['--to', '2023-04-01'],
      ]) {
        const less = await run('second', '--since-last', ...range);
        expect(less.exitCode).toBe(2);
        expect(less.stderr).toMatch(/contain posts from 20\S+ to 20\S+, and --from or --to leaves/);
      }
      await zip('second', '--since-last', '--from', '2000-01-01', '--to', '2100-01-01');
      expect((await pending()).map(({ change }) => change)).toEqual(['edited']);
    });

    it('goes on behind a post of the future, which a clock that was ahead has left', async () => {
      const early = await people.post(DEV, 'of tomorrow');
      const tomorrowMs = Date.now() + 86_400_000;
      await database.run(
        `UPDATE Posts SET CreateAt = ${tomorrowMs}, UpdateAt = ${tomorrowMs} WHERE Id = '${early}'`,
      );
      await zip('second', '--since-last');
      await people.post(DEV, 'of today');
      expect((await zip('third', '--since-last')).account.posts.written).toBe(1);
      expect((await zip('fourth', '--since-last')).account.posts.written).toBe(0);
    });

    it('is refused for another server, whose channels would all be new', async () => {
      await database.run('UPDATE Channels SET Id = REVERSE(Id)');
      const other = await run('second', '--since-last');
      expect(other.exitCode).toBe(2);
      expect(other.stderr).toContain('none of the channels of this Mattermost server');
      await expect(pending()).rejects.toThrow('ENOENT');
    });

    it('takes a failed run for none', async () => {
      await people.post(DEV, 'new');
      expect((await run('bulk', '--since-last')).exitCode).toBe(2);
      expect((await zip('second', '--since-last')).account.posts.written).toBe(1);
      await rm(folder.join('second.zip'));
    });
  });
});
