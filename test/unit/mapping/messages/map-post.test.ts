import { describe, expect, it } from 'vitest';
import { SLACKBOT } from '../../../../src/mapping/messages/authors.ts';
import { NO_FILES } from '../../../../src/mapping/messages/files.ts';
import { type MappedPost, mapPost } from '../../../../src/mapping/messages/map-post.ts';
import { fileSlackId, userSlackId } from '../../../../src/mapping/slack-ids.ts';
import { makeSlackUserIds, mapBotProfile } from '../../../../src/mapping/users.ts';
import { fileId, type Post, postId, type UserId, userId } from '../../../../src/model/model.ts';
import {
  A_TIME_MS,
  aFile,
  aPost,
  aPostRef,
  aReaction,
  aReplyRef,
  aUser,
} from '../../../support/builders/builders.ts';
import {
  aMessageContext,
  type MessageContextOver,
} from '../../../support/builders/message-context.ts';
import { aTextContext } from '../../../support/builders/text-context.ts';
import { notEmpty } from '../../../support/not-empty.ts';

const YAMADA = userSlackId(aUser().id);
const TS = '1680485400.123000';
const SUZUKI = userId('usersuzuki0000000000000001');

const map = (post: Partial<Post>, context?: MessageContextOver): MappedPost =>
  mapPost(aPost(post), aMessageContext(context));
const messageOf = (post: Partial<Post>, context?: MessageContextOver) =>
  map(post, context).messages[0];

const BUNDLED: MessageContextOver = {
  rules: { files: { hasSlackLimits: false, place: 'bundle' } },
};

/** Far over what fits into one message. */
const LONG_TEXT = Array.from({ length: 60 }, (_, index) => `${index} ${'word '.repeat(100)}`).join(
  '\n\n',
);

describe('a plain post', () => {
  it('is one message with text and blocks that say the same', () => {
    expect(map({ message: 'a < **b**' })).toEqual({
      messages: [
        {
          type: 'message',
          user: YAMADA,
          text: 'a &lt; *b*',
          blocks: [
            {
              type: 'rich_text',
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'a < ' },
                    { type: 'text', text: 'b', style: { bold: true } },
                  ],
                },
              ],
            },
          ],
          ts: TS,
          team: 'T0MATTERMOST',
        },
      ],
      leftOut: undefined,
      losses: [],
      reactionsWritten: 0,
      reactionsMerged: 0,
      reactionsNameless: 0,
      reactionsSkipped: 0,
      files: NO_FILES,
    });
  });

  it.each([
    ['block', [['rich_text', 'table', 'rich_text'], []]],
    ['attachment', [['rich_text'], ['table']]],
    ['text', [['rich_text'], []]],
  ] as const)('has its table as the setting says: %s', (tables, [inMessage, attached]) => {
    const text = aTextContext({ tables });
    const message = 'before\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\nafter';
    const mapped = map({ message }, { text });
    const [only] = mapped.messages;
    expect(only?.blocks?.map(({ type }) => type)).toEqual(inMessage);
    const blocks = (only?.attachments ?? []).flatMap((attachment) => attachment.blocks ?? []);
    expect(blocks.map(({ type }) => type)).toEqual(attached);
    expect(mapped.losses).toEqual(tables === 'text' ? [{ code: 'table_as_text' }] : []);
    expect(JSON.stringify(only)).toMatch(tables === 'attachment' ? /"fallback":"a/ : /before/);
  });

  it('without text but with an attachment has no blocks', () => {
    const props = { attachments: [{ text: 'deployed' }] };
    expect(messageOf({ message: '', props })).toMatchObject({ text: '', ts: TS });
    expect(messageOf({ message: '', props })).not.toHaveProperty('blocks');
  });

  it('carries the mark of an edit in whole seconds, and its pin', () => {
    const message = messageOf({ editAtMs: A_TIME_MS + 60_500, isPinned: true });
    expect(message?.edited).toEqual({ user: YAMADA, ts: '1680485461.000000' });
    expect(message?.pinned_to).toEqual([aMessageContext().conversation.slackId]);
  });

  it.each([
    ['in the same second', A_TIME_MS + 1],
    ['before it was written, by its clock', A_TIME_MS - 5_000],
    ['with the time of the post', A_TIME_MS],
  ])('edited %s has an edit that is not before it', (_, editAtMs) => {
    const createAtMs = A_TIME_MS + 1;
    const message = messageOf({ createAtMs, editAtMs });
    const edited = message?.edited?.ts ?? '';
    expect(edited).toMatch(/^\d+\.000000$/);
    expect(Number(edited)).toBeGreaterThanOrEqual(Number(message?.ts));
    expect(Number(edited) - Number(message?.ts)).toBeLessThan(1);
  });

  it('of an account without a row is carried, and noted', () => {
    const { messages, losses } = map({ userId: SUZUKI });
    expect(messages[0]?.user).toBe(userSlackId(SUZUKI));
    expect(losses).toEqual([{ code: 'unknown_author', old: SUZUKI }]);
    expect(map({ userId: undefined }).losses).toEqual([{ code: 'unknown_author', old: '' }]);
  });

  it.each([
    ['props-not-json', 'props_unreadable'],
    ['nul-character', 'character_replaced'],
    ['lone-surrogate', 'character_replaced'],
    ['file-ids-without-rows', 'file_rows_missing'],
    ['legacy-filenames', 'legacy_files'],
  ] as const)('with the fault %s is noted as %s', (fault, code) => {
    expect(map({ faults: [fault] }).losses).toContainEqual({ code });
  });
});

