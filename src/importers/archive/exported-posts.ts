import type { ListedChannel, ListedPerson, PostDigest } from '../../mapping/manual-changes.ts';

/** A post that was written into an archive, or left out of it for a reason of its own. */
export interface ExportedPost {
  /** Mattermost's ids. */
  readonly postId: string;
  readonly channelId: string;
  readonly createAtMs: number;
  /** `ts` of its first message; '' when the post was left out. */
  readonly ts: string;
  /** Reason why no archive has it; '' when one has. */
  readonly leftOut: string;
  /** Its content when it was exported, to find later changes. */
  readonly digest: PostDigest;
}

/** The posts of a chain of archives, recorded so that the next archive holds only what is new. */
export interface ExportedPosts {
  readonly path: string;
  get(postId: string): ExportedPost | undefined;
  /** True when a message of the conversation has this `ts`. */
  hasTs(channelId: string, ts: string): boolean;
  /** The latest CreateAt of the conversation's posts, milliseconds; undefined without posts. */
  newestMs(channelId: string): number | undefined;
  /** Ids of a conversation's posts, a page at a time; the store may be written while they are read. */
  idsOf(channelId: string): Iterable<string>;
  /** Counts of the conversation's posts by the reason why no archive has them, '' for those in an archive. */
  counts(channelId: string): ReadonlyMap<string, number>;
  put(post: ExportedPost): void;
  remove(postId: string): void;
  channels(): readonly ListedChannel[];
  putChannels(channels: readonly ListedChannel[]): void;
  people(): readonly ListedPerson[];
  putPeople(people: readonly ListedPerson[]): void;
  /** A value of the chain; undefined when it was never set. */
  meta(name: string): string | undefined;
  setMeta(name: string, value: string): void;
  /** Writes everything to the disk and gives the store its own name. */
  commit(): Promise<void>;
  /** Discards the writes. */
  discard(): Promise<void>;
}
