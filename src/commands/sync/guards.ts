import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { partOfKey } from '../../importers/ledger/keys.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type PostId, postId } from '../../model/model.ts';
import { utcMs } from '../../reports/figures.ts';

/** Number of rows that may be removed without --accept-removals. */
const MAX_REMOVED = 20;
const MAX_REMOVED_SHARE = 0.05;

/**
 * Throws a SourceError for a source that is older than the workspace, such as an older dump: posts that it lacks would
 * be deleted.
 */
export function refuseOlderSource(ledger: Ledger, latestMs: number, overlapMs: number): void {
  const marks = [...ledger.move.syncMarks().values()].map(({ syncedToMs }) => syncedToMs);
  const syncedToMs = marks.reduce((a, b) => Math.max(a, b), 0);
  if (latestMs >= syncedToMs - overlapMs) return;
  const values = { latest: utcMs(latestMs), synced: utcMs(syncedToMs) };
  throw new SourceError(notice('source-older-than-workspace', values));
}

/**
 * Throws a SourceError for a source that lacks the rows of many migrated posts, unless `isMeant`: it may be another
 * database, or half of one.
 */
export async function refuseManyRemoved(
  source: Source,
  ledger: Ledger,
  channelIds: readonly string[],
  isMeant: boolean,
): Promise<void> {
  if (isMeant) return;
  let moved = 0;
  let gone = 0;
  for (const channelId of channelIds) {
    for (const ids of batchesOf(migratedPosts(ledger, channelId))) {
      moved += ids.length;
      gone += (await source.removedPosts(ids)).length;
    }
  }
  if (gone <= MAX_REMOVED || gone <= moved * MAX_REMOVED_SHARE) return;
  throw new SourceError(notice('many-posts-gone', { gone, moved }));
}

/** Returns the posts of a Mattermost channel that the ledger has messages for. */
export function* migratedPosts(ledger: Ledger, channelId: string): Generator<PostId> {
  for (const { kind, key, postId: id } of ledger.ofChannel(channelId)) {
    if (kind === 'message' && partOfKey(key) === 0) yield postId(id);
  }
}

const IDS_PER_QUERY = 500;

/** Splits ids into batches of one query each. */
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
