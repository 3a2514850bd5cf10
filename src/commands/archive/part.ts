import { type HeldRows, noHeldRows } from '../../mapping/site/held-rows.ts';
import type { ChannelId, ChannelType } from '../../model/model.ts';

/** A file to copy into the site. */
export interface CopiedFile {
  /** In the file store. */
  readonly from: string;
  /** In the site. */
  readonly to: string;
}

/** Numbers of what pages have. */
export interface SiteTally {
  posts: number;
  /** Deleted roots whose replies remain, of which nothing but the place is shown. */
  tombstones: number;
  /** Deleted posts that are shown, with --with-deleted. */
  deleted: number;
  /** Texts before edits that are shown, with --with-deleted. */
  formerTexts: number;
  /** Texts before edits of posts that are not shown. */
  formerLeftOut: number;
  /** Deleted posts that were read and are not shown, as live ones of their kind are not. */
  deletedLeftOut: number;
  /** Posts that one reader may see once or alone. */
  neverShown: number;
  /** Posts of others, where one person's are written. */
  ofOthers: number;
  files: number;
  /** Files whose bytes are not there. */
  filesWithoutBytes: number;
  reactions: number;
}

/** Counts of a site before its first post. */
export const emptySiteTally = (): SiteTally => ({
  ...{ posts: 0, tombstones: 0, deleted: 0, formerTexts: 0, formerLeftOut: 0 },
  ...{ deletedLeftOut: 0, neverShown: 0, ofOthers: 0 },
  ...{ files: 0, filesWithoutBytes: 0, reactions: 0 },
});

/** Adds the counts of another part. */
export function addTally(sum: SiteTally, more: SiteTally): void {
  sum.posts += more.posts;
  sum.tombstones += more.tombstones;
  sum.deleted += more.deleted;
  sum.formerTexts += more.formerTexts;
  sum.formerLeftOut += more.formerLeftOut;
  sum.deletedLeftOut += more.deletedLeftOut;
  sum.neverShown += more.neverShown;
  sum.ofOthers += more.ofOthers;
  sum.files += more.files;
  sum.filesWithoutBytes += more.filesWithoutBytes;
  sum.reactions += more.reactions;
}

/** Rows that a legal hold keeps: those on pages, and those that no page shows. */
export interface HeldTally extends HeldRows {
  leftOut: number;
}

/** Counts of a hold before its first row. */
export const emptyHeldTally = (): HeldTally => ({ ...noHeldRows(), leftOut: 0 });

/** Adds the counts of what a hold keeps of another part. */
export function addHeld(sum: HeldTally, more: HeldTally): void {
  sum.posts += more.posts;
  sum.deleted += more.deleted;
  sum.formerTexts += more.formerTexts;
  sum.leftOut += more.leftOut;
}

/** Posts of a month of a channel, as markup and as lines of the search's results. */
export interface SitePiece {
  readonly kind: 'piece';
  readonly channel: ChannelId;
  readonly month: string;
  /** Articles of the piece, which are the posts of its lines. */
  readonly articles: number;
  readonly html: Uint8Array;
  /** A line for each post, each with a line feed. */
  readonly lines: string;
  readonly files: readonly CopiedFile[];
  readonly tally: SiteTally;
  readonly held: HeldTally;
}

/** The index of the pieces since the last run. */
export interface SiteRun {
  readonly kind: 'run';
  readonly area: ChannelType;
  readonly articles: number;
  readonly index: Uint8Array;
}

export type SitePart = SitePiece | SiteRun;

/** The memory of parts, which a thread hands over. Both have memory of their own. */
export const buffersOfParts = (parts: readonly SitePart[]): readonly ArrayBuffer[] =>
  parts.flatMap((part) => {
    const { buffer } = part.kind === 'piece' ? part.html : part.index;
    return buffer instanceof ArrayBuffer ? [buffer] : [];
  });
