import { SourceError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { Source } from '../../exporters/source.ts';
import { partOfKey } from '../../importers/ledger/keys.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type PostId, postId } from '../../model/model.ts';

/** So many rows may be gone before somebody has to say that it is meant. */
const MAX_GONE = 20;
const MAX_GONE_SHARE = 0.05;

/**
 * Refuses a source that is older than what was brought already, such as an older dump: whatever it lacks would be
 * taken for removed. SourceError.
 */
export function refuseOlderSource(ledger: Ledger, latestMs: number, overlapMs: number): void {
  const marks = [...ledger.syncMarks().values()].map(({ syncedToMs }) => syncedToMs);
  const syncedToMs = marks.reduce((a, b) => Math.max(a, b), 0);
  if (latestMs >= syncedToMs - overlapMs) return;
  const [latest, synced] = [moment(latestMs), moment(syncedToMs)];
  throw new SourceError(notice('source-older-than-workspace', { latest, synced }));
}

/**
 * Refuses a source in which many of the posts that were moved have no row: it may be another database, or half of
 * one. SourceError, unless `isMeant`.
 */
export async function refuseManyGone(
  source: Source,
  ledger: Ledger,
  channelIds: readonly string[],
  isMeant: boolean,
): Promise<void> {
  if (isMeant) return;
  let moved = 0;
  let gone = 0;
  for (const channelId of channelIds) {
    for (const ids of batchesOf(movedPosts(ledger, channelId))) {
      moved += ids.length;
      gone += (await source.removedPosts(ids)).length;
    }
  }
  if (gone <= MAX_GONE || gone <= moved * MAX_GONE_SHARE) return;
  throw new SourceError(notice('many-posts-gone', { gone, moved }));
}

/** The number itself when no calendar knows it. */
function moment(ms: number): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return String(ms);
  return date.toISOString().slice(0, 19).replace('T', ' ');
}

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
