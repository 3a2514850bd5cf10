import type { RowPrecision, TablePart } from '../../model/database-rows.ts';
import type { User } from '../../model/model.ts';
import { isStatusOver } from '../custom-status.ts';
import type { DatabaseAccount } from './account.ts';
import type { Fate } from './places.ts';

/** Code of the loss of a part, a contract as those of losses of posts. */
export type LeftBehindCode = `${string}_left_behind`;
/** Code of the loss for a part of the database that stays behind. */
export const leftBehindCode = (part: TablePart): LeftBehindCode =>
  `${part.replaceAll('-', '_')}_left_behind`;

/** Rows of a part that no message, list or profile of the target has. */
export interface LeftBehind {
  readonly part: TablePart;
  readonly code: LeftBehindCode;
  readonly count: number;
  readonly precision: RowPrecision;
  readonly fate: Fate;
}

/**
 * What stays of the parts of a database: all rows of a part that is not moved, and of custom statuses those that are
 * over, where the people are known. A part without rows, or that may not be read, is in no loss.
 */
export function leftBehind(
  { parts }: DatabaseAccount,
  statuses?: { readonly users: readonly User[]; readonly todayMs: number },
): readonly LeftBehind[] {
  const over =
    statuses?.users.filter(({ customStatus }) => isStatusOver(customStatus, statuses.todayMs))
      .length ?? 0;
  return parts.flatMap(({ part, rows = 0, precision, place, fate }): readonly LeftBehind[] => {
    const isMoved = place === 'moved';
    const count = part === 'custom-status' ? over : isMoved ? 0 : rows;
    if (count === 0) return [];
    const known = part === 'custom-status' ? 'exact' : precision;
    return [{ part, code: leftBehindCode(part), count, precision: known, fate }];
  });
}
