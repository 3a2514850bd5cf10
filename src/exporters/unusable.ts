import type { AttachedCount, PostCount } from '../model/model.ts';
import type { TableWithIds, UnusableRows } from '../model/unusable-rows.ts';
import { readTeams, readTypedChannels } from './channels.ts';
import { countRows, type Reader } from './database/reader.ts';
import { count } from './database/rows.ts';
import { doubledIds } from './doubled-ids.ts';
import { type DoubledIds, withoutId } from './ids.ts';
import { readDatedEmoji, readUsers } from './people.ts';

/** Ids that are named in a report. */
const MAX_SAMPLES = 100;

/** Reads of each table the rows that nothing gives because of their ids; posts and files are counted already. */
export async function readUnusable(
  reader: Reader,
  posts: readonly PostCount[],
  files: readonly AttachedCount[],
): Promise<readonly UnusableRows[]> {
  const unusable: UnusableRows[] = [];
  for (const list of LISTS) {
    if (reader.tables.has(list.table)) unusable.push(...(await unusableIn(reader, list)));
  }
  const { doubled } = reader;
  const rowsOf = (rows: readonly { rows: number }[]): number =>
    rows.reduce((sum, entry) => sum + entry.rows, 0);
  for (const fault of ['no-id', 'doubled-id'] as const) {
    const ofPosts = rowsOf(posts.filter(({ state }) => state === fault));
    const ofFiles = rowsOf(files.filter(({ own }) => own === fault));
    unusable.push(entryOf('Posts', fault, ofPosts, samplesOf(doubled.posts)));
    unusable.push(entryOf('FileInfo', fault, ofFiles, samplesOf(doubled.files)));
  }
  return unusable.filter(({ rows }) => rows > 0);
}

const samplesOf = ({ united, ambiguous }: DoubledIds): readonly string[] => {
  const samples = [...ambiguous].slice(0, MAX_SAMPLES);
  return [...samples, ...[...united].slice(0, MAX_SAMPLES - samples.length)];
};

function entryOf(
  table: TableWithIds,
  fault: UnusableRows['fault'],
  rows: number,
  ids: readonly string[],
): UnusableRows {
  // A row without an id is named by its table alone.
  return { table, fault, rows, samples: fault === 'no-id' ? [''] : ids };
}

/** A table that is read as a whole, and the rows of it that are given. */
interface List {
  readonly table: TableWithIds;
  readonly read: (reader: Reader) => Promise<readonly unknown[]>;
}

const LISTS: readonly List[] = [
  { table: 'Teams', read: readTeams },
  { table: 'Users', read: readUsers },
  { table: 'Channels', read: readTypedChannels },
  { table: 'Emoji', read: readDatedEmoji },
];

async function unusableIn(reader: Reader, { table, read }: List): Promise<readonly UnusableRows[]> {
  const { database, tables } = reader;
  const [blank] = await database.query(
    `SELECT COUNT(*) FROM ${tables.name(table)} WHERE ${withoutId('Id')}`,
  );
  const without = entryOf(table, 'no-id', count(blank?.[0]), []);
  const ids = tables.hasUniqueIds(table) ? [] : await doubledIds(reader, table, MAX_SAMPLES);
  if (ids.length === 0) return [without];
  const all = await countRows(reader, table);
  const kept = await read(reader);
  return [without, entryOf(table, 'doubled-id', all - without.rows - kept.length, ids)];
}
