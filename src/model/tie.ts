/**
 * A post's place among the rows of the same channel and CreateAt: deleted ones included, edit history
 * excluded, ordered by id in code units, but a reply after its root. Behind them come the replies that are older than
 * a root of that time, by CreateAt and id. It makes `ts` unique without knowing the rest of the channel.
 */
export interface Tie {
  readonly rank: number;
  readonly count: number;
  /** CreateAt of the root, for a reply that is older: it has its place among the rows of that time. */
  readonly rootMs?: number;
  /** Microseconds by which the rows of this time begin later, because those before have more than a thousand in one. */
  readonly behind?: number;
  /** Microseconds by which the further parts of posts of this time begin later, because other rows are in their way. */
  readonly partsBehind?: number;
}
