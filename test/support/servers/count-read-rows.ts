import { until } from '../until.ts';
import type { TestDatabase } from './databases.ts';

/**
 * Rows of Posts that the server read while something ran, by its own statistics: MariaDB's user statistics, and
 * those of PostgreSQL (15 or newer) of its tables.
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

async function postgresRows({ run }: TestDatabase): Promise<number> {
  // A backend reports what it read when it ends; ours goes on, and does so when it is told.
  await until('the other backends have ended', async () => {
    const others = await run(`SELECT 1 FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);
    return others.length === 0;
  });
  await run('SELECT pg_stat_force_next_flush()');
  const [row] = await run(`SELECT seq_tup_read + COALESCE(idx_tup_fetch, 0) AS total
    FROM pg_stat_user_tables WHERE relname = 'posts'`);
  return Number(row?.['total'] ?? 0);
}
