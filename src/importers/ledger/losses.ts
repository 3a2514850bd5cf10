import type Database from 'libsql';
import { z } from 'zod';
import { LOSS_CODES, type LossNote, shortLoss } from '../../mapping/losses.ts';
import type { Intent, LedgerLoss, LossOwner, PlacedLoss } from './ledger.ts';

/** Rows in memory at a time. */
const PAGE_ROWS = 500;

const lossRow = z.object({
  number: z.number(),
  channel_id: z.string(),
  post_id: z.string(),
  link: z.string(),
  code: z.enum(LOSS_CODES),
  old: z.string().nullable(),
  new: z.string().nullable(),
});
const newestRow = z.object({ newest: z.number().nullable() });

/** `read`, `done` and `failed` as LossMoment has it; `always`: from the file of an older version. */
type CountsWhen = 'read' | 'done' | 'failed' | 'always';

/** Losses that reading the source does not tell. */
const KNOWN_WHEN_SENDING: ReadonlySet<string> = new Set(['edit_grew', 'reply_older_than_root']);
/** Entered by the migration itself, from the actions that Slack refused. */
const KNOWN_BY_ACTION: ReadonlySet<string> = new Set(['refused_by_slack', 'edit_refused']);

/** The table `loss` of a ledger. Its methods throw what SQLite throws. */
export class LossTable {
  readonly #database: Database.Database;
  readonly #insert: Database.Statement;
  readonly #forget: Database.Statement;
  readonly #told: Database.Statement;
  #changes = 0;

  constructor(database: Database.Database) {
    this.#database = database;
    this.#insert = database.prepare(
      `INSERT INTO loss (key, counts_when, channel_id, post_id, link, code, old, new)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#forget = database.prepare('DELETE FROM loss WHERE key = ?');
    this.#told = database.prepare(
      "SELECT * FROM loss WHERE key = ? AND counts_when = 'read' ORDER BY number",
    );
  }

  /** Grows with every write that may change the losses. */
  get changes(): number {
    return this.#changes;
  }

  /** Replaces the losses of an intent's key. */
  intend({ key, channelId, postId, losses = [] }: Intent): void {
    this.forget(key);
    for (const { when, ...note } of losses) this.#add({ key, channelId, postId }, when, note);
  }

  /** Notes the outcome of an action: its losses may count now. */
  end(): void {
    this.#changes += 1;
  }

  forget(key: string): void {
    this.#changes += this.#forget.run(key).changes;
  }

  /** True when the losses that reading told are others. */
  differs({ key }: LossOwner, losses: readonly PlacedLoss[]): boolean {
    const before = this.#told.all(key).map((found) => lossOf(lossRow.parse(found)));
    return JSON.stringify(before.map(valuesOf)) !== JSON.stringify(losses.map(valuesOf));
  }

  set(owner: LossOwner, losses: readonly PlacedLoss[]): void {
    this.#changes += 1;
    this.#database
      .prepare("DELETE FROM loss WHERE key = ? AND counts_when = 'read'")
      .run(owner.key);
    for (const loss of losses) this.#add(owner, 'read', loss);
  }

  *after(number: number): Generator<LedgerLoss> {
    const page = this.#database.prepare(
      `SELECT loss.number, loss.channel_id, loss.post_id, loss.link, loss.code, loss.old,
         COALESCE(loss.new, CASE counts_when WHEN 'failed' THEN action.detail END) AS new
       FROM loss LEFT JOIN action ON action.key = loss.key
       WHERE loss.number > ? AND (counts_when IN ('read', 'always') OR counts_when = action.state)
       ORDER BY loss.number LIMIT ${PAGE_ROWS}`,
    );
    for (let last = number; ; ) {
      const rows = page.all(last).map((found) => lossRow.parse(found));
      yield* rows.map(lossOf);
      const end = rows.at(-1);
      if (end === undefined) return;
      last = end.number;
    }
  }

  newest(): number {
    const found: unknown = this.#database.prepare('SELECT MAX(number) AS newest FROM loss').get();
    return newestRow.parse(found).newest ?? 0;
  }

  /** Enters a loss of an older version's file. */
  enterOld({ key, channelId, postId, ...loss }: LossOwner & PlacedLoss): void {
    if (postId !== '' && KNOWN_BY_ACTION.has(loss.code)) return;
    this.#add({ key, channelId, postId }, isKnownWhenSending(loss) ? 'always' : 'read', loss);
  }

  #add({ key, channelId, postId }: LossOwner, when: CountsWhen, loss: PlacedLoss): void {
    this.#changes += 1;
    const [link, code, old, now] = valuesOf(loss);
    this.#insert.run(key, when, channelId, postId, link, code, old, now);
  }
}

/** What a row holds of a loss itself. */
function valuesOf(loss: PlacedLoss): readonly [string, string, string | null, string | null] {
  const { code, old = null, new: now = null } = shortLoss(loss);
  return [loss.link ?? '', code, old, now];
}

/** True for a loss that reading the source does not tell again. */
const isKnownWhenSending = ({ code, new: now }: LossNote): boolean =>
  KNOWN_WHEN_SENDING.has(code) || (code === 'thread_root_lost' && now === 'refused');

function lossOf(row: z.infer<typeof lossRow>): LedgerLoss {
  return {
    number: row.number,
    channelId: row.channel_id,
    postId: row.post_id,
    code: row.code,
    ...(row.link === '' ? {} : { link: row.link }),
    ...(row.old === null ? {} : { old: row.old }),
    ...(row.new === null ? {} : { new: row.new }),
  };
}

/** Enters the losses of an older version's file, all or none, and notes that they are in. Throws what SQLite throws. */
export async function enterOldLosses(
  database: Database.Database,
  table: LossTable,
  losses: AsyncIterable<LossOwner & PlacedLoss>,
): Promise<void> {
  database.exec('BEGIN');
  try {
    for await (const loss of losses) table.enterOld(loss);
    database.exec("DELETE FROM meta WHERE name = 'losses'; COMMIT");
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
