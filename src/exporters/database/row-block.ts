/** How the values of a column lie in rows of MySQL's binary protocol; texts are UTF-8. */
export type MysqlKind =
  | 'text'
  | 'bytes'
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float32'
  | 'float64';

/** What is written in PostgreSQL's texts of values; `padded`: a text with blanks up to its length, which are none of it. */
export type PostgresKind = 'text' | 'padded' | 'integer' | 'float' | 'boolean' | 'hex';

/**
 * How rows lie in a block, one behind the other.
 *
 *   mysql     rows of the binary protocol
 *   postgres  DataRow messages with their headers, values as text
 *   values    ours (`values-blocks.ts`)
 */
export type RowLayout =
  | { readonly format: 'mysql'; readonly columns: readonly MysqlKind[] }
  | { readonly format: 'postgres'; readonly columns: readonly PostgresKind[] }
  | { readonly format: 'values'; readonly columnCount: number };

/**
 * Some rows of an answer as the database sent them, not decoded: `decodeRows` reads them. It can be cloned for
 * another thread, and its bytes can be transferred.
 */
export interface RowBlock {
  readonly layout: RowLayout;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly rowCount: number;
  /** How often texts may have been read as latin1, which `decodeRows` undoes. */
  readonly repairRounds: number;
}

/** The blocks of a large answer; a row is never cut, however long it is. */
const BLOCK_BYTES = 256 * 1024;
const SCRATCH_BYTES = 64 * 1024;

/** Memory that a connection keeps for the beginnings of its answers: most answers are small, and new memory is dear. */
export const newScratch = (): Buffer<ArrayBuffer> => Buffer.allocUnsafeSlow(SCRATCH_BYTES);

/** Where blocks are gathered, and where they go. */
export interface BlockTarget {
  readonly scratch: Buffer<ArrayBuffer>;
  push(block: RowBlock): void;
}

/** Gathers rows into blocks, and gives each away when it is full. */
export class BlockWriter {
  readonly #layout: RowLayout;
  readonly #target: BlockTarget;
  #bytes: Buffer<ArrayBuffer>;
  #used = 0;
  #rowCount = 0;

  constructor(layout: RowLayout, target: BlockTarget) {
    this.#layout = layout;
    this.#target = target;
    this.#bytes = target.scratch;
  }

  /** Makes room for so many bytes of so many rows, which `put` then brings, in pieces or at once. */
  begin(lengthBytes: number, rowCount: number): void {
    if (this.#used + lengthBytes > this.#bytes.length) {
      this.flush();
      this.#bytes = Buffer.allocUnsafeSlow(Math.max(BLOCK_BYTES, lengthBytes));
    }
    this.#rowCount += rowCount;
  }

  put(source: Uint8Array, start: number, end: number): void {
    this.#bytes.set(source.subarray(start, end), this.#used);
    this.#used += end - start;
  }

  /** Gives away what there is; nothing when there is none. */
  flush(): void {
    if (this.#rowCount === 0) return;
    const bytes = this.#bytes;
    const { scratch } = this.#target;
    const isCopied = bytes === scratch || this.#used * 2 < bytes.length;
    this.#target.push({
      layout: this.#layout,
      bytes: isCopied
        ? new Uint8Array(bytes.subarray(0, this.#used))
        : new Uint8Array(bytes.buffer, 0, this.#used),
      rowCount: this.#rowCount,
      repairRounds: 0,
    });
    this.#bytes = scratch;
    this.#used = 0;
    this.#rowCount = 0;
  }
}
