import { setTimeout as wait } from 'node:timers/promises';
import type { TestDatabase } from './databases.ts';

/**
 * Rows of Posts that the server read while something ran, by its own statistics: MariaDB's user statistics, and
 * PostgreSQL's of tables, which come a moment later.
 */
export async function readRows(database: TestDatabase, act: () => Promise<void>): Promise<number> {
  const count = database.engine === 'mysql' ? mysqlRows : postgresRows;
  if (database.engine === 'mysql') await database.run('SET GLOBAL userstat = 1');
  const before = await count(database);
  await act();
  return (await count(database)) - before;
}

async function mysqlRows({ run, url }: TestDatabase): Promise<number> {
  const schema = new URL(url).pathname.slice(1);
  const [row] = await run(`SELECT ROWS_READ AS total FROM information_schema.TABLE_STATISTICS
    WHERE TABLE_SCHEMA = '${schema}' AND TABLE_NAME = 'Posts'`);
  return Number(row?.['total'] ?? 0);
}

/** A backend that ends reports what it read; one that goes on does so after a second. */
const REPORTED_AFTER_MS = 1_200;

async function postgresRows({ run }: TestDatabase): Promise<number> {
  await wait(REPORTED_AFTER_MS);
  const [row] = await run(`SELECT seq_tup_read + COALESCE(idx_tup_fetch, 0) AS total
    FROM pg_stat_user_tables WHERE relname = 'posts'`);
  return Number(row?.['total'] ?? 0);
}
