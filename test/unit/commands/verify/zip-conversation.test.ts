import { describe, expect, it } from 'vitest';
import { fileSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { differenceOf } from '../../../../src/mapping/verify/facts.ts';
import { type FileInfo, fileId, type Post, type UserId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
} from '../../../support/builders/builders.ts';
import {
  CHANNEL_IN_SLACK,
  compare,
  DAY,
  type Fields,
  message,
  oldMessage,
  REPLY,
  REPLY_ID,
  REPLY_TS,
  ROOT,
  ROOT_FIELDS,
  ROOT_MESSAGE,
  replyMessage,
  SUZUKI_IN_SLACK,
  TS,
  YAMADA_IN_SLACK,
} from './archive-comparison.ts';
import { SUZUKI, startRecording, YAMADA } from './comparison.ts';

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
      edited: { user: YAMADA_IN_SLACK, ts: '1680485406.000000' },
      pinned_to: [CHANNEL_IN_SLACK],
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
    ['edited', { edited: { user: YAMADA_IN_SLACK, ts: '1680485406.000000' } }],
    ['reactions', { reactions: [{ name: 'tada', users: [YAMADA_IN_SLACK] }] }],
    ['subtype', { subtype: 'me_message' }],
    ['format', { type: 'reminder' }],
    ['hidden', { hidden: true }],
    ['parent', { parent_user_id: YAMADA_IN_SLACK }],
    ['pinned', { pinned_to: [CHANNEL_IN_SLACK] }],
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
    const found = message({
      subtype: 'channel_join',
      text: `<@${YAMADA_IN_SLACK}> has joined the channel`,
    });
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

  it.each(['> ', '', '\u200b', '&nbsp;', '[a]: http://a.example', '> > &nbsp;', '` `'])(
    'are equal where a post shows nothing and is not there, and differ when it is: %j',
    async (text) => {
      const post = aPost({ message: text });
      expect(await compare({ posts: [post], messages: [] })).toEqual({
        lines: [],
        account: { compared: 0, 'empty-message': 1 },
        pins: [],
      });
      expect((await compare({ posts: [post], messages: [message({ text: '' })] })).lines).toEqual([
        `unexpected message ${post.id}`,
      ]);
      const reply = { ...REPLY, message: text };
      const thread = { kind: 'root', replies: [aReplyRef({ blankMessage: text })] } as const;
      const root = aPost({ thread });
      expect((await compare({ posts: [root, reply], messages: [message()] })).lines).toEqual([]);
      const listed = await compare({ posts: [root, reply], messages: [message(ROOT_FIELDS)] });
      expect(listed.lines).toEqual([`differs message.replies ${root.id}`]);
    },
  );

  it.each(['>', '***', ':smile:', '.', '```\n```'])(
    'differ where a post that shows something is not there: %j',
    async (text) => {
      const post = aPost({ message: text });
      expect((await compare({ posts: [post], messages: [] })).lines).toEqual([
        `missing message ${post.id}`,
      ]);
    },
  );

  it('are equal where a burn-on-read post is not there, and differ when it is', async () => {
    const post = aPost({ type: 'burn_on_read' });
    expect(await compare({ posts: [post], messages: [] })).toEqual({
      lines: [],
      account: { compared: 0, 'burn-on-read': 1 },
      pins: [],
    });
    for (const found of [message(), oldMessage(), message({ text: '' })]) {
      expect((await compare({ posts: [post], messages: [found] })).lines).toEqual([
        `differs message.read-once ${post.id}`,
      ]);
    }
  });

  it('are equal where a person is skipped, and count the posts as left out', async () => {
    const compared = await compare({ posts: [aPost()], messages: [], skipped: [YAMADA.id] });
    expect(compared).toEqual({
      lines: [],
      account: { compared: 0, 'author-skipped': 1 },
      pins: [],
    });
  });

  it.each([
    ['who edited it', 'edited-by', { edited: { user: SUZUKI_IN_SLACK, ts: '1680485406.000000' } }],
    ['a channel in which it is pinned', 'pinned', { pinned_to: [CHANNEL_IN_SLACK, 'C1'] }],
    [
      'a count that is not the number of people',
      'reactions',
      { reactions: [{ name: 'tada', users: [SUZUKI_IN_SLACK], count: 2 }] },
    ],
    [
      'a person who reacted twice',
      'reactions',
      { reactions: [{ name: 'tada', users: [SUZUKI_IN_SLACK, SUZUKI_IN_SLACK], count: 2 }] },
    ],
    [
      'a reaction that is listed twice',
      'reactions',
      {
        reactions: ['tada', 'tada'].map((name) => ({ name, users: [SUZUKI_IN_SLACK], count: 1 })),
      },
    ],
  ])('differ by %s', async (_what, field, fields) => {
    const post = aPost({
      editAtMs: A_TIME_MS + 5_000,
      isPinned: true,
      reactions: [aReaction({ userId: SUZUKI.id, emojiName: 'tada' })],
    });
    const right: Fields = {
      edited: { user: YAMADA_IN_SLACK, ts: '1680485406.000000' },
      pinned_to: [CHANNEL_IN_SLACK],
      reactions: [{ name: 'tada', users: [SUZUKI_IN_SLACK], count: 1 }],
    };
    expect((await compare({ posts: [post], messages: [message(right)] })).lines).toEqual([]);
    const compared = await compare({
      posts: [post],
      messages: [message({ ...right, ...fields })],
    });
    expect(compared.lines).toEqual([`differs message.${field} ${post.id}`]);
  });

  it.each<readonly [what: string, fields: Fields]>([
    ['names another author of a reply', { replies: [{ user: SUZUKI_IN_SLACK, ts: REPLY_TS }] }],
    ['does not say that it is one', { thread_ts: '' }],
    ['counts other people', { reply_users_count: 2 }],
    ['names other people', { reply_users: [SUZUKI_IN_SLACK] }],
    ['names another reply as the latest', { latest_reply: TS }],
    [
      'lists a reply twice',
      {
        reply_count: 2,
        replies: [REPLY_TS, REPLY_TS].map((ts) => ({ user: YAMADA_IN_SLACK, ts })),
      },
    ],
  ])('differ by the replies of a root that %s', async (_what, fields) => {
    const messages = [message({ ...ROOT_FIELDS, ...fields }), replyMessage()];
    const compared = await compare({ posts: [ROOT, REPLY], messages });
    expect(compared.lines).toEqual([`differs message.replies ${ROOT.id}`]);
  });

  it('differ by the author of the thread that a reply names', async () => {
    const messages = [ROOT_MESSAGE, replyMessage({ parent_user_id: SUZUKI_IN_SLACK })];
    const compared = await compare({ posts: [ROOT, REPLY], messages });
    expect(compared.lines).toEqual([`differs message.parent ${REPLY_ID}`]);
  });

  const tie = (rank: number, count = 2) => ({ tie: { rank, count } });
  const FIRST = aPost({ ...tie(0), message: 'first' });
  const SECOND = aPost({ ...tie(1), id: REPLY_ID, message: 'second' });

  it("differ by ts where posts of one instant have each other's places", async () => {
    const messages = [
      message({ text: 'second' }),
      message({ ts: '1680485400.123001', text: 'first' }),
    ];
    const compared = await compare({ posts: [FIRST, SECOND], messages });
    expect(compared.lines).toEqual([
      `differs message.ts ${FIRST.id}`,
      `differs message.ts ${SECOND.id}`,
    ]);
    expect(compared.account).toEqual({ compared: 2 });
  });

  it.each([1, 7, 999])('differ by a ts that is %s microseconds too late', async (micros) => {
    const ts = `1680485400.123${String(micros).padStart(3, '0')}`;
    const compared = await compare({ posts: [aPost()], messages: [message({ ts })] });
    expect(compared.lines).toEqual([`differs message.ts ${aPost().id}`]);
  });

  it('are equal in ts where a row of the instant is gone whose message is there', async () => {
    const messages = [
      message({ text: 'first' }),
      message({ ts: '1680485400.123001', text: 'second' }),
    ];
    const alone = { ...SECOND, ...tie(0, 1) };
    expect((await compare({ posts: [alone], messages })).lines).toEqual([
      'unexpected message 1680485400.123000',
    ]);
  });

  it('are equal in ts where a run recorded that it issued it', async () => {
    const wereIssued = async (asked: ReadonlyMap<string, string>) =>
      new Set([...asked].filter(([, ts]) => ts.endsWith('001')).map(([id]) => id));
    const posts = [{ ...SECOND, ...tie(0, 1) }];
    for (const [micros, lines] of [
      ['001', []],
      ['002', [`differs message.ts ${SECOND.id}`]],
    ] as const) {
      const messages = [message({ ts: `1680485400.123${micros}`, text: 'second' })];
      const recorded = startRecording({ wereIssued });
      expect((await compare({ posts, messages, recorded })).lines).toEqual(lines);
    }
  });

  it.each(['123000', '122999'])(
    'differ by a reply at .%s below its root, also where a run issued that',
    async (micros) => {
      const instant = { createAtMs: A_TIME_MS, tie: { rank: 1, count: 2 } };
      const root = aPost({
        tie: { rank: 0, count: 2 },
        thread: { kind: 'root', replies: [aReplyRef(instant)] },
      });
      const reply = { ...REPLY, ...instant };
      const rootTs = micros === '123000' ? '1680485400.123001' : TS;
      const ts = `1680485400.${micros}`;
      const messages = [
        replyMessage({ ts, thread_ts: rootTs }),
        message({
          ...ROOT_FIELDS,
          ts: rootTs,
          thread_ts: rootTs,
          latest_reply: ts,
          replies: [{ user: YAMADA_IN_SLACK, ts }],
        }),
      ];
      const wereIssued = async (asked: ReadonlyMap<string, string>) => new Set(asked.keys());
      const recorded = startRecording({ wereIssued });
      const { lines } = await compare({ posts: [root, reply], messages, recorded });
      if (micros === '123000') expect(lines).toContain(`differs message.ts ${reply.id}`);
      else expect(lines).toContain(`unexpected message ${ts}`);
      expect(lines).toContain(`differs message.replies ${root.id}`);
    },
  );

  it('are equal where a reply is older than its root and follows it, and differ at its own time', async () => {
    const older = { createAtMs: A_TIME_MS - 60_000, tie: { rank: 1, count: 2, rootMs: A_TIME_MS } };
    const root = aPost({
      tie: { rank: 0, count: 2 },
      thread: { kind: 'root', replies: [aReplyRef(older)] },
    });
    const posts = [root, { ...REPLY, ...older }];
    for (const [ts, missing] of [
      ['1680485400.123001', undefined],
      ['1680485340.123000', `missing message ${REPLY.id}`],
    ] as const) {
      const replies = [{ user: YAMADA_IN_SLACK, ts }];
      const messages = [
        message({ ...ROOT_FIELDS, latest_reply: ts, replies }),
        replyMessage({ ts }),
      ].toSorted((a, b) => (a.message.ts < b.message.ts ? -1 : 1));
      const { lines } = await compare({ posts, messages });
      if (missing === undefined) expect(lines).toEqual([]);
      else expect(lines).toContain(missing);
    }
  });

  it('differ by what is left in a deleted root', async () => {
    const root = { ...ROOT, deleteAtMs: A_TIME_MS + 90_000 };
    const gone = {
      ...ROOT_FIELDS,
      subtype: 'tombstone',
      user: 'USLACKBOT',
      hidden: true,
      text: 'This message was deleted.',
    };
    const replies = [{ ...REPLY, thread: { kind: 'reply', root: aPostRef({ isDeleted: true }) } }];
    const reply = replyMessage({ parent_user_id: 'USLACKBOT' });
    const linesOf = async (fields: Fields) =>
      (
        await compare({
          posts: [root, ...(replies as Post[])],
          messages: [message({ ...gone, ...fields }), reply],
        })
      ).lines;
    expect(await linesOf({})).toEqual([]);
    const wrong: readonly (readonly [field: string, fields: Fields])[] = [
      ['text', { text: 'Good morning' }],
      ['text', { attachments: [{ text: 'more' }] }],
      ['hidden', { hidden: false }],
      ['author', { user: YAMADA_IN_SLACK }],
    ];
    for (const [field, fields] of wrong) {
      expect(await linesOf(fields)).toEqual([`differs message.${field} ${root.id}`]);
    }
  });

  it.each<readonly [field: string, fields: Fields]>([
    ['visibility', { is_public: false }],
    ['author', { user: SUZUKI_IN_SLACK }],
    ['created', { created: 1 }],
    ['deleted', { mode: 'tombstone' }],
    ['name', { title: 'other.pdf' }],
    ['type', { filetype: 'binary' }],
    ['type', { pretty_type: 'Word Document' }],
    ['type', { mimetype: 'text/plain' }],
  ])('differ by the %s of a file', async (field, fields) => {
    const [plan, notes] = [aFile(), aFile({ id: fileId('file0000000000000000000002') })];
    const inSlack = ({ id, name, createAtMs, sizeBytes, mimeType }: FileInfo) => ({
      id: fileSlackId(id),
      name,
      title: name,
      created: Math.floor(createAtMs / 1000),
      size: sizeBytes,
      mimetype: mimeType,
      filetype: 'pdf',
      pretty_type: 'PDF',
      mode: 'hosted',
      user: YAMADA_IN_SLACK,
      is_public: true,
    });
    const linesOf = async (files: readonly Fields[]) =>
      (
        await compare({
          posts: [aPost({ files: [plan, notes] })],
          messages: [message({ files })],
        })
      ).lines;
    const right = [inSlack(plan), inSlack(notes)];
    expect(await linesOf(right)).toEqual([]);
    expect(await linesOf([inSlack(plan), { ...inSlack(notes), ...fields }])).toEqual([
      `differs file.${field} ${aPost().id}`,
    ]);
    expect(await linesOf(right.toReversed())).toEqual([`differs file.order ${aPost().id}`]);
    expect(await linesOf([...right, inSlack(plan)])).toEqual([`unexpected file ${aPost().id}`]);
  });

  it.each<readonly [text: string, lines: readonly string[]]>([
    ['Good morning\n[file: plan.pdf (1,234 bytes)]', []],
    ['Good morning\n[file not moved: plan.pdf (1,234 bytes)]', []],
    ['Good morning\n[file: plan.pdf (1,235 bytes)]', ['differs message.text']],
    ['Good morning\n[file: plan.doc (1,234 bytes)]', ['differs message.text', 'missing file']],
    ['Good morning', ['missing file']],
    // The text may have been edited since; what it names is there.
    ['Good day\n[file: plan.pdf (1,234 bytes)]', ['differs message.text']],
    ['Good day\n[file: plan.pdf (1,234 bytes)] bye', ['differs message.text', 'missing file']],
  ])('may name a file that is uploaded later, exactly: %j', async (text, lines) => {
    const posts = [aPost({ files: [aFile()] })];
    const messages = [message({ text })];
    const found = await compare({ posts, messages, mayNameFiles: true });
    expect(found.lines.filter((line) => !line.includes('not-delivered-yet'))).toEqual(
      lines.map((line) => `${line} ${aPost().id}`),
    );
    expect((await compare({ posts, messages })).lines).not.toEqual([]);
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

  it('differ first of all by what was made public', async () => {
    const recorded = startRecording();
    await compare({ posts: [aPost()], messages: [], recorded });
    const about = { kind: 'differs', thing: 'channel', field: 'public' } as const;
    await recorded.differences.record([differenceOf(about)]);
    expect(recorded.differences.unrecorded().map(({ field }) => field)).toEqual(['public', '']);
  });

  it.each([
    ['a post', aPost({ userId: undefined }), ['nobody']],
    [
      'a system message about somebody',
      aPost({
        userId: undefined,
        type: 'system_add_to_channel',
        props: { addedUserId: YAMADA.id },
      }),
      [],
    ],
  ])('need an account for nobody where they show it: %s by nobody', async (_what, post, needed) => {
    const unknown: UserId[] = [];
    await compare({ posts: [post], messages: [message()], unknown });
    expect(unknown).toEqual(needed);
  });

  it('are equal where a reaction has no name, which shows nothing', async () => {
    const post = aPost({ reactions: ['', ' ', '\n'].map((emojiName) => aReaction({ emojiName })) });
    expect((await compare({ posts: [post], messages: [message()] })).lines).toEqual([]);
  });
});
