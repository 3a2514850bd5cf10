import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { type WorkspaceMessage, workspaceMessage } from '../../mapping/verify/workspace.ts';
import { temporaryPathOf } from '../../system/atomic-file.ts';
import { makePrivateFile } from '../../system/files.ts';

/** A message of the workspace for a part of a post. */
export interface SpooledMessage extends PartPlace {
  readonly message: WorkspaceMessage;
  readonly isImported: boolean;
}

/** The part of a post that a message is. */
export interface PartPlace {
  readonly postId: string;
  readonly part: number;
}

/** A file that was found in a channel. */
export interface SpooledShare {
  readonly slackFileId: string;
  readonly ts: string;
  readonly threadTs: string;
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly address: string;
  /** Text of the message that shares it, as mrkdwn. */
  readonly comment: string;
}

/**
 * One channel's messages, and what the ledger knows of them, kept in a file: Slack lists the newest first and threads
 * apart, the source the oldest first, and a channel may be larger than memory.
 */
export interface MessageSpool {
  addMessage(found: SpooledMessage): void;
  addShare(share: SpooledShare): void;
  /** Keeps an imported message that was adopted; of two for one `ts` the later counts. */
  addAdopted(ts: string, place: PartPlace): void;
  adoptedAt(ts: string): PartPlace | undefined;
  /**
   * Keeps a file that the app shared, by Mattermost's id and Slack's; of two for one of Mattermost's the later counts.
   */
  addUpload(fileId: string, slackFileId: string): void;
  /** Slack's id of a file that the app shared, by Mattermost's; '' for none. */
  slackFileOf(fileId: string): string;
  /** True for Slack's id of a file that the app shared. */
  isUpload(slackFileId: string): boolean;
  /** Keeps the `ts` of a message of the app that belongs to no known post. */
  addOrphan(ts: string): void;
  orphans(): Iterable<string>;
  /** Messages of a post in the order of the parts; of two for the same part the earlier comes first. */
  ofPost(postId: string): readonly SpooledMessage[];
  postAt(ts: string): string;
  share(slackFileId: string): SpooledShare | undefined;
  markSeen(postId: string): void;
  markShareSeen(slackFileId: string): void;
  /** Messages of posts that were not marked as seen. */
  unseen(): Iterable<{ readonly postId: string; readonly ts: string }>;
  unseenShares(): Iterable<SpooledShare>;
  /** Empties the spool for the next channel. */
  clear(): void;
  close(): void;
}

const messageRow = z.object({
  post_id: z.string(),
  part: z.number(),
  is_imported: z.number(),
  body: z.string(),
});
const shareRow = z.object({
  file_id: z.string(),
  ts: z.string(),
  thread_ts: z.string(),
  name: z.string(),
  size_bytes: z.number().nullable(),
  address: z.string(),
  comment: z.string(),
});
const placeRow = z.object({ post_id: z.string(), ts: z.string() });
const partRow = z.object({ post_id: z.string(), part: z.number() });
const fileRow = z.object({ file_id: z.string() });
const orphanRow = z.object({ ts: z.string() });

/** Gives an empty spool in the folder to `use`, and deletes it however that ends. */
export async function withSpool<Value>(
  directory: string,
  use: (spool: MessageSpool) => Promise<Value>,
): Promise<Value> {
  const spool = openSpool(directory);
  try {
    return await use(spool);
  } finally {
    spool.close();
  }
}

/** Creates an empty spool in the folder, readable by its owner alone; `close` deletes it. */
export function openSpool(directory: string): MessageSpool {
  const path = temporaryPathOf(join(directory, 'verify'));
  makePrivateFile(path);
  let database: Database.Database | undefined;
  try {
    database = new Database(path);
    return spoolOver(withTables(database), path);
  } catch (error) {
    database?.close();
    rmSync(path, { force: true });
    throw error;
  }
}

function withTables(database: Database.Database): Database.Database {
  // Nothing of it is needed after the run.
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(`
    CREATE TABLE message (ts TEXT NOT NULL, post_id TEXT NOT NULL, part INTEGER NOT NULL,
      is_imported INTEGER NOT NULL, is_seen INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL);
    CREATE INDEX message_by_post ON message (post_id, part, ts);
    CREATE INDEX message_by_ts ON message (ts);
    CREATE TABLE share (file_id TEXT PRIMARY KEY, ts TEXT NOT NULL, thread_ts TEXT NOT NULL, name TEXT NOT NULL,
      size_bytes INTEGER, address TEXT NOT NULL, comment TEXT NOT NULL, is_seen INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE adopted (ts TEXT PRIMARY KEY, post_id TEXT NOT NULL, part INTEGER NOT NULL);
    CREATE TABLE upload (id TEXT PRIMARY KEY, file_id TEXT NOT NULL);
    CREATE INDEX upload_by_file ON upload (file_id);
    CREATE TABLE orphan (ts TEXT NOT NULL);`);
  return database;
}

