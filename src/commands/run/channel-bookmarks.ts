import type { Source } from '../../exporters/source.ts';
import type { BookmarkWords } from '../../mapping/bookmarks.ts';
import type { ChannelBookmark, ChannelId } from '../../model/model.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';

/** Words of the lists of bookmarks, in the language of the run. */
export const bookmarkWords = (lang: Language): BookmarkWords => TEXTS[lang].bookmarkList;

/** Bookmarks of channels that have some, in their order. */
export type ChannelBookmarks = ReadonlyMap<ChannelId, readonly ChannelBookmark[]>;

/** Channels of one query; each has at most 50 bookmarks (Mattermost: server/public/model/channel_bookmark.go). */
export const CHANNELS_AT_ONCE = 256;

/** Reads the bookmarks of channels, some channels at a time. */
export async function* bookmarksInTurn(
  source: Pick<Source, 'bookmarks'>,
  channels: readonly ChannelId[],
): AsyncGenerator<readonly [channel: ChannelId, bookmarks: readonly ChannelBookmark[]]> {
  for (let start = 0; start < channels.length; start += CHANNELS_AT_ONCE) {
    const some = channels.slice(start, start + CHANNELS_AT_ONCE);
    const known = new Map<ChannelId, ChannelBookmark[]>();
    for (const bookmark of await source.bookmarks(some)) {
      const list = known.get(bookmark.channelId);
      if (list === undefined) known.set(bookmark.channelId, [bookmark]);
      else list.push(bookmark);
    }
    for (const channel of some) yield [channel, known.get(channel) ?? []];
  }
}

/** Reads the bookmarks of some channels. */
export async function bookmarksOf(
  source: Pick<Source, 'bookmarks'>,
  channels: readonly ChannelId[],
): Promise<ChannelBookmarks> {
  const all = new Map<ChannelId, readonly ChannelBookmark[]>();
  for await (const [channel, bookmarks] of bookmarksInTurn(source, channels)) {
    if (bookmarks.length > 0) all.set(channel, bookmarks);
  }
  return all;
}
