import type { FilesOfType, InventoryFacts } from '../../model/inventory-facts.ts';
import type { Database } from '../database.ts';
import { describeSource } from '../describe-source.ts';
import { readTextStorage } from '../doctor-charsets.ts';
import type { FileStore } from '../file-store.ts';
import { count, text } from '../rows.ts';
import { readTables, type Tables } from '../tables.ts';
import { lookForFiles } from './look-for-files.ts';
import { readHealth } from './read-health.ts';
import { readIntegrationPosts } from './read-integration-posts.ts';
import { readIntegrations } from './read-integrations.ts';
import { readJsonAsText } from './read-json-as-text.ts';
import { readPersonFacts } from './read-people-facts.ts';
import { readChannelFacts, readPostsByMonth, readThreadCount } from './read-posts-facts.ts';

export interface InventoryReading {
  readonly database: Database;
  /** Undefined when nobody said where the files are. */
  readonly store: FileStore | undefined;
  readonly todayMs: number;
  readonly signal: AbortSignal;
}

/**
 * Reads everything in one snapshot and closes the connection. SourceError when this is not
 * Mattermost's database or a table may not be read.
 */
export async function readInventory({
  database,
  store,
  todayMs,
  signal,
}: InventoryReading): Promise<InventoryFacts> {
  try {
    const tables = await readTables(database);
    await database.beginSnapshot();
    return {
      description: await describeSource(database, tables),
      storage: await readTextStorage(database),
      jsonAsText: await readJsonAsText(database),
      teams: await countLive(database, tables, 'Teams'),
      channels: await readChannelFacts(database, tables),
      people: await readPersonFacts(database, tables),
      months: await readPostsByMonth(database, tables),
      threads: await readThreadCount(database, tables),
      files: await readFiles(database, tables),
      emoji: tables.has('Emoji') ? await countLive(database, tables, 'Emoji') : 0,
      integrations: await readIntegrations(database, tables),
      integrationPosts: await readIntegrationPosts(database, tables, todayMs),
      health: [
        ...(await readHealth(database, tables, todayMs)),
        await lookForFiles(database, tables, store, signal),
      ],
    };
  } finally {
    await database.close();
  }
}

async function countLive(database: Database, tables: Tables, table: string): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(*) FROM ${tables.name(table)} WHERE DeleteAt = 0 OR DeleteAt IS NULL`,
  );
  return count(row?.[0]);
}

/** Live files by extension, the most bytes first. */
async function readFiles(database: Database, tables: Tables): Promise<readonly FilesOfType[]> {
  const rows = await database.query(
    `SELECT LOWER(f.Extension), COUNT(*), SUM(f.Size) FROM ${tables.name('FileInfo')} f
     WHERE f.DeleteAt = 0 OR f.DeleteAt IS NULL GROUP BY LOWER(f.Extension)`,
  );
  return rows
    .map(([extension, files, bytes]) => ({
      extension: text(extension),
      files: count(files),
      sizeBytes: count(bytes),
    }))
    .sort((a, b) => b.sizeBytes - a.sizeBytes || (a.extension < b.extension ? -1 : 1));
}
