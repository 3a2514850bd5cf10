import type { PostFacts } from './facts.ts';

/** What is counted post by post. */
export const POST_COUNTS = [
  'posts',
  'replies',
  'files',
  'reactions',
  'pinned',
  'tombstones',
] as const;
export type PostCount = (typeof POST_COUNTS)[number];

/** What is counted in the lists, beside the posts. */
export const LIST_COUNTS = ['people', 'public', 'private', 'group', 'direct'] as const;
export type ListCount = (typeof LIST_COUNTS)[number];

/** Everything that a report counts on both sides, in its order. */
export const COUNTED_KINDS = [...POST_COUNTS, ...LIST_COUNTS] as const;
export type CountedKind = PostCount | ListCount;

/** Number of things of a kind on each side. */
export interface SideCount {
  readonly kind: CountedKind;
  readonly source: number;
  readonly target: number;
}

/** Numbers of what is counted post by post, on one side. */
export type PostCounts = Readonly<Record<PostCount, number>>;

/** Counts of one side's posts, kept while they are compared. */
export interface PostCounter {
  /** Counts a post by the facts of this side. */
  add(facts: PostFacts): void;
  /** Counts a message that belongs to no post of the other side, without its content. */
  addUnpaired(): void;
  /** Adds what another counter has. */
  merge(counts: PostCounts): void;
  readonly counts: PostCounts;
}

/** Makes the counts of one side of a comparison. */
export function makePostCounter(): PostCounter {
  const counts: Record<PostCount, number> = {
    posts: 0,
    replies: 0,
    files: 0,
    reactions: 0,
    pinned: 0,
    tombstones: 0,
  };
  return {
    counts,
    addUnpaired() {
      counts.posts += 1;
    },
    merge(others) {
      for (const kind of POST_COUNTS) counts[kind] += others[kind];
    },
    add({ thread, files, reactions, isPinned, isTombstone }) {
      // The verdict counts posts that live: a deleted root is kept for the sake of its replies alone.
      counts[isTombstone ? 'tombstones' : 'posts'] += 1;
      if (thread !== '') counts.replies += 1;
      counts.files += files.length;
      counts.reactions += reactions.length;
      if (isPinned) counts.pinned += 1;
    },
  };
}

/** Numbers of people and conversations on one side. */
export interface ListCounts extends Readonly<Record<Exclude<ListCount, 'people'>, number>> {
  /** Undefined where no account was compared: 0 would be wrong. */
  readonly people: number | undefined;
}

/** Both sides of the counts in the order of the reports, without what was not compared. */
export function sideCounts(
  posts: { readonly source: PostCounter; readonly target: PostCounter },
  lists: { readonly source: ListCounts; readonly target: ListCounts },
): readonly SideCount[] {
  return [
    ...POST_COUNTS.map((kind) => ({
      kind,
      source: posts.source.counts[kind],
      target: posts.target.counts[kind],
    })),
    ...LIST_COUNTS.flatMap((kind) => {
      const [source, target] = [lists.source[kind], lists.target[kind]];
      return source === undefined || target === undefined ? [] : [{ kind, source, target }];
    }),
  ];
}
