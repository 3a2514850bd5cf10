import type { ListedChannel, ListedPerson, PostDigest } from '../../mapping/manual-changes.ts';
import type { NamedArchive } from './naming.ts';

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

/** Times of the first and the last of some posts, milliseconds. */
export interface PostSpan {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** The posts of a chain of archives, recorded so that the next archive holds only what is new. */
export interface ExportedPosts {
  readonly path: string;
  get(postId: string): ExportedPost | undefined;
  /** True when a message of the conversation has this `ts`, also one of a removed post. */
  hasTs(channelId: string, ts: string): boolean;
  /** The latest CreateAt of the conversation's posts, milliseconds; undefined without posts. */
  newestMs(channelId: string): number | undefined;
  /** The earliest and the latest CreateAt of all posts; undefined without posts. */
  span(): PostSpan | undefined;
  /** Ids of a conversation's posts, a page at a time; the store may be written while they are read. */
  idsOf(channelId: string): Iterable<string>;
  /** Counts of the conversation's posts by the reason why no archive has them, '' for those in an archive. */
  counts(channelId: string): ReadonlyMap<string, number>;
  put(post: ExportedPost): void;
  /** Puts the posts of a conversation that a PostPacker has packed. */
  putPacked(channelId: string, bytes: Uint8Array, count: number): void;
  /** Puts the `ts` of messages that are not the first of a post. */
  putFurther(channelId: string, ts: readonly string[]): void;
  /** Removes a post; the `ts` of its messages stay. */
  remove(postId: string): void;
  /** Ids of the conversations in the lists, in order; their members may be too many to read at once. */
  channelIds(): readonly string[];
  /** Those of the conversations that are in the lists. */
  channels(ids: readonly string[]): readonly ListedChannel[];
  /** Puts conversations into the lists in place of those with the ids. */
  putChannels(ids: readonly string[], channels: readonly ListedChannel[]): void;
  people(): readonly ListedPerson[];
  putPeople(people: readonly ListedPerson[]): void;
  /** A value of the chain; undefined when it was never set. */
  meta(name: string): string | undefined;
  setMeta(name: string, value: string): void;
  /** SHA-256 of the archives of the last run; none in a new store. */
  lastArchives(): readonly string[];
  /** Names that runs of the chain were told to write, and those of their archives. */
  archiveNames(): ReadonlySet<string>;
  /**
   * Writes everything to the disk, with the archives that are about to get their names: from here on the next run
   * finds out whether they got them, however this one ends.
   */
  prepare(out: string, archives: readonly NamedArchive[]): Promise<void>;
  /** Gives the store its own name, when its archives have theirs. */
  commit(): Promise<void>;
  /**
   * Discards the writes. `kept`: an archive may have its name already, so the next run ends the naming, and the others
   * have to wait for that.
   */
  discard(): Promise<'removed' | 'kept'>;
}
