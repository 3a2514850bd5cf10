import type Database from 'libsql';
import { z } from 'zod';
import type { Guard } from '../ledger/errors.ts';
import type { ExportedPost, ExportedPosts, PostSpan } from './exported-posts.ts';
import { PostPacker, unpackPosts } from './packed-posts.ts';

/** Posts of the record: packed, or a row for each. See FORMATS.md. */
export const POST_TABLES = `
  CREATE TABLE IF NOT EXISTS post (
    post_id TEXT NOT NULL, channel_id TEXT NOT NULL, create_at_ms INTEGER NOT NULL, ts TEXT NOT NULL,
    left_out TEXT NOT NULL, text TEXT NOT NULL, reactions TEXT NOT NULL, files TEXT NOT NULL,
    is_pinned INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS packed (
    number INTEGER PRIMARY KEY, channel_id TEXT NOT NULL, posts INTEGER NOT NULL, rows BLOB NOT NULL
  );
  CREATE TABLE IF NOT EXISTS further (
    channel_id TEXT NOT NULL, ts TEXT NOT NULL, PRIMARY KEY (channel_id, ts)
  ) WITHOUT ROWID;`;

/** Created when all packed posts are rows: inserting is faster without them. */
const INDEXES = `
  CREATE UNIQUE INDEX IF NOT EXISTS post_by_id ON post (post_id);
  CREATE INDEX IF NOT EXISTS post_by_channel ON post (channel_id, ts);`;

const row = z.object({
  post_id: z.string(),
  channel_id: z.string(),
  create_at_ms: z.number(),
  ts: z.string(),
  left_out: z.string(),
  text: z.string(),
  reactions: z.string(),
  files: z.string(),
  is_pinned: z.number(),
});
const packedRow = z.object({
  number: z.number(),
  channel_id: z.string(),
  posts: z.number(),
  rows: z.instanceof(Uint8Array),
});
const newestRow = z.object({ newest: z.number().nullable() });
const spanRow = z.object({ firstMs: z.number().nullable(), lastMs: z.number().nullable() });
const countRow = z.object({ left_out: z.string(), posts: z.number() });
const idRow = z.object({ number: z.number(), post_id: z.string() });

/** The message of a removed post stays in its archive. */
const FURTHER_OF_REMOVED = `INSERT OR IGNORE INTO further
  SELECT channel_id, ts FROM post WHERE post_id = ? AND ts <> ''`;

const IDS_PER_PAGE = 5_000;
const ROWS_PER_INSERT = 100;
const MANY_ROWS = Array(ROWS_PER_INSERT).fill('(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ');
/** Some thousand posts. */
const PACKED_BYTES = 256 * 1024;

type ReadMethod = 'get' | 'hasTs' | 'newestMs' | 'span' | 'idsOf' | 'counts';

/** The posts of a record whose tables are there. */
export interface ExportedRows
  extends Pick<ExportedPosts, ReadMethod | 'put' | 'putPacked' | 'putFurther' | 'remove'> {
  /** Puts what is held into the tables. */
  flush(): void;
}

/**
 * Keeps posts packed as long as none is asked for, as in the first run of a chain; from then on each is a row. Every
 * method but `putPacked`, `putFurther`, `put` and `flush` asks.
 */
export function exportedRows(database: Database.Database, guard: Guard): ExportedRows {
  const packing = packedWriter(database);
  let table: PostTable | undefined;
  const asked = <Value>(answer: (table: PostTable) => Value): Value =>
    guard(() => {
      table ??= unpackAll(database, packing);
      table.flush();
      return answer(table);
    });
  return {
    get: (postId) => asked((rows) => rows.get(postId)),
    hasTs: (channelId, ts) => asked((rows) => rows.hasTs(channelId, ts)),
    newestMs: (channelId) => asked((rows) => rows.newestMs(channelId)),
    span: () => asked((rows) => rows.span()),
    counts: (channelId) => asked((rows) => rows.counts(channelId)),
    remove: (postId) => asked((rows) => rows.remove(postId)),
    *idsOf(channelId) {
      for (let after = 0; ; ) {
        const page = asked((rows) => rows.idsBehind(channelId, after));
        yield* page.map(({ post_id: postId }) => postId);
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.number;
      }
    },
    put: (post) => guard(() => (table ?? packing).put(post)),
    putPacked: (channelId, bytes, count) =>
      guard(() => {
        if (table === undefined) packing.putPacked(channelId, bytes, count);
        else for (const post of unpackPosts(channelId, bytes, count)) table.put(post);
      }),
    putFurther: (channelId, ts) =>
      guard(() => {
        const insert = database.prepare('INSERT OR IGNORE INTO further VALUES (?, ?)');
        for (const each of ts) insert.run(channelId, each);
      }),
    flush: () => guard(() => (table ?? packing).flush()),
  };
}

