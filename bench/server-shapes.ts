import type { MadePost } from './posts-of-years.ts';

/** How a made-up server differs from one with few people, few channels and a little of everything. */
export interface ServerShape {
  readonly channels: number;
  readonly users: number;
  /** Channels of each person; everybody is in all when there are as many. */
  readonly channelsOfEach: number;
  /** Changes the posts one after another, in the order of their times. */
  readonly change: () => (post: MadePost) => MadePost;
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

export const SHAPES: Readonly<Record<string, ServerShape>> = {
  even: EVEN,
  'one-channel': { ...EVEN, channels: 1, channelsOfEach: 1 },
  'one-thread': { ...EVEN, channels: 1, channelsOfEach: 1, change: inOneThread },
  'many-channels': { ...EVEN, channels: 40_000, channelsOfEach: 4_000 },
  // 1.1 million of them.
  memberships: { ...EVEN, users: 50_000, channelsOfEach: 22 },
  reactions: { ...EVEN, users: MANY_REACTIONS, channelsOfEach: 1, change: withReactions },
  files: { ...EVEN, change: () => withFile },
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

/** An id of Mattermost's length. */
export const numbered = (letter: string, number: number): string =>
  `${letter}${String(number).padStart(25, '0')}`;

/** Numbers of the channels of a person, spread over all. */
export function* channelsOf(user: number, shape: ServerShape): Generator<number> {
  for (let index = 0; index < shape.channelsOfEach; index += 1) {
    yield (user * shape.channelsOfEach + index) % shape.channels;
  }
}
