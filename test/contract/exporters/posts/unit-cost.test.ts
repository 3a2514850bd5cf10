import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { Database, SqlValue } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { count, text } from '../../../../src/exporters/database/rows.ts';
import { openMattermost } from '../../../../src/exporters/mattermost.ts';
import type { Engine } from '../../../../src/model/model.ts';
import { channelId } from '../../../../src/model/model.ts';
import { addManyPosts } from '../../../support/mattermost/many-posts.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

const POSTS = 200_000;
const CHANNEL = channelId('bigchannel');
const PAGE = 1000;
const EVERYTHING = { fromMs: undefined, toMs: undefined };

interface Query {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What a unit begins with: its live rows. */
const isFirstOfUnit = ({ sql }: Query): boolean =>
  / Message|p\.Message/.test(sql) && sql.includes('p.DeleteAt = 0');

/** The queries of each unit of the channel, in order. */
async function queriesOfUnits(database: Database): Promise<readonly (readonly Query[])[]> {
  const queries: Query[] = [];
  const recorded: Database = {
    ...database,
    engine: database.engine,
    beginSnapshot: () => database.beginSnapshot(),
    close: async () => undefined,
    query(sql, values = []) {
      queries.push({ sql, values });
      return database.query(sql, values);
    },
    blocks(sql, values = []) {
      queries.push({ sql, values });
      return database.blocks(sql, values);
    },
  };
  const source = await openMattermost(recorded, {
    hasSnapshot: false,
    postsPerPage: PAGE,
    longTextCharacters: 2000,
  });
  const units = await source.divide([CHANNEL], EVERYTHING);
  const found: (readonly Query[])[] = [];
  for (const unit of units) {
    queries.length = 0;
    for await (const _posts of source.unitPosts(unit, EVERYTHING));
    found.push([...queries]);
  }
  return found;
}

/** Rows that the engine touched to answer a query. */
const ROWS_TOUCHED: Readonly<
  Record<Engine, (database: Database, query: Query) => Promise<number>>
> = {
  async mysql(database, query) {
    const before = await handlerReads(database);
    await database.query(query.sql, query.values);
    return (await handlerReads(database)) - before;
  },
  async postgres(database, query) {
    const [row] = await database.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${query.sql}`, query.values);
    return touchedInPlan(JSON.parse(text(row?.[0])));
  },
};

async function handlerReads(database: Database): Promise<number> {
  const rows = await database.query(
    "SELECT SUM(VARIABLE_VALUE) FROM INFORMATION_SCHEMA.SESSION_STATUS WHERE VARIABLE_NAME IN ('HANDLER_READ_KEY', 'HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND', 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_FIRST')",
  );
  return count(rows[0]?.[0]);
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

function touchedInPlan(plan: readonly { readonly Plan: PlanNode }[]): number {
  const touched = (node: PlanNode): number => {
    const below = (node.Plans ?? []).reduce((sum, child) => sum + touched(child), 0);
    if (!node['Node Type'].includes('Scan')) return below;
    const own =
      node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0);
    return below + own * node['Actual Loops'];
  };
  return plan.reduce((sum, { Plan }) => sum + touched(Plan), 0);
}

describe.each(['mysql', 'postgres'] as const)('a unit of 200,000 posts on %s', (engine) => {
  let admin: TestDatabase;
  let database: Database;
  let units: readonly (readonly Query[])[];
  beforeAll(async () => {
    admin = await createDatabase(engine, 'page_cost');
    await loadWorkspace(engine, '8.1', admin.run);
    await addManyPosts(admin, { count: POSTS, channelId: CHANNEL });
    database = await openDatabase(addressOf(admin.readerUrl));
    units = await queriesOfUnits(database);
  });
  afterAll(async () => {
    await database.close();
    await admin.drop();
  });

  it('reads about its own rows, the last unit no more than the second', async () => {
    const touchedBy = async (unit: number): Promise<number> => {
      let rows = 0;
      for (const query of units.at(unit) ?? []) rows += await ROWS_TOUCHED[engine](database, query);
      return rows;
    };
    const second = await touchedBy(1);
    const late = await touchedBy(-2);
    expect(units.length).toBeGreaterThan(150);
    expect(second).toBeGreaterThan(PAGE / 2);
    // Rows, and a probe for each look-up of replies, reactions and files.
    expect(second).toBeLessThan(10 * PAGE);
    expect(late).toBeLessThan(second * 2);
  });

  it('is read by an index, without a sort of the channel, in few statements', async () => {
    const unit = units.at(-2) ?? [];
    const [first] = unit.filter(isFirstOfUnit);
    const plan = await database.query(`EXPLAIN ${first?.sql}`, first?.values);
    const shown = plan.map((row) => row.map(text).join(' ')).join('\n');
    expect(shown).toMatch(/idx_posts_channel_?id_delete_?at_create_?at/);
    expect(shown).not.toMatch(/filesort|Seq Scan/);
    expect(unit.length).toBeLessThan(20);
  });

  it('never asks for a whole row of FileInfo, whose extracted text can be megabytes', () => {
    const all = units.flat().map(({ sql }) => sql);
    expect(all.some((sql) => /FileInfo/i.test(sql))).toBe(true);
    for (const sql of all) expect(sql).not.toMatch(/\*\s+FROM|Content|MiniPreview/i);
  });
});
