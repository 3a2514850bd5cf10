import {
  type ChannelId,
  channelId,
  type Post,
  type PostId,
  postId,
  userId,
} from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, filledText, mendText, text, timeMs } from '../database/rows.ts';
import type { ColumnOf } from '../database/tables.ts';
import { identifiedRows } from '../ids.ts';
import type { FormerRow, FormerText, TimeRange } from '../source.ts';
import { makePost, NO_THREAD, NONE } from './make-post.ts';
import { POST_COLUMNS, postRow } from './post-row.ts';
import { pageFrom } from './row-pages.ts';
import { endMs, NO_EDIT_HISTORY, startMs } from './rows.ts';

/** Posts in one query. */
const POSTS_PER_QUERY = 200;

/**
 * Texts that posts of a channel had before their edits, the latest first. Mattermost keeps each as a row with the time of
 * the post, by which it is found: not every version has an index on OriginalId. A pin or another change leaves such a
 * row too, with the same text.
 */
export async function readFormerTexts(
  { database, tables, doubled }: Reader,
  channel: ChannelId,
  posts: readonly Pick<Post, 'id' | 'createAtMs'>[],
): Promise<ReadonlyMap<PostId, readonly FormerText[]>> {
  const texts = new Map<PostId, FormerText[]>();
  for (let start = 0; start < posts.length; start += POSTS_PER_QUERY) {
    const some = posts.slice(start, start + POSTS_PER_QUERY);
    const at = new Map(some.map(({ id, createAtMs }) => [id, createAtMs]));
    const times = inList(some.map(({ createAtMs }) => createAtMs));
    const ids = inList([...at.keys()]);
    const rows = await database.query(
      `SELECT Id, OriginalId, Message, UserId, DeleteAt, ChannelId, CreateAt FROM ${tables.name('Posts')}
       WHERE ChannelId = ? AND CreateAt IN (${times.marks})
       AND OriginalId IN (${ids.marks}) ORDER BY DeleteAt DESC, Id`,
      [channel, ...times.values, ...ids.values],
    );
    for (const row of identifiedRows(rows, ([id]) => text(id), doubled.posts)) {
      const id = postId(text(row[1]));
      if (text(row[5]) !== channel || at.get(id) !== count(row[6])) continue;
      texts.set(id, [...(texts.get(id) ?? []), formerText(row)]);
    }
  }
  return texts;
}

function formerText(row: Row): FormerText {
  const user = filledText(row[3]);
  return {
    id: postId(text(row[0])),
    userId: user === undefined ? undefined : userId(user),
    message: mendText(text(row[2])),
    untilMs: timeMs(row[4]),
  };
}

const ROW: ColumnOf = ['Posts', 'p', 'Id'];
const ORIGINAL_ID = POST_COLUMNS.length;

/** Every row of edit history of a channel, in (CreateAt, Id) order, with the post that it is of. */
export async function* streamFormerRows(
  reader: Reader,
  { postsPerPage }: { readonly postsPerPage: number },
  { channel, range }: { readonly channel: ChannelId; readonly range: TimeRange },
): AsyncGenerator<readonly FormerRow[]> {
  const { database, tables, doubled } = reader;
  const idOrder = tables.order(ROW);
  const sql = `SELECT ${tables.columns('Posts', POST_COLUMNS, 'p')}, p.OriginalId
    FROM ${tables.name('Posts')} p
    WHERE p.ChannelId = ? AND p.OriginalId <> '' AND p.CreateAt >= ?
    AND (p.CreateAt > ? OR ${idOrder} > ?) AND p.CreateAt < ?
    ORDER BY p.CreateAt, ${idOrder} LIMIT ${postsPerPage}`;
  for (let { fromMs, afterMs, afterId } = pageFrom(startMs(range)); ; ) {
    const rows = await database.query(sql, [channel, fromMs, afterMs, afterId, endMs(range)]);
    const own = rows.filter((row) => channelId(text(row[7])) === channel);
    const known = identifiedRows(own, ([id]) => text(id), doubled.posts);
    if (known.length > 0) yield await withOriginals(reader, channel, known);
    const last = rows.at(-1);
    if (last === undefined || rows.length < postsPerPage) return;
    afterId = text(last[0]);
    fromMs = count(last[1]);
    afterMs = fromMs;
  }
}

async function withOriginals(
  reader: Reader,
  channel: ChannelId,
  rows: readonly Row[],
): Promise<readonly FormerRow[]> {
  const ids = [...new Set(rows.map((row) => postId(text(row[ORIGINAL_ID]))))];
  const originals = await readOriginals(reader, channel, ids);
  return rows.map((row) => {
    const originalId = postId(text(row[ORIGINAL_ID]));
    const found = originals.get(originalId);
    const post = formerPost(row);
    const isOwn = found?.createAtMs === post.createAtMs;
    return { post, originalId, original: isOwn ? found : undefined };
  });
}

function formerPost(row: Row): Post {
  const read = postRow(row);
  return makePost(read, {
    tie: { rank: 0, count: 1 },
    thread: NO_THREAD,
    reactions: NONE,
    files: NONE,
    priority: undefined,
    linked: NONE,
  });
}

/** Posts of the channel among the ids, live and deleted ones. */
async function readOriginals(
  { database, tables, doubled }: Reader,
  channel: ChannelId,
  ids: readonly PostId[],
): Promise<ReadonlyMap<PostId, Pick<Post, 'createAtMs' | 'userId' | 'type'>>> {
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT Id, ChannelId, CreateAt, UserId, Type FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks}) AND ${NO_EDIT_HISTORY}`,
    wanted.values,
  );
  const own = rows.filter((row) => text(row[1]) === channel);
  return new Map(
    identifiedRows(own, ([id]) => text(id), doubled.posts).map((row) => {
      const user = filledText(row[3]);
      const original = {
        createAtMs: count(row[2]),
        userId: user === undefined ? undefined : userId(user),
        type: text(row[4]),
      };
      return [postId(text(row[0])), original];
    }),
  );
}
