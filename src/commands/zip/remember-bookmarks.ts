import { bookmarkLines, bookmarksDigest } from '../../mapping/bookmarks.ts';
import { channelChange } from '../../mapping/manual-changes.ts';
import { bookmarksInTurn } from '../run/channel-bookmarks.ts';
import type { Scope } from '../run/scope.ts';
import { bookmarksKey } from './place.ts';
import type { ZipChain } from './since-last.ts';

/**
 * Records the bookmarks of conversations for comparison by the next run, and lists those that changed since the archive
 * with their list: an import cannot change a message, and another list beside it would be one too many.
 */
export async function rememberBookmarks(
  { exported, pending, isSinceLast }: ZipChain,
  { source, conversations }: Pick<Scope, 'source' | 'conversations'>,
): Promise<void> {
  if (exported === undefined) return;
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  for await (const [id, bookmarks] of bookmarksInTurn(source, [...byId.keys()])) {
    const key = bookmarksKey(id);
    const digest = bookmarksDigest(bookmarks);
    if ((exported.meta(key) ?? '') === digest) continue;
    exported.setMeta(key, digest);
    const name = byId.get(id)?.name ?? '';
    if (!isSinceLast) continue;
    pending.add(channelChange({ channelId: id, slackName: name }, 'bookmarks', bookmarkLines(bookmarks)));
  }
}
