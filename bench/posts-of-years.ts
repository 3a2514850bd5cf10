import { seededRandom } from '../test/support/seeded-random.ts';
import { postTexts } from './post-texts.ts';

/** Rows of a made-up server, in the order in which a server would write them. */
export interface MadePost {
  readonly id: string;
  readonly createAtMs: number;
  readonly editAtMs: number;
  readonly deleteAtMs: number;
  readonly userId: string;
  readonly channelId: string;
  readonly rootId: string;
  readonly message: string;
  readonly type: string;
  readonly props: string;
  readonly isPinned: boolean;
  readonly reactions: readonly { readonly userId: string; readonly emojiName: string }[];
  readonly file:
    | { readonly id: string; readonly name: string; readonly sizeBytes: number }
    | undefined;
}

export interface PostsShape {
  readonly posts: number;
  readonly seed: number;
  readonly userIds: readonly string[];
  readonly channelIds: readonly string[];
}

const START_MS = Date.UTC(2021, 3, 1);
const FIVE_YEARS_MS = 5 * 365 * 86_400_000;
/** Shares of posts. */
const REPLIES = 0.4;
const REACTED = 0.15;
const WITH_FILE = 0.03;
const EDITED = 0.04;
const DELETED = 0.01;
const SYSTEM = 0.02;
const PINNED = 0.001;
/** Replies go to one of so many threads that were begun last in their channel. */
const LIVE_THREADS = 8;
const EMOJI = ['+1', 'tada', 'eyes', 'pray', 'white_check_mark'];
const ID_LETTERS = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/** Channel sizes by Zipf's law, times even over five years; the same seed gives the same posts. */
export function* postsOfYears({
  posts,
  seed,
  userIds,
  channelIds,
}: PostsShape): Generator<MadePost> {
  const random = seededRandom(seed);
  const text = postTexts(seed);
  const channelOf = zipf(channelIds, random);
  const threads = new Map<string, string[]>();
  const pick = <Item>(items: readonly Item[], otherwise: Item): Item =>
    items[Math.floor(random() * items.length)] ?? otherwise;
  const id = (): string =>
    Array.from({ length: 26 }, () => ID_LETTERS[Math.floor(random() * 32)]).join('');
  const stepMs = FIVE_YEARS_MS / posts;
  for (let index = 0; index < posts; index += 1) {
    const channelId = channelOf();
    const createAtMs = Math.floor(START_MS + index * stepMs + random() * stepMs);
    const roots = threads.get(channelId) ?? [];
    const isSystem = random() < SYSTEM;
    const rootId = !isSystem && random() < REPLIES ? pick(roots, '') : '';
    const postId = id();
    if (rootId === '' && !isSystem)
      threads.set(channelId, [postId, ...roots].slice(0, LIVE_THREADS));
    const userId = pick(userIds, '');
    yield {
      id: postId,
      createAtMs,
      editAtMs: random() < EDITED ? createAtMs + 60_000 : 0,
      deleteAtMs: random() < DELETED ? createAtMs + 90_000 : 0,
      ...{ userId, channelId, rootId },
      message: isSystem ? 'joined the channel.' : text(),
      type: isSystem ? 'system_join_channel' : '',
      props: isSystem ? JSON.stringify({ username: 'someone' }) : '{}',
      isPinned: random() < PINNED,
      reactions:
        random() < REACTED
          ? EMOJI.slice(0, 1 + Math.floor(random() * 3)).map((emojiName) => ({ userId, emojiName }))
          : [],
      file:
        random() < WITH_FILE
          ? { id: id(), name: `資料 ${index}.pdf`, sizeBytes: 1 + Math.floor(random() * 1e6) }
          : undefined,
    };
  }
}

/** The first of the channels is twice as likely as the second, and so on. */
function zipf(items: readonly string[], random: () => number): () => string {
  const ends: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= items.length; rank += 1) {
    sum += 1 / rank;
    ends.push(sum);
  }
  return () => {
    const at = random() * sum;
    let low = 0;
    let high = ends.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return items[low] ?? '';
  };
}
