import { type ChannelId, type Post, postId, userId } from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, filledText, jsonTexts, text } from '../database/rows.ts';
import type { ColumnOf } from '../database/tables.ts';
import { identifiedRows } from '../ids.ts';
import type { RowFacts, TimeRange } from '../source.ts';
import { NOT_DELETED } from './attached.ts';
import { filenamesOf } from './legacy-files.ts';
import { pageFrom } from './row-pages.ts';
import { endMs, startMs } from './rows.ts';

const ROW: ColumnOf = ['Posts', 'p', 'Id'];

/** Every deleted row and row of edit history of a channel, with what is counted of it. */
export async function* streamRowFacts(
  reader: Reader,
  postsPerPage: number,
  { channel, range }: { readonly channel: ChannelId; readonly range: TimeRange },
): AsyncGenerator<readonly RowFacts[]> {
  const { database, tables, doubled } = reader;
  const idOrder = tables.order(ROW);
  const sql = `SELECT p.Id, p.CreateAt, p.ChannelId, p.UserId, p.Type, p.OriginalId,
    ${tables.columns('Posts', ['FileIds', 'Filenames'], 'p')}
    FROM ${tables.name('Posts')} p
    WHERE p.ChannelId = ? AND (p.DeleteAt <> 0 OR p.OriginalId <> '') AND p.CreateAt >= ?
    AND (p.CreateAt > ? OR ${idOrder} > ?) AND p.CreateAt < ?
    ORDER BY p.CreateAt, ${idOrder} LIMIT ${postsPerPage}`;
  for (let { fromMs, afterMs, afterId } = pageFrom(startMs(range)); ; ) {
    const rows = await database.query(sql, [channel, fromMs, afterMs, afterId, endMs(range)]);
    const own = rows.filter((row) => text(row[2]) === channel);
    const known = identifiedRows(own, idOf, doubled.posts);
    if (known.length > 0) yield await factsOf(reader, known);
    const last = rows.at(-1);
    if (last === undefined || rows.length < postsPerPage) return;
    afterId = text(last[0]);
    fromMs = count(last[1]);
    afterMs = fromMs;
  }
}

const idOf = ([id]: Row): string => text(id);

async function factsOf(reader: Reader, rows: readonly Row[]): Promise<readonly RowFacts[]> {
  const originals = await readOriginals(reader, rows);
  const files = await countFiles(reader, rows);
  const reactions = await countReactions(reader, rows);
  return rows.map((row) => {
    const original = filledText(row[5]);
    const found = original === undefined ? undefined : originals.get(original);
    const isOwn = found !== undefined && placeOf(found) === placeOf(row);
    return {
      id: postId(idOf(row)),
      ...authorAndType(row),
      isFormer: original !== undefined,
      original: isOwn ? authorAndType(found) : undefined,
      files: files.get(idOf(row)) ?? filenamesOf(jsonTexts(row[6]), row[7]).length,
      reactions: reactions.get(idOf(row)) ?? 0,
    };
  });
}

const placeOf = (row: Row): string => `${text(row[2])} ${count(row[1])}`;

function authorAndType(row: Row): Pick<Post, 'userId' | 'type'> {
  const user = filledText(row[3]);
  return { userId: user === undefined ? undefined : userId(user), type: text(row[4]) };
}

/** The rows of posts of which some of the rows are earlier versions. */
async function readOriginals(
  { database, tables, doubled }: Reader,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, Row>> {
  const ids = [...new Set(rows.flatMap((row) => filledText(row[5]) ?? []))];
  if (ids.length === 0) return new Map();
  const wanted = inList(ids);
  const found = await database.query(
    `SELECT Id, CreateAt, ChannelId, UserId, Type, OriginalId FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks})`,
    wanted.values,
  );
  const posts = found.filter((row) => filledText(row[5]) === undefined);
  return new Map(identifiedRows(posts, idOf, doubled.posts).map((row) => [idOf(row), row]));
}

/** How many files hang on rows, those with deleted rows too. */
async function countFiles(
  { database, tables, doubled }: Reader,
  posts: readonly Row[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = inList(posts.map(idOf));
  const found = await database.query(
    `SELECT PostId, Id FROM ${tables.name('FileInfo')} WHERE PostId IN (${wanted.marks})`,
    wanted.values,
  );
  return rowsByPost(identifiedRows(found, ([, id]) => text(id), doubled.files));
}

/** How many reactions that were not taken back hang on rows. */
async function countReactions(
  { database, tables }: Reader,
  posts: readonly Row[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = inList(posts.map(idOf));
  const notRemoved = tables.has('Reactions', 'DeleteAt') ? ` AND ${NOT_DELETED}` : '';
  const found = await database.query(
    `SELECT PostId FROM ${tables.name('Reactions')} WHERE PostId IN (${wanted.marks})${notRemoved}`,
    wanted.values,
  );
  return rowsByPost(found);
}

function rowsByPost(rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(idOf(row), (counts.get(idOf(row)) ?? 0) + 1);
  return counts;
}
