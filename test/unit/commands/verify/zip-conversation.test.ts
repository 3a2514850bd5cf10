import { describe, expect, it } from 'vitest';
import { compareArchiveConversation } from '../../../../src/commands/verify/zip-conversation.ts';
import type { ArchiveFiles } from '../../../../src/commands/verify/zip-files.ts';
import { archiveViews } from '../../../../src/commands/verify/zip-view.ts';
import type { ArchiveSet, FoundMessage } from '../../../../src/importers/archive/archive-set.ts';
import { userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { archiveMessage } from '../../../../src/mapping/verify/archive.ts';
import { type Post, postId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import {
  aVerifiedWorkspace,
  pagesOf,
  type Recorded,
  SUZUKI,
  startRecording,
  YAMADA,
} from './comparison.ts';

const DAY = '2023-04-03';
const TS = '1680485400.123000';
const REPLY_TS = '1680485460.123000';
const REPLY_ID = postId('post0000000000000000000002');
const YAMADA_IN_SLACK = userSlackId(YAMADA.id);

const NO_FILES: ArchiveFiles = {
  bundledDifferences: async () => [],
  checkLinked: async () => {},
  linkedFiles: () => ({ linked: 0, fetched: 0 }),
};

type Fields = Readonly<Record<string, unknown>>;

/** A message of a day file; that of `aPost` unless other fields are given. */
const message = (fields: Fields = {}, day = DAY): FoundMessage => ({
  message: archiveMessage.parse({ ts: TS, user: YAMADA_IN_SLACK, text: 'Good morning', ...fields }),
  day,
});

function archiveOf(messages: readonly FoundMessage[], names: readonly string[]): ArchiveSet {
  return {
    names,
    users: new Map(),
    conversations: new Map(),
    orphanDays: [],
    async *messages() {
      yield* messages;
    },
    upload: () => undefined,
    entries: () => [],
    close: () => {},
  };
}

interface Comparing {
  readonly posts: readonly Post[];
  readonly messages: readonly FoundMessage[];
  readonly systemMessages?: 'keep' | 'drop';
  readonly names?: readonly string[];
  readonly skipped?: readonly (typeof YAMADA.id)[];
  readonly recorded?: Recorded;
}

async function compare({
  posts,
  messages,
  systemMessages = 'keep',
  names = ['all.zip'],
  skipped = [],
  recorded = startRecording(),
}: Comparing) {
  const { workspace, conversation } = aVerifiedWorkspace({ skipped });
  const { differences, tally } = recorded;
  const views = archiveViews({ rewriteLinksTo: undefined, systemMessages }, workspace, [
    conversation,
  ]);
  const archives = archiveOf(messages, names);
  const comparison = { archives, views, files: NO_FILES, differences, tally };
  const pins = await compareArchiveConversation(comparison, conversation, pagesOf(posts));
  return { lines: recorded.lines(), account: recorded.account(), pins };
}

const ROOT = aPost({ thread: { kind: 'root', replies: [aReplyRef()] } });
const REPLY = aPost({
  id: REPLY_ID,
  createAtMs: A_TIME_MS + 60_000,
  message: 'To you as well',
  thread: { kind: 'reply', root: aPostRef() },
});
const ROOT_MESSAGE = message({ thread_ts: TS, reply_count: 1, replies: [{ ts: REPLY_TS }] });
const replyMessage = (fields: Fields = {}): FoundMessage =>
  message({ ts: REPLY_TS, thread_ts: TS, text: 'To you as well', ...fields });

describe('a conversation and its messages in archives', () => {
  it('are equal when every fact is, and pinned posts are returned', async () => {
    const post = aPost({
      message: '**Good** morning :+1:, @suzuki',
      editAtMs: A_TIME_MS + 5_000,
      isPinned: true,
      reactions: [aReaction({ userId: SUZUKI.id, emojiName: 'tada' })],
    });
    const found = message({
      text: `*Good* morning :+1:, <@${userSlackId(SUZUKI.id)}>`,
      edited: { user: YAMADA_IN_SLACK, ts: '1680485405.000000' },
      pinned_to: ['C1'],
      reactions: [{ name: 'tada', users: [userSlackId(SUZUKI.id)], count: 1 }],
    });
    expect(await compare({ posts: [post], messages: [found] })).toEqual({
      lines: [],
      account: { compared: 1 },
      pins: [TS],
    });
  });

  it('are equal with a thread, whose replies the root lists', async () => {
    const compared = await compare({
      posts: [ROOT, REPLY],
      messages: [ROOT_MESSAGE, replyMessage()],
    });
    expect(compared).toEqual({ lines: [], account: { compared: 2 }, pins: [] });
  });

  it('differ by a post that has no message', async () => {
    const compared = await compare({ posts: [aPost()], messages: [] });
    expect(compared.lines).toEqual([`missing message ${aPost().id}`]);
    expect(compared.account).toEqual({ compared: 0, 'not-found': 1 });
  });

  it('differ by a message that has no post, before, between and behind the posts', async () => {
    const others = ['1680000000.000000', '1680485430.000000', '1690000000.000000'];
    const days = ['2023-03-28', DAY, '2023-07-22'];
    const [before, between, behind] = others.map((ts, index) => message({ ts }, days[index]));
    const messages = [before, ROOT_MESSAGE, between, replyMessage(), behind].filter(
      (each) => each !== undefined,
    );
    const compared = await compare({ posts: [ROOT, REPLY], messages });
    expect(compared.lines).toEqual(others.map((ts) => `unexpected message ${ts}`));
    expect(compared.account).toEqual({ compared: 2 });
  });

  it.each([
    ['text', { text: 'Good evening' }],
    ['author', { user: userSlackId(SUZUKI.id) }],
    ['edited', { edited: { ts: '1680485405.000000' } }],
    ['reactions', { reactions: [{ name: 'tada', users: [YAMADA_IN_SLACK] }] }],
    ['pinned', { pinned_to: ['C1'] }],
    ['attachments', { attachments: [{ text: 'more' }] }],
    ['deleted', { subtype: 'tombstone' }],
  ])('differ by the %s of a message', async (field, fields) => {
    const compared = await compare({ posts: [aPost()], messages: [message(fields)] });
    expect(compared.lines).toEqual([`differs message.${field} ${aPost().id}`]);
    expect(compared.account).toEqual({ compared: 1 });
  });

  it('differ by a text that only the blocks of a message have', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'Good evening' } }];
    const compared = await compare({ posts: [aPost()], messages: [message({ blocks })] });
    expect(compared.lines).toEqual([`differs message.text ${aPost().id}`]);
  });

  it('differ by a reply that was moved to another thread', async () => {
    const moved = replyMessage({ thread_ts: '1680485000.000000' });
    const compared = await compare({ posts: [ROOT, REPLY], messages: [ROOT_MESSAGE, moved] });
    expect(compared.lines).toEqual([`differs message.thread ${REPLY_ID}`]);
  });

  it('differ by a reply that its root does not list, unless a later archive may have it', async () => {
    const posts = [ROOT, REPLY];
    const messages = [message({ thread_ts: TS, reply_count: 0, replies: [] }), replyMessage()];
    const alone = await compare({ posts, messages });
    expect(alone.lines).toEqual([`differs message.replies ${ROOT.id}`]);
    const several = await compare({ posts, messages, names: ['1.zip', '2.zip'] });
    expect(several.lines).toEqual([]);
  });

  it('are equal where a long post became several messages, and differ when a part is missing', async () => {
    const post = aPost({ message: 'one\n\ntwo\n\nthree' });
    const [first, ...others] = [
      message({ text: 'one' }),
      message({ ts: '1680485400.123001', text: 'two' }),
      message({ ts: '1680485400.123002', text: 'three' }),
    ];
    const messages = first === undefined ? [] : [first, ...others];
    expect(await compare({ posts: [post], messages })).toEqual({
      lines: [],
      account: { compared: 1 },
      pins: [],
    });
    const cut = await compare({ posts: [post], messages: messages.slice(0, 2) });
    expect(cut.lines).toEqual([`differs message.text ${post.id}`]);
  });

  it('are equal where a system message was dropped, and differ when it is there after all', async () => {
    const post = aPost({ type: 'system_join_channel', message: 'yamada joined the channel.' });
    const found = message({ text: `<@${YAMADA_IN_SLACK}> has joined the channel` });
    const dropped = { posts: [post], systemMessages: 'drop' } as const;
    expect(await compare({ ...dropped, messages: [] })).toEqual({
      lines: [],
      account: { compared: 0, 'system-message': 1 },
      pins: [],
    });
    expect((await compare({ ...dropped, messages: [found] })).lines).toEqual([
      `unexpected message ${post.id}`,
    ]);
    expect((await compare({ posts: [post], messages: [found] })).lines).toEqual([]);
  });

  it('are equal where a person is skipped, and count the posts as left out', async () => {
    const compared = await compare({ posts: [aPost()], messages: [], skipped: [YAMADA.id] });
    expect(compared).toEqual({
      lines: [],
      account: { compared: 0, 'author-skipped': 1 },
      pins: [],
    });
  });

  it("are equal where posts of one instant have each other's places", async () => {
    const tie = (rank: number) => ({ tie: { rank, count: 2 } });
    const posts = [
      aPost({ ...tie(0), message: 'first' }),
      aPost({ ...tie(1), id: REPLY_ID, message: 'second' }),
    ];
    const messages = [
      message({ text: 'second' }),
      message({ ts: '1680485400.123001', text: 'first' }),
    ];
    const compared = await compare({ posts, messages });
    expect(compared).toMatchObject({ lines: [], account: { compared: 2 } });
  });

  it.each(['2023-04-01', '2023-04-05'])(
    'differ by the day file of a message, which is compared nevertheless: %s',
    async (day) => {
      const compared = await compare({ posts: [aPost()], messages: [message({}, day)] });
      expect(compared.lines).toEqual([`differs message.day ${aPost().id}`]);
    },
  );

  it('differ as expected where a loss was recorded', async () => {
    const recorded = startRecording();
    const place = { postId: aPost().id, channelId: '', ts: '', name: '' };
    recorded.explanations.add('thread_root_lost', place);
    const compared = await compare({
      posts: [aPost()],
      messages: [message({ thread_ts: '1680485000.000000' })],
      recorded,
    });
    expect(compared.lines).toEqual([`differs message.thread ${aPost().id}: thread_root_lost`]);
    expect(recorded.differences.unrecorded()).toEqual([]);
  });
});
