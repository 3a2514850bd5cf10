import type Libsql from 'libsql';
import { userIdOf } from './ids.ts';
import type { StageWriter } from './stage-writer.ts';
import { INDEXES } from './tables.ts';

const ADD_NAMED = `INSERT OR IGNORE INTO Users
  (Id, Username, Email, AuthService, FirstName, LastName, Nickname, Position, Roles, Locale, CreateAt, UpdateAt, DeleteAt)
  VALUES (?, ?, '', '', '', '', '', '', '', '', 0, 0, 0)`;
const SET_FILE_SIZES =
  'UPDATE FileInfo SET Size = (SELECT e.SizeBytes FROM BulkEntries e WHERE e.Path = FileInfo.Path)';
/** The format has no time of making; Slack shows one. */
const SET_CHANNEL_TIMES = `UPDATE Channels SET CreateAt =
  COALESCE((SELECT MIN(p.CreateAt) FROM Posts p WHERE p.ChannelId = Channels.Id AND p.CreateAt > 0), 0)`;
const STRAY_POSTS =
  'SELECT COUNT(*) FROM Posts p WHERE NOT EXISTS (SELECT 1 FROM Channels c WHERE c.Id = p.ChannelId)';

/** Completes what can be known only when all lines are read. */
export function finishStage(database: Libsql.Database, writer: StageWriter): void {
  for (const username of writer.namedPeople.values()) {
    const added = writer.run(ADD_NAMED, userIdOf(username), username);
    writer.findings.add('people-without-line', '', '', added);
  }
  database.exec(INDEXES);
  writer.run(SET_FILE_SIZES);
  writer.run(SET_CHANNEL_TIMES);
  writer.findings.add('posts-without-channel', '', '', Number(writer.value(STRAY_POSTS) ?? 0));
}
