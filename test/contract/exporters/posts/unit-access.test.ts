import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import { openSharedPosts } from '../../../../src/exporters/shared-posts.ts';
import { channelId } from '../../../../src/model/model.ts';
import { addManyPosts } from '../../../support/mattermost/many-posts.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const POSTS = 200_000;
const CHANNELS = ['bigchannel', 'otherchannel'].map(channelId);
const EVERYTHING = { fromMs: undefined, toMs: undefined };

/** Rows and entries of indexes that the server has read of the table of posts, by all who are gone. */
async function readOfPosts(admin: TestDatabase): Promise<number> {
  const [row] = await admin.run(
    `SELECT (SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes WHERE relname = 'posts')
      + (SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'posts') AS n`,
  );
  return Number(row?.['n']);
}

/** Divides the channels, and reads their units as a thread does, over a connection that is closed behind them. */
async function readUnits(database: Database, { isRead }: { isRead: boolean }): Promise<number> {
  const source = await openMattermost(database, {
    hasSnapshot: true,
    postsPerPage: 1000,
    longTextCharacters: 2000,
  });
  const units = await source.divide(CHANNELS, EVERYTHING);
  const { port1, port2 } = new MessageChannel();
  const { shared } = source;
  if (shared === undefined) throw new Error('Expected a source that threads may read');
  shared.serve(port1);
  const reading = await openSharedPosts(port2, shared.facts);
  let posts = 0;
  for (const unit of isRead ? units : []) {
    for await (const page of reading.unitPosts(unit, EVERYTHING)) posts += page.posts.length;
  }
  port2.close();
  await source.close();
  return posts;
}

describe('units of a large channel and one of a tenth of its posts on PostgreSQL', () => {
  let admin: TestDatabase;
  beforeAll(async () => {
    admin = await createDatabase('postgres', 'unit_access');
    await loadWorkspace('postgres', '8.1', admin.run);
    await addManyPosts(admin, { count: POSTS, channelId: CHANNELS[0] ?? '' });
  });
  afterAll(() => admin.drop());

  it('are read by the index of their channel', async () => {
    const read: number[] = [];
    let posts = 0;
    for (const isRead of [false, true]) {
      const before = await readOfPosts(admin);
      posts = await readUnits(await openDatabase(addressOf(admin.readerUrl)), { isRead });
      read.push((await readOfPosts(admin)) - before);
    }
    const [toDivide = 0, inAll = 0] = read;
    expect(posts).toBeGreaterThan(POSTS * 0.9);
    // Each post twice, because its replies are counted as well, and little else.
    expect((inAll - toDivide) / posts).toBeLessThan(2.5);
    expect(inAll - toDivide).toBeGreaterThan(posts);
  });
});
