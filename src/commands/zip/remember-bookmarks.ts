import { bookmarkLines } from '../../mapping/bookmarks.ts';
import { channelChange } from '../../mapping/manual-changes.ts';
import { bookmarksDigest } from '../../mapping/messages/post-digest.ts';
import { bookmarksInTurn } from '../run/channel-bookmarks.ts';
import type { Scope } from '../run/scope.ts';
import type { ZipChain } from './chain.ts';
import { bookmarksKey } from './place.ts';

/**
 * Lists conversations whose bookmarks are others than in the archives before, and records them for the next run: an
 * import cannot change a message, and another list beside the first would be one too many.
 */
export async function rememberBookmarks(
  { exported, pending, isSinceLast }: ZipChain,
  { source, conversations }: Pick<Scope, 'source' | 'conversations'>,
): Promise<void> {
  if (exported === undefined || !isSinceLast) return;
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  for await (const [id, bookmarks] of bookmarksInTurn(source, [...byId.keys()])) {
    const key = bookmarksKey(id);
    const digest = bookmarksDigest(bookmarks);
    if ((exported.meta(key) ?? '') === digest) continue;
    exported.setMeta(key, digest);
    const name = byId.get(id)?.name ?? '';
    pending.add(
      channelChange({ channelId: id, slackName: name }, 'bookmarks', bookmarkLines(bookmarks)),
    );
  }
}
