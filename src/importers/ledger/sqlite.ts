import Database from 'libsql';
import type { z } from 'zod';
import { StoppedError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makePrivateFile } from '../../system/files.ts';
import { createLedger } from './create.ts';
import { type Guard, guardOf, ledgerError, sameFile } from './errors.ts';
import type {
  Action,
  ActionKind,
  Effect,
  Intent,
  Ledger,
  LedgerLoss,
  LossOwner,
  PlacedLoss,
} from './ledger.ts';
import { enterOldLosses, LossTable } from './losses.ts';
import { SqliteMoveRecord } from './move-record.ts';
import { actionOf, closeWhole, countRow, migrateLedger, numberRow, transaction } from './schema.ts';
import { readSentBefore } from './sent-before.ts';
import { ENTER, FINISH, INTEND, OF_CHANNEL, UNFINISHED } from './statements.ts';

/** Rows of a channel in memory at a time. */
const PAGE_ROWS = 500;

export interface LedgerOptions {
  /** Limits the size of the file, to test a full disk. */
  readonly maxPages?: number;
}

/**
 * Opens the ledger, or creates it readable by its owner alone. TargetError when the file is empty, not a ledger, or of
 * a newer version.
 */
export function openLedger(path: string, { maxPages }: LedgerOptions = {}): Ledger {
  try {
    createLedger(path);
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
  readonly move: SqliteMoveRecord;
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #isSameFile: () => boolean;
  readonly #intend: Database.Statement;
  readonly #finish: Database.Statement;
  readonly #get: Database.Statement;
  readonly #losses: LossTable;
  readonly #guard: Guard;

  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    this.#isSameFile = sameFile(path);
    this.#guard = guardOf(path);
    this.move = new SqliteMoveRecord(database, path);
    this.#intend = database.prepare(INTEND);
    this.#finish = database.prepare(FINISH);
    this.#get = database.prepare('SELECT * FROM action WHERE key = ?');
    this.#losses = new LossTable(database);
  }

  intend(intent: Intent): void {
    const { key, kind, channelId, postId, slackChannel, threadTs, fileId, digest } = intent;
    const own = [key, kind, channelId, postId, slackChannel, threadTs, fileId, digest];
    // If the file is gone, the next run does not know of the call and sends it a second time.
    if (!this.#isSameFile()) throw new StoppedError(notice('ledger-moved', { path: this.#path }));
    this.transaction(() => {
      this.#intend.run(...own, intent.atMs, intent.detail ?? '');
      this.#losses.intend(intent);
    });
  }

  complete(key: string, effect: Effect, atMs: number): void {
    this.#end(key, 'done', effect, atMs);
  }

  fail(key: string, detail: string, atMs: number): void {
    this.#end(key, 'failed', { detail }, atMs);
  }

  #end(key: string, state: 'done' | 'failed', effect: Effect, atMs: number): void {
    const { slackChannel = null, ts = null, fileId = null, detail = '' } = effect;
    this.#losses.end();
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
      this.#database.prepare(ENTER).run(...own, end.state, end.ts, end.detail, atMs, atMs),
    );
  }

  transaction(write: () => void): void {
    this.#guard(() => transaction(this.#database, write));
  }

  forget(key: string): void {
    this.transaction(() => {
      this.#database.prepare('DELETE FROM action WHERE key = ?').run(key);
      this.#losses.forget(key);
    });
  }

  setLosses(owner: LossOwner, losses: readonly PlacedLoss[]): void {
    if (!this.#guard(() => this.#losses.differs(owner, losses))) return;
    this.transaction(() => this.#losses.set(owner, losses));
  }

  *losses(afterNumber = 0): Generator<LedgerLoss> {
    const rows = this.#losses.after(afterNumber);
    for (;;) {
      const { done, value } = this.#guard(() => rows.next());
      if (done === true) return;
      yield value;
    }
  }

  newestLoss(): number {
    return this.#guard(() => this.#losses.newest());
  }

  lacksLosses(): boolean {
    return this.move.get('losses') !== undefined;
  }

  lossChanges(): number {
    return this.#losses.changes;
  }

  async enterOldLosses(losses: AsyncIterable<LossOwner & PlacedLoss>): Promise<void> {
    try {
      await enterOldLosses(this.#database, this.#losses, losses);
    } catch (error) {
      throw ledgerError(error, this.#path);
    }
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

  sentBefore(key: string): string {
    return this.#guard(() => readSentBefore(this.#database, key));
  }

  unfinished = (): Generator<Action> => this.#paged(UNFINISHED, []);

  ofChannel = (channelId: string): Generator<Action> => this.#paged(OF_CHANNEL, [channelId]);

  *#paged(query: string, values: readonly string[]): Generator<Action> {
    const page = this.#database.prepare(query);
    for (let after = 0; ; ) {
      const rows = this.#guard(() => page.all(...values, after, PAGE_ROWS));
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

  readonly isUnused = (): boolean => !this.move.isUsed();

  readonly close = (): void => closeWhole(this.#database);
}
