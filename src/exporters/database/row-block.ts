/** How a column's values are read: a number, bytes, true and false, or else text. */
export type ColumnKind = 'text' | 'integer' | 'float' | 'boolean' | 'bytes' | 'hex';

/**
 * How rows lie in a block, one behind the other.
 *
 *   mysql     the payloads of the text protocol's rows: each value behind its length
 *   postgres  DataRow messages with their headers, values as text
 *   values    ours: a letter for the type of each value, then its length and bytes
 */
export type RowFormat = 'mysql' | 'postgres' | 'values';

/**
 * Some rows of an answer as the database sent them, not decoded: `decodeRows` reads them. It can be cloned for
 * another thread, and its bytes can be transferred.
 */
export interface RowBlock {
  readonly format: RowFormat;
  readonly columns: readonly ColumnKind[];
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowCount: number;
  /** How often texts may have been read as latin1, which `decodeRows` undoes. */
  readonly repairRounds: number;
}

/** Small answers make small blocks, large ones a few of the largest; a row is never cut, however long it is. */
const FIRST_BLOCK_BYTES = 8 * 1024;
const MAX_BLOCK_BYTES = 256 * 1024;
const GROWTH = 8;

/** Gathers rows into blocks, and gives each away when it is full. */
export class BlockWriter {
  readonly #format: RowFormat;
  readonly #columns: readonly ColumnKind[];
  readonly #take: (block: RowBlock) => void;
  #sizeBytes = FIRST_BLOCK_BYTES;
  #bytes: Buffer<ArrayBuffer> | undefined;
  #used = 0;
  #rowCount = 0;

  constructor(format: RowFormat, columns: readonly ColumnKind[], take: (block: RowBlock) => void) {
    this.#format = format;
    this.#columns = columns;
    this.#take = take;
  }

  /** Makes room for so many bytes of so many rows, which `put` then brings, in pieces or at once. */
  begin(lengthBytes: number, rowCount: number): void {
    if (this.#bytes !== undefined && this.#used + lengthBytes > this.#bytes.length) this.flush();
    this.#bytes ??= Buffer.allocUnsafeSlow(Math.max(this.#sizeBytes, lengthBytes));
    this.#rowCount += rowCount;
  }

  put(source: Uint8Array, start: number, end: number): void {
    if (this.#bytes === undefined) throw new Error('Expected begin() before put()');
    this.#bytes.set(source.subarray(start, end), this.#used);
    this.#used += end - start;
  }

  /** Gives away what there is; nothing when there is none. */
  flush(): void {
    const bytes = this.#bytes;
    if (bytes === undefined) return;
    const isMostlyEmpty = this.#used * 2 < bytes.length;
    this.#take({
      format: this.#format,
      columns: this.#columns,
      bytes: isMostlyEmpty
        ? new Uint8Array(bytes.subarray(0, this.#used))
        : new Uint8Array(bytes.buffer, 0, this.#used),
      rowCount: this.#rowCount,
      repairRounds: 0,
    });
    this.#sizeBytes = Math.min(this.#sizeBytes * GROWTH, MAX_BLOCK_BYTES);
    this.#bytes = undefined;
    this.#used = 0;
    this.#rowCount = 0;
  }
}
