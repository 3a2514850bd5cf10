import type { Post, PostRef } from '../../model/model.ts';
import type { ArchiveMessage } from './archive-message.ts';

/** Converts a `ts` to microseconds; NaN when it is not a `ts`. */
export function microsOfTs(ts: string): number {
  // Digit by digit: there is one for each message.
  const pointAt = ts.length - FRACTION_CHARACTERS - 1;
  if (pointAt < 1 || pointAt > MAX_SECONDS_CHARACTERS || ts[pointAt] !== '.') return Number.NaN;
  const seconds = digitsOf(ts, 0, pointAt);
  return seconds * 1_000_000 + digitsOf(ts, pointAt + 1, ts.length);
}

/** The number that these characters write; NaN when one is no digit. */
function digitsOf(text: string, start: number, end: number): number {
  let number = 0;
  for (let at = start; at < end; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}

const FRACTION_CHARACTERS = 6;
const MAX_SECONDS_CHARACTERS = 12;
const ZERO = 0x30;

/** Converts microseconds to a `ts`: `seconds.micros`. */
export function tsOfMicros(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(1_000_000 + micros - seconds * 1_000_000).slice(1)}`;
}

/** Maximum number of messages of one post (FORMATS.md, `ts`). */
const MAX_PARTS = 32;

/** A post and the expected `ts` of its first message. */
export interface PostWithTs {
  readonly post: Post;
  /** The expected `ts` of the first message, in microseconds. */
  readonly micros: number;
}

/** The millisecond in which a post is expected: its own, or that of its root for a reply that is older. */
const instantOf = ({ createAtMs, tie }: Pick<PostRef, 'createAtMs' | 'tie'>): number =>
  Math.max(createAtMs, tie.rootMs ?? 0);

/**
 * Where the rows of a post's millisecond begin, in microseconds: later behind more than a thousand rows of one before.
 */
const beginOf = (post: Pick<PostRef, 'createAtMs' | 'tie'>): number =>
  instantOf(post) * 1000 + (post.tie.behind ?? 0);

/** The `ts` that the rule of FORMATS.md gives where no neighbour is in the way, in microseconds. */
export const ruleMicros = (post: Pick<PostRef, 'createAtMs' | 'tie'>): number =>
  beginOf(post) + post.tie.rank;

/**
 * Assigns the expected `ts` of a conversation's posts by the rule of FORMATS.md: the milliseconds, then the rank
 * among the rows of the same millisecond; a collision moves a post to the next free microsecond. Posts must be given
 * in the order of the stream. `known`: earlier posts that were found elsewhere.
 */
export function makeTsAssigner(known: ReadonlyMap<string, number> = new Map()): TsAssigner {
  const moved = new Map<string, number>();
  let last = 0;
  return {
    assign(post) {
      last = Math.max(ruleMicros(post), last + 1);
      if (last !== ruleMicros(post)) moved.set(post.id, last);
      return { post, micros: last };
    },
    correct(post, micros) {
      if (micros !== ruleMicros(post)) moved.set(post.id, micros);
    },
    microsOf: (ref) => moved.get(ref.id) ?? known.get(ref.id) ?? ruleMicros(ref),
    moved,
  };
}

export interface TsAssigner {
  assign(post: Post): PostWithTs;
  /** Replaces the expected `ts` by the one where the post was found. */
  correct(post: Post, micros: number): void;
  /** The `ts` of a post, found or expected, in microseconds. */
  microsOf(ref: PostRef): number;
  /** Posts whose `ts` is not the one of the rule, by their ids; in microseconds. */
  readonly moved: ReadonlyMap<string, number>;
}

/** First microsecond after all possible messages of the post, and after its millisecond. */
export const endMicros = ({ post, micros }: PostWithTs): number =>
  Math.max(
    micros + 1,
    beginOf(post) + Math.max(1000, MAX_PARTS * post.tie.count + (post.tie.partsBehind ?? 0)),
  );

/** A message of the target that is not paired with a post yet. */
export interface UnpairedMessage {
  readonly message: ArchiveMessage;
  readonly micros: number;
}

/** A post with its messages. */
export interface PairedPost extends PostWithTs {
  /** Undefined when no message was found. */
  readonly parts: readonly [ArchiveMessage, ...ArchiveMessage[]] | undefined;
}

export interface Pairing {
  readonly pairs: readonly PairedPost[];
  readonly unexpected: readonly ArchiveMessage[];
}

/** True when a message has the author and text of the post. */
export type HasSameContent = (post: Post, message: ArchiveMessage) => boolean;

/**
 * Pairs posts whose times are close together with messages, by `ts`. A `ts` depends on the rows of the same
 * millisecond, and some may have been removed since. So where posts or messages share a millisecond, a message with
 * the author and text of the post is preferred to the one at the expected `ts`.
 */
export function pairArchive(
  posts: readonly PostWithTs[],
  unpaired: readonly UnpairedMessage[],
  hasSameContent: HasSameContent,
): Pairing {
  return onlyPair(posts, unpaired) ?? pairAll(posts, unpaired, hasSameContent);
}

/** One post and one message at its `ts`, as most are; undefined for all others. */
function onlyPair(
  [post, ...otherPosts]: readonly PostWithTs[],
  [found, ...others]: readonly UnpairedMessage[],
): Pairing | undefined {
  if (post === undefined || found === undefined) return undefined;
  if (otherPosts.length > 0 || others.length > 0) return undefined;
  if (found.micros !== post.micros || post.post.tie.count !== 1) return undefined;
  const pair = { post: post.post, micros: post.micros, parts: [found.message] as const };
  return { pairs: [pair], unexpected: NONE };
}

const NONE: readonly never[] = [];

function pairAll(
  posts: readonly PostWithTs[],
  unpaired: readonly UnpairedMessage[],
  hasSameContent: HasSameContent,
): Pairing {
  const pool = makePool(unpaired);
  const firsts = new Map<PostWithTs, UnpairedMessage>();
  const uncertain: PostWithTs[] = [];
  for (const each of posts) {
    const atTs = pool.at(each.micros);
    const isOnlyOne = atTs !== undefined && pool.sizeOfInstant(each.post) === 1;
    if (isOnlyOne || (atTs !== undefined && hasSameContent(each.post, atTs.message))) {
      firsts.set(each, pool.take(atTs));
    } else uncertain.push(each);
  }
  const unmatched = uncertain.filter((each) => {
    const moved = pool.find(each.post, ({ message }) => hasSameContent(each.post, message));
    if (moved !== undefined) firsts.set(each, pool.take(moved));
    return moved === undefined;
  });
  for (const each of unmatched) {
    const atTs = pool.at(each.micros);
    if (atTs !== undefined) firsts.set(each, pool.take(atTs));
  }
  const found = posts.filter((each) => firsts.has(each));
  const further = new Map(found.map((each) => [each, partsAt(each.post, pool, partMicros)]));
  for (const each of found) {
    const isMoved = each.post.tie.partsBehind !== undefined && further.get(each)?.length === 0;
    // Only what no other post has can be where older archives have it.
    if (isMoved) further.set(each, partsAt(each.post, pool, formerPartMicros));
  }
  const pairs = posts.map((each): PairedPost => {
    const first = firsts.get(each);
    if (first === undefined) return { ...each, parts: undefined };
    const parts = [first.message, ...(further.get(each) ?? [])] as const;
    return { post: each.post, micros: first.micros, parts: [...parts] };
  });
  return { pairs, unexpected: pool.rest() };
}

/** Messages that are not paired yet. */
interface Pool {
  at(micros: number): UnpairedMessage | undefined;
  find(post: Post, isMatch: (unpaired: UnpairedMessage) => boolean): UnpairedMessage | undefined;
  take(waiting: UnpairedMessage): UnpairedMessage;
  /** Number of messages or posts in the post's millisecond, whichever is greater. */
  sizeOfInstant(post: Post): number;
  rest(): readonly ArchiveMessage[];
}

function makePool(unpaired: readonly UnpairedMessage[]): Pool {
  const instants = new Map<number, UnpairedMessage[]>();
  for (const each of unpaired) {
    const instant = Math.floor(each.micros / 1000);
    const same = instants.get(instant);
    if (same === undefined) instants.set(instant, [each]);
    else same.push(each);
  }
  const of = (micros: number): UnpairedMessage[] => instants.get(Math.floor(micros / 1000)) ?? [];
  return {
    at: (micros) => of(micros).find((each) => each.micros === micros),
    find: (post, isMatch) => of(ruleMicros(post)).find(isMatch),
    take(each) {
      const same = of(each.micros);
      same.splice(same.indexOf(each), 1);
      return each;
    },
    sizeOfInstant: (post) => Math.max(post.tie.count, of(ruleMicros(post)).length),
    rest: () => [...instants.values()].flat().map(({ message }) => message),
  };
}

function partsAt(post: Post, pool: Pool, microsOf: typeof partMicros): readonly ArchiveMessage[] {
  const parts: ArchiveMessage[] = [];
  for (let part = 1; part < MAX_PARTS; part += 1) {
    const found = pool.at(microsOf(post, part));
    if (found !== undefined) parts.push(pool.take(found).message);
  }
  return parts;
}

/**
 * Slot of a further part of a post, behind all ranks of its millisecond and whatever is in the way of their parts, in
 * microseconds.
 */
export const partMicros = (post: Pick<PostRef, 'createAtMs' | 'tie'>, part: number): number =>
  formerPartMicros(post, part) + (post.tie.partsBehind ?? 0);

/** Its slot in archives that did not look for what is in the way. */
const formerPartMicros = (post: Pick<PostRef, 'createAtMs' | 'tie'>, part: number): number =>
  beginOf(post) + post.tie.count + post.tie.rank * (MAX_PARTS - 1) + part - 1;

/** A post that was found at another `ts` than the rule gives, both in microseconds. */
export interface MovedPost {
  readonly post: Post;
  readonly expected: number;
  readonly found: number;
}

/**
 * The posts whose `ts` no rule gives. A rank counts the rows of the millisecond, so a post may stand as many ranks
 * higher as messages before it have lost their rows, and as many lower as posts before it came later.
 */
export function movedPosts(
  expected: readonly PostWithTs[],
  { pairs, unexpected }: Pairing,
): readonly MovedPost[] {
  // Nearly always, and there are as many calls as posts.
  if (pairs.every(({ micros }, index) => micros === expected[index]?.micros)) return NONE;
  const moved = pairs.flatMap(({ post, micros, parts }, index) => {
    const wanted = expected[index]?.micros ?? micros;
    return parts === undefined || wanted === micros
      ? []
      : [{ post, expected: wanted, found: micros }];
  });
  if (moved.length === 0) return [];
  const withoutRow = unexpected.map(({ ts }) => microsOfTs(ts));
  const later = pairs.filter(({ parts }) => parts === undefined).map(({ micros }) => micros);
  return moved.filter(({ post, expected: wanted, found }) => {
    const isBefore = (micros: number): boolean =>
      Math.floor(micros / 1000) === Math.floor(ruleMicros(post) / 1000) &&
      micros < Math.max(wanted, found);
    const others = found > wanted ? withoutRow : later;
    return others.filter(isBefore).length < Math.abs(found - wanted);
  });
}
