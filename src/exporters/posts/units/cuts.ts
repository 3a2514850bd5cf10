import type { ChannelId } from '../../../model/model.ts';
import { MICROS_PER_MS } from '../crowded.ts';

/** Rows of a channel, deleted ones and edit history included, and the live ones among them. */
export interface CountedChannel {
  readonly channel: ChannelId;
  readonly rows: number;
  readonly posts: number;
}

export const MS_PER_DAY = 86_400_000;

/** A cut needs so much time without posts before it. */
const MIN_GAP_MS = 1_000;

/** Channels whose rows are read together. */
const MAX_CHANNELS = 512;

export type Pack =
  | { readonly kind: 'whole'; readonly channels: readonly CountedChannel[] }
  | { readonly kind: 'large'; readonly channel: CountedChannel };

/** Packs neighbouring channels until they have some rows; a channel with more than `maxRows` stays by itself. */
export function packChannels(
  channels: readonly CountedChannel[],
  maxRows: number,
): readonly Pack[] {
  const packs: Pack[] = [];
  let some: CountedChannel[] = [];
  let rows = 0;
  const close = (): void => {
    if (some.length > 0) packs.push({ kind: 'whole', channels: some });
    some = [];
    rows = 0;
  };
  for (const channel of channels) {
    if (rows + channel.rows > maxRows || some.length === MAX_CHANNELS) close();
    if (channel.rows > maxRows) {
      packs.push({ kind: 'large', channel });
      continue;
    }
    some.push(channel);
    rows += channel.rows;
  }
  close();
  return packs;
}

/** What is known of a channel that is to be cut. */
export interface CutWanted {
  readonly fromMs: number;
  readonly toMs: number;
  /** The time of the first row that a stretch from `fromMs` on has no room for. */
  readonly fullMs: number;
  /** Time without rows that a cut needs before it. */
  readonly gapMs: number;
  /** The time of the last row before a time; -Infinity for none. */
  lastBefore(ms: number): Promise<number>;
}

/**
 * Where a stretch may end: at the begin of a UTC day before which rows that have more of a millisecond than fit into one
 * have room to end. The last such day with room for all rows, or else the first one after it; undefined for none.
 */
export async function findCut(wanted: CutWanted): Promise<number | undefined> {
  const { fromMs, toMs, fullMs, gapMs, lastBefore } = wanted;
  const dayOf = (ms: number): number => Math.floor(ms / MS_PER_DAY) * MS_PER_DAY;
  for (let cutMs = dayOf(fullMs); cutMs > fromMs; ) {
    const lastMs = await lastBefore(cutMs);
    if (lastMs < fromMs) break;
    if (lastMs < cutMs - gapMs) return cutMs;
    cutMs = dayOf(lastMs);
  }
  for (let cutMs = dayOf(fullMs) + MS_PER_DAY; cutMs < toMs; cutMs += MS_PER_DAY) {
    if ((await lastBefore(cutMs)) < cutMs - gapMs) return cutMs;
  }
  return undefined;
}

/** Time without rows that a cut of a channel with so many needs before it. */
export const gapOf = (rows: number): number =>
  Math.max(MIN_GAP_MS, Math.ceil(rows / MICROS_PER_MS));
