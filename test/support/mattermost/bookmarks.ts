import { sqlName } from '../../../fixtures/schemas/schema.ts';
import type { Engine } from '../../../src/model/model.ts';
import type { TestDatabase } from '../servers/databases.ts';

/** A bookmark as its row has it; a schema of 10 or later has the table. */
export interface BookmarkRow {
  readonly id: string;
  readonly channel: string;
  readonly title: string;
  readonly url?: string;
  readonly file?: string;
  readonly emoji?: string;
  readonly deleteAtMs?: number;
}

/** Adds bookmarks, shown in the order given. */
export async function addBookmarks(
  engine: Engine,
  database: Pick<TestDatabase, 'run'>,
  rows: readonly BookmarkRow[],
): Promise<void> {
  const text = (value = ''): string => `'${value.replaceAll("'", "''")}'`;
  for (const [at, { id, channel, title, url, file, emoji, deleteAtMs = 0 }] of rows.entries()) {
    await database.run(
      `INSERT INTO ${sqlName(engine, 'ChannelBookmarks')} (Id, ChannelId, OwnerId, CreateAt, UpdateAt, SortOrder,
       FileInfoId, LinkUrl, DisplayName, Emoji, DeleteAt) VALUES (${text(id)}, ${text(channel)}, '', 1, 1, ${at},
       ${text(file)}, ${text(url)}, ${text(title)}, ${text(emoji)}, ${deleteAtMs})`,
    );
  }
}
