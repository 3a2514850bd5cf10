import Database from 'libsql';
import type { z } from 'zod';
import { StoppedError, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makePrivateFile } from '../../system/files.ts';
import { ledgerError, sameFile } from './errors.ts';
import type {
  Action,
  ActionKind,
  Effect,
  Intent,
  Ledger,
  LedgerOwner,
  SyncMark,
} from './ledger.ts';
import {
  actionOf,
  countRow,
  markRow,
  metaRow,
  migrateLedger,
  numberRow,
  transaction,
} from './schema.ts';

/** Rows of a channel in memory at a time. */
const PAGE_ROWS = 500;

export interface LedgerOptions {
  /** Limits the size of the file, to test a full disk. */
  readonly maxPages?: number;
}

/**
 * Opens the ledger, or creates it readable by its owner alone. TargetError when the file is not a ledger, or of a
 * newer version.
 */
export function openLedger(path: string, { maxPages }: LedgerOptions = {}): Ledger {
  try {
    makePrivateFile(path);
    const database = new Database(path);
    try {
      // FULL: an intent must be on the disk before its call is sent, also when the power fails.
      database.pragma('synchronous = FULL');
      if (maxPages !== undefined) database.pragma(`max_page_count = ${maxPages}`);
      migrateLedger(database, path);
      // This is written into the file, so only once the file is known to be a ledger.
      database.pragma('journal_mode = WAL');
      return new SqliteLedger(database, path);
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw ledgerError(error, path);
  }
}

class SqliteLedger implements Ledger {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #isSameFile: () => boolean;
  readonly #intend: Database.Statement;
  readonly #finish: Database.Statement;
  readonly #get: Database.Statement;

  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    this.#isSameFile = sameFile(path);
    this.#intend = database.prepare(
      `INSERT INTO action (key, kind, state, channel_id, post_id, slack_channel, thread_ts, file_id, digest, intended_at_ms)
       VALUES (?, ?, 'intended', ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET state = 'intended', slack_channel = excluded.slack_channel,
         thread_ts = excluded.thread_ts, file_id = excluded.file_id, digest = excluded.digest,
         intended_at_ms = excluded.intended_at_ms, detail = ''`,
    );
    this.#finish = database.prepare(
      `UPDATE action SET state = ?, detail = ?, done_at_ms = ?,
         slack_channel = COALESCE(?, slack_channel), ts = COALESCE(?, ts), file_id = COALESCE(?, file_id)
       WHERE key = ?`,
    );
    this.#get = database.prepare('SELECT * FROM action WHERE key = ?');
  }

  intend(intent: Intent): void {
    const { key, kind, channelId, postId, slackChannel, threadTs, fileId, digest, atMs } = intent;
    // If the file is gone, the next run does not know of the call and sends it a second time.
    if (!this.#isSameFile()) throw new StoppedError(notice('ledger-moved', { path: this.#path }));
    this.#guard(() =>
      this.#intend.run(key, kind, channelId, postId, slackChannel, threadTs, fileId, digest, atMs),
    );
  }

  complete(key: string, effect: Effect, atMs: number): void {
    this.#end(key, 'done', effect, atMs);
  }

  fail(key: string, detail: string, atMs: number): void {
    this.#end(key, 'failed', { detail }, atMs);
  }

  #end(key: string, state: 'done' | 'failed', effect: Effect, atMs: number): void {
    const { slackChannel = null, ts = null, fileId = null, detail = '' } = effect;
    const { changes } = this.#guard(() =>
      this.#finish.run(state, detail, atMs, slackChannel, ts, fileId, key),
    );
    if (changes === 0) throw new Error(`ledger: ${key} is ${state}, but was never intended`);
  }

  adopt(found: Intent & { readonly ts: string }): void {
    this.#enter(found, { state: 'done', ts: found.ts, detail: '' });
  }

  recordMissing(sought: Intent, detail: string): void {
    this.#enter(sought, { state: 'failed', ts: '', detail });
  }

  #enter(intent: Intent, end: Pick<Action, 'state' | 'ts' | 'detail'>): void {
    const { key, kind, channelId, postId, slackChannel, threadTs, fileId, digest, atMs } = intent;
    const own = [key, kind, channelId, postId, slackChannel, threadTs, fileId, digest];
    this.#guard(() =>
      this.#database
        .prepare(
          `INSERT INTO action (key, kind, origin, channel_id, post_id, slack_channel, thread_ts,
             file_id, digest, state, ts, detail, intended_at_ms, done_at_ms)
           VALUES (?, ?, 'import', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
           ON CONFLICT (key) DO UPDATE SET state = excluded.state, ts = excluded.ts,
             detail = excluded.detail, digest = excluded.digest, thread_ts = excluded.thread_ts
             WHERE action.origin = 'import' AND action.state = 'failed'`,
        )
        .run(...own, end.state, end.ts, end.detail, atMs, atMs),
    );
  }

  transaction(write: () => void): void {
    this.#guard(() => transaction(this.#database, write));
  }

  forget(key: string): void {
    this.#guard(() => this.#database.prepare('DELETE FROM action WHERE key = ?').run(key));
  }

  get(key: string): Action | undefined {
    const found: unknown = this.#guard(() => this.#get.get(key));
    return found === undefined ? undefined : actionOf(found);
  }

  unclear(): readonly Action[] {
    return this.#guard(() =>
      this.#database
        .prepare("SELECT * FROM action WHERE state = 'intended' ORDER BY number")
        .all()
        .map(actionOf),
    );
  }

  *ofChannel(channelId: string): Generator<Action> {
    const page = this.#database.prepare(
      'SELECT * FROM action WHERE channel_id = ? AND number > ? ORDER BY number LIMIT ?',
    );
    for (let after = 0; ; ) {
      const rows = this.#guard(() => page.all(channelId, after, PAGE_ROWS));
      yield* rows.map(actionOf);
      const last: unknown = rows.at(-1);
      if (last === undefined) return;
      after = numberRow.parse(last).number;
    }
  }

  ofPost(postId: string): readonly Action[] {
    return this.#guard(() =>
      this.#database
        .prepare('SELECT * FROM action WHERE post_id = ? ORDER BY number')
        .all(postId)
        .map(actionOf),
    );
  }

  ofKind(kind: ActionKind, channelId?: string): readonly Action[] {
    const [where, values] =
      channelId === undefined ? ['', []] : [' AND channel_id = ?', [channelId]];
    const query = `SELECT * FROM action WHERE kind = ?${where} ORDER BY number`;
    return this.#guard(() =>
      this.#database
        .prepare(query)
        .all(kind, ...values)
        .map(actionOf),
    );
  }

  newest(kind: ActionKind, limit: number, skipped = 0): readonly Action[] {
    return this.#guard(() =>
      this.#database
        .prepare(
          "SELECT * FROM action WHERE kind = ? AND state = 'done' AND origin = 'app' ORDER BY number DESC LIMIT ? OFFSET ?",
        )
        .all(kind, limit, skipped)
        .map(actionOf),
    );
  }

  counts(): readonly z.infer<typeof countRow>[] {
    const rows = this.#guard(() =>
      this.#database
        .prepare(
          "SELECT kind, state, COUNT(*) AS rows FROM action WHERE origin = 'app' GROUP BY kind, state",
        )
        .all(),
    );
    return rows.map((found) => countRow.parse(found));
  }

  syncMarks(): ReadonlyMap<string, SyncMark> {
    const rows = this.#guard(() => this.#database.prepare('SELECT * FROM sync_mark').all());
    const marks = rows.map((found) => markRow.parse(found));
    return new Map(
      marks.map((mark) => [
        mark.channel_id,
        { syncedToMs: mark.synced_to_ms, comparedAtMs: mark.compared_at_ms },
      ]),
    );
  }

  setSyncMark(channelId: string, { syncedToMs, comparedAtMs }: SyncMark): void {
    this.#guard(() =>
      this.#database
        .prepare(
          `INSERT INTO sync_mark (channel_id, synced_to_ms, compared_at_ms) VALUES (?, ?, ?)
           ON CONFLICT (channel_id) DO UPDATE SET synced_to_ms = excluded.synced_to_ms,
             compared_at_ms = excluded.compared_at_ms`,
        )
        .run(channelId, syncedToMs, comparedAtMs),
    );
  }

  forgetSyncMarks(): void {
    this.#guard(() => this.#database.exec('DELETE FROM sync_mark'));
  }

  bindTo({ teamId, botUserId }: LedgerOwner): void {
    const known = this.#meta('team_id');
    if (known === undefined) {
      this.#setMeta('team_id', teamId);
      this.#setMeta('bot_user_id', botUserId);
      return;
    }
    if (known !== teamId) {
      throw new TargetError(
        notice('ledger-of-other-workspace', { path: this.#path, known, teamId }),
      );
    }
    const bot = this.#meta('bot_user_id');
    if (bot !== botUserId) {
      throw new TargetError(
        notice('ledger-of-other-app', { path: this.#path, bot: bot ?? '', botUserId }),
      );
    }
  }

  isRedacted(): boolean {
    return this.#meta('redact_secrets') === 'yes';
  }

  setRedacted(): void {
    if (!this.isRedacted()) this.#setMeta('redact_secrets', 'yes');
  }

  #meta(name: string): string | undefined {
    const found: unknown = this.#guard(() =>
      this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name),
    );
    return found === undefined ? undefined : metaRow.parse(found).value;
  }

  #setMeta(name: string, value: string): void {
    this.#guard(() =>
      this.#database.prepare('INSERT INTO meta (name, value) VALUES (?, ?)').run(name, value),
    );
  }

  close(): void {
    this.#database.close();
  }

  #guard<Value>(act: () => Value): Value {
    try {
      return act();
    } catch (error) {
      throw ledgerError(error, this.#path);
    }
  }
}
