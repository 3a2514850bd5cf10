import type { AttachedCount } from '../model/model.ts';
import type { Row } from './database/database.ts';
import type { Reader } from './database/reader.ts';
import { count, text } from './database/rows.ts';
import type { Tables } from './database/tables.ts';
import { hasDoubles, withoutId } from './ids.ts';
import {
  type ChannelIds,
  channelOf,
  DOUBLED,
  doubledRows,
  postCopies,
  postState,
  STATE,
  splitDoubled,
  stateValues,
} from './post-counts.ts';
import type { TimeRange } from './source.ts';

/** What is counted: the posts' range of time, and the ids of their channels, each of which is held once. */
export interface CountedPosts {
  readonly range: TimeRange;
  readonly ids: ChannelIds;
}

/** Counts files by the state of their rows and of their posts. */
export async function countFiles(
  reader: Reader,
  counted: CountedPosts,
): Promise<readonly AttachedCount[]> {
  const own = `CASE WHEN ${withoutId('a.Id')} THEN 'no-id' WHEN a.DeleteAt <> 0 THEN 'deleted'
    WHEN ${withoutId('a.PostId')} THEN 'detached' ELSE 'live' END`;
  const joined = await countEachRow(reader, counted, { table: 'FileInfo', own });
  return attachedCounts(joined, reader.doubled);
}

/** Counts reactions in the same way. */
export async function countReactions(
  reader: Reader,
  counted: CountedPosts,
): Promise<readonly AttachedCount[]> {
  const { tables, doubled } = reader;
  const byPost = await countByPost(reader, counted);
  if (byPost !== undefined) return attachedCounts(byPost, doubled);
  const own = tables.has('Reactions', 'DeleteAt') ? DELETED_OR_LIVE : "'live'";
  return attachedCounts(await countEachRow(reader, counted, { table: 'Reactions', own }), doubled);
}

const DELETED_OR_LIVE = "CASE WHEN a.DeleteAt <> 0 THEN 'deleted' ELSE 'live' END";

/**
 * Counts reactions by post before the posts are looked up, each once: a quarter of the time where a post has twenty. The
 * groups have no other key than the index, which brings them in order; undefined where MySQL takes ids for equal that
 * are not.
 */
async function countByPost(
  reader: Reader,
  { range, ids }: CountedPosts,
): Promise<readonly JoinedRows[] | undefined> {
  const { database, tables } = reader;
  const { doubledPost, copies, postJoin, place } = postsOf(reader, 'Reactions');
  const deleted = tables.has('Reactions', 'DeleteAt')
    ? 'SUM(CASE WHEN r.DeleteAt <> 0 THEN 1 ELSE 0 END)'
    : '0';
  const rows = await database.query(
    `SELECT ChannelId, State, PostId, Copies, SUM(Every), SUM(Deleted), MAX(Several) FROM
      (SELECT ${place}, ${doubledPost} AS PostId, ${copies} AS Copies, a.Every, a.Deleted, a.Several
       FROM (SELECT r.PostId, COUNT(*) AS Every, ${deleted} AS Deleted, ${severalIds(tables)} AS Several
             FROM ${tables.name('Reactions')} r GROUP BY r.PostId) a
       ${postJoin}) s
     GROUP BY ChannelId, State, PostId, Copies`,
    stateValues(range),
  );
  if (rows.some((row) => count(row[6]) > 0)) return undefined;
  return rows.flatMap((row) => {
    const of = { ...placeOf(row, ids), ownId: '' };
    const [every, taken] = [count(row[4]), count(row[5])];
    const counted = [
      { ...of, own: 'live', rows: every - taken },
      { ...of, own: 'deleted', rows: taken },
    ] as const;
    return counted.filter(({ rows: some }) => some > 0);
  });
}

/** 1 where texts that the server groups as equal are several ids, to which case and blanks matter. */
function severalIds(tables: Tables): string {
  const exactId = tables.exact(['Reactions', 'r', 'PostId']);
  if (exactId === 'r.PostId') return '0';
  return `CASE WHEN MIN(${exactId}) <> MAX(${exactId}) THEN 1 ELSE 0 END`;
}

