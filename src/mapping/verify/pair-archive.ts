import type { Post, PostRef } from '../../model.ts';
import type { ArchiveMessage } from './archive-message.ts';

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
export interface PlacedPost {
  readonly post: Post;
  /** Of the first message. */
  readonly micros: number;
}

/**
 * Where posts of one conversation are to stand, by FORMATS.md: the milliseconds, then the rank among the rows of
 * that instant; what would run into the next one is moved to the next free microsecond. Ask in order.
 */
export function makePlacing(): Placing {
  const moved = new Map<string, number>();
  let last = 0;
  const natural = ({ createAtMs, tie }: PostRef): number => createAtMs * 1000 + tie.rank;
  return {
    place(post) {
      last = Math.max(post.createAtMs * 1000 + post.tie.rank, last + 1);
      if (last !== post.createAtMs * 1000 + post.tie.rank) moved.set(post.id, last);
      return { post, micros: last };
    },
    found: (postId, micros) => moved.set(postId, micros),
    of: (ref) => moved.get(ref.id) ?? natural(ref),
  };
}

export interface Placing {
  place(post: Post): PlacedPost;
  /** A post that was found elsewhere than where it is to stand. */
  found(postId: string, micros: number): void;
  /** Where a post of the conversation stands or will stand, in microseconds. */
  of(ref: PostRef): number;
}

/** From where no message of the post can stand any more. */
export const endOf = ({ post, micros }: PlacedPost): number =>
  Math.max(micros + 1, post.createAtMs * 1000 + SLOTS * Math.max(1, post.tie.count));

/** A message of the target that nobody has been found for yet. */
export interface WaitingMessage {
  readonly message: ArchiveMessage;
  readonly micros: number;
}

/** A post with the messages that stand for it. */
export interface PairedPost extends PlacedPost {
  /** Undefined when there is none. */
  readonly parts: readonly [ArchiveMessage, ...ArchiveMessage[]] | undefined;
}

export interface Pairing {
  readonly pairs: readonly PairedPost[];
  readonly unexpected: readonly ArchiveMessage[];
}

/** Finds the messages of posts whose times lie close together, by their places alone. */
export function pairArchive(
  posts: readonly PlacedPost[],
  waiting: readonly WaitingMessage[],
): Pairing {
  const byMicros = new Map<number, ArchiveMessage[]>();
  for (const { message, micros } of waiting) {
    const same = byMicros.get(micros);
    if (same === undefined) byMicros.set(micros, [message]);
    else same.push(message);
  }
  const take = (micros: number): ArchiveMessage | undefined => byMicros.get(micros)?.shift();
  const firsts = posts.map((placed) => ({ ...placed, first: take(placed.micros) }));
  const pairs = firsts.map(({ first, ...placed }): PairedPost => {
    if (first === undefined) return { ...placed, parts: undefined };
    return { ...placed, parts: [first, ...furtherParts(placed, take)] };
  });
  return { pairs, unexpected: [...byMicros.values()].flat() };
}

function furtherParts(
  { post }: PlacedPost,
  take: (micros: number) => ArchiveMessage | undefined,
): readonly ArchiveMessage[] {
  const { createAtMs, tie } = post;
  const parts: ArchiveMessage[] = [];
  for (let part = 1; part < SLOTS; part += 1) {
    const found = take(partMicros(createAtMs, tie, part));
    if (found !== undefined) parts.push(found);
  }
  return parts;
}

/** Further parts stand behind all ranks of their instant. */
export const partMicros = (
  createAtMs: number,
  { rank, count }: Post['tie'],
  part: number,
): number => createAtMs * 1000 + count + rank * (SLOTS - 1) + part - 1;
