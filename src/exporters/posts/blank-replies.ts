import { type PostId, postId } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { jsonTexts, text } from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';
import { NOT_DELETED } from './attached.ts';
import { filenamesOf } from './legacy-files.ts';
import type { ReplyRow } from './threads.ts';

/** The replies, of which those with files show something and bring no text that may show nothing. */
export async function withoutBlankTextBesideFiles(
  reader: Reader,
  replies: readonly ReplyRow[],
): Promise<readonly ReplyRow[]> {
  const blank = replies.filter(({ content }) => content.blankMessage !== undefined);
  if (blank.length === 0) return replies;
  const withFiles = await postsWithFiles(
    reader,
    blank.map(({ id }) => id),
  );
  return replies.map((reply) =>
    withFiles.has(reply.id)
      ? { ...reply, content: { ...reply.content, blankMessage: undefined } }
      : reply,
  );
}

/** Returns which of the posts have files, by rows or, on very old servers, by the column Filenames. */
export async function postsWithFiles(
  { database, tables, doubled }: Reader,
  posts: readonly PostId[],
): Promise<ReadonlySet<PostId>> {
  const ids = inList(posts);
  const rows = await database.query(
    `SELECT PostId, Id FROM ${tables.name('FileInfo')}
     WHERE PostId IN (${ids.marks}) AND ${NOT_DELETED}`,
    ids.values,
  );
  const named = await database.query(
    `SELECT ${tables.columns('Posts', ['Id', 'FileIds', 'Filenames'])} FROM ${tables.name('Posts')}
     WHERE Id IN (${ids.marks})`,
    ids.values,
  );
  const legacy = named.filter(
    ([, fileIds, filenames]) => filenamesOf(jsonTexts(fileIds), filenames).length > 0,
  );
  const files = identifiedRows(rows, (row) => text(row[1]), doubled.files);
  return new Set([...files, ...legacy].map(([id]) => postId(text(id))));
}
