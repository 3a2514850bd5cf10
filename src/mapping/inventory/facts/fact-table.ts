/**
 * Version or name, day of release, and the day on which support ends; `ended` where no source says on which day it did.
 * Days are `2026-08-22`.
 */
export type FactRow = readonly [version: string, releasedOn: string, endsOn: string];

/** Facts of one product from one source. To refresh them, edit the rows and move `asOf`. */
export interface FactTable {
  readonly product: 'Mattermost' | 'MariaDB' | 'MySQL' | 'PostgreSQL' | 'system';
  /** The state of the source that all rows were compared with. */
  readonly asOf: string;
  /** How long the rows are taken as current: products that release every month age faster. */
  readonly maxAgeDays: number;
  readonly source: string;
  /** From old to new. */
  readonly rows: readonly FactRow[];
}
