import type Database from 'libsql';
import { z } from 'zod';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { REPAIRS, type RepairEncoding } from '../../model/encoding.ts';
import type { SourceKind } from '../../model/source-kind.ts';
import { type Guard, guardOf } from './errors.ts';
import {
  ADOPTING,
  IN_SYNC,
  type LedgerOwner,
  type MoveRecord,
  type SyncMark,
  WORKSPACE_URL,
} from './ledger.ts';

const metaRow = z.object({ value: z.string() });
const markRow = z.object({
  channel_id: z.string(),
  synced_to_ms: z.number(),
  compared_at_ms: z.number(),
});

/** The tables `meta` and `sync_mark` of a ledger. */
export class SqliteMoveRecord implements MoveRecord {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #guard: Guard;

  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    this.#guard = guardOf(path);
  }

  /** A value of the table `meta`. */
  get(name: string): string | undefined {
    const found: unknown = this.#guard(() =>
      this.#database.prepare('SELECT value FROM meta WHERE name = ?').get(name),
    );
    return found === undefined ? undefined : metaRow.parse(found).value;
  }

  #set(name: string, value: string): void {
    this.#guard(() =>
      this.#database
        .prepare(
          `INSERT INTO meta (name, value) VALUES (?, ?)
           ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        )
        .run(name, value),
    );
  }

  readonly #is = (name: string): boolean => this.get(name) === 'yes';
  readonly #setIs = (name: string, is: boolean): void => this.#set(name, is ? 'yes' : 'no');

  /** True once there is an action. */
  isUsed(): boolean {
    return this.#guard(
      () => this.#database.prepare('SELECT 1 FROM action LIMIT 1').get() !== undefined,
    );
  }

  bindTo({ teamId, botUserId }: LedgerOwner): void {
    const path = this.#path;
    const known = this.get('team_id');
    if (known === undefined) {
      this.#set('team_id', teamId);
      this.#set('bot_user_id', botUserId);
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

  /** A ledger with actions and without a kind is of a version that read databases alone. */
  bindToSource(kind: SourceKind): void {
    const isUsed = this.isUsed();
    const known = this.get('source_kind') ?? (isUsed ? 'database' : undefined);
    if (known !== undefined && known !== kind) {
      throw new TargetError(notice('ledger-of-other-source', { path: this.#path, known, kind }));
    }
    if (this.get('source_kind') === undefined && !isUsed) this.#set('source_kind', kind);
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

  readonly setInSync = (isInSync: boolean): void => this.#setIs(IN_SYNC, isInSync);
  readonly isAdopting = (): boolean => this.#is(ADOPTING);
  readonly setAdopting = (isAdopting: boolean): void => this.#setIs(ADOPTING, isAdopting);
  readonly isDirectImported = (): boolean => this.#is('direct_imported');
  readonly setDirectImported = (): void => this.#setIs('direct_imported', true);
  readonly isRedacted = (): boolean => this.#is('redact_secrets');
  readonly setRedacted = (isRedacted: boolean): void => this.#setIs('redact_secrets', isRedacted);
  readonly peopleRecord = (): string => this.get('people') ?? '';
  readonly setPeopleRecord = (record: string): void => this.#set('people', record);

  repairEncoding(): RepairEncoding | undefined {
    return REPAIRS.find((repair) => repair === this.get('repair_encoding'));
  }

  setRepairEncoding(repair: RepairEncoding): void {
    if (this.repairEncoding() !== repair) this.#set('repair_encoding', repair);
  }

  readonly consent = (): string => this.get('consent') ?? '';
  readonly setConsent = (digest: string): void => this.#set('consent', digest);
  readonly setWorkspaceUrl = (url: string): void => this.#set(WORKSPACE_URL, url);
  readonly writingRun = (): string => this.get('writing_run') ?? '';
  readonly setWritingRun = (mark: string): void => this.#set('writing_run', mark);
}

const markOf = (row: z.infer<typeof markRow>): SyncMark => ({
  syncedToMs: row.synced_to_ms,
  comparedAtMs: row.compared_at_ms,
});
