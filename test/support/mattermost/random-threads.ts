import { seededRandom } from '../seeded-random.ts';
import type { TestDatabase } from '../servers/databases.ts';

/** Posts of a channel with threads in any order of time. */
export interface RandomThreads {
  readonly channelId: string;
  readonly userId: string;
  readonly seed: number;
  readonly posts: number;
  /** Number of different milliseconds; few of them make ties. */
  readonly instants: number;
  /** Between two instants. */
  readonly stepMs: number;
}

const BEGIN_MS = Date.UTC(2024, 0, 31, 23, 59, 59, 990);
/** UpdateAt of half of the posts. */
export const CHANGED_MS = Date.UTC(2025, 0, 1);
/** Two messages. */
const LONG_TEXT = 'word '.repeat(3000);
const ID_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Adds posts of which about half are replies, to a root that may be older, newer or of the same millisecond; some are
 * deleted, some are old wordings, some are long enough to be split.
 */
export async function addRandomThreads(
  database: TestDatabase,
  { channelId, userId, seed, posts, instants, stepMs }: RandomThreads,
): Promise<void> {
  const random = seededRandom(seed);
  const upTo = (count: number): number => Math.floor(random() * count);
  const no = database.engine === 'mysql' ? '0' : 'false';
  const id = (): string =>
    Array.from({ length: 26 }, () => ID_DIGITS[upTo(ID_DIGITS.length)]).join('');
  const roots = Array.from({ length: Math.max(1, Math.ceil(posts / 3)) }, id);
  const rows = Array.from({ length: posts }, (_, number) => {
    const isReply = number >= roots.length;
    const root = isReply && random() < 0.9 ? (roots[upTo(roots.length)] ?? '') : '';
    const createAtMs = BEGIN_MS + upTo(instants) * stepMs;
    const deleteAtMs = random() < 0.15 ? CHANGED_MS : 0;
    const isHistory = isReply && random() < 0.05;
    return [
      `'${roots[number] ?? id()}', ${createAtMs}, ${random() < 0.5 ? CHANGED_MS : createAtMs}, 0`,
      `${isHistory ? CHANGED_MS : deleteAtMs}, ${no}, '${userId}', '${channelId}', '${root}'`,
      `'${isHistory ? 'livewordingofthispost00000' : ''}', '${random() < 0.1 ? LONG_TEXT : 'text'}'`,
      `'', '{}', '', '[]', '[]', ${no}`,
    ].join(', ');
  });
  await database.run(`INSERT INTO Posts (Id, CreateAt, UpdateAt, EditAt, DeleteAt, IsPinned, UserId, ChannelId,
      RootId, OriginalId, Message, Type, Props, Hashtags, Filenames, FileIds, HasReactions)
    VALUES ${rows.map((row) => `(${row})`).join(', ')}`);
}
