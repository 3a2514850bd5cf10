import type { Ledger } from '../../importers/ledger/ledger.ts';
import { partOfKey } from '../../importers/replay/post-message.ts';
import { type PostId, postId } from '../../model.ts';

/** Posts of one of Mattermost's channels that the workspace has, by the ledger. */
export function* movedPosts(ledger: Ledger, channelId: string): Generator<PostId> {
  for (const { kind, key, postId: id } of ledger.ofChannel(channelId)) {
    if (kind === 'message' && partOfKey(key) === 0) yield postId(id);
  }
}

const IDS_PER_QUERY = 500;

/** As many at a time as one query asks for. */
export function* batchesOf(ids: Iterable<PostId>): Generator<readonly PostId[]> {
  let batch: PostId[] = [];
  for (const id of ids) {
    batch.push(id);
    if (batch.length < IDS_PER_QUERY) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
