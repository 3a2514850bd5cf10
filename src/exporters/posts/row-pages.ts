import type { ChannelId } from '../../model/model.ts';
import { type DoubledIds, identifiedRows } from '../ids.ts';
import type { TimeRange } from '../source.ts';
import type { PostRow } from './post-row.ts';

/**
 * A page of the channel's live rows in (CreateAt, Id) order: those of `fromMs` on, of `afterMs` only behind `afterId`.
 */
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

/** A row with its place in time. */
export type PlacedRow = Pick<PostRow, 'id' | 'createAtMs'>;

export interface RowPage<R extends PlacedRow = PostRow> {
  readonly rows: readonly R[];
  /** Undefined for the last page. */
  readonly next: PageStart | undefined;
}

export type PageReader<R extends PlacedRow = PostRow> = (
  request: PageRequest,
) => Promise<RowPage<R>>;

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
export function pageOf<R extends PlacedRow & Pick<PostRow, 'channelId'>>(
  read: readonly R[],
  { channel, postsPerPage, doubled }: PageOf,
): RowPage<R> {
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

const hasOddId = (rows: readonly PlacedRow[], ms: number): boolean =>
  rows.some(({ createAtMs, id }) => createAtMs === ms && !PLAIN_ID.test(id));

/** Id of a row. */
export const idOf = ({ id }: PlacedRow): string => id;

/** Compares rows by CreateAt, then by the code units of their ids: the order in which posts get their `ts`. */
export const byTimeThenId = (a: PlacedRow, b: PlacedRow): number =>
  a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
