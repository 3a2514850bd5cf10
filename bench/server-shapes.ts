import type { MadePost } from './posts-of-years.ts';
import { type MadeRow, numbered, postRow } from './server-rows.ts';

/** How a made-up server differs from one with few people, few channels and a little of everything. */
export interface ServerShape {
  readonly channels: number;
  readonly users: number;
  /** Channels of each person; everybody is in all when there are as many. */
  readonly channelsOfEach: number;
  /** Changes the posts one after another, in the order of their times. */
  readonly change: () => (post: MadePost) => MadePost;
  /** Further rows of a post. */
  readonly ofPost?: (post: MadePost) => Iterable<MadeRow>;
  /** Rows of plugins, whose tables no other shape has. */
  readonly plugins?: () => Iterable<MadeRow>;
}

const CHANNELS = 200;
const USERS = 50;
const unchanged = () => (post: MadePost) => post;

export const EVEN: ServerShape = {
  channels: CHANNELS,
  users: USERS,
  channelsOfEach: CHANNELS,
  change: unchanged,
};

const REACTIONS_OF_EACH = 20;
/** Of one post. */
const MANY_REACTIONS = 2_000;
/** People who save each post: of 100,000 posts a million, 200 of each person. */
const SAVERS_OF_POST = 10;
const SAVERS = 5_000;
const CHANNELS_OF_SAVER = 40;
const LONG_THREAD = 100_000;
const DELETED_OF = 5;
const CARDS = 50_000;
const MADE_MS = Date.UTC(2023, 0, 1);

export const SHAPES: Readonly<Record<string, ServerShape>> = {
  even: EVEN,
  'one-channel': { ...EVEN, channels: 1, channelsOfEach: 1 },
  'dense-channel': { ...EVEN, channels: 1, channelsOfEach: 1, change: () => inHalfAYear },
  'one-thread': { ...EVEN, channels: 1, channelsOfEach: 1, change: inOneThread },
  'long-thread': { ...EVEN, change: withLongThread },
  'many-channels': { ...EVEN, channels: 40_000, channelsOfEach: 4_000 },
  // 1.1 million of them.
  memberships: { ...EVEN, users: 50_000, channelsOfEach: 22 },
  reactions: { ...EVEN, users: MANY_REACTIONS, channelsOfEach: 1, change: withReactions },
  files: { ...EVEN, change: () => withFile },
  'deleted-posts': { ...EVEN, change: deletingSome, ofPost: earlierText },
  'saved-posts': { ...EVEN, users: SAVERS, channelsOfEach: CHANNELS_OF_SAVER, ofPost: savedRows },
  board: { ...EVEN, plugins: boardRows },
};

/** Every post replies to the first, which stays. */
function inOneThread(): (post: MadePost) => MadePost {
  let rootId: string | undefined;
  return (post) => {
    if (rootId !== undefined) return { ...post, rootId };
    rootId = post.id;
    return { ...post, rootId: '', type: '', deleteAtMs: 0 };
  };
}

/** Ten times as many posts a day: a million as dense as ten million in five years. */
function inHalfAYear({ createAtMs, editAtMs, deleteAtMs, ...post }: MadePost): MadePost {
  const earlierMs = Math.ceil(((createAtMs - MADE_MS) * 9) / 10);
  const moved = (ms: number): number => (ms === 0 ? 0 : ms - earlierMs);
  return {
    ...post,
    createAtMs: moved(createAtMs),
    editAtMs: moved(editAtMs),
    deleteAtMs: moved(deleteAtMs),
  };
}

/** A hundred thousand posts of the largest channel reply to its first, between all others. */
function withLongThread(): (post: MadePost) => MadePost {
  const channel = numbered('c', 0);
  const inThread = inOneThread();
  let left = LONG_THREAD;
  return (post) => {
    if (post.channelId !== channel || left < 0) return post;
    left -= 1;
    return inThread(post);
  };
}

