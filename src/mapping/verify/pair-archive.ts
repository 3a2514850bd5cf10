import type { Post, PostRef } from '../../model/model.ts';
import type { ArchiveMessage } from './archive.ts';

/** Microseconds of a `ts`; NaN when it is none. */
export function microsOfTs(ts: string): number {
  const [, seconds = '', micros = ''] = /^(\d{1,12})\.(\d{6})$/.exec(ts) ?? [];
  return seconds === '' ? Number.NaN : Number(seconds) * 1_000_000 + Number(micros);
}

/** `seconds.micros` again. */
export function tsOfMicros(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
}

/** Most slots of one post, the first one included (FORMATS.md, `ts`). */
const SLOTS = 32;

/** The post and where its messages are to stand. */
export interface PostWithTs {
  readonly post: Post;
  /** Of the first message. */
  readonly micros: number;
}

/**
 * Where posts of one conversation are to stand, by FORMATS.md: the milliseconds, then the rank among the rows of
 * that instant; what would run into the next one is moved to the next free microsecond. Ask in order.
 */
export function makeTsAssigner(): TsAssigner {
  const moved = new Map<string, number>();
  let last = 0;
  const natural = ({ createAtMs, tie }: Pick<PostRef, 'createAtMs' | 'tie'>): number =>
    createAtMs * 1000 + tie.rank;
  return {
    assign(post) {
      last = Math.max(post.createAtMs * 1000 + post.tie.rank, last + 1);
      if (last !== post.createAtMs * 1000 + post.tie.rank) moved.set(post.id, last);
      return { post, micros: last };
    },
    correct(post, micros) {
      if (micros !== natural(post)) moved.set(post.id, micros);
    },
    microsOf: (ref) => moved.get(ref.id) ?? natural(ref),
  };
}

export interface TsAssigner {
  assign(post: Post): PostWithTs;
  /** A post that was found elsewhere than where it is to stand. */
  correct(post: Post, micros: number): void;
  /** Where a post of the conversation stands or will stand, in microseconds. */
  microsOf(ref: PostRef): number;
}

/** From where no message of the post can stand any more. */
export const endMicros = ({ post, micros }: PostWithTs): number =>
  Math.max(micros + 1, post.createAtMs * 1000 + SLOTS * Math.max(1, post.tie.count));

/** A message of the target that nobody has been found for yet. */
export interface UnpairedMessage {
  readonly message: ArchiveMessage;
  readonly micros: number;
}

/** A post with the messages that stand for it. */
export interface PairedPost extends PostWithTs {
  /** Undefined when there is none. */
  readonly parts: readonly [ArchiveMessage, ...ArchiveMessage[]] | undefined;
}

export interface Pairing {
  readonly pairs: readonly PairedPost[];
  readonly unexpected: readonly ArchiveMessage[];
}

/** True when a message says what the post says, under the same author. */
export type HasSameContent = (post: Post, message: ArchiveMessage) => boolean;

/**
 * Finds the messages of posts whose times lie close together, by their places. A place depends on the rows of the
 * same instant, and those may have been removed since: where posts share an instant, or messages do, a message
 * that has the post's author and words comes before the one in its place.
 */
export function pairArchive(
  posts: readonly PostWithTs[],
  waiting: readonly UnpairedMessage[],
  saysTheSame: HasSameContent,
): Pairing {
  const pool = makePool(waiting);
  const firsts = new Map<PostWithTs, UnpairedMessage>();
  const doubtful: PostWithTs[] = [];
  for (const placed of posts) {
    const there = pool.at(placed.micros);
    const isSure = there !== undefined && pool.sizeOfInstant(placed.post) === 1;
    if (isSure || (there !== undefined && saysTheSame(placed.post, there.message))) {
      firsts.set(placed, pool.take(there));
    } else doubtful.push(placed);
  }
  const lost = doubtful.filter((placed) => {
    const moved = pool.find(placed.post, ({ message }) => saysTheSame(placed.post, message));
    if (moved !== undefined) firsts.set(placed, pool.take(moved));
    return moved === undefined;
  });
  for (const placed of lost) {
    const there = pool.at(placed.micros);
    if (there !== undefined) firsts.set(placed, pool.take(there));
  }
  const pairs = posts.map((placed): PairedPost => {
    const first = firsts.get(placed);
    if (first === undefined) return { ...placed, parts: undefined };
    const parts = [first.message, ...furtherParts(placed.post, pool)] as const;
    return { post: placed.post, micros: first.micros, parts: [...parts] };
  });
  return { pairs, unexpected: pool.rest() };
}

/** Messages that nobody has taken yet. */
interface Pool {
  at(micros: number): UnpairedMessage | undefined;
  find(post: Post, isMeant: (waiting: UnpairedMessage) => boolean): UnpairedMessage | undefined;
  take(waiting: UnpairedMessage): UnpairedMessage;
  /** How many messages or posts stand in the post's millisecond, whichever are more. */
  sizeOfInstant(post: Post): number;
  rest(): readonly ArchiveMessage[];
}

function makePool(waiting: readonly UnpairedMessage[]): Pool {
  const instants = new Map<number, UnpairedMessage[]>();
  for (const each of waiting) {
    const instant = Math.floor(each.micros / 1000);
    const same = instants.get(instant);
    if (same === undefined) instants.set(instant, [each]);
    else same.push(each);
  }
  const of = (micros: number): UnpairedMessage[] => instants.get(Math.floor(micros / 1000)) ?? [];
  return {
    at: (micros) => of(micros).find((each) => each.micros === micros),
    find: ({ createAtMs }, isMeant) => of(createAtMs * 1000).find(isMeant),
    take(each) {
      const same = of(each.micros);
      same.splice(same.indexOf(each), 1);
      return each;
    },
    sizeOfInstant: ({ createAtMs, tie }) => Math.max(tie.count, of(createAtMs * 1000).length),
    rest: () => [...instants.values()].flat().map(({ message }) => message),
  };
}

function furtherParts({ createAtMs, tie }: Post, pool: Pool): readonly ArchiveMessage[] {
  const parts: ArchiveMessage[] = [];
  for (let part = 1; part < SLOTS; part += 1) {
    const found = pool.at(partMicros(createAtMs, tie, part));
    if (found !== undefined) parts.push(pool.take(found).message);
  }
  return parts;
}

/** Further parts stand behind all ranks of their instant. */
export const partMicros = (
  createAtMs: number,
  { rank, count }: Post['tie'],
  part: number,
): number => createAtMs * 1000 + count + rank * (SLOTS - 1) + part - 1;
