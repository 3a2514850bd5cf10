import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { channelIdOf } from '../../../../fixtures/workspace/channels.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openReader } from '../../../../src/exporters/database/reader.ts';
import { readSameNamed } from '../../../../src/exporters/inventory/clean-up.ts';
import type { ChannelFacts } from '../../../../src/model/inventory.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

/** More than a statement can have values, on either server (65,535). */
const MANY = 70_000;

const named = (id: string): ChannelFacts => ({
  ...{ id, type: 'O', team: 'tokyo', name: id, displayName: 'Test', isArchived: false, posts: 0 },
  ...{ lastPostMs: undefined, createAtMs: undefined, fileBytes: 0 },
});

describe.each(['mysql', 'postgres'] as const)('channels that share a name, on %s', (engine) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase(engine, 'same_named');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(() => database.drop());

  it('are read with their members, however many there are', async () => {
    const known = channelIdOf('devTokyo');
    const ids = Array.from({ length: MANY }, (_unused, index) => `${index}`.padStart(26, 'x'));
    const connection = await openDatabase(addressOf(database.readerUrl));
    try {
      const [group, ...others] = await readSameNamed(
        await openReader(connection),
        [...ids, known].map(named),
      );
      expect(others).toEqual([]);
      expect(group).toHaveLength(MANY + 1);
      const people = group?.find(({ channelId }) => channelId === known)?.userIds;
      const [row] = await database.run(
        `SELECT COUNT(*) AS n FROM ChannelMembers WHERE ChannelId = '${known}'`,
      );
      expect(people?.size).toBe(Number(row?.['n']));
      expect(people?.size).toBeGreaterThan(0);
    } finally {
      await connection.close();
    }
  });
});
