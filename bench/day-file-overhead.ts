import { pack } from '../src/importers/archive/compress.ts';
import { readZipEntries } from '../test/support/archive/zip-entries.ts';

/** Pieces of this size have no overhead worth naming. */
const PIECE_BYTES = 1024 * 1024;
const MS_PER_SECOND = 1000;

export interface DayFileOverhead {
  readonly entries: number;
  readonly sizeBytes: number;
  /** What packing takes with an entry for each day, as an archive has it. */
  readonly secondsByDay: number;
  /** And what it would take without. */
  readonly secondsInPieces: number;
  readonly bytesByDay: number;
  readonly bytesInPieces: number;
}

/** What the many small entries of an archive cost: its entries are packed again, one by one and joined. */
export async function dayFileOverhead(zip: string): Promise<DayFileOverhead> {
  const { entries, close } = await readZipEntries(zip);
  const sums = { entries: entries.size, sizeBytes: 0, secondsByDay: 0, secondsInPieces: 0 };
  const packedBytes = { bytesByDay: 0, bytesInPieces: 0 };
  let held: Buffer[] = [];
  let heldBytes = 0;
  const packHeld = (): void => {
    const piece = Buffer.concat(held, heldBytes);
    const startMs = performance.now();
    packedBytes.bytesInPieces += pack(piece).compressed.length;
    sums.secondsInPieces += (performance.now() - startMs) / MS_PER_SECOND;
    held = [];
    heldBytes = 0;
  };
  for (const entry of entries.values()) {
    const bytes = await entry.read();
    const startMs = performance.now();
    packedBytes.bytesByDay += pack(bytes).compressed.length;
    sums.secondsByDay += (performance.now() - startMs) / MS_PER_SECOND;
    sums.sizeBytes += bytes.length;
    held.push(bytes);
    heldBytes += bytes.length;
    if (heldBytes >= PIECE_BYTES) packHeld();
  }
  packHeld();
  close();
  return { ...sums, ...packedBytes };
}
