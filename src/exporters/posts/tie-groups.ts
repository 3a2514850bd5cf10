import { type ChannelId, type PostId, postId } from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, filledText, text } from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';
import { NO_EDIT_HISTORY } from './rows.ts';

/**
 * Ranks, by post id, of the rows of one channel and CreateAt: by id, but a reply after its root, and behind all of them
 * the replies that are older than a root of that time, by CreateAt and id.
 */
export type TieGroup = ReadonlyMap<string, number>;

/** Groups by `groupKey`; an instant without rows has none. */
export type TieGroups = ReadonlyMap<string, TieGroup>;

/** Key of the posts of one channel and millisecond. */
export const groupKey = (channel: string, createAtMs: number): string => `${channel} ${createAtMs}`;

interface GroupQuery {
  readonly channels: readonly ChannelId[];
  readonly instants: readonly number[];
  /** Roots, of these instants, that have older replies. */
  readonly rootsOfOlder: ReadonlySet<string>;
  readonly hasParentedReplies: boolean;
}

/** A row as far as its rank goes. */
export interface RankedRow {
  readonly id: PostId;
  readonly channel: string;
  readonly createAtMs: number;
  readonly rootId: PostId | undefined;
  readonly deleteAtMs: number;
}

/**
 * Reads the groups of some instants. Of a row that is alone in its instant only `rootsOfOlder` tells older replies; the
 * roots of other instants are all asked about, so that a group does not depend on what led to it.
 */
export async function readTieGroups(reader: Reader, query: GroupQuery): Promise<TieGroups> {
  const rows = await readRowsAt(reader, query);
  const groups = new Map<string, RankedRow[]>();
  for (const row of rows) addTo(groups, groupKey(row.channel, row.createAtMs), row);
  const roots = new Map<string, RankedRow>();
  for (const group of groups.values()) {
    for (const row of group) {
      const isAsked = group.length > 1 || query.rootsOfOlder.has(row.id);
      if (isAsked && isRoot(row)) roots.set(row.id, row);
    }
  }
  const older = new Map<string, RankedRow[]>();
  for (const reply of await readOlderReplies(reader, query, roots)) {
    const root = roots.get(reply.rootId ?? '');
    if (root === undefined || root.channel !== reply.channel) continue;
    if (reply.createAtMs >= root.createAtMs) continue;
    addTo(older, groupKey(root.channel, root.createAtMs), reply);
  }
  return new Map([...groups].map(([key, own]) => [key, ranksOf(own, older.get(key) ?? [])]));
}

/** True for a row that can be the root of a thread; one that was deleted at no time has no message. */
export const isRoot = ({ rootId, deleteAtMs }: RankedRow): boolean =>
  rootId === undefined && deleteAtMs >= 0;

/**
 * Ranks the posts of one channel and millisecond: by id, then the replies whose id is below that of their root, then
 * `older`, replies that are older than their root of that millisecond.
 */
export function ranksOf(own: readonly RankedRow[], older: readonly RankedRow[]): TieGroup {
  const roots = new Set(own.filter(isRoot).map(({ id }) => id));
  const isBeforeRoot = ({ id, rootId }: RankedRow): boolean =>
    rootId !== undefined && id < rootId && roots.has(rootId);
  const byId = own.toSorted(byTimeThenId);
  const inOrder = [
    ...byId.filter((row) => !isBeforeRoot(row)),
    ...byId.filter(isBeforeRoot),
    ...older.toSorted(byTimeThenId),
  ];
  return new Map(inOrder.map(({ id }, rank) => [id, rank]));
}

const byTimeThenId = (a: RankedRow, b: RankedRow): number =>
  a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);

export const RANKED_COLUMNS = ['Id', 'ChannelId', 'CreateAt', 'DeleteAt', 'RootId', 'ParentId'];

async function readRowsAt(
  { database, tables, doubled }: Reader,
  { channels, instants }: GroupQuery,
): Promise<readonly RankedRow[]> {
  const [wanted, places] = [inList(instants), inList(channels)];
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', RANKED_COLUMNS)} FROM ${tables.name('Posts')}
     WHERE CreateAt IN (${wanted.marks}) AND ChannelId IN (${places.marks}) AND ${NO_EDIT_HISTORY}`,
    [...wanted.values, ...places.values],
  );
  return identifiedRows(rows.map(rankedRow), ({ id }) => id, doubled.posts);
}

/** Replies of these roots that may be older; deleted ones too, so that a deletion moves no other reply. */
async function readOlderReplies(
  reader: Reader,
  query: GroupQuery,
  roots: ReadonlyMap<string, RankedRow>,
): Promise<readonly RankedRow[]> {
  if (roots.size === 0) return [];
  const { database, tables, doubled } = reader;
  const [wanted, places] = [inList([...roots.keys()]), inList(query.channels)];
  const beforeMs = [...roots.values()].reduce((ms, row) => Math.max(ms, row.createAtMs), 0);
  const select = `SELECT ${tables.columns('Posts', RANKED_COLUMNS)} FROM ${tables.name('Posts')}`;
  const where = `ChannelId IN (${places.marks}) AND CreateAt < ? AND ${NO_EDIT_HISTORY}`;
  const values = [...wanted.values, ...places.values, beforeMs];
  const rows = await database.query(
    `${select} WHERE RootId IN (${wanted.marks}) AND ${where}`,
    values,
  );
  const ranked = (some: readonly Row[]) =>
    identifiedRows(some.map(rankedRow), ({ id }) => id, doubled.posts);
  if (!query.hasParentedReplies) return ranked(rows);
  const parented = await database.query(
    `${select} WHERE (RootId = '' OR RootId IS NULL) AND ParentId IN (${wanted.marks}) AND ${where}`,
    values,
  );
  const ofParent = parented.filter((row) => filledText(row[4]) === undefined);
  return ranked([...rows, ...ofParent]);
}

/** Reads a row of the columns Id, ChannelId, CreateAt, DeleteAt, RootId and ParentId or OriginalId. */
export function rankedRow(row: Row): RankedRow {
  const root = filledText(row[4]) ?? filledText(row[5]);
  return {
    id: postId(text(row[0])),
    channel: text(row[1]),
    createAtMs: count(row[2]),
    deleteAtMs: count(row[3]),
    rootId: root === undefined ? undefined : postId(root),
  };
}

/** Adds an item to the group of a key. */
export function addTo<Key, Item>(groups: Map<Key, Item[]>, key: Key, item: Item): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [item]);
  else group.push(item);
}
