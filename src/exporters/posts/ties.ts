import type { ChannelId, Tie } from '../../model/model.ts';
import { type Database, inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, text } from '../database/rows.ts';
import { NO_EDIT_HISTORY } from './rows.ts';

/** More tied instants than this in one channel are not held: each is then looked up when it comes. */
const MAX_HELD_INSTANTS = 50_000;

const ALONE: Tie = Object.freeze({ rank: 0, count: 1 });

/** Ranks posts of one channel among those with the same CreateAt. */
export interface Ties {
  /** Reads what is needed to rank rows of these times; call it once for each page. */
  load(createAtMs: Iterable<number>): Promise<void>;
  /** The place of a row whose time was loaded. */
  of(createAtMs: number, id: string): Tie;
}

/**
 * Looks once, through the index alone, at which instants of the channel have more than one row (edit
 * history counts there, which only costs a look-up), and later reads the ids of those instants. With `isWhole`
 * false for a few rows of a channel, whose index is then not walked.
 */
export async function readTies(
  { database, tables }: Reader,
  channel: ChannelId,
  isWhole = true,
): Promise<Ties> {
  const posts = tables.name('Posts');
  if (!isWhole) return tiesAmong(database, posts, channel, undefined);
  const rows = await database.query(
    `SELECT CreateAt FROM ${posts} WHERE ChannelId = ? AND CreateAt > 0
     GROUP BY CreateAt HAVING COUNT(*) > 1 LIMIT ${MAX_HELD_INSTANTS + 1}`,
    [channel],
  );
  const instants =
    rows.length > MAX_HELD_INSTANTS ? undefined : new Set(rows.map(([ms]) => count(ms)));
  return tiesAmong(database, posts, channel, instants);
}

/** `instants`: where there are ties; undefined when nobody looked, so that each is looked up. */
function tiesAmong(
  database: Database,
  posts: string,
  channel: ChannelId,
  instants: ReadonlySet<number> | undefined,
): Ties {
  let tied = new Map<number, string[]>();
  return {
    async load(createAtMs) {
      const wanted = new Set<number>();
      for (const ms of createAtMs) if (instants?.has(ms) ?? true) wanted.add(ms);
      tied = wanted.size === 0 ? new Map() : await readTied(database, posts, channel, [...wanted]);
    },
    of(createAtMs, id) {
      const ids = tied.get(createAtMs);
      if (ids === undefined || ids.length < 2) return ALONE;
      return { rank: ids.indexOf(id), count: ids.length };
    },
  };
}

async function readTied(
  database: Database,
  posts: string,
  channel: ChannelId,
  instants: readonly number[],
): Promise<Map<number, string[]>> {
  const tied = new Map<number, string[]>();
  const wanted = inList(instants);
  const rows = await database.query(
    `SELECT CreateAt, Id FROM ${posts} WHERE CreateAt IN (${wanted.marks})
     AND ChannelId = ? AND ${NO_EDIT_HISTORY}`,
    [...wanted.values, channel],
  );
  for (const [ms, id] of rows) {
    const ids = tied.get(count(ms)) ?? [];
    ids.push(text(id));
    tied.set(count(ms), ids);
  }
  for (const ids of tied.values()) ids.sort();
  return tied;
}
