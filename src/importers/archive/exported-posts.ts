import type { ListedChannel, ListedPerson, PostDigest } from '../../mapping/manual-changes.ts';

/** A post that an archive holds, or that was left out of it for a reason of its own. */
export interface ExportedPost {
  /** Mattermost's ids. */
  readonly postId: string;
  readonly channelId: string;
  readonly createAtMs: number;
  /** Of its first message; '' when the post was left out. */
  readonly ts: string;
  /** Why it is in no archive; '' for one that is. */
  readonly leftOut: string;
  /** What it looked like, to tell later what changed. */
  readonly digest: PostDigest;
}

/** What the archives of one chain hold, kept beside them so that the next one holds only what is new. */
export interface ExportedPosts {
  readonly path: string;
  get(postId: string): ExportedPost | undefined;
  /** True when a message of the conversation has this `ts`. */
  hasTs(channelId: string, ts: string): boolean;
  /** The latest CreateAt of the conversation's posts; undefined when it has none. */
  newestMs(channelId: string): number | undefined;
  /** Ids of a conversation's posts, a page at a time; the store may be written meanwhile. */
  idsOf(channelId: string): Iterable<string>;
  /** Posts of the conversation, by the reason why they are in no archive, '' for those that are. */
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
  /** Writes everything out and gives the store its own name. */
  commit(): Promise<void>;
  /** Throws the writes away. */
  discard(): Promise<void>;
}
