import type { FileInfo, PostId, PostPriority, Reaction } from '../../../model/model.ts';
import { inList, type Row, slicesOf } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import { hasDoubles } from '../../ids.ts';
import {
  FILE_COLUMNS,
  filesOf,
  prioritiesOf,
  REACTION_COLUMNS,
  reactionsOf,
  readFiles,
  readPriorities,
  readReactions,
} from '../attached.ts';
import type { PostRow } from '../post-row.ts';
import type { Hanging } from './hanging.ts';
import { countOfHash, hashesOf, type IdCounts } from './id-counts.ts';
import { inSpan, joinedToPosts, LIVE, type Span } from './span.ts';

/** What hangs on posts, by their ids. */
export interface Attached {
  readonly reactions: Map<PostId, readonly Reaction[]>;
  readonly files: Map<PostId, readonly FileInfo[]>;
  readonly priorities: Map<PostId, PostPriority>;
}

export interface AttachedOptions {
  readonly hasPriorities: boolean;
  /** More rows of one table than these are not held. */
  readonly maxAttachedRows: number;
  /** Posts of which the joins find nothing. */
  readonly byId: ReadonlySet<PostId>;
  readonly hanging: Hanging | undefined;
}

/** A span and the posts that were read of it. */
export interface SpanPosts {
  readonly span: Span;
  readonly ids: readonly PostId[];
}

/** Whether a join finds what hangs on posts: of a doubled post it brings everything as often as the post. */
export const isJoinable = ({ doubled }: Reader): boolean => !hasDoubles(doubled.posts);

/** Whether more hangs on so many posts, as far as it is known, than may be held. */
function isTooMuch(
  posts: number,
  { maxAttachedRows, hanging }: Pick<AttachedOptions, 'maxAttachedRows' | 'hanging'>,
): boolean {
  const { Reactions: reactions = 0, FileInfo: files = 0 } = hanging?.perPost ?? {};
  return posts * Math.max(reactions, files) > maxAttachedRows;
}

/** Reads what hangs on the live posts of a span by joins; undefined when it is more than may be held. */
export async function readAttached(
  reader: Reader,
  posts: SpanPosts,
  options: AttachedOptions,
): Promise<Attached | undefined> {
  if (isTooMuch(posts.ids.length, options)) return undefined;
  const { hasPriorities, maxAttachedRows, byId, hanging } = options;
  const { tables } = reader;
  const isKept = tables.has('Reactions', 'DeleteAt') ? NOT_DELETED : undefined;
  const hashes = hashesOf(hanging === undefined ? [] : posts.ids);
  const of = (
    table: keyof Hanging['counts'] | 'PostAcknowledgements',
    columns: readonly string[],
    condition: string | undefined,
  ) => {
    const wanted = { table, columns, condition, limit: maxAttachedRows + 1 };
    const counts = table === 'PostAcknowledgements' ? undefined : hanging?.counts[table];
    if (counts === undefined) return readJoined(reader, posts.span, wanted);
    const ids = idsCounted({ ids: posts.ids, hashes }, counts, byId);
    // A join is what finds the rows of many posts sooner.
    return ids.length * 2 > posts.ids.length
      ? readJoined(reader, posts.span, wanted)
      : readById(reader, ids, wanted);
  };
  const reactions = await of('Reactions', REACTION_COLUMNS, isKept);
  if (reactions.length > maxAttachedRows) return undefined;
  const files = await of('FileInfo', FILE_COLUMNS, NOT_DELETED);
  if (files.length > maxAttachedRows) return undefined;
  const priorities = hasPriorities ? await of('PostsPriority', PRIORITY, undefined) : [];
  const isAcknowledged = priorities.length > 0 && tables.has('PostAcknowledgements');
  const acknowledged = isAcknowledged
    ? await of('PostAcknowledgements', ['PostId', 'UserId'], 'r.AcknowledgedAt > 0')
    : [];
  if (acknowledged.length > maxAttachedRows) return undefined;
  return {
    reactions: new Map(reactionsOf(reactions)),
    files: new Map(filesOf(reader, files)),
    priorities: new Map(prioritiesOf(priorities, acknowledged)),
  };
}

/** Returns the posts that have rows attached, as far as a join would find them. */
function idsCounted(
  { ids, hashes }: { readonly ids: readonly PostId[]; readonly hashes: Int32Array },
  counts: IdCounts,
  byId: ReadonlySet<PostId>,
): readonly PostId[] {
  return ids.filter((id, at) => countOfHash(counts, hashes[at] ?? 0) > 0 && !byId.has(id));
}

const NOT_DELETED = '(r.DeleteAt = 0 OR r.DeleteAt IS NULL)';
const PRIORITY = ['PostId', 'Priority', 'RequestedAck'];

interface JoinedTable {
  readonly table: string;
  readonly columns: readonly string[];
  readonly condition: string | undefined;
  readonly limit: number;
}

async function readJoined(
  { database, tables }: Reader,
  span: Span,
  { table, columns, condition, limit }: JoinedTable,
): Promise<readonly Row[]> {
  const where = inSpan(span, LIVE);
  const isPost = tables.match([table, 'r', 'PostId'], ['Posts', 'p', 'Id']);
  const select = joinedToPosts(database.engine, {
    posts: tables.postsInTime('p'),
    where: where.sql,
    table: tables.name(table),
    columns: columns.map((column) => `r.${column}`).join(', '),
    on: condition === undefined ? isPost : `${isPost} AND ${condition}`,
  });
  return await database.query(`${select} LIMIT ${Math.trunc(limit)}`, where.values);
}

async function readById(
  { database, tables }: Reader,
  ids: readonly PostId[],
  { table, columns: read, condition = 'r.PostId IS NOT NULL', limit }: JoinedTable,
): Promise<readonly Row[]> {
  const found: Row[] = [];
  const columns = read.map((column) => `r.${column}`).join(', ');
  for (const some of slicesOf(ids)) {
    const wanted = inList(some);
    const rows = await database.query(
      `SELECT ${columns} FROM ${tables.name(table)} r
       WHERE r.PostId IN (${wanted.marks}) AND ${condition} LIMIT ${Math.trunc(limit)}`,
      wanted.values,
    );
    for (const row of rows) found.push(row);
    if (found.length >= limit) break;
  }
  return found;
}

/** Adds what hangs on these posts, looked up by their ids. */
export async function addAttachedOf(
  reader: Reader,
  rows: readonly PostRow[],
  { hasPriorities }: Pick<AttachedOptions, 'hasPriorities'>,
  attached: Attached,
): Promise<void> {
  for (const some of slicesOf(rows.map(({ id }) => id))) {
    for (const [id, own] of await readReactions(reader, some)) attached.reactions.set(id, own);
    for (const [id, own] of await readFiles(reader, some)) attached.files.set(id, own);
    if (!hasPriorities) continue;
    for (const [id, own] of await readPriorities(reader, some)) attached.priorities.set(id, own);
  }
}

/** What hangs on no post; look-ups are added to it. */
export const nothingAttached = (): Attached => ({
  reactions: new Map(),
  files: new Map(),
  priorities: new Map(),
});
