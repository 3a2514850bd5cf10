import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { channelId } from '../../../../src/model/model.ts';
import {
  EVERYTHING,
  loadFixtures,
  openFixtures,
} from '../../../support/mattermost/fixture-source.ts';
import { addManyPosts } from '../../../support/mattermost/many-posts.ts';
import { mattermostWriter } from '../../../support/mattermost/mattermost-writer.ts';
import { readRows } from '../../../support/servers/count-read-rows.ts';
import type { TestDatabase } from '../../../support/servers/databases.ts';

const DEV = channelId(channelIdOf('devTokyo'));
const POSTS = 30_000;
const CHANGES = 20;

describe.each(['mysql', 'postgres'] as const)('what changed among many posts, on %s', (engine) => {
  let database: TestDatabase;
  let sinceMs: number;
  beforeAll(async () => {
    database = await loadFixtures(engine, 'changes_cost');
    await addManyPosts(database, { count: POSTS, channelId: DEV });
    const people = mattermostWriter(database);
    sinceMs = Date.now() - 1;
    for (let count = 0; count < CHANGES; count += 1) await people.post(DEV, `new ${count}`);
  });
  afterAll(() => database.drop());

  it('is found by reading less than a hundredth of them', async () => {
    const rows = await readRows(database, async () => {
      const source = await openFixtures(database);
      await source.latestChangeMs();
      await source.changedChannels(sinceMs);
      let found = 0;
      for await (const page of source.changedPosts(DEV, EVERYTHING, sinceMs)) found += page.length;
      for await (const page of source.deletedPosts(DEV, sinceMs)) found += page.length;
      await source.close();
      expect(found).toBe(CHANGES);
    });
    expect(rows).toBeGreaterThanOrEqual(CHANGES);
    expect(rows).toBeLessThan(POSTS / 100);
  });

  it('takes the same count to see the whole channel for what it is', async () => {
    const rows = await readRows(database, async () => {
      const source = await openFixtures(database);
      for await (const _ of source.posts(DEV, EVERYTHING));
      await source.close();
    });
    expect(rows).toBeGreaterThan(POSTS / 2);
  });
});
