import type { FileInfo, Post, PostId } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { jsonTexts, text } from '../database/rows.ts';
import { FILE_COLUMNS, filesOf, groupBy, readReactions } from './attached.ts';
import { filenamesOf, type LegacyNames, readLegacyFiles } from './legacy-files.ts';
import { NONE } from './make-post.ts';

/**
 * The posts, the deleted ones with what hung on them. The rows of their files are deleted with a post; its reactions
 * stay as they were (server/channels/app/post.go, DeletePost).
 */
export async function readDeletedParts(
  reader: Reader,
  posts: readonly Post[],
): Promise<readonly Post[]> {
  const deleted = posts.filter(({ deleteAtMs }) => deleteAtMs !== undefined);
  if (deleted.length === 0) return posts;
  const ids = deleted.map(({ id }) => id);
  const files = await readDeletedFiles(reader, ids);
  const legacy = await readNamedFiles(reader, deleted);
  const reactions = await readReactions(reader, ids);
  return posts.map((post) =>
    post.deleteAtMs === undefined
      ? post
      : {
          ...post,
          files: files.get(post.id) ?? legacy.get(post.id) ?? NONE,
          reactions: reactions.get(post.id) ?? NONE,
        },
  );
}

async function readDeletedFiles(
  reader: Reader,
  ids: readonly PostId[],
): Promise<ReadonlyMap<PostId, readonly FileInfo[]>> {
  const { database, tables } = reader;
  const wanted = inList(ids);
  const rows = await database.query(
    `SELECT ${tables.columns('FileInfo', FILE_COLUMNS)} FROM ${tables.name('FileInfo')}
     WHERE PostId IN (${wanted.marks})`,
    wanted.values,
  );
  return filesOf(reader, rows);
}

/** Files of posts whose rows say that only the column Filenames names them. */
async function readNamedFiles(
  reader: Reader,
  posts: readonly Post[],
): Promise<ReadonlyMap<PostId, readonly FileInfo[]>> {
  const naming = posts.filter(({ faults }) => faults.includes('legacy-filenames'));
  if (naming.length === 0) return new Map();
  const { database, tables } = reader;
  const wanted = inList(naming.map(({ id }) => id));
  const rows = await database.query(
    `SELECT ${tables.columns('Posts', ['Id', 'FileIds', 'Filenames'])} FROM ${tables.name('Posts')}
     WHERE Id IN (${wanted.marks})`,
    wanted.values,
  );
  const filenames = new Map(
    rows.map(([id, fileIds, names]) => [text(id), filenamesOf(jsonTexts(fileIds), names)]),
  );
  const files = new Map<PostId, readonly FileInfo[]>();
  for (const [channel, own] of groupBy(naming, ({ channelId }) => channelId)) {
    const named = own.map(
      ({ id, createAtMs }): LegacyNames => ({
        ...{ id, createAtMs },
        filenames: filenames.get(id) ?? [],
      }),
    );
    for (const [id, list] of await readLegacyFiles(reader, channel, named)) files.set(id, list);
  }
  return files;
}
