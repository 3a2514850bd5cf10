import type Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { SourceKind } from '../../model/source-kind.ts';
import { type Guard, guardOf } from './errors.ts';
import type { LedgerOwner, SyncMark } from './ledger.ts';

const metaRow = z.object({ value: z.string() });
const markRow = z.object({
  channel_id: z.string(),
  synced_to_ms: z.number(),
  compared_at_ms: z.number(),
});

/** The tables `meta` and `sync_mark` of a ledger: its owner, and how far it is in sync. */
export class LedgerMeta {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #guard: Guard;

  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    this.#guard = guardOf(path);
  }

  get(name: string): string | undefined {
    const found: unknown = this.#guard(() =>
      this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name),
    );
    return found === undefined ? undefined : metaRow.parse(found).value;
  }

  set(name: string, value: string): void {
    this.#guard(() =>
      this.#database
        .prepare(
          `INSERT INTO meta (name, value) VALUES (?, ?)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        )
        .run(name, value),
    );
  }

  /** True once there is an action. */
  isUsed(): boolean {
    return this.#guard(
      () => this.#database.prepare('SELECT 1 FROM action LIMIT 1').get() !== undefined,
    );
  }

  /** Binds a new ledger to a workspace and app. TargetError when it is bound to others. */
  bindTo({ teamId, botUserId }: LedgerOwner): void {
    const path = this.#path;
    const known = this.get('team_id');
    if (known === undefined) {
      this.set('team_id', teamId);
      this.set('bot_user_id', botUserId);
      return;
    }
    if (known !== teamId) {
      throw new TargetError(notice('ledger-of-other-workspace', { path, known, teamId }));
    }
    const bot = this.get('bot_user_id');
    if (bot !== botUserId) {
      throw new TargetError(notice('ledger-of-other-app', { path, bot: bot ?? '', botUserId }));
    }
  }

  /**
   * Binds a new ledger to a kind of source. TargetError when it is bound to the other one, whose ids are others; a ledger
   * with actions and without a kind is of a version that read databases alone.
   */
  bindToSource(kind: SourceKind): void {
    const isUsed = this.isUsed();
    const known = this.get('source_kind') ?? (isUsed ? 'database' : undefined);
    if (known !== undefined && known !== kind) {
      throw new TargetError(notice('ledger-of-other-source', { path: this.#path, known, kind }));
    }
    if (this.get('source_kind') === undefined && !isUsed) this.set('source_kind', kind);
  }

  syncMarks(): ReadonlyMap<string, SyncMark> {
    const rows = this.#guard(() => this.#database.prepare('SELECT * FROM sync_mark').all());
    const marks = rows.map((found) => markRow.parse(found));
    return new Map(marks.map((mark) => [mark.channel_id, markOf(mark)]));
  }

  syncMark(channelId: string): SyncMark | undefined {
    const found = this.#guard(() =>
      this.#database.prepare('SELECT * FROM sync_mark WHERE channel_id = ?').get(channelId),
    );
    return found === undefined ? undefined : markOf(markRow.parse(found));
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
}

const markOf = (row: z.infer<typeof markRow>): SyncMark => ({
  syncedToMs: row.synced_to_ms,
  comparedAtMs: row.compared_at_ms,
});
