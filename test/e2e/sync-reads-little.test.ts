import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { openLedger } from '../../src/importers/ledger/sqlite.ts';
import { addManyPosts } from '../support/mattermost/many-posts.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { readRows } from '../support/servers/count-read-rows.ts';
import { createDatabase } from '../support/servers/databases.ts';

const POSTS = 30_000;
const READING = /\.(?:test|info|list|history|members|replies|lookupByEmail)$/;
const DEV = channelIdOf('devTokyo');

describe.each(['mysql', 'postgres'] as const)('a sync among many posts, on %s', (engine) => {
  it('that finds nothing writes nothing and reads less than a hundredth of them', async () => {
    const database = await createDatabase(engine, 'sync_reads');
    await loadWorkspace(engine, '8.1', database.run);
    const world = await makeReplayWorld(database);
    try {
      expect((await world.replay()).exitCode).toBe(0);
      await addManyPosts(database, { count: POSTS, channelId: DEV });
      const channels = await database.run('SELECT Id AS id FROM Channels');
      // As after a sync of all these posts, which would take the trial server minutes.
      const ledger = openLedger(world.folder.join('work', 'ledger.db'));
      const [last] = await database.run('SELECT MAX(UpdateAt) AS ms FROM Posts');
      const syncedToMs = Number(last?.['ms']);
      const comparedAtMs = Date.now();
      for (const { id } of channels) {
        ledger.move.setSyncMark(String(id), { syncedToMs, comparedAtMs });
      }
      ledger.close();
      const before = world.slack.calls.length;
      const rows = await readRows(database, async () => {
        const run = await world.sync('--json');
        expect(run).toMatchObject({ exitCode: 0, stderr: '' });
        expect(JSON.parse(run.stdout)).toMatchObject({ created: 0, updated: 0, deleted: 0 });
      });
      const writes = world.slack.calls.slice(before).filter(({ method }) => !READING.test(method));
      expect(writes.map(({ method }) => method)).toEqual([]);
      expect(rows).toBeLessThan(POSTS / 100);
      await mattermostWriter(database).post(DEV, 'found');
      const found = await readRows(database, async () => {
        const run = await world.sync('--json');
        expect(JSON.parse(run.stdout)).toMatchObject({ created: 1 });
      });
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThan(POSTS / 100);
    } finally {
      await world.stop();
      await database.drop();
    }
  });
});
