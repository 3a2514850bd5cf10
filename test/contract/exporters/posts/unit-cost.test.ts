import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import type { Database, SqlValue } from '../../../../src/exporters/database/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { openReader } from '../../../../src/exporters/database/reader.ts';
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

/** What reading a span of a unit begins with: its live rows. */
const isFirstOfSpan = ({ sql }: Query): boolean =>
  sql.includes('p.Message') && sql.includes('p.DeleteAt = 0');

/** The database with a list of what it is asked. */
function recording(database: Database): { readonly asked: Query[]; readonly database: Database } {
  const asked: Query[] = [];
  return {
    asked,
    database: {
      engine: database.engine,
      beginSnapshot: () => database.beginSnapshot(),
      close: async () => undefined,
      blocks(sql, values = []) {
        asked.push({ sql, values });
        return database.blocks(sql, values);
      },
      query(sql, values = []) {
        asked.push({ sql, values });
        return database.query(sql, values);
      },
    },
  };
}

/** The queries of each span of the channel, in order; posts of every second leave no gap to cut it. */
async function queriesOfSpans(
  database: Database,
  { hasSnapshot, maxPosts } = { hasSnapshot: false, maxPosts: POSTS },
): Promise<readonly (readonly Query[])[]> {
  const { asked: queries, database: recorded } = recording(database);
  const source = await openMattermost(recorded, {
    hasSnapshot,
    postsPerPage: PAGE,
    longTextCharacters: 2000,
  });
  const units = await source.divide([CHANNEL], EVERYTHING);
  queries.length = 0;
  let read = 0;
  for (const unit of units) {
    for await (const { posts } of source.unitPosts(unit, EVERYTHING)) {
      read += posts.length;
      if (read > maxPosts) break;
    }
  }
  const starts = queries.flatMap((query, index) => (isFirstOfSpan(query) ? [index] : []));
  return starts.map((start, span) => queries.slice(start, starts[span + 1]));
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
    "SELECT SUM(VARIABLE_VALUE) FROM INFORMATION_SCHEMA.SESSION_STATUS WHERE VARIABLE_NAME IN ('HANDLER_READ_KEY', 'HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND', 'HANDLER_READ_RND_NEXT', 'HANDLER_READ_FIRST', 'HANDLER_ICP_ATTEMPTS')",
  );
  return count(rows[0]?.[0]);
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  /** Of a scan that finds places for the node above it, which names the table. */
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

function touchedInPlan(plan: readonly { readonly Plan: PlanNode }[]): number {
  const touched = (node: PlanNode): number => {
    const below = (node.Plans ?? []).reduce((sum, child) => sum + touched(child), 0);
    // Small tables are read whole.
    const isOfPosts =
      node['Relation Name'] === 'posts' ||
      (node['Node Type'] === 'Bitmap Index Scan' && /posts/.test(node['Index Name'] ?? ''));
    if (!isOfPosts) return below;
    const own =
      node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0);
    return below + own * node['Actual Loops'];
  };
  return plan.reduce((sum, { Plan }) => sum + touched(Plan), 0);
}

