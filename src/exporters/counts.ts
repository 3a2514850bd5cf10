import type { AttachedCount, PostCount, SourceCounts } from '../model/model.ts';
import type { Reader } from './database/reader.ts';
import { count, text } from './database/rows.ts';
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
import type { OrphanPost, TimeRange } from './source.ts';
import { readUnusable } from './unusable.ts';

/** Counts whole tables and sorts their rows by why the streams bring them or do not; `posts`: of `readPostCounts`. */
export async function readCounts(
  reader: Reader,
  range: TimeRange,
  posts: readonly PostCount[],
): Promise<SourceCounts> {
  const { tables } = reader;
  const rowsOf = (table: string) => countRows(reader, table);
  const ids: ChannelIds = new Map();
  for (const { channelId: id } of posts) if (id !== undefined) ids.set(id, id);
  const files = await countAttached(reader, { range, ids }, FILES);
  return {
    postRows: await rowsOf('Posts'),
    posts,
    reactionRows: await rowsOf('Reactions'),
    reactions: await countAttached(
      reader,
      { range, ids },
      {
        table: 'Reactions',
        own: tables.has('Reactions', 'DeleteAt') ? DELETED_OR_LIVE : "'live'",
      },
    ),
    fileRows: await rowsOf('FileInfo'),
    files,
    userRows: await rowsOf('Users'),
    channelRows: await rowsOf('Channels'),
    emojiRows: tables.has('Emoji') ? await rowsOf('Emoji') : 0,
    unusable: await readUnusable(reader, posts, files),
  };
}

async function countRows({ database, tables }: Reader, table: string): Promise<number> {
  const [row] = await database.query(`SELECT COUNT(*) FROM ${tables.name(table)}`);
  return count(row?.[0]);
}

const DELETED_OR_LIVE = "CASE WHEN a.DeleteAt <> 0 THEN 'deleted' ELSE 'live' END";

/** A table whose rows belong to posts. */
interface AttachedTable {
  readonly table: 'Reactions' | 'FileInfo';
  /** What is the matter with a row itself. */
  readonly own: string;
}

const FILES: AttachedTable = {
  table: 'FileInfo',
  own: `CASE WHEN ${withoutId('a.Id')} THEN 'no-id' WHEN a.DeleteAt <> 0 THEN 'deleted'
    WHEN ${withoutId('a.PostId')} THEN 'detached' ELSE 'live' END`,
};

async function countAttached(
  reader: Reader,
  { range, ids }: { readonly range: TimeRange; readonly ids: ChannelIds },
  { table, own }: AttachedTable,
): Promise<readonly AttachedCount[]> {
  const { database, tables, doubled } = reader;
  const [doubledPost, copies, postJoin] = postCopies(reader);
  const hasOwnDoubles = table === 'FileInfo' && hasDoubles(doubled.files);
  const [doubledOwn, ownJoin] = hasOwnDoubles
    ? ['f.Id', doubledRows(tables, table, ['f', 'a'])]
    : ['NULL', ''];
  const isPost = tables.match(['Posts', 'p', 'Id'], [table, 'a', 'PostId']);
  const rows = await database.query(
    `SELECT ChannelId, Own, State, PostId, Copies, OwnId, COUNT(*) FROM
      (SELECT ${tables.exact(['Posts', 'p', 'ChannelId'])} AS ChannelId, ${own} AS Own,
        CASE WHEN p.Id IS NULL THEN 'missing' ELSE ${STATE} END AS State,
        ${doubledPost} AS PostId, ${copies} AS Copies, ${doubledOwn} AS OwnId
       FROM ${tables.name(table)} a
       LEFT JOIN ${tables.name('Posts')} p ON ${isPost} AND NOT ${withoutId('p.Id')} ${postJoin} ${ownJoin}) s
     GROUP BY ChannelId, Own, State, PostId, Copies, OwnId`,
    stateValues(range),
  );
  return attachedCounts(
    rows.map((row) => ({
      channelId: channelOf(row[0], ids),
      own: ownState(text(row[1])),
      post: text(row[2]) === 'missing' ? 'missing' : postState(text(row[2])),
      postId: text(row[3]),
      copies: count(row[4]) || 1,
      ownId: text(row[5]),
      rows: count(row[6]),
    })),
    doubled,
  );
}

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

/** Posts whose channel has no row, the first ones by id. */
export async function readOrphanPosts(
  { database, tables }: Reader,
  limit: number,
): Promise<readonly OrphanPost[]> {
  const rows = await database.query(
    `SELECT p.Id, p.ChannelId FROM ${tables.name('Posts')} p
     LEFT JOIN ${tables.name('Channels')} c ON ${tables.match(['Channels', 'c', 'Id'], ['Posts', 'p', 'ChannelId'])}
     WHERE c.Id IS NULL ORDER BY p.Id LIMIT ${Math.trunc(limit)}`,
  );
  return rows.map((row) => ({ id: text(row[0]), channelId: text(row[1]) }));
}
