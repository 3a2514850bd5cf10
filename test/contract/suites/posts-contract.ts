import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelKey } from '../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import type { Source, TimeRange } from '../../../src/exporters/source.ts';
import { channelId, type Post } from '../../../src/model/model.ts';
import type { ContractKind, ContractSubject } from '../../support/mattermost/contract-subject.ts';
import { allPosts, EVERYTHING } from '../../support/mattermost/fixture-source.ts';
import { notEmpty } from '../../support/not-empty.ts';
import type { TestDatabase } from '../../support/servers/databases.ts';

const CHANNELS = [
  'townSquareTokyo',
  'offTopicTokyo',
  'devTokyo',
  'salesTokyo',
  'devSupport',
  'emptySupport',
  'direct',
] as const satisfies readonly ChannelKey[];

/** A reply to a reply that was deleted, and one to the former wording of a post. */
const ODD_REPLIES = ['reply-to-deleted-reply', 'reply-to-history'];

async function addOddReplies(database: TestDatabase): Promise<void> {
  const no = database.engine === 'mysql' ? '0' : 'false';
  const deletedReply = "Message = 'No.'";
  const history = "Message = 'Can we move it to 26 April?'";
  for (const [index, root] of [deletedReply, history].entries()) {
    await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId,
        ChannelId, RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
      SELECT '${postIdOf(ODD_REPLIES[index] ?? '')}', ${Date.UTC(2023, 5, 1) + index}, 1, 0, 0, ${no}, UserId,
        ChannelId, Id, '', 'odd reply', '', '{}', '', '[]', '[]', ${no} FROM Posts WHERE ${root}`);
  }
}

/** What the stream of a channel's posts promises, read from the fixture workspace. */
export function describePostsContract({ name, engine, lacks, load }: ContractKind): void {
  const hasDeleted = !lacks.has('deleted-posts');
  describe(`the posts of a channel, read from ${name}`, () => {
    let subject: ContractSubject;
    let source: Source;
    const posts = new Map<string, Post>();
    const streams = new Map<ChannelKey, readonly Post[]>();
    beforeAll(async () => {
      subject = await load('posts', addOddReplies);
      ({ source } = subject);
      for (const key of CHANNELS) {
        const stream = await allPosts(source, channel(key));
        streams.set(key, stream);
        for (const post of stream) posts.set(post.id, post);
      }
    });
    afterAll(() => subject.stop());
    const channel = (key: ChannelKey) => subject.ids.channel(key);
    const post = (key: string): Post | undefined => posts.get(subject.ids.post(key));

    it('come in the order of time, and of ids within a millisecond', () => {
      for (const stream of notEmpty(streams.values())) {
        const keys = stream.map(({ createAtMs, id }) => [createAtMs, id] as const);
        const ordered = [...keys].sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
        expect(keys).toEqual(ordered);
      }
      expect(streams.get('emptySupport')).toEqual([]);
    });

    it('leave out deleted posts and former wordings', () => {
      const stream = streams.get('devTokyo') ?? [];
      const texts = stream.map(({ message }) => message);
      expect(texts).toContain('Can we move it to 27 April?');
      expect(texts).not.toContain('Can we move it to 26 April?');
      expect(texts).not.toContain('Wrong channel');
      expect(post('deleted-with-file')).toBeUndefined();
    });

    it('have a rank among the rows of their millisecond, the deleted one included', () => {
      const live = ['burst-a', 'burst-b', 'burst-d'];
      const ids = [...live, ...(hasDeleted ? ['burst-c'] : [])].map(subject.ids.post).sort();
      for (const key of live) {
        const rank = ids.indexOf(subject.ids.post(key));
        expect(post(key)?.tie).toEqual({ rank, count: ids.length });
      }
      expect(post('burst-c')).toBeUndefined();
      expect(post('release-plan')?.tie).toEqual({ rank: 0, count: 1 });
    });

    it('know their thread', () => {
      const root = post('year-end');
      expect(root?.thread.kind).toBe('root');
      const replies = root?.thread.kind === 'root' ? [...root.thread.replies] : [];
      expect(replies).toHaveLength(4);
      const times = replies.map(({ createAtMs }) => createAtMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(post('move-it')?.thread).toMatchObject({
        kind: 'reply',
        root: {
          id: subject.ids.post('release-plan'),
          userId: subject.ids.user('suzuki'),
          isDeleted: false,
        },
      });
      expect(post('imported')?.thread).toEqual({ kind: 'alone' });
    });

    it.each([
      ['reply-of-nothing', 'missing'],
      ['reply-elsewhere', 'other-channel'],
      ['reply-to-reply', 'is-a-reply'],
      ['reply-to-deleted-reply', 'deleted'],
      ['reply-to-history', 'missing'],
    ])('stand alone when %s: %s', (key, reason) => {
      // An export writes a reply with its root, in whatever channel it is, or not at all.
      if (engine === 'bulk') expect(post(key)?.thread.kind).not.toBe('lost-reply');
      else expect(post(key)?.thread).toMatchObject({ kind: 'lost-reply', reason });
    });

    it('stand alone when their thread began outside the range', async () => {
      const range = { fromMs: Date.UTC(2023, 3, 20, 2), toMs: undefined };
      const stream = await allPosts(source, channel('devTokyo'), range);
      expect(stream.find(({ id }) => id === subject.ids.post('move-it'))?.thread).toEqual({
        kind: 'lost-reply',
        rootId: subject.ids.post('release-plan'),
        reason: 'outside-range',
      });
    });

    it('keep a deleted first post whose reply remains, bare of what was attached to it', () => {
      const tombstone = post('deleted-root');
      if (!hasDeleted) {
        expect([tombstone, post('reply-of-deleted')]).toEqual([undefined, undefined]);
        return;
      }
      expect(tombstone).toMatchObject({ thread: { kind: 'root' }, reactions: [], files: [] });
      expect(tombstone?.deleteAtMs).toBe(Date.UTC(2023, 3, 24, 2));
      expect(post('reply-of-deleted')?.thread).toMatchObject({
        kind: 'reply',
        root: { isDeleted: true },
      });
    });

    it('may have NULL in any column', () => {
      // The server's own query passes over DeleteAt NULL.
      if (engine === 'bulk') {
        expect(post('nulls')).toBeUndefined();
        return;
      }
      expect(post('nulls')).toMatchObject({
        message: 'columns are NULL',
        editAtMs: undefined,
        deleteAtMs: undefined,
        isPinned: false,
        type: '',
        props: {},
        thread: { kind: 'alone' },
        faults: [],
      });
      expect(post('null-author')?.userId).toBeUndefined();
      expect(post('null-message')?.message).toBe('');
      expect(post('null-props')?.props).toEqual({});
    });

    it('say what was mended in them', () => {
      // An export has no ids of files, and names the files that have rows.
      const hasFileIds = !lacks.has('ids');
      expect(post('no-file-row')?.faults).toEqual(hasFileIds ? ['file-ids-without-rows'] : []);
      expect(post('legacy-filenames')?.faults).toEqual(hasFileIds ? ['legacy-filenames'] : []);
      if (engine === 'bulk') return;
      const nul = post('text-nul');
      expect(nul?.message).toBe(engine === 'mysql' ? 'a NUL \ufffd in the text' : undefined);
    });

    it('carry the reactions that were not taken back, in the order of time', () => {
      const given = post('release-plan')?.reactions.map((each) => [each.emojiName, each.userId]);
      expect(given).toEqual([
        ['+1_medium_skin_tone', subject.ids.user('sato')],
        ['+1', subject.ids.user('emma')],
        ['+1', subject.ids.user('chen.partner')],
      ]);
      expect(post('year-end')?.reactions).toHaveLength(4);
    });

    it('carry the files that were not removed, with their size and path', () => {
      expect(post('screenshots')?.files.map(({ id }) => id)).toEqual(
        ['image-old', 'image-new'].map(subject.ids.file),
      );
      // An export says the path of a file and no size; the ZIP has that.
      const isHeld = engine !== 'bulk';
      const size = isHeld ? { widthPx: 32, heightPx: 16 } : { sizeBytes: 0, widthPx: undefined };
      expect(post('screenshots')?.files[1]).toMatchObject(size);
      const sizes = post('lost-file')?.files.map(({ sizeBytes }) => sizeBytes);
      expect(sizes).toEqual([0, isHeld ? 16 : 0]);
      expect(post('removed-file')?.files).toEqual([]);
    });

    it('carry their priority and who acknowledged it', () => {
      const acknowledgedBy = [subject.ids.user('sato')];
      const urgent = { level: 'urgent', requestedAck: true, acknowledgedBy };
      expect(post('farewell')?.priority).toEqual(lacks.has('integrations') ? undefined : urgent);
      expect(post('release-plan')?.priority).toBeUndefined();
    });

    it.each([1, 3, 7])('are the same in pages of %i', async (postsPerPage) => {
      const paged = await subject.reopen(postsPerPage);
      for (const key of CHANNELS) {
        expect(await allPosts(paged, channel(key))).toEqual(streams.get(key));
      }
      await paged.close();
    });

    it('are those of the range, with threads that lead nowhere else', async () => {
      const moment = fc.integer({ min: Date.UTC(2023, 3, 20), max: Date.UTC(2023, 5, 2) });
      await fc.assert(
        fc.asyncProperty(moment, moment, fc.constantFrom(...CHANNELS), async (a, b, key) => {
          const range = { fromMs: Math.min(a, b), toMs: Math.max(a, b) };
          const stream = await allPosts(source, channel(key), range);
          const expected = (streams.get(key) ?? []).filter((each) => isIn(range, each));
          expect(stream.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
          expectClosedThreads(stream);
        }),
        { numRuns: 20 },
      );
    });

    it('are none for a channel that is not there', async () => {
      expect(await allPosts(source, channelId('nowhere'), EVERYTHING)).toEqual([]);
    });
  });
}

function isIn({ fromMs = 0, toMs = Number.MAX_VALUE }: TimeRange, post: Post): boolean {
  return post.createAtMs >= fromMs && post.createAtMs < toMs;
}

/** A reply's root is there and lists it; a root lists exactly the replies that are there. */
function expectClosedThreads(stream: readonly Post[]): void {
  const byRoot = new Map<string, string[]>();
  for (const { id, thread } of stream) {
    if (thread.kind !== 'reply') continue;
    byRoot.set(thread.root.id, [...(byRoot.get(thread.root.id) ?? []), id]);
  }
  const listed = new Map<string, string[]>();
  for (const { id, thread } of stream) {
    if (thread.kind === 'root')
      listed.set(
        id,
        Array.from(thread.replies, (reply) => reply.id),
      );
  }
  expect(new Map([...listed].sort())).toEqual(new Map([...byRoot].sort()));
}
