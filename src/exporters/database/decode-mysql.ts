import type { Row } from './database.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import type { MysqlKind } from './row-block.ts';

/*
 * Rows of the binary protocol (dev.mysql.com/doc/dev/mysql-server, Binary Protocol Resultset): a byte 0, a bit for each
 * value that is NULL, of which the first two are left out, and the other values one behind the other.
 */

const LEFT_OUT_BITS = 2;

/**
 * Reads rows of the binary protocol, one behind another without headers of packets (dev.mysql.com, Binary Protocol
 * Resultset Row).
 */
export function decodeMysqlRows(
  bytes: Buffer,
  kinds: readonly MysqlKind[],
  rowCount: number,
): readonly Row[] {
  const columns = kinds.map((kind) => new MysqlColumn(bytes, kind));
  const bitmapBytes = Math.ceil((columns.length + LEFT_OUT_BITS) / 8);
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    const bitmap = at + 1;
    at = bitmap + bitmapBytes;
    let bit = LEFT_OUT_BITS;
    for (const column of columns) {
      const isNull = ((bytes[bitmap + (bit >> 3)] ?? 0) >> (bit & 7)) & 1;
      bit += 1;
      if (isNull === 1) {
        row.push(null);
        continue;
      }
      row.push(column.read(at));
      at = column.end;
    }
    rows.push(row);
  }
  return rows;
}

const TWO_TO_32 = 2 ** 32;

/** How numbers lie in the bytes, and how long they are. */
const NUMBERS: Readonly<
  Record<
    Exclude<MysqlKind, 'text' | 'bytes'>,
    readonly [number, (bytes: Buffer, at: number) => number]
  >
> = {
  int8: [1, (bytes, at) => bytes.readInt8(at)],
  uint8: [1, (bytes, at) => bytes.readUInt8(at)],
  int16: [2, (bytes, at) => bytes.readInt16LE(at)],
  uint16: [2, (bytes, at) => bytes.readUInt16LE(at)],
  int32: [4, (bytes, at) => bytes.readInt32LE(at)],
  uint32: [4, (bytes, at) => bytes.readUInt32LE(at)],
  int64: [8, (bytes, at) => bytes.readInt32LE(at + 4) * TWO_TO_32 + bytes.readUInt32LE(at)],
  uint64: [8, (bytes, at) => bytes.readUInt32LE(at + 4) * TWO_TO_32 + bytes.readUInt32LE(at)],
  float32: [4, (bytes, at) => bytes.readFloatLE(at)],
  float64: [8, (bytes, at) => bytes.readDoubleLE(at)],
};

/** What a length begins with that has more bytes. */
const [TWO_BYTES, THREE_BYTES] = [0xfc, 0xfd];

/** Reads the values of one column. */
class MysqlColumn {
  readonly #bytes: Buffer;
  readonly #texts: RepeatedTexts | undefined;
  readonly #number: ((bytes: Buffer, at: number) => number) | undefined;
  readonly #numberBytes: number;
  /** Where the value that was read last ends. */
  end = 0;

  constructor(bytes: Buffer, kind: MysqlKind) {
    this.#bytes = bytes;
    if (kind === 'text') this.#texts = new RepeatedTexts(bytes);
    const [length, read] = kind === 'text' || kind === 'bytes' ? [0, undefined] : NUMBERS[kind];
    this.#numberBytes = length;
    this.#number = read;
  }

  read(at: number): unknown {
    const bytes = this.#bytes;
    if (this.#number !== undefined) {
      this.end = at + this.#numberBytes;
      return this.#number(bytes, at);
    }
    let start = at + 1;
    let length = bytes[at] ?? 0;
    if (length >= TWO_BYTES) {
      const width = length === TWO_BYTES ? 2 : length === THREE_BYTES ? 3 : 8;
      // The upper two of eight bytes would be more than a terabyte.
      length = bytes.readUIntLE(start, Math.min(width, 6));
      start += width;
    }
    this.end = start + length;
    if (this.#texts !== undefined) return this.#texts.read(start, length);
    return Buffer.from(bytes.subarray(start, this.end));
  }
}
