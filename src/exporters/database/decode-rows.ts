import type { Row } from './database.ts';
import { repairRow } from './repair.ts';
import type { ColumnKind, RowBlock, RowFormat } from './row-block.ts';
import { LENGTH_BYTES, NUMBER_BYTES, VALUE } from './values-blocks.ts';

/**
 * The rows of a block, with what `rows.ts` evens out: text, numbers, true and false, bytes and null. They are copies:
 * the block's bytes may be given away afterwards.
 */
export function decodeRows(block: RowBlock): readonly Row[] {
  const { buffer, byteOffset, length } = block.bytes;
  const bytes = Buffer.from(buffer, byteOffset, length);
  const rows = DECODERS[block.format](bytes, block);
  const { repairRounds } = block;
  return repairRounds === 0 ? rows : rows.map((row) => repairRow(row, repairRounds));
}

type Decoder = (bytes: Buffer, block: RowBlock) => Row[];

/** What a value of MySQL begins with that is not its length. */
const [NULL_IN_MYSQL, TWO_BYTES, THREE_BYTES] = [0xfb, 0xfc, 0xfd];

const mysqlRows: Decoder = (bytes, { columns, rowCount }) => {
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    for (const kind of columns) {
      const first = bytes[at] ?? 0;
      at += 1;
      if (first === NULL_IN_MYSQL) {
        row.push(null);
        continue;
      }
      let length = first;
      if (first > NULL_IN_MYSQL) {
        const width = first === TWO_BYTES ? 2 : first === THREE_BYTES ? 3 : 8;
        // The upper two of eight bytes would be more than a terabyte.
        length = bytes.readUIntLE(at, Math.min(width, 6));
        at += width;
      }
      row.push(decode(bytes, at, at + length, kind));
      at += length;
    }
    rows.push(row);
  }
  return rows;
};

/** The letter, length and number of values of a message; all are known from the columns. */
const DATA_ROW_HEAD_BYTES = 7;

const postgresRows: Decoder = (bytes, { columns, rowCount }) => {
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    at += DATA_ROW_HEAD_BYTES;
    for (const kind of columns) {
      const length = bytes.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : decode(bytes, at, at + length, kind));
      at += Math.max(length, 0);
    }
    rows.push(row);
  }
  return rows;
};

const valuesRows: Decoder = (bytes, { columns, rowCount }) => {
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    for (let column = 0; column < columns.length; column += 1) {
      const type = bytes[at];
      at += 1;
      if (type === VALUE.number) {
        row.push(bytes.readDoubleLE(at));
        at += NUMBER_BYTES;
      } else if (type === VALUE.text || type === VALUE.bytes) {
        const start = at + LENGTH_BYTES;
        at = start + bytes.readUInt32LE(at);
        row.push(decode(bytes, start, at, type === VALUE.bytes ? 'bytes' : 'text'));
      } else row.push(type === VALUE.null ? null : type === VALUE.true);
    }
    rows.push(row);
  }
  return rows;
};

const DECODERS: Readonly<Record<RowFormat, Decoder>> = {
  mysql: mysqlRows,
  postgres: postgresRows,
  values: valuesRows,
};

function decode(bytes: Buffer, start: number, end: number, kind: ColumnKind): unknown {
  if (kind === 'text') return textOf(bytes, start, end);
  if (kind === 'integer') return integerOf(bytes, start, end);
  if (kind === 'float') return Number(bytes.toString('latin1', start, end));
  if (kind === 'boolean') return bytes[start] === LETTER_T;
  const content = bytes.subarray(start, end);
  return kind === 'hex' ? Buffer.from(content.toString('latin1', 2), 'hex') : Buffer.from(content);
}

const LETTER_T = 0x74;
const [MINUS, ZERO] = [0x2d, 0x30];
const MAX_EXACT_DIGITS = 15;
const FIRST_BEYOND_ASCII = 0x80;

/** A number; a text where it is too long for an exact one. */
function integerOf(bytes: Buffer, start: number, end: number): number | string {
  const isNegative = bytes[start] === MINUS;
  const first = isNegative ? start + 1 : start;
  if (end - first > MAX_EXACT_DIGITS) return bytes.toString('latin1', start, end);
  let number = 0;
  for (let at = first; at < end; at += 1) number = number * 10 + (bytes[at] ?? ZERO) - ZERO;
  return isNegative ? -number : number;
}

/** U+FFFD stands for bytes that are no UTF-8. */
function textOf(bytes: Buffer, start: number, end: number): string {
  if (start === end) return '';
  for (let at = start; at < end; at += 1) {
    if ((bytes[at] ?? 0) >= FIRST_BEYOND_ASCII) return bytes.toString('utf8', start, end);
  }
  return bytes.toString('latin1', start, end);
}
