/**
 * How often ids occur, in memory of a fixed size that threads share (a count-min sketch,
 * https://dsf.berkeley.edu/cs286/papers/countmin-latin2004.pdf): a count is never too small, and seldom too large.
 */
export interface IdCounts {
  readonly cells: Uint8Array<SharedArrayBuffer>;
}

/** Number of cells for each row: one id in seventy or fewer is counted too high, and looked up for nothing. */
const CELLS_PER_ROW = 16;
const MIN_CELLS = 64 * 1024;
/** Of more rows more ids are counted too high, which costs look-ups and no memory. */
const MAX_CELLS = 8 * 1024 * 1024;
/** A cell that is full means any number. */
const FULL = 255;

/** Counts ids before it is known how many rows there are; one after another, because its memory is what is large. */
export class IdCounter {
  readonly #cells: Uint8Array;
  #rows = 0;

  /** `maxRows`: most rows that will be counted; of more, more ids are counted too high. */
  constructor(maxRows: number) {
    this.#cells = new Uint8Array(cellsFor(maxRows));
  }

  get rows(): number {
    return this.#rows;
  }

  /** Begins again. */
  clear(): void {
    this.#cells.fill(0);
    this.#rows = 0;
  }

  add(id: string): void {
    this.#rows += 1;
    const first = hashOf(id);
    countCell(this.#cells, first);
    countCell(this.#cells, mixed(first));
  }

  /** Returns the counts in as many cells as the rows need: those that the same place of fewer cells would hold, added. */
  counts(): IdCounts {
    const length = Math.min(cellsFor(this.#rows), this.#cells.length);
    const cells = new Uint8Array(new SharedArrayBuffer(length));
    for (let at = 0; at < this.#cells.length; at += 1) {
      const count = this.#cells[at] ?? 0;
      if (count === 0) continue;
      const place = at & (length - 1);
      cells[place] = Math.min(FULL, (cells[place] ?? 0) + count);
    }
    return { cells };
  }
}

function cellsFor(rows: number): number {
  const wanted = 2 ** Math.ceil(Math.log2(Math.max(1, rows) * CELLS_PER_ROW));
  return Math.min(Math.max(wanted, MIN_CELLS), MAX_CELLS);
}

/** How often an id was counted at most. */
export const countAtMost = (counts: IdCounts, id: string): number =>
  countOfHash(counts, hashOf(id));

/** The hashes of ids, for several counts of them. */
export function hashesOf(ids: readonly string[]): Int32Array {
  const hashes = new Int32Array(ids.length);
  for (const [at, id] of ids.entries()) hashes[at] = hashOf(id);
  return hashes;
}

/** How often an id with a hash of `hashesOf` was counted at most. */
export function countOfHash({ cells }: IdCounts, first: number): number {
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
