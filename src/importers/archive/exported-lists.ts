import type Database from 'libsql';
import { z } from 'zod';
import type { ListedChannel, ListedPerson } from '../../mapping/manual-changes.ts';
import type { Guard } from '../ledger/errors.ts';
import type { ExportedPosts } from './exported-posts.ts';

/** Lists of the archives in the record, a value as JSON in each row. See FORMATS.md. */
export const LIST_TABLES = `
  CREATE TABLE channel (channel_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE person (user_id TEXT PRIMARY KEY, listed TEXT NOT NULL) WITHOUT ROWID;`;

const listedRow = z.object({ listed: z.string() });
const idRow = z.object({ channel_id: z.string() });
const channelShape = z.object({
  channelId: z.string(),
  slackName: z.string(),
  isArchived: z.boolean(),
  isPublic: z.boolean().optional(),
  topic: z.string(),
  purpose: z.string(),
  members: z.array(z.string()),
});
const personShape = z.object({
  userId: z.string(),
  username: z.string(),
  fullName: z.string(),
  isDeactivated: z.boolean(),
});

type ExportedLists = Pick<
  ExportedPosts,
  'channelIds' | 'channels' | 'putChannels' | 'people' | 'putPeople'
>;

/** Reads and writes the lists of a record whose tables are there. */
export function exportedLists(database: Database.Database, guard: Guard): ExportedLists {
  const listedOf = (found: unknown): unknown => JSON.parse(listedRow.parse(found).listed);
  const channel = database.prepare('SELECT listed FROM channel WHERE channel_id = ?');
  const remove = database.prepare('DELETE FROM channel WHERE channel_id = ?');
  const insert = database.prepare('INSERT INTO channel VALUES (?, ?)');
  return {
    channelIds: () =>
      guard(() =>
        database
          .prepare('SELECT channel_id FROM channel ORDER BY channel_id')
          .all()
          .map((found) => idRow.parse(found).channel_id),
      ),
    channels: (ids) =>
      guard(() =>
        ids.flatMap((id): readonly ListedChannel[] => {
          const found: unknown = channel.get(id);
          return found === undefined ? [] : [channelShape.parse(listedOf(found))];
        }),
      ),
    putChannels: (ids, channels) =>
      guard(() => {
        for (const id of ids) remove.run(id);
        for (const value of channels) insert.run(value.channelId, JSON.stringify(value));
      }),
    people: () =>
      guard(() =>
        z
          .array(personShape)
          .parse(database.prepare('SELECT listed FROM person').all().map(listedOf)),
      ),
    putPeople: (people) => guard(() => putPeople(database, people)),
  };
}

function putPeople(database: Database.Database, people: readonly ListedPerson[]): void {
  database.exec('DELETE FROM person');
  const insert = database.prepare('INSERT INTO person VALUES (?, ?)');
  for (const value of people) insert.run(value.userId, JSON.stringify(value));
}
