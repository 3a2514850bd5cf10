/**
 * How often ids occur, in memory of a fixed size that threads share (a count-min sketch,
 * https://dsf.berkeley.edu/cs286/papers/countmin-latin2004.pdf): a count is never too small, and seldom too large.
 */
export interface IdCounts {
  readonly cells: Uint8Array<SharedArrayBuffer>;
}

/** With four cells for each row, one id in seven or fewer is counted too high. */
const CELLS_PER_ROW = 4;
const MIN_CELLS = 64 * 1024;
/** Of more rows more ids are counted too high, which costs look-ups and no memory. */
const MAX_CELLS = 8 * 1024 * 1024;
/** A cell that is full stands for any number. */
const FULL = 255;

/** Makes counts for about so many rows. */
export function newIdCounts(rows: number): IdCounts {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, rows) * CELLS_PER_ROW));
  const length = Math.min(Math.max(wanted, MIN_CELLS), MAX_CELLS);
  return { cells: new Uint8Array(new SharedArrayBuffer(length)) };
}

export function countId({ cells }: IdCounts, id: string): void {
  const first = hashOf(id);
  countCell(cells, first);
  countCell(cells, mixed(first));
}

/** How often an id was counted at most. */
export function countAtMost({ cells }: IdCounts, id: string): number {
  const first = hashOf(id);
  const count = Math.min(cellOf(cells, first), cellOf(cells, mixed(first)));
  return count === FULL ? Number.POSITIVE_INFINITY : count;
}

/** The number of cells is a power of two. */
const cellOf = (cells: Uint8Array, hash: number): number => cells[hash & (cells.length - 1)] ?? 0;

function countCell(cells: Uint8Array, hash: number): void {
  const count = cellOf(cells, hash);
  if (count < FULL) cells[hash & (cells.length - 1)] = count + 1;
}

/** FNV-1a of UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return mixed(hash);
}

/** Spreads every bit over all of them, as the end of MurmurHash3 does (https://github.com/aappleby/smhasher). */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
