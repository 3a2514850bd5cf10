import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ChannelKey, channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import type { Source } from '../../../src/exporters/source.ts';
import type { Engine } from '../../../src/model/model.ts';
import { channelId, type Post, postId } from '../../../src/model/model.ts';
import {
  allPosts,
  EVERYTHING,
  loadFixtures,
  openFixtures,
} from '../../support/mattermost/fixture-source.ts';
import { mattermostWriter } from '../../support/mattermost/mattermost-writer.ts';
import type { TestDatabase } from '../../support/servers/databases.ts';

const channel = (key: ChannelKey) => channelId(channelIdOf(key));
const DEV = channel('devTokyo');

/** Posts a page, and which of the posts are known: every so many-th. */
const PAGES_AND_KNOWN = [
  [1, 5],
  [2, 2],
  [7, 4],
  [1000, 3],
] as const;

/** What a source tells of changes, however few of them it may hold, while people write into the fixture workspace. */
export function describeChangesContract(engine: Engine, maxHeldChanges?: number): void {
  const way = maxHeldChanges === undefined ? '' : `, ${maxHeldChanges} held at most`;
  describe(`what changed, read from ${engine}${way}`, () => {
    let database: TestDatabase;
    /** When the writing began. */
    let sinceMs: number;
    const written = { post: '', reply: '', root: '', gone: '' };
    const edited = postIdOf('broken-build');
    beforeAll(async () => {
      database = await loadFixtures(engine, 'changes');
      const people = mattermostWriter(database);
      sinceMs = Date.now() - 1;
      written.post = await people.post(DEV, 'new');
      written.reply = await people.post(DEV, 'late', postIdOf('release-plan'));
      await people.edit(edited, 'It was me.');
      written.root = await people.post(DEV, 'wrong');
      await people.post(DEV, 'reply to the wrong one', written.root);
      await people.remove(written.root);
      written.gone = await people.post(DEV, 'gone');
      await people.removeRow(written.gone);
    });
    afterAll(() => database.drop());

    async function withSource<Value>(
      use: (source: Source) => Promise<Value>,
      postsPerPage = 2,
    ): Promise<Value> {
      const source = await openFixtures(database, postsPerPage, maxHeldChanges);
      try {
        return await use(source);
      } finally {
        await source.close();
      }
    }

    async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
      const items: Item[] = [];
      for await (const page of pages) items.push(...page);
      return items;
    }

    const changed = (from = sinceMs) =>
      withSource((source) => all(source.changedPosts(DEV, EVERYTHING, from)));

    it('is posts, edits and the roots of late replies, in the order of time and whole', async () => {
      const posts = await changed();
      const ids = [postIdOf('release-plan'), edited, written.post, written.reply];
      expect(posts.map(({ id }) => id)).toEqual(ids);
      const whole = await withSource((source) => allPosts(source, DEV));
      const byId = new Map(whole.map((post) => [post.id, post]));
      for (const post of posts) expect(post).toEqual(byId.get(post.id));
    });

    it('is everything when the moment lies before all', async () => {
      const whole = await withSource((source) => allPosts(source, DEV));
      expect(await changed(0)).toEqual(whole);
    });

    it('names what was deleted, replies before their roots, and no former wording', async () => {
      const deleted = await withSource((source) => all(source.deletedPosts(DEV, sinceMs)));
      expect(deleted).toHaveLength(2);
      expect(deleted.at(-1)?.id).toBe(written.root);
      const before = await withSource((source) => all(source.deletedPosts(DEV, 0)));
      const times = before.map(({ createAtMs }) => createAtMs);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(before.length).toBeGreaterThan(2);
    });

    it('gives the texts that an edited post had before, the latest first', async () => {
      const whole = await withSource((source) => allPosts(source, DEV));
      const asked = whole.filter(({ id }) => id === edited || id === written.post);
      expect(asked).toHaveLength(2);
      const [former, elsewhere, none] = await withSource(async (source) => [
        await source.formerTexts(DEV, asked),
        await source.formerTexts(channel('devSupport'), asked),
        await source.formerTexts(DEV, []),
      ]);
      expect([...(former ?? [])]).toEqual([
        [
          edited,
          [
            {
              id: expect.any(String),
              userId: whole.find(({ id }) => id === edited)?.userId,
              message: 'Who broke the build?',
              untilMs: expect.any(Number),
            },
          ],
        ],
      ]);
      expect([elsewhere?.size, none?.size]).toEqual([0, 0]);
    });

    it('names the channels with the number of their changed rows, and the latest moment of all', async () => {
      const [channels, latest] = await withSource(async (source) => [
        await source.changedChannels(sinceMs),
        await source.latestChangeMs(),
      ]);
      expect([...channels.keys()]).toEqual([DEV]);
      const changes = channels.get(DEV);
      expect(changes?.latestMs).toBeGreaterThan(sinceMs);
      expect(latest).toBeGreaterThanOrEqual(changes?.latestMs ?? 0);
      const [counted] = await database.run(
        `SELECT COUNT(*) AS changed FROM Posts WHERE UpdateAt >= ${sinceMs}`,
      );
      expect(changes?.rows).toBe(Number(counted?.['changed']));
    });

    it('gives what is not known in the order of the posts, also where rows have NULL for not deleted', async () => {
      const live = await withSource((source) => allPosts(source, DEV));
      const own = live.filter(({ deleteAtMs }) => deleteAtMs === undefined).map(({ id }) => id);
      const nulled = own.filter((_, at) => at % 3 !== 0).map((id) => `'${id}'`);
      await database.run(`UPDATE Posts SET DeleteAt = NULL WHERE Id IN (${nulled.join(', ')})`);
      for (const [postsPerPage, known] of PAGES_AND_KNOWN) {
        const isKnown = (id: string): boolean => own.indexOf(postId(id)) % known === 0;
        const found = await withSource(
          (source) => all(source.unknownPosts(DEV, EVERYTHING, isKnown)),
          postsPerPage,
        );
        expect(found.map(({ id }) => id)).toEqual(own.filter((id) => !isKnown(id)));
      }
    });

    it('tells posts that lost a reaction from those that have and had none', async () => {
      const people = mattermostWriter(database);
      const [lost, kept] = [written.post, written.reply];
      const asked = [lost, kept].map(postId);
      const look = (from: number) =>
        withSource((source) => source.postsWithReactionsTakenBack(asked, from));
      const beforeMs = Date.now();
      for (const id of [lost, kept]) await people.react(id, 'tada');
      expect(await look(0)).toEqual([]);
      await people.unreact(lost, 'tada');
      expect(await look(0)).toEqual([lost]);
      expect(await look(beforeMs)).toEqual([lost]);
      expect(await look(Date.now() + 60_000)).toEqual([]);
    });

    it('tells each time whether a channel is public', async () => {
      const people = mattermostWriter(database);
      const look = (id = DEV) => withSource((source) => source.isHidden(id));
      expect(await look()).toBe(false);
      await people.makePrivate(DEV);
      expect(await look()).toBe(true);
      await people.makePublic(DEV);
      expect(await look()).toBe(false);
      expect(await look(channelId('never-there'))).toBe(false);
    });

    it('tells rows that are gone from deleted ones', async () => {
      const asked = [written.gone, written.root, written.post, 'never-there'].map(postId);
      const gone = await withSource((source) => source.removedPosts(asked));
      expect(gone).toEqual([written.gone, 'never-there']);
      expect(await withSource((source) => source.removedPosts([]))).toEqual([]);
    });

    it('knows a deleted root as withdrawn once its last reply is deleted too, of any age', async () => {
      const [root, reply] = ['deleted-root', 'reply-of-deleted'].map(postIdOf);
      const look = () =>
        withSource(async (source) => {
          const deleted = (await all(source.deletedPosts(DEV, 0))).map(({ id }) => id);
          const streamed = (await allPosts(source, DEV)).map(({ id }) => id);
          const asked = [...streamed, ...deleted, written.gone, 'never-there'].map(postId);
          const withdrawn = await source.withdrawnAmong(asked);
          expect(withdrawn).toEqual(
            asked.filter((id) => !streamed.includes(id) && deleted.includes(id)),
          );
          expect(await source.withdrawnAmong([])).toEqual([]);
          return withdrawn;
        });
      expect((await look()).filter((id) => id === root || id === reply)).toEqual([]);
      await mattermostWriter(database).remove(reply ?? '');
      expect((await look()).filter((id) => id === root || id === reply).sort()).toEqual(
        [root, reply].sort(),
      );
    });

    it('gives what is not known, and posts by their ids, as the stream has them', async () => {
      const whole = await withSource((source) => allPosts(source, DEV));
      const live = whole.filter(({ deleteAtMs }) => deleteAtMs === undefined);
      const known = new Set(live.filter((_, index) => index % 2 === 0).map(({ id }) => id));
      const unknown = await withSource((source) =>
        all(source.unknownPosts(DEV, EVERYTHING, (id) => known.has(id))),
      );
      expect(unknown).toEqual(live.filter(({ id }) => !known.has(id)));
      const some = whole.filter((_, index) => index % 3 === 0).map(({ id }) => id);
      const asked = [...some].sort().map(postId);
      const found: readonly Post[] = await withSource((source) =>
        source.postsOf(DEV, EVERYTHING, [...asked, postId(written.gone)]),
      );
      expect(found).toEqual(whole.filter(({ id }) => some.includes(id)));
      const elsewhere = channel('salesTokyo');
      expect(await withSource((source) => source.postsOf(elsewhere, EVERYTHING, asked))).toEqual(
        [],
      );
    });
  });
}
