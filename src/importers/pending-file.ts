import { readFile } from 'node:fs/promises';
import {
  PENDING_HEADER,
  type PendingChange,
  parsePending,
  pendingCells,
  pendingKey,
} from '../mapping/pending-changes.ts';
import { csvLine } from './csv.ts';
import { asTargetError } from './write-errors.ts';
import { writeWhole } from './write-whole.ts';

/** The list of what is left to be done by hand, in the work directory. */
export const PENDING_FILE = 'pending-changes.csv';

/** What the file lists, by what each line is about; nothing when there is no file. */
export async function readPending(path: string): Promise<ReadonlyMap<string, PendingChange>> {
  const text = await readIfThere(path);
  const lines = text === undefined ? [] : parsePending(text, path);
  return new Map(lines.map((line) => [pendingKey(line), line]));
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw asTargetError(error, path);
  }
}

/** Writes the list anew, with a byte order mark for Excel, its lines in the order of their keys. */
export async function writePending(
  path: string,
  pending: ReadonlyMap<string, PendingChange>,
): Promise<void> {
  const lines = [...pending]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => csvLine(pendingCells(line)));
  await writeWhole(path, `\ufeff${csvLine(PENDING_HEADER)}${lines.join('')}`);
}
