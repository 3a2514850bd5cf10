import { type Extras, loadWorkspace } from '../../../fixtures/load.ts';
import { openDatabase } from '../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../src/exporters/mattermost.ts';
import type { Source, TimeRange } from '../../../src/exporters/source.ts';
import type { ChannelId, Engine, Post } from '../../../src/model/model.ts';
import { addressOf } from '../servers/address.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';

export const EVERYTHING: TimeRange = { fromMs: undefined, toMs: undefined };

/**
 * The fixture workspace of 8.1, with its broken rows and priorities unless told otherwise, in a database of the test's
 * own.
 */
export async function loadFixtures(
  engine: Engine,
  name: string,
  extras: Extras = { broken: true, priority: true },
): Promise<TestDatabase> {
  const database = await createDatabase(engine, name);
  await loadWorkspace(engine, '8.1', database.run, extras);
  return database;
}

/** Opens the source as the program does, as the account that may only read. */
export async function openFixtures(
  database: TestDatabase,
  postsPerPage = 1000,
  maxHeldChanges = 50_000,
): Promise<Source> {
  const connection = await openDatabase(addressOf(database.readerUrl));
  return openMattermost(connection, {
    hasSnapshot: true,
    postsPerPage,
    longTextCharacters: 4000,
    maxHeldChanges,
  });
}

/** All posts of a channel, in the order of the stream. */
export async function allPosts(
  source: Source,
  channel: ChannelId,
  range: TimeRange = EVERYTHING,
): Promise<readonly Post[]> {
  const posts: Post[] = [];
  for await (const page of source.posts(channel, range)) posts.push(...page);
  return posts;
}
