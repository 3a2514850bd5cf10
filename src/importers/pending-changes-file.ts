import { csvLine, decodeSpreadsheet } from '../mapping/csv.ts';
import {
  PENDING_HEADER,
  type PendingChange,
  type PendingHints,
  parsePending,
  pendingCells,
  pendingKey,
} from '../mapping/manual-changes.ts';
import { writeWhole } from '../system/atomic-file.ts';
import { readIfPresent } from '../system/files.ts';

/** The list of changes that remain to be made by hand, in the work directory. */
export const PENDING_FILE = 'pending-changes.csv';

/** Reads the pending changes by their keys, also as a spreadsheet saved them; empty when there is no file. */
export async function readPending(path: string): Promise<ReadonlyMap<string, PendingChange>> {
  const bytes = await readIfPresent(path);
  const lines = bytes === undefined ? [] : parsePending(decodeSpreadsheet(bytes, path), path);
  return new Map(lines.map((line) => [pendingKey(line), line]));
}

/** Rewrites the list, with a byte order mark for Excel, lines in the order of their keys. */
export async function writePending(
  path: string,
  pending: ReadonlyMap<string, PendingChange>,
  hints: PendingHints,
): Promise<void> {
  const lines = [...pending]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => csvLine(pendingCells(line, hints)));
  await writeWhole(path, `\ufeff${csvLine(PENDING_HEADER)}${lines.join('')}`);
}