describe('a thread', () => {
  it('begins with a message that lists its replies', () => {
    const replies = [aReplyRef(), aReplyRef({ id: postId('r2'), userId: SUZUKI })];
    expect(messageOf({ thread: { kind: 'root', replies } })).toMatchObject({
      ts: TS,
      thread_ts: TS,
      reply_count: 2,
      reply_users: [YAMADA, userSlackId(SUZUKI)],
      latest_reply: '1680485460.123000',
    });
  });

  it('continues with replies that name their root and its author', () => {
    const root = aPostRef({ id: postId('root'), userId: SUZUKI, createAtMs: A_TIME_MS - 5_000 });
    const reply = messageOf({ thread: { kind: 'reply', root } });
    expect(reply).toMatchObject({
      ts: TS,
      thread_ts: '1680485395.123000',
      parent_user_id: userSlackId(SUZUKI),
    });
    expect(reply).not.toHaveProperty('replies');
  });

  it('lists as many messages of a long reply as that reply becomes', () => {
    const createAtMs = A_TIME_MS + 60_000;
    const root = aPostRef();
    const reply = map({
      id: postId('r'),
      createAtMs,
      message: LONG_TEXT,
      thread: { kind: 'reply', root },
    });
    const ref = aReplyRef({ id: postId('r'), createAtMs, longMessage: LONG_TEXT });
    const listed = messageOf({ thread: { kind: 'root', replies: [ref] } })?.replies;
    expect(listed?.map(({ ts }) => ts)).toEqual(reply.messages.map(({ ts }) => ts));
    expect(reply.messages.length).toBeGreaterThan(1);
    expect(new Set(reply.messages.map(({ thread_ts }) => thread_ts))).toEqual(new Set([TS]));
  });

  it('keeps the place of a deleted root, with nothing of what it said', () => {
    const { messages } = map({
      deleteAtMs: A_TIME_MS + 1,
      message: 'secret',
      files: [aFile()],
      reactions: [aReaction()],
      thread: { kind: 'root', replies: [aReplyRef()] },
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatchObject({
      subtype: 'tombstone',
      user: SLACKBOT,
      hidden: true,
      ts: TS,
      thread_ts: TS,
      reply_count: 1,
    });
    expect(JSON.stringify(messages)).not.toMatch(/secret|plan\.pdf|\+1/);
  });

  it('leaves nothing of a deleted root none of whose replies is written', () => {
    const deleted = { deleteAtMs: A_TIME_MS + 1 };
    expect(map(deleted).messages).toEqual([]);
    const replies = [aReplyRef({ type: 'system_join_channel' })];
    const root = { ...deleted, thread: { kind: 'root', replies } } as const;
    expect(map(root, { rules: { systemMessages: 'drop' } }).messages).toEqual([]);
  });

  it('whose root is deleted has replies to Slackbot', () => {
    const root = aPostRef({ id: postId('root'), isDeleted: true });
    expect(messageOf({ thread: { kind: 'reply', root } })?.parent_user_id).toBe(SLACKBOT);
  });

  it('that is missing leaves a message outside threads, and a loss', () => {
    const thread = { kind: 'lost-reply', rootId: postId('lost'), reason: 'missing' } as const;
    const { messages, losses } = map({ thread });
    expect(messages[0]).not.toHaveProperty('thread_ts');
    expect(losses).toEqual([{ code: 'thread_root_lost', old: 'lost', new: 'missing' }]);
  });
});

describe('a post that needs several messages', () => {
  const { messages, files, reactionsWritten } = map(
    {
      message: LONG_TEXT,
      files: [aFile({ stored: { state: 'there', sizeBytes: 1_234 } })],
      reactions: [aReaction()],
      isPinned: true,
      editAtMs: A_TIME_MS + 1,
      thread: { kind: 'root', replies: [aReplyRef()] },
    },
    BUNDLED,
  );
  const [first, ...others] = messages;

  it('gives them one ts after the other', () => {
    expect(messages.map(({ ts }) => ts)).toEqual(
      messages.map((_, index) => `1680485400.12300${index}`),
    );
    expect(others.length).toBeGreaterThan(0);
  });

  it('loses no word between them', () => {
    const words = (text: string) => text.split(/\s+/).filter(Boolean);
    expect(words(messages.map(({ text }) => text).join(' '))).toEqual(words(LONG_TEXT));
  });

  it('has edit mark, pin and thread on the first, files and reactions on the last', () => {
    expect(first).toMatchObject({ edited: {}, pinned_to: [expect.any(String)], reply_count: 1 });
    expect(first).not.toHaveProperty('files');
    for (const other of notEmpty(others)) expect(other).not.toHaveProperty('pinned_to');
    expect(messages.at(-1)).toMatchObject({
      files: [{ name: 'plan.pdf' }],
      upload: true,
      reactions: [{ name: '+1', count: 1 }],
    });
    expect([files.written, reactionsWritten]).toEqual([1, 1]);
  });
});

describe('what hangs on a post', () => {
  it('is every file, public only in a public channel', () => {
    const stored = { state: 'there', sizeBytes: 1_234 } as const;
    const files = [aFile({ stored }), aFile({ id: fileId('second'), name: 'plan.pdf', stored })];
    const message = messageOf({ files }, BUNDLED);
    expect(message?.files?.map(({ id }) => id)).toEqual(files.map(({ id }) => fileSlackId(id)));
    expect(message?.files?.every((file) => file.is_public)).toBe(true);
    const { conversation } = aMessageContext();
    for (const list of ['groups', 'dms', 'mpims'] as const) {
      const hidden = messageOf({ files }, { ...BUNDLED, conversation: { ...conversation, list } });
      expect(hidden?.files?.map((file) => file.is_public)).toEqual([false, false]);
    }
  });

  it('is each reaction with its people; two names of one emoji are one', () => {
    const reactions = [
      aReaction({ emojiName: 'thumbsup' }),
      aReaction({ emojiName: '+1' }),
      aReaction({ emojiName: '+1', userId: SUZUKI, createAtMs: A_TIME_MS + 2_000 }),
      aReaction({ emojiName: 'tada' }),
    ];
    const text = {
      ...aMessageContext().text,
      emoji: (name: string) => (name === 'thumbsup' ? '+1' : name),
    };
    const mapped = map({ reactions }, { text });
    expect(mapped.messages[0]?.reactions).toEqual([
      { name: '+1', users: [YAMADA, userSlackId(SUZUKI)], count: 2 },
      { name: 'tada', users: [YAMADA], count: 1 },
    ]);
    expect(mapped).toMatchObject({ reactionsWritten: 3, reactionsMerged: 1 });
  });
});

describe("a bot account's post", () => {
  const bot = aUser({ id: userId('thebot'), kind: 'bot', firstName: 'Build', lastName: 'Bot' });
  const profile = mapBotProfile(bot);
  const people = { botProfileOf: (id: string) => (id === bot.id ? profile : undefined) };

  it('names the bot beside its user, without a subtype', () => {
    const { messages } = map({ userId: bot.id, props: { from_bot: 'true' } }, { people });
    expect(messages[0]).toMatchObject({
      user: userSlackId(bot.id),
      bot_id: profile.id,
      bot_profile: { id: profile.id, name: 'Build Bot', deleted: false },
    });
    expect(messages[0]).not.toHaveProperty('subtype');
  });

  it('names none in a system message, in an action and in posts of people and webhooks', () => {
    const posts: readonly Partial<Post>[] = [
      { userId: bot.id, type: 'system_join_channel', props: { username: 'build' } },
      { userId: bot.id, type: 'me', message: '*waves*' },
      { userId: SUZUKI },
      { userId: bot.id, props: { from_webhook: 'true', override_username: 'CI' } },
    ];
    for (const post of posts) {
      for (const message of map(post, { people }).messages) {
        expect(message).not.toHaveProperty('bot_profile');
      }
    }
  });
});

describe("a webhook's post", () => {
  const props = { from_webhook: 'true', override_username: 'Deploy Bot' };

  it('is shown under its own name and never names the person who made it', () => {
    const { messages, losses } = map({ props, userId: SUZUKI, editAtMs: A_TIME_MS + 1 });
    const [message] = messages;
    expect(message).toMatchObject({ subtype: 'bot_message', username: 'Deploy Bot' });
    expect(message?.bot_id).toMatch(/^B/);
    expect(message).not.toHaveProperty('user');
    expect(JSON.stringify(message)).not.toContain(userSlackId(SUZUKI));
    expect(losses).toEqual([]);
  });

  it('is known by its bot to its replies', () => {
    const root = aPostRef({ props });
    const bot = messageOf({ props })?.bot_id;
    expect(messageOf({ thread: { kind: 'reply', root } })?.parent_user_id).toBe(bot);
  });
});

describe('a system message', () => {
  const joined = {
    type: 'system_join_channel',
    message: 'yamada joined',
    props: { username: 'yamada' },
  };

  it('is written in the words of Slack', () => {
    expect(messageOf(joined)).toMatchObject({ subtype: 'channel_join', user: YAMADA });
  });

  it('is dropped when they are not wanted, and from the list of its root too', () => {
    expect(map(joined, { rules: { systemMessages: 'drop' } })).toMatchObject({
      messages: [],
      losses: [],
    });
    const replies = [aReplyRef({ ...joined, id: postId('j') })];
    const root = { thread: { kind: 'root', replies } } as const;
    expect(messageOf(root, { rules: { systemMessages: 'drop' } })).not.toHaveProperty(
      'reply_count',
    );
    expect(messageOf(root)).toHaveProperty('reply_count', 1);
  });

  it('stays where it began a thread', () => {
    const root = { ...joined, thread: { kind: 'root', replies: [aReplyRef()] } } as const;
    expect(map(root, { rules: { systemMessages: 'drop' } }).messages).toHaveLength(1);
  });
});

describe('a person who is skipped', () => {
  const people = makeSlackUserIds({
    accounts: { usernameOf: (id) => (id === aUser().id ? aUser().username : undefined) },
    skipped: new Set([SUZUKI]),
    samePeople: new Map(),
  });
  const reply = aReplyRef({ id: postId('reply'), createAtMs: A_TIME_MS + 5 });

  it('leaves nothing of a post of theirs', () => {
    const mapped = map(
      { userId: SUZUKI, message: 'secret', files: [aFile()] },
      { people: { ids: people } },
    );
    expect(mapped).toMatchObject({ messages: [], leftOut: 'author-skipped', files: NO_FILES });
  });

  it('leaves the place of a root of theirs, to which others replied', () => {
    const thread = { kind: 'root', replies: [reply] } as const;
    const mapped = map({ userId: SUZUKI, message: 'secret', thread }, { people: { ids: people } });
    expect(mapped.leftOut).toBe('author-skipped');
    expect(mapped.messages).toMatchObject([
      { subtype: 'tombstone', user: SLACKBOT, reply_count: 1 },
    ]);
    expect(JSON.stringify(mapped)).not.toContain('secret');
    const root = aPostRef({ id: postId('root'), userId: SUZUKI });
    expect(
      messageOf({ thread: { kind: 'reply', root } }, { people: { ids: people } })?.parent_user_id,
    ).toBe(SLACKBOT);
  });

  it('is in no list of replies, and their reactions are counted apart', () => {
    const thread = { kind: 'root', replies: [{ ...reply, userId: SUZUKI }] } as const;
    const reactions = [aReaction({ userId: SUZUKI }), aReaction()];
    const mapped = map({ thread, reactions }, { people: { ids: people } });
    expect(mapped.messages[0]).not.toHaveProperty('reply_count');
    expect(mapped).toMatchObject({ reactionsWritten: 1, reactionsSkipped: 1, leftOut: undefined });
  });

  it('does not keep back what a webhook of theirs posted', () => {
    const props = { from_webhook: 'true', override_username: 'ci' };
    expect(map({ userId: SUZUKI, props }, { people: { ids: people } }).messages).toHaveLength(1);
  });
});

describe('a further account of a person', () => {
  const people = makeSlackUserIds({
    accounts: { usernameOf: (id) => (id === aUser().id ? aUser().username : undefined) },
    skipped: new Set(),
    samePeople: new Map([[SUZUKI, aUser().id]]),
  });
  const own = userSlackId(aUser().id);
  const mapped = (over: Partial<Post>) => map(over, { people: { ids: people } });

  it('is the person as author, who edits, of files, roots and replies', () => {
    const reply = aReplyRef({ id: postId('reply'), createAtMs: A_TIME_MS + 5, userId: SUZUKI });
    const root = aPostRef({ id: postId('root'), userId: SUZUKI });
    const all = [
      mapped({ userId: SUZUKI, editAtMs: A_TIME_MS + 1, files: [aFile()] }),
      mapped({ thread: { kind: 'root', replies: [reply] } }),
      mapped({ thread: { kind: 'reply', root } }),
    ];
    expect(JSON.stringify(all)).not.toContain(userSlackId(SUZUKI));
    expect(all[0]?.messages[0]).toMatchObject({ user: own, edited: { user: own } });
    expect(all[1]?.messages[0]).toMatchObject({ reply_users: [own], reply_users_count: 1 });
    expect(all[2]?.messages[0]?.parent_user_id).toBe(own);
    expect([...people.unknown]).toEqual([]);
  });

  it.each([
    ['the same emoji', ['tada', 'tada'], 1, 1],
    ['two emoji', ['tada', 'eyes'], 2, 0],
  ])('reacts once with %s', (_what, emoji, written, merged) => {
    const reactions = [aUser().id, SUZUKI].map((id, at) =>
      aReaction({ userId: id, emojiName: emoji[at] ?? '' }),
    );
    const { messages, reactionsWritten, reactionsMerged } = mapped({ reactions });
    expect([reactionsWritten, reactionsMerged]).toEqual([written, merged]);
    for (const { users, count } of messages[0]?.reactions ?? []) {
      expect([users, count]).toEqual([[own], 1]);
    }
  });

  it('acknowledges once, and somebody without a row apart', () => {
    const acknowledgedBy = [SUZUKI, aUser().id, userId('gone1'), userId('gone2')];
    const { messages } = mapped({ priority: { level: '', requestedAck: false, acknowledgedBy } });
    expect(messages[0]?.text).toContain('Acknowledged by yamada, unknown, unknown');
    expect([...people.unknown]).toEqual([]);
  });

  it('that joins or leaves by the other one acts by itself', () => {
    const added = { type: 'system_add_to_channel', props: { addedUserId: SUZUKI } };
    const removed = { type: 'system_remove_from_channel', props: { removedUserId: SUZUKI } };
    const system = { slackId: people.of, mention: (id: UserId) => `<@${people.of(id)}>` };
    const [joined, left] = [added, removed].map(
      (over) =>
        map(over, { people: { ids: people, system: { byName: () => undefined, ...system } } })
          .messages[0],
    );
    expect(joined).toMatchObject({ user: own });
    expect(joined).not.toHaveProperty('inviter');
    expect(left?.text).toBe(`<@${own}> has left the channel`);
  });
});
