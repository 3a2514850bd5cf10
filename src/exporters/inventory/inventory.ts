import pLimit from 'p-limit';
import type { Line } from '../../errors/errors.ts';
import type { FilesOfType, HealthFinding, InventoryFacts } from '../../model/inventory.ts';
import { readTextStorage } from '../checks/schema.ts';
import { openRepairedReader, type TextRepair } from '../checks/text-sample.ts';
import type { Database } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import { count, mendText, text } from '../database/rows.ts';
import { readDatabaseRows } from '../database-rows.ts';
import type { FileStore } from '../files/file-store.ts';
import { describeSource } from '../mattermost.ts';
import { readLargeFiles, readSameNamed } from './clean-up.ts';
import { readChannelFacts, readPersonFacts, readPostsByMonth, readThreadCount } from './facts.ts';
import { readGithubSubscriptions } from './github.ts';
import { readHealth } from './health.ts';
import { readIntegrationPosts, readIntegrations } from './integrations.ts';

export interface InventoryReading {
  readonly database: Database;
  /** Undefined when nobody said where the files are. */
  readonly store: FileStore | undefined;
  readonly todayMs: number;
  readonly signal: AbortSignal;
  /** Undefined to give texts as they are. */
  readonly textRepair?: TextRepair;
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
  textRepair,
}: InventoryReading): Promise<{
  readonly facts: InventoryFacts;
  readonly warnings: readonly Line[];
}> {
  try {
    const reader = await openRepairedReader(database, textRepair);
    const { tables } = reader;
    const databaseRows = await readDatabaseRows(reader);
    await database.beginSnapshot();
    const { warnings, lacks: _lacks, ...description } = await describeSource(reader);
    const channels = await readChannelFacts(reader);
    const github = await readGithubSubscriptions(reader);
    const facts = {
      description,
      databaseRows,
      storage: await readTextStorage(database),
      jsonAsText: await readJsonAsText(database),
      teams: await countLive(reader, 'Teams'),
      channels,
      sameNamed: await readSameNamed(reader, channels),
      largeFiles: await readLargeFiles(reader, LARGE_FILE_BYTES),
      people: await readPersonFacts(reader),
      months: await readPostsByMonth(reader),
      threads: await readThreadCount(reader),
      files: await readFiles(reader),
      emoji: tables.has('Emoji') ? await countLive(reader, 'Emoji') : 0,
      integrations: [...(await readIntegrations(reader)), ...github.subscriptions],
      integrationPosts: await readIntegrationPosts(reader, todayMs),
      health: [...(await readHealth(reader, todayMs)), await lookForFiles(reader, store, signal)],
    };
    return { facts, warnings: [...warnings, ...github.warnings] };
  } finally {
    await database.close();
  }
}

/** From here on a file is worth a look of its own. */
const LARGE_FILE_BYTES = 100_000_000;

async function countLive({ database, tables }: Reader, table: string): Promise<number> {
  const [row] = await database.query(
    `SELECT COUNT(*) FROM ${tables.name(table)} WHERE DeleteAt = 0 OR DeleteAt IS NULL`,
  );
  return count(row?.[0]);
}

/** Live files by extension, the most bytes first. */
async function readFiles({ database, tables }: Reader): Promise<readonly FilesOfType[]> {
  const rows = await database.query(
    `SELECT f.Extension, COUNT(*), SUM(f.Size) FROM ${tables.name('FileInfo')} f
     WHERE f.DeleteAt = 0 OR f.DeleteAt IS NULL GROUP BY f.Extension`,
  );
  // In small letters here: a server may refuse to change the case of a text with a broken byte.
  const byExtension = new Map<string, FilesOfType>();
  for (const row of rows) {
    const extension = mendText(text(row[0])).toLowerCase();
    const known = byExtension.get(extension);
    const files = count(row[1]) + (known?.files ?? 0);
    const sizeBytes = count(row[2]) + (known?.sizeBytes ?? 0);
    byExtension.set(extension, { extension, files, sizeBytes });
  }
  return [...byExtension.values()].sort(
    (a, b) => b.sizeBytes - a.sizeBytes || (a.extension < b.extension ? -1 : 1),
  );
}

/**
 * Columns that Mattermost declares as JSON since 6.0 and this database keeps as text: MariaDB's JSON is another name of
 * longtext (mariadb.com/kb/en/json-data-type). None on PostgreSQL, which has types of its own, or in a bulk export.
 */
async function readJsonAsText(database: Database): Promise<readonly string[]> {
  if (database.engine !== 'mysql') return [];
  const rows = await database.query(
    `SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME) FROM INFORMATION_SCHEMA.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND LOWER(DATA_TYPE) <> 'json'
     AND (LOWER(TABLE_NAME), LOWER(COLUMN_NAME)) IN (('posts', 'props'), ('users', 'props'),
       ('users', 'notifyprops'), ('users', 'timezone'), ('channelmembers', 'notifyprops'),
       ('threads', 'participants'), ('jobs', 'data'), ('linkmetadata', 'data'), ('sessions', 'props'))
     ORDER BY TABLE_NAME, COLUMN_NAME`,
  );
  return rows.map(([place]) => text(place));
}

const PER_PAGE = 1000;
const CONCURRENCY = 16;
const SAMPLES = 5;

/** Looks in the store for the bytes of every live file, a page of rows at a time. */
async function lookForFiles(
  { database, tables }: Reader,
  store: FileStore | undefined,
  signal: AbortSignal,
): Promise<HealthFinding> {
  const code = 'files_missing';
  if (store === undefined) return { code, count: undefined, samples: [] };
  const limit = pLimit(CONCURRENCY);
  const samples: string[] = [];
  let missing = 0;
  for (let last = ''; ; ) {
    const rows = await database.query(
      `SELECT f.Id, f.Path FROM ${tables.name('FileInfo')} f
       WHERE f.Id > ? AND (f.DeleteAt = 0 OR f.DeleteAt IS NULL) ORDER BY f.Id LIMIT ${PER_PAGE}`,
      [last],
    );
    const files = rows.map(([id, path]) => ({ id: text(id), path: text(path) }));
    const found = await Promise.all(files.map(({ path }) => limit(() => store.look(path))));
    signal.throwIfAborted();
    files.forEach(({ id }, index) => {
      if (found[index]?.state === 'there') return;
      missing += 1;
      if (samples.length < SAMPLES) samples.push(id);
    });
    const end = files.at(-1);
    if (end === undefined || files.length < PER_PAGE) return { code, count: missing, samples };
    last = end.id;
  }
}
