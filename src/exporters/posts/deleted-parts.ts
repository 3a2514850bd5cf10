import type { FileInfo, Post, PostId } from '../../model/model.ts';
import { inList } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { FILE_COLUMNS, filesOf, readReactions } from './attached.ts';
import { NONE } from './make-post.ts';

/**
 * The posts, the deleted ones with what hung on them. The rows of their files are deleted with a post; its reactions
 * stay as they were (server/channels/app/post.go, DeletePost).
 */
export async function readDeletedParts(
  reader: Reader,
  posts: readonly Post[],
): Promise<readonly Post[]> {
  const ids = posts.filter(({ deleteAtMs }) => deleteAtMs !== undefined).map(({ id }) => id);
  if (ids.length === 0) return posts;
  const files = await readDeletedFiles(reader, ids);
  const reactions = await readReactions(reader, ids);
  return posts.map((post) =>
    post.deleteAtMs === undefined
      ? post
      : {
          ...post,
          files: files.get(post.id) ?? NONE,
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
