import type { ChannelId } from '../../model/model.ts';
import { type DoubledIds, identifiedRows } from '../ids.ts';
import type { TimeRange } from '../source.ts';
import type { PostRow } from './post-row.ts';

/** A page of the channel's live rows in (CreateAt, Id) order: those of `fromMs` on, of `afterMs` only behind `afterId`. */
export interface PageStart {
  readonly fromMs: number;
  readonly afterMs: number;
  readonly afterId: string;
}

export interface PageRequest {
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly start: PageStart;
}

export interface RowPage {
  readonly rows: readonly PostRow[];
  /** Undefined for the last page. */
  readonly next: PageStart | undefined;
}

export type PageReader = (request: PageRequest) => Promise<RowPage>;

/** The page that begins with a time. */
export const pageFrom = (fromMs: number): PageStart => ({
  fromMs,
  afterMs: fromMs - 1,
  afterId: '',
});

interface PageOf {
  readonly channel: ChannelId;
  readonly postsPerPage: number;
  readonly doubled: DoubledIds;
}

/**
 * Returns the read rows that belong to the channel and are identified by their ids, in the order of code units, in
 * which a server need not sort ids of other characters than Mattermost's. Where such an id is in the last millisecond
 * of a page, that millisecond is left to the next page, where it is whole, unless it fills a page.
 */
export function pageOf(
  read: readonly PostRow[],
  { channel, postsPerPage, doubled }: PageOf,
): RowPage {
  const [first, last] = [read[0], read.at(-1)];
  if (first === undefined || last === undefined) return { rows: [], next: undefined };
  const { createAtMs: lastMs, id: lastId } = last;
  const isLast = read.length < postsPerPage;
  const isLeft = !isLast && first.createAtMs < lastMs && hasOddId(read, lastMs);
  const taken = isLeft ? read.filter(({ createAtMs }) => createAtMs < lastMs) : read;
  const next = isLeft ? pageFrom(lastMs) : { fromMs: lastMs, afterMs: lastMs, afterId: lastId };
  const own = taken.filter((row) => row.channelId === channel);
  return {
    rows: identifiedRows(own, idOf, doubled).toSorted(byTimeThenId),
    next: isLast ? undefined : next,
  };
}

/** Ids as Mattermost makes them (model.NewId), which every server sorts alike. */
const PLAIN_ID = /^[a-z0-9]+$/;

const hasOddId = (rows: readonly PostRow[], ms: number): boolean =>
  rows.some(({ createAtMs, id }) => createAtMs === ms && !PLAIN_ID.test(id));

export const idOf = ({ id }: PostRow): string => id;

export const byTimeThenId = (a: PostRow, b: PostRow): number =>
  a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
