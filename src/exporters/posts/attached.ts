import { basename } from 'node:path';
import {
  type FileInfo,
  fileId,
  type PostId,
  type PostPriority,
  postId,
  type Reaction,
  userId,
} from '../../model/model.ts';
import { inList, type Row } from '../database/database.ts';
import type { Reader } from '../database/reader.ts';
import {
  count,
  filledText,
  flag,
  mendText,
  RepairedText,
  repairMark,
  text,
  timeMs,
} from '../database/rows.ts';
import { identifiedRows } from '../ids.ts';

type ByPost<Value> = ReadonlyMap<PostId, readonly Value[]>;

export const NOT_DELETED = '(DeleteAt = 0 OR DeleteAt IS NULL)';

/** Reactions that were not taken back, by (CreateAt, user, name). */
export async function readReactions(
  { database, tables }: Reader,
  posts: readonly PostId[],
): Promise<ByPost<Reaction>> {
  const ids = inList(posts);
  const notRemoved = tables.has('Reactions', 'DeleteAt') ? ` AND ${NOT_DELETED}` : '';
  const rows = await database.query(
    `SELECT ${REACTION_COLUMNS.join(', ')} FROM ${tables.name('Reactions')}
     WHERE PostId IN (${ids.marks})${notRemoved}`,
    ids.values,
  );
  return reactionsOf(rows);
}

/** The columns of a reaction that we read. */
export const REACTION_COLUMNS = ['PostId', 'UserId', 'EmojiName', 'CreateAt'];

/** Reactions by their posts, of rows of those columns. */
export function reactionsOf(rows: readonly Row[]): ByPost<Reaction> {
  const reactions = groupByPost(rows, reactionOf);
  for (const list of reactions.values()) if (list.length > 1) list.sort(byTimeUserAndName);
  return reactions;
}

function reactionOf(row: Row): Reaction {
  const reaction = {
    userId: userId(text(row[1])),
    emojiName: mendText(text(row[2])),
    createAtMs: count(row[3]),
  };
  return row[2] instanceof RepairedText ? { ...reaction, isRepaired: true } : reaction;
}

function byTimeUserAndName(a: Reaction, b: Reaction): number {
  return (
    a.createAtMs - b.createAtMs ||
    compareCodeUnits(a.userId, b.userId) ||
    compareCodeUnits(a.emojiName, b.emojiName)
  );
}

function compareCodeUnits(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The columns of a file that we read, its id in the second place. */
export const FILE_COLUMNS = [
  'PostId',
  'Id',
  'CreatorId',
  'CreateAt',
  'Path',
  'Name',
  'Extension',
  'Size',
  'MimeType',
  'Width',
  'Height',
];

/** Files that were not deleted or detached, by (CreateAt, Id) as Mattermost shows them. */
export async function readFiles(
  reader: Reader,
  posts: readonly PostId[],
): Promise<ByPost<FileInfo>> {
  const { database, tables } = reader;
  const ids = inList(posts);
  const rows = await database.query(
    `SELECT ${FILE_COLUMNS.join(', ')} FROM ${tables.name('FileInfo')}
     WHERE PostId IN (${ids.marks}) AND ${NOT_DELETED}`,
    ids.values,
  );
  return filesOf(reader, rows);
}

/** Files by their posts, of rows of FILE_COLUMNS. */
export function filesOf({ database, doubled }: Reader, rows: readonly Row[]): ByPost<FileInfo> {
  const isBulk = database.engine === 'bulk';
  const known = identifiedRows(rows, (row) => text(row[1]), doubled.files);
  const files = groupByPost(known, (row) => fileOf(row, isBulk));
  for (const list of files.values()) {
    if (list.length < 2) continue;
    list.sort((a, b) => a.createAtMs - b.createAtMs || compareCodeUnits(a.id, b.id));
  }
  return files;
}

function fileOf(row: Row, isBulk: boolean): FileInfo {
  const creator = filledText(row[2]);
  return {
    id: fileId(text(row[1])),
    creatorId: creator === undefined ? undefined : userId(creator),
    createAtMs: count(row[3]),
    path: text(row[4]),
    ...(row[4] instanceof RepairedText ? { otherPaths: [row[4].stored] } : {}),
    ...repairMark(row[5]),
    name: mendText(filledText(row[5]) ?? basename(text(row[4]))) || text(row[1]),
    extension: mendText(text(row[6])),
    sizeBytes: Math.max(0, count(row[7])),
    mimeType: mendText(text(row[8])),
    widthPx: timeMs(row[9]),
    heightPx: timeMs(row[10]),
    ...(row[7] === null && isBulk ? { hasUnknownSize: true as const } : {}),
  };
}

/** Priorities and acknowledgements of those posts that have one. */
export async function readPriorities(
  { database, tables }: Reader,
  posts: readonly PostId[],
): Promise<ReadonlyMap<PostId, PostPriority>> {
  const ids = inList(posts);
  const rows = await database.query(
    `SELECT PostId, Priority, RequestedAck FROM ${tables.name('PostsPriority')} WHERE PostId IN (${ids.marks})`,
    ids.values,
  );
  if (rows.length === 0) return new Map();
  const acknowledged = tables.has('PostAcknowledgements')
    ? await database.query(
        `SELECT PostId, UserId FROM ${tables.name('PostAcknowledgements')}
         WHERE PostId IN (${ids.marks}) AND AcknowledgedAt > 0`,
        ids.values,
      )
    : [];
  return prioritiesOf(rows, acknowledged);
}

/** Priorities by their posts, of rows of PostId, Priority and RequestedAck, and of PostId and UserId. */
export function prioritiesOf(
  rows: readonly Row[],
  acknowledged: readonly Row[],
): ReadonlyMap<PostId, PostPriority> {
  const people = groupByPost(acknowledged, (row) => userId(text(row[1])));
  return new Map(
    rows.map((row) => {
      const post = postId(text(row[0]));
      const acknowledgedBy = [...(people.get(post) ?? [])].sort();
      return [post, { level: mendText(text(row[1])), requestedAck: flag(row[2]), acknowledgedBy }];
    }),
  );
}

/** True when any post of this server has a priority, so that most servers are never asked for each page. */
export async function hasPriorities({ database, tables }: Reader): Promise<boolean> {
  if (!tables.has('PostsPriority')) return false;
  const rows = await database.query(`SELECT 1 FROM ${tables.name('PostsPriority')} LIMIT 1`);
  return rows.length > 0;
}

function groupByPost<Value>(
  rows: readonly Row[],
  makeValue: (row: Row) => Value,
): Map<PostId, Value[]> {
  const groups = new Map<PostId, Value[]>();
  for (const row of rows) {
    const post = postId(text(row[0]));
    const group = groups.get(post);
    if (group === undefined) groups.set(post, [makeValue(row)]);
    else group.push(makeValue(row));
  }
  return groups;
}

/** Values in their order under each key; Map.groupBy, which Node 20 lacks. */
export function groupBy<Value, Key>(
  values: Iterable<Value>,
  keyOf: (value: Value) => Key,
): Map<Key, Value[]> {
  const groups = new Map<Key, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}