/** A table whose rows belong to posts, and an expression for what is the matter with a row itself. */
interface AttachedTable {
  readonly table: 'Reactions' | 'FileInfo';
  readonly own: string;
}

async function countEachRow(
  reader: Reader,
  { range, ids }: CountedPosts,
  { table, own }: AttachedTable,
): Promise<readonly JoinedRows[]> {
  const { database, tables, doubled } = reader;
  const { doubledPost, copies, postJoin, place } = postsOf(reader, table);
  const hasOwnDoubles = table === 'FileInfo' && hasDoubles(doubled.files);
  const [doubledOwn, ownJoin] = hasOwnDoubles
    ? ['f.Id', doubledRows(tables, table, ['f', 'a'])]
    : ['NULL', ''];
  const rows = await database.query(
    `SELECT ChannelId, State, PostId, Copies, Own, OwnId, COUNT(*) FROM
      (SELECT ${place}, ${doubledPost} AS PostId, ${copies} AS Copies, ${own} AS Own, ${doubledOwn} AS OwnId
       FROM ${tables.name(table)} a ${postJoin} ${ownJoin}) s
     GROUP BY ChannelId, State, PostId, Copies, Own, OwnId`,
    stateValues(range),
  );
  return rows.map((row) => ({
    ...placeOf(row, ids),
    own: ownState(text(row[4])),
    ownId: text(row[5]),
    rows: count(row[6]),
  }));
}

/** How the posts of rows `a` are found, and their channels and states. */
function postsOf(reader: Reader, table: AttachedTable['table']) {
  const { tables } = reader;
  const [doubledPost, copies, copyJoin] = postCopies(reader);
  const isPost = tables.match(['Posts', 'p', 'Id'], [table, 'a', 'PostId']);
  return {
    doubledPost,
    copies,
    postJoin: `LEFT JOIN ${tables.name('Posts')} p ON ${isPost} AND NOT ${withoutId('p.Id')} ${copyJoin}`,
    place: `${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId,
      CASE WHEN p.Id IS NULL THEN 'missing' ELSE ${STATE} END AS State`,
  };
}

/** The post of counted rows, of the columns ChannelId, State, PostId and Copies. */
const placeOf = (row: Row, ids: ChannelIds) => ({
  channelId: channelOf(row[0], ids),
  post: text(row[1]) === 'missing' ? ('missing' as const) : postState(text(row[1])),
  postId: text(row[2]),
  copies: count(row[3]) || 1,
});

/** Rows that were joined to the posts of one id, each of which is there as often as the post. */
interface JoinedRows extends AttachedCount {
  readonly postId: string;
  readonly copies: number;
  readonly ownId: string;
}

function attachedCounts(
  joined: readonly JoinedRows[],
  { posts, files }: Reader['doubled'],
): readonly AttachedCount[] {
  const isPlain = !hasDoubles(posts) && !hasDoubles(files);
  if (isPlain)
    return joined.map(({ channelId, own, post, rows }) => ({ channelId, own, post, rows }));
  // The copies of a post that differ can be in several channels: their rows are added before they are divided.
  const groups = new Map<string, JoinedRows>();
  for (const entry of joined) {
    const isAmbiguous = posts.ambiguous.has(entry.postId);
    const one: JoinedRows = isAmbiguous ? { ...entry, channelId: undefined, post: DOUBLED } : entry;
    const key = JSON.stringify([one.channelId, one.own, one.post, one.postId, one.ownId]);
    groups.set(key, { ...one, rows: one.rows + (groups.get(key)?.rows ?? 0) });
  }
  return [...groups.values()].flatMap(({ channelId, own, post, ownId, copies, rows }) => {
    const split = splitDoubled(rows / copies, ownId, files);
    const counted = { channelId, own, post };
    if (own === 'no-id') return [{ ...counted, rows: rows / copies }];
    return [
      ...(split.kept === 0 ? [] : [{ ...counted, rows: split.kept }]),
      ...(split.doubled === 0 ? [] : [{ ...counted, own: DOUBLED, rows: split.doubled } as const]),
    ];
  });
}

const OWN_STATES = ['no-id', 'deleted', 'detached'] as const;

function ownState(value: string): AttachedCount['own'] {
  return OWN_STATES.find((known) => known === value) ?? 'live';
}
