import type { Tables } from './tables.ts';

/** Columns that every version of Mattermost has and without which a run cannot go on. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  Users: ['Id', 'Username', 'Email', 'DeleteAt'],
  Teams: ['Id', 'Name', 'DisplayName'],
  Channels: ['Id', 'Type', 'TeamId', 'Name', 'DisplayName', 'DeleteAt'],
  ChannelMembers: ['ChannelId', 'UserId'],
  Posts: ['Id', 'CreateAt', 'DeleteAt', 'UserId', 'ChannelId', 'RootId', 'Message', 'Type'],
  FileInfo: ['Id', 'PostId', 'Path', 'Name', 'Size', 'DeleteAt'],
  Reactions: ['PostId', 'UserId', 'EmojiName', 'CreateAt'],
};

/** `table.column` of what this schema lacks; on MySQL also what the account may not read. */
export function missingColumns(tables: Tables): readonly string[] {
  return Object.entries(NEEDED).flatMap(([table, columns]) =>
    columns.filter((column) => !tables.has(table, column)).map((column) => `${table}.${column}`),
  );
}