function spoolOver(database: Database.Database, path: string): MessageSpool {
  const addMessage = database.prepare(
    'INSERT INTO message (ts, post_id, part, is_imported, body) VALUES (?, ?, ?, ?, ?)',
  );
  const addShare = database.prepare(
    'INSERT OR REPLACE INTO share (file_id, ts, thread_ts, name, size_bytes, address, comment) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const ofPost = database.prepare('SELECT * FROM message WHERE post_id = ? ORDER BY part, ts');
  const postAt = database.prepare('SELECT post_id, ts FROM message WHERE ts = ?');
  const share = database.prepare('SELECT * FROM share WHERE file_id = ?');
  const seen = database.prepare('UPDATE message SET is_seen = 1 WHERE post_id = ?');
  const shareSeen = database.prepare('UPDATE share SET is_seen = 1 WHERE file_id = ?');
  const unseen = database.prepare('SELECT post_id, ts FROM message WHERE is_seen = 0 ORDER BY ts');
  const unseenShares = database.prepare('SELECT * FROM share WHERE is_seen = 0 ORDER BY ts');
  return {
    ...knownIn(database),
    addMessage({ message, postId, part, isImported }) {
      addMessage.run(message.ts, postId, part, isImported ? 1 : 0, JSON.stringify(message));
    },
    addShare({ slackFileId, ts, threadTs, name, sizeBytes, address, comment }) {
      addShare.run(slackFileId, ts, threadTs, name, sizeBytes ?? null, address, comment);
    },
    ofPost: (postId) => ofPost.all(postId).map(messageOf),
    postAt(ts) {
      const row = postAt.get(ts);
      return row === undefined ? '' : placeRow.parse(row).post_id;
    },
    share(slackFileId) {
      const row = share.get(slackFileId);
      return row === undefined ? undefined : shareOf(row);
    },
    markSeen: (postId) => void seen.run(postId),
    markShareSeen: (slackFileId) => void shareSeen.run(slackFileId),
    *unseen() {
      for (const row of unseen.iterate()) {
        const { post_id: postId, ts } = placeRow.parse(row);
        yield { postId, ts };
      }
    },
    *unseenShares() {
      for (const row of unseenShares.iterate()) yield shareOf(row);
    },
    clear: () => database.exec(CLEAR),
    close() {
      database.close();
      rmSync(path, { force: true });
    },
  };
}

const CLEAR =
  'DELETE FROM message; DELETE FROM share; DELETE FROM adopted; DELETE FROM upload; DELETE FROM orphan;';

type Known = Pick<
  MessageSpool,
  'addAdopted' | 'adoptedAt' | 'addUpload' | 'slackFileOf' | 'isUpload' | 'addOrphan' | 'orphans'
>;

function knownIn(database: Database.Database): Known {
  const addAdopted = database.prepare(
    'INSERT OR REPLACE INTO adopted (ts, post_id, part) VALUES (?, ?, ?)',
  );
  const adopted = database.prepare('SELECT post_id, part FROM adopted WHERE ts = ?');
  const addUpload = database.prepare('INSERT OR REPLACE INTO upload (id, file_id) VALUES (?, ?)');
  const slackFile = database.prepare('SELECT file_id FROM upload WHERE id = ?');
  const upload = database.prepare('SELECT file_id FROM upload WHERE file_id = ? LIMIT 1');
  const addOrphan = database.prepare('INSERT INTO orphan (ts) VALUES (?)');
  const orphans = database.prepare('SELECT ts FROM orphan ORDER BY rowid');
  return {
    addAdopted: (ts, { postId, part }) => void addAdopted.run(ts, postId, part),
    adoptedAt(ts) {
      const row = adopted.get(ts);
      if (row === undefined) return undefined;
      const { post_id: postId, part } = partRow.parse(row);
      return { postId, part };
    },
    addUpload: (fileId, slackFileId) => void addUpload.run(fileId, slackFileId),
    slackFileOf(fileId) {
      const row = slackFile.get(fileId);
      return row === undefined ? '' : fileRow.parse(row).file_id;
    },
    isUpload: (slackFileId) => upload.get(slackFileId) !== undefined,
    addOrphan: (ts) => void addOrphan.run(ts),
    *orphans() {
      for (const row of orphans.iterate()) yield orphanRow.parse(row).ts;
    },
  };
}

function messageOf(found: unknown): SpooledMessage {
  const { post_id, part, is_imported, body } = messageRow.parse(found);
  const message = workspaceMessage.parse(JSON.parse(body));
  return { message, postId: post_id, part, isImported: is_imported === 1 };
}

function shareOf(found: unknown): SpooledShare {
  const { file_id, ts, thread_ts, name, size_bytes, address, comment } = shareRow.parse(found);
  const sizeBytes = size_bytes ?? undefined;
  return { slackFileId: file_id, ts, threadTs: thread_ts, name, sizeBytes, address, comment };
}
