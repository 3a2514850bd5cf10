import { type ChannelBookmark, channelId } from '../model.ts';
import type { Database } from './database.ts';
import { mendText, text, timeMs } from './rows.ts';
import type { Tables } from './tables.ts';

/** Live bookmarks of all channels, in the order in which each channel shows them. */
export async function readBookmarks(
  database: Database,
  tables: Tables,
): Promise<readonly ChannelBookmark[]> {
  if (!tables.has('ChannelBookmarks')) return [];
  const columns = tables.columns('ChannelBookmarks', [
    'Id',
    'ChannelId',
    'DisplayName',
    'LinkUrl',
    'Emoji',
    'DeleteAt',
  ]);
  const rows = await database.query(
    `SELECT ${columns} FROM ${tables.name('ChannelBookmarks')} ORDER BY ChannelId, SortOrder, Id`,
  );
  return rows
    .filter((row) => timeMs(row[5]) === undefined)
    .map(([id, channel, title, url, emoji]) => ({
      id: text(id),
      channelId: channelId(text(channel)),
      title: mendText(text(title)),
      url: text(url),
      emoji: text(emoji),
    }));
}
