import type { BulkSource } from '../../config/bulk-source.ts';
import type { DatabaseAddress } from '../../config/database-address.ts';
import type { Engine } from '../../model/model.ts';
import { type Clock, systemClock } from '../../system/clock.ts';
import type { StagingProgress } from '../bulk/stage.ts';
import type { Database } from './database.ts';

type Open = (address: DatabaseAddress, signal: AbortSignal | undefined) => Promise<Database>;

const OPENERS: Readonly<Record<Engine, Open>> = {
  mysql: async (...asked) => (await import('./mysql.ts')).openMysql(...asked),
  postgres: async (...asked) => (await import('./postgres.ts')).openPostgres(...asked),
};

/**
 * Connects to the source; SourceError says in one line what is wrong with the address or the account. When the signal
 * aborts, the connection is closed and its statement is ended at the server.
 */
export function openDatabase(address: DatabaseAddress, signal?: AbortSignal): Promise<Database> {
  return OPENERS[address.engine](address, signal);
}

/** Opens the tables of a bulk export, which is staged when it is not yet. SourceError for a line that cannot be read. */
export async function openBulk(source: BulkSource, signal: AbortSignal): Promise<Database> {
  const { openSqlite } = await import('./sqlite.ts');
  return openSqlite(await stageBulk(source, signal));
}

/** Stages a bulk export where it is not yet, and returns the path of the staged file. SourceError as that of openBulk. */
export async function stageBulk(
  source: BulkSource,
  signal: AbortSignal,
  onProgress?: StagingProgress,
): Promise<string> {
  const { ensureStaged } = await import('../bulk/staged.ts');
  return await ensureStaged(source, signal, onProgress);
}

/**
 * The database, read no faster than so many rows a second on average since the first query, and not
 * at all once the signal is aborted.
 */
export function throttle(
  database: Database,
  maxRowsPerSecond: number,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Database {
  let rowsRead = 0;
  let startedMs: number | undefined;
  const begin = async (): Promise<void> => {
    signal.throwIfAborted();
    startedMs ??= clock.nowMs();
    const dueMs = startedMs + (rowsRead / maxRowsPerSecond) * 1000;
    const earlyMs = dueMs - clock.nowMs();
    if (earlyMs > 0) await clock.sleep(earlyMs, signal);
  };
  return {
    engine: database.engine,
    beginSnapshot: () => database.beginSnapshot(),
    close: () => database.close(),
    async query(sql, values) {
      await begin();
      const rows = await database.query(sql, values);
      rowsRead += rows.length;
      return rows;
    },
    async *blocks(sql, values, access) {
      await begin();
      // Between statements alone is waited: a statement that is held open has its time limit.
      for await (const block of database.blocks(sql, values, access)) {
        rowsRead += block.rowCount;
        yield block;
        signal.throwIfAborted();
      }
    },
  };
}
