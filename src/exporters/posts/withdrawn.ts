import type { ChannelId, Post } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import type { TimeRange } from '../source.ts';
import { makePost, NO_THREAD, NONE } from './make-post.ts';
import { mergePages } from './pages.ts';
import type { PostRow } from './post-row.ts';
import { withdrawnReader } from './rows.ts';

interface WithdrawnOptions {
  readonly postsPerPage: number;
  readonly hasParentedReplies: boolean;
}

/**
 * Deleted posts of a channel that the stream of its posts does not have, in (CreateAt, Id) order, with their texts and
 * without reactions and files. A reply names its root as lost; ties are not counted, because nothing gets a `ts` of it.
 */
export async function* streamWithdrawnPosts(
  reader: Reader,
  options: WithdrawnOptions,
  { channel, range }: { readonly channel: ChannelId; readonly range: TimeRange },
): AsyncGenerator<readonly Post[]> {
  const readers = [withdrawnReader(reader, options)];
  for await (const rows of mergePages(readers, channel, range, options.postsPerPage)) {
    yield rows.map(withdrawnPost);
  }
}

const withdrawnPost = (row: PostRow): Post =>
  // A DeleteAt below 0 says that a post is deleted, and not when.
  makePost(row.deleteAtMs === undefined ? { ...row, deleteAtMs: row.updateAtMs } : row, {
    tie: { rank: 0, count: 1 },
    thread:
      row.rootId === undefined
        ? NO_THREAD
        : { kind: 'lost-reply', rootId: row.rootId, reason: 'deleted' },
    reactions: NONE,
    files: NONE,
    priority: undefined,
    linked: NONE,
  });
