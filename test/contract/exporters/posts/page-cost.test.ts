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

/** What a page begins with: rows of one of the channel's ranges, the first page with rows of each. */
const isPageRead = (query: Query | undefined): boolean =>
  query?.sql.includes(`LIMIT ${PAGE}`) === true;

/** The queries of each page of the database, in order, of the whole channel. */
async function queriesOfPages(database: Database): Promise<readonly (readonly Query[])[]> {
  const queries: Query[] = [];
  const recorded: Database = {
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
    hasSnapshot: true,
    postsPerPage: PAGE,
    longTextCharacters: 2000,
  });
  queries.length = 0;
  for await (const _posts of source.posts(CHANNEL, EVERYTHING));
  const starts = queries.flatMap((query, index) =>
    isPageRead(query) && !isPageRead(queries[index - 1]) ? [index] : [],
  );
  return starts.map((start, page) => queries.slice(start, starts[page + 1]));
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

describe.each(['mysql', 'postgres'] as const)('a page of 200,000 posts on %s', (engine) => {
  let admin: TestDatabase;
  let database: Database;
  let pages: readonly (readonly Query[])[];
  beforeAll(async () => {
    admin = await createDatabase(engine, 'page_cost');
    await loadWorkspace(engine, '8.1', admin.run);
    await addManyPosts(admin, { count: POSTS, channelId: CHANNEL });
    database = await openDatabase(addressOf(admin.readerUrl));
    pages = await queriesOfPages(database);
  });
  afterAll(async () => {
    await database.close();
    await admin.drop();
  });

  it('reads about a page of rows, the last page no more than the second', async () => {
    const touchedBy = async (page: number): Promise<number> => {
      let rows = 0;
      for (const query of pages.at(page) ?? []) rows += await ROWS_TOUCHED[engine](database, query);
      return rows;
    };
    const second = await touchedBy(1);
    const late = await touchedBy(-2);
    expect(pages.length).toBeGreaterThan(150);
    expect(second).toBeGreaterThan(PAGE);
    // Page, replies, their roots, and a probe for each look-up of reactions and files.
    expect(second).toBeLessThan(8 * PAGE);
    expect(late).toBeLessThan(second * 1.5);
  });

  it('is walked by an index, without a sort of the channel', async () => {
    const [page] = (pages.at(-2) ?? []).filter(({ sql }) => sql.includes('LIMIT 1000'));
    const plan = await database.query(`EXPLAIN ${page?.sql}`, page?.values);
    const shown = plan.map((row) => row.map(text).join(' ')).join('\n');
    expect(shown).toMatch(/idx_posts_channel_?id_delete_?at_create_?at/);
    expect(shown).not.toMatch(/filesort|Seq Scan/);
  });

  it('never asks for a whole row of FileInfo, whose extracted text can be megabytes', () => {
    const all = pages.flat().map(({ sql }) => sql);
    expect(all.some((sql) => /FileInfo/i.test(sql))).toBe(true);
    for (const sql of all) expect(sql).not.toMatch(/\*\s+FROM|Content|MiniPreview/i);
  });
});