describe.each(['mysql', 'postgres'] as const)('a span of 200,000 posts on %s', (engine) => {
  let admin: TestDatabase;
  let database: Database;
  let spans: readonly (readonly Query[])[];
  beforeAll(async () => {
    admin = await createDatabase(engine, 'page_cost');
    await loadWorkspace(engine, '8.1', admin.run);
    await addManyPosts(admin, { count: POSTS, channelId: CHANNEL });
    database = await openDatabase(addressOf(admin.readerUrl));
    spans = await queriesOfSpans(database);
  });
  afterAll(async () => {
    await database.close();
    await admin.drop();
  });

  it('reads about its own rows, the last span no more than the second', async () => {
    const touchedBy = async (span: number): Promise<number> => {
      let rows = 0;
      for (const query of spans.at(span) ?? []) rows += await ROWS_TOUCHED[engine](database, query);
      return rows;
    };
    const second = await touchedBy(1);
    const late = await touchedBy(Math.floor(spans.length * 0.9));
    expect(spans.length).toBeGreaterThan(150);
    expect(second).toBeGreaterThan(PAGE / 2);
    // Rows, and a probe for each look-up of replies, reactions and files.
    expect(second).toBeLessThan(20 * PAGE);
    expect(late).toBeLessThan(second * 2);
  });

  it('is read by an index, without a sort of the channel, in few statements', async () => {
    const span = spans.at(Math.floor(spans.length / 2)) ?? [];
    const [first] = span.filter(isFirstOfSpan);
    const plan = await database.query(`EXPLAIN ${first?.sql}`, first?.values);
    const shown = plan.map((row) => row.map(text).join(' ')).join('\n');
    expect(shown).toMatch(/idx_posts_channel_?id_delete_?at_create_?at/);
    expect(shown).not.toMatch(/filesort|Seq Scan/);
    expect(span.length).toBeLessThan(20);
  });

  it('is found by its time in the index of the channel, not from the begin of the channel on', async () => {
    const { tables } = await openReader(database);
    const [[first, last] = []] = await database.query(
      `SELECT MIN(CreateAt), MAX(CreateAt) FROM ${tables.name('Posts')} WHERE ChannelId = ?`,
      [CHANNEL],
    );
    const [fromMs, toMs] = [count(first), count(last)];
    const plans = new Set<string>();
    for (let part = 0; part < 40; part += 1) {
      const startMs = fromMs + Math.floor(((toMs - fromMs) * part) / 40);
      // A far end, as where a channel is cut, and near ones, as where a long day is read in parts.
      const endMs = part % 2 === 0 ? toMs : startMs + 1_000_000 * part;
      const plan = await database.query(
        `EXPLAIN SELECT p.Message FROM ${tables.postsInTime('p')}
         WHERE p.ChannelId = ? AND p.DeleteAt = 0 AND p.CreateAt >= ? AND p.CreateAt < ?
         ORDER BY p.CreateAt LIMIT 1 OFFSET 3000`,
        [CHANNEL, startMs, endMs],
      );
      const shown = plan.map((row) => row.map(text).join(' ')).join(' ');
      plans.add(/ range |Index Cond: .*createat|Seq Scan| ref /.exec(shown)?.[0] ?? shown);
    }
    expect([...plans].filter((plan) => !/range|Index Cond/.test(plan))).toEqual([]);
  });

  it('looks nothing up for posts on which nothing hangs, in a snapshot', async () => {
    const snapshot = await openDatabase(addressOf(admin.readerUrl));
    const counted = await queriesOfSpans(snapshot, { hasSnapshot: true, maxPosts: 30_000 });
    await snapshot.close();
    const lookUps = (queries: readonly Query[]): number =>
      queries.filter(({ sql }) => /Reactions|FileInfo|COUNT/i.test(sql)).length;
    expect(counted.length).toBeGreaterThan(8);
    const asked = counted.slice(1, -1).map(lookUps);
    // Counts are seldom too high: all spans together look fewer things up than one each.
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThan(counted.length);
    expect(lookUps(spans.at(1) ?? [])).toBeGreaterThan(2);
  });

  it('counts the rows of no table twice, in a snapshot', async () => {
    const snapshot = await openDatabase(addressOf(admin.readerUrl));
    const { asked, database: recorded } = recording(snapshot);
    const source = await openMattermost(recorded, {
      hasSnapshot: true,
      postsPerPage: PAGE,
      longTextCharacters: 2000,
    });
    await source.counts(EVERYTHING);
    await source.divide([CHANNEL], EVERYTHING);
    await snapshot.close();
    const counted = asked
      .map(({ sql }) => sql)
      .filter((sql) => /^SELECT COUNT\(\*\) FROM \S+$/.test(sql));
    expect(counted.some((sql) => /Reactions/i.test(sql))).toBe(true);
    expect(new Set(counted).size).toBe(counted.length);
  });

  it('never asks for a whole row of FileInfo, whose extracted text can be megabytes', () => {
    const all = spans.flat().map(({ sql }) => sql);
    expect(all.some((sql) => /FileInfo/i.test(sql))).toBe(true);
    for (const sql of all) expect(sql).not.toMatch(/\*\s+FROM|Content|MiniPreview/i);
  });
});