/** Twenty people react to each post, and to one of them everybody. */
function withReactions(): (post: MadePost) => MadePost {
  let count = MANY_REACTIONS;
  return (post) => {
    const reactions = Array.from({ length: count }, (_unused, index) => ({
      userId: numbered('u', index),
      emojiName: index % 2 === 0 ? '+1' : 'tada',
    }));
    count = REACTIONS_OF_EACH;
    return { ...post, reactions };
  };
}

const withFile = (post: MadePost): MadePost => ({
  ...post,
  file: post.file ?? { id: `f${post.id.slice(1)}`, name: 'plan.pdf', sizeBytes: 1_000 },
});

/** Every fifth post is deleted, and every fifth was edited. */
function deletingSome(): (post: MadePost) => MadePost {
  let number = 0;
  return (post) => {
    number += 1;
    const at = number % DELETED_OF;
    if (at === 0) return { ...post, deleteAtMs: post.createAtMs + 90_000 };
    return at === 1 ? { ...post, editAtMs: post.createAtMs + 60_000 } : post;
  };
}

/** The text of a post before its edit, as Mattermost keeps it. */
function* earlierText(post: MadePost): Generator<MadeRow> {
  if (post.editAtMs === 0) return;
  // No id of a post begins with a v.
  const values = { ...postRow(post), Id: `v${post.id.slice(1)}`, OriginalId: post.id };
  yield { table: 'Posts', values: { ...values, EditAt: 0, DeleteAt: post.editAtMs } };
}

/** Members of the post's channel who saved it; they take turns. */
function* savedRows({ id, channelId, createAtMs }: MadePost): Generator<MadeRow> {
  const groups = CHANNELS / CHANNELS_OF_SAVER;
  const group = Math.floor(Number(channelId.slice(1)) / CHANNELS_OF_SAVER);
  for (let number = 0; number < SAVERS_OF_POST; number += 1) {
    const turn = (createAtMs + number) % (SAVERS / groups);
    const values = { UserId: numbered('u', turn * groups + group), Category: 'flagged_post' };
    yield { table: 'Preferences', values: { ...values, Name: id, Value: 'true' } };
  }
}

/** One board of the team with very many cards, each with a property, a text and a comment. */
function* boardRows(): Generator<MadeRow> {
  const board = numbered('b', 0);
  const person = numbered('u', 0);
  const times = { create_at: MADE_MS, update_at: MADE_MS, delete_at: 0 };
  const property = { id: 'status', name: '状態', type: 'text', options: [] };
  yield {
    table: 'focalboard_boards',
    values: {
      ...{ id: board, team_id: numbered('t', 0), channel_id: numbered('c', 0), type: 'O' },
      ...{ title: '開発', created_by: person, modified_by: person, is_template: false, ...times },
      card_properties: JSON.stringify([property]),
    },
  };
  const block = (id: string, parent: string, type: string, title: string, fields: object) => ({
    table: 'focalboard_blocks',
    values: {
      ...{ id, parent_id: parent, board_id: board, type, title, fields: JSON.stringify(fields) },
      ...{ created_by: person, modified_by: person, schema: 1, ...times },
    },
  });
  for (let number = 0; number < CARDS; number += 1) {
    const card = numbered('k', number);
    const fields = { properties: { status: `段階 ${number % 7}` } };
    yield block(card, board, 'card', `作業 ${number}`, fields);
    yield block(numbered('x', number), card, 'text', `手順 ${number}: deploy and check.`, {});
    yield block(numbered('y', number), card, 'comment', `確認しました ${number}`, {});
  }
}

/** Numbers of the channels of a person, spread over all. */
export function* channelsOf(user: number, shape: ServerShape): Generator<number> {
  for (let index = 0; index < shape.channelsOfEach; index += 1) {
    yield (user * shape.channelsOfEach + index) % shape.channels;
  }
}