/** Packs posts that come one by one. */
function packedWriter(database: Database.Database) {
  const insert = database.prepare('INSERT INTO packed (channel_id, posts, rows) VALUES (?, ?, ?)');
  const packer = new PostPacker();
  let channel = '';
  const putPacked = (channelId: string, bytes: Uint8Array, count: number): void => {
    if (count > 0) insert.run(channelId, count, bytes);
  };
  const flush = (): void => {
    const { count } = packer;
    putPacked(channel, packer.take(), count);
  };
  return {
    put(post: ExportedPost): void {
      if (post.channelId !== channel || packer.byteLength >= PACKED_BYTES) flush();
      channel = post.channelId;
      packer.add(post);
    },
    putPacked(channelId: string, bytes: Uint8Array, count: number): void {
      flush();
      putPacked(channelId, bytes, count);
    },
    flush,
  };
}

type PostTable = ReturnType<typeof postTable>;

/** The posts as rows; what was put is found after a flush. */
function postTable(database: Database.Database) {
  const byId = database.prepare('SELECT * FROM post WHERE post_id = ?');
  const byTs = database.prepare(
    `SELECT 1 FROM post WHERE channel_id = ? AND ts = ?
     UNION ALL SELECT 1 FROM further WHERE channel_id = ? AND ts = ? LIMIT 1`,
  );
  return {
    ...rowWriter(database),
    get(postId: string): ExportedPost | undefined {
      const found: unknown = byId.get(postId);
      return found === undefined ? undefined : exportedPost(found);
    },
    hasTs: (channelId: string, ts: string): boolean =>
      byTs.get(channelId, ts, channelId, ts) !== undefined,
    newestMs(channelId: string): number | undefined {
      const found: unknown = database
        .prepare('SELECT MAX(create_at_ms) AS newest FROM post WHERE channel_id = ?')
        .get(channelId);
      return newestRow.parse(found).newest ?? undefined;
    },
    span(): PostSpan | undefined {
      const found: unknown = database
        .prepare('SELECT MIN(create_at_ms) AS firstMs, MAX(create_at_ms) AS lastMs FROM post')
        .get();
      const { firstMs, lastMs } = spanRow.parse(found);
      return firstMs === null || lastMs === null ? undefined : { firstMs, lastMs };
    },
    /** A page of a channel's posts whose row has a higher number. */
    idsBehind: (channelId: string, number: number) =>
      database
        .prepare(
          `SELECT rowid AS number, post_id FROM post WHERE channel_id = ? AND rowid > ?
           ORDER BY rowid LIMIT ${IDS_PER_PAGE}`,
        )
        .all(channelId, number)
        .map((found) => idRow.parse(found)),
    counts(channelId: string): ReadonlyMap<string, number> {
      const counts = database
        .prepare(
          'SELECT left_out, COUNT(*) AS posts FROM post WHERE channel_id = ? GROUP BY left_out',
        )
        .all(channelId)
        .map((found) => countRow.parse(found));
      return new Map(counts.map(({ left_out: reason, posts }) => [reason, posts]));
    },
    remove(postId: string): void {
      database.prepare(FURTHER_OF_REMOVED).run(postId);
      database.prepare('DELETE FROM post WHERE post_id = ?').run(postId);
    },
  };
}

/** Inserts rows by hundreds: one insert of many rows costs little more than one of a single row. */
function rowWriter(database: Database.Database) {
  const insert = database.prepare('INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const insertMany = database.prepare(`INSERT INTO post VALUES ${MANY_ROWS}`);
  let held: ExportedPost[] = [];
  return {
    put(post: ExportedPost): void {
      held.push(post);
      if (held.length < ROWS_PER_INSERT) return;
      insertMany.run(held.flatMap(valuesOf));
      held = [];
    },
    flush(): void {
      for (const post of held) insert.run(...valuesOf(post));
      held = [];
    },
  };
}

/** Reads a row of `packed`. Error, named as SQLite names a damaged file, when it is none. */
function packedOf(found: unknown): z.infer<typeof packedRow> {
  const parsed = packedRow.safeParse(found);
  if (parsed.success) return parsed.data;
  throw new Error('malformed packed posts', { cause: parsed.error });
}

/** Makes rows of all packed posts, a blob at a time; each is removed, so that its pages are used again. */
function unpackAll(database: Database.Database, packing: Pick<PostTable, 'flush'>): PostTable {
  packing.flush();
  const table = postTable(database);
  const first = database.prepare('SELECT * FROM packed ORDER BY number LIMIT 1');
  const remove = database.prepare('DELETE FROM packed WHERE number = ?');
  for (let found: unknown = first.get(); found !== undefined; found = first.get()) {
    const { number, channel_id: channelId, posts, rows } = packedOf(found);
    for (const post of unpackPosts(channelId, rows, posts)) table.put(post);
    remove.run(number);
  }
  table.flush();
  database.exec(INDEXES);
  return table;
}

function valuesOf(post: ExportedPost): readonly (string | number)[] {
  const { postId, channelId, createAtMs, ts, leftOut, digest } = post;
  const { text, reactions, files, isPinned } = digest;
  return [postId, channelId, createAtMs, ts, leftOut, text, reactions, files, isPinned ? 1 : 0];
}

function exportedPost(found: unknown): ExportedPost {
  const post = row.parse(found);
  return {
    postId: post.post_id,
    channelId: post.channel_id,
    createAtMs: post.create_at_ms,
    ts: post.ts,
    leftOut: post.left_out,
    digest: {
      text: post.text,
      reactions: post.reactions,
      files: post.files,
      isPinned: post.is_pinned === 1,
    },
  };
}
