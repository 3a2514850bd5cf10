import type { Database, Row, SqlValue } from './database.ts';
import { decodeMysqlRows } from './decode-mysql.ts';
import { repairRow } from './repair.ts';
import { RepeatedTexts } from './repeated-texts.ts';
import type { PostgresKind, RowBlock } from './row-block.ts';
import { LENGTH_BYTES, NUMBER_BYTES, VALUE } from './values-blocks.ts';

/**
 * The rows of a block, with what `rows.ts` evens out: text, numbers, true and false, bytes and null. They are copies:
 * the block's bytes may be given away afterwards.
 */
export function decodeRows(block: RowBlock): readonly Row[] {
  const rows = decode(block);
  const { repairRounds } = block;
  return repairRounds === 0 ? rows : rows.map((row) => repairRow(row, repairRounds));
}

/** Reads the rows of a statement some at a time, so that those of a large table are never all in memory. */
export async function* rowsInTurn(
  database: Pick<Database, 'blocks'>,
  sql: string,
  values: readonly SqlValue[] = [],
): AsyncGenerator<readonly Row[]> {
  for await (const block of database.blocks(sql, values)) yield decodeRows(block);
}

/** The rows of all blocks of an answer. */
export async function readRows(blocks: AsyncIterable<RowBlock>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const block of blocks) {
    for (const row of decodeRows(block)) rows.push(row);
  }
  return rows;
}

function decode({
  layout,
  bytes: { buffer, byteOffset, length },
  rowCount,
}: RowBlock): readonly Row[] {
  const bytes = Buffer.from(buffer, byteOffset, length);
  if (layout.format === 'mysql') return decodeMysqlRows(bytes, layout.columns, rowCount);
  if (layout.format === 'postgres') return postgresRows(bytes, layout.columns, rowCount);
  return valuesRows(bytes, layout.columnCount, rowCount);
}

/** The letter, length and number of values of a message; all are known from the columns. */
const DATA_ROW_HEAD_BYTES = 7;

function postgresRows(
  bytes: Buffer,
  kinds: readonly PostgresKind[],
  rowCount: number,
): readonly Row[] {
  const columns = kinds.map((kind) => new PostgresColumn(bytes, kind));
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    at += DATA_ROW_HEAD_BYTES;
    for (const column of columns) {
      const length = bytes.readInt32BE(at);
      at += 4;
      if (length < 0) {
        row.push(null);
        continue;
      }
      row.push(column.read(at, length));
      at += length;
    }
    rows.push(row);
  }
  return rows;
}

const [LETTER_T, BLANK] = [0x74, 0x20];
const [MINUS, ZERO] = [0x2d, 0x30];
const MAX_EXACT_DIGITS = 15;

/** Reads the values of one column. */
class PostgresColumn {
  readonly #bytes: Buffer;
  readonly #kind: PostgresKind;
  readonly #texts: RepeatedTexts;

  constructor(bytes: Buffer, kind: PostgresKind) {
    this.#bytes = bytes;
    this.#kind = kind;
    this.#texts = new RepeatedTexts(bytes);
  }

  read(start: number, length: number): unknown {
    const kind = this.#kind;
    if (kind === 'text') return this.#texts.read(start, length);
    if (kind === 'padded') return this.#texts.read(start, this.#unpadded(start, length));
    if (kind === 'integer') return this.#integer(start, start + length);
    if (kind === 'boolean') return this.#bytes[start] === LETTER_T;
    const letters = this.#bytes.toString('latin1', start, start + length);
    return kind === 'float' ? Number(letters) : Buffer.from(letters.slice('\\x'.length), 'hex');
  }

  /** The length of a text without the blanks at its end, as the server compares it. */
  #unpadded(start: number, length: number): number {
    let end = start + length;
    while (end > start && this.#bytes[end - 1] === BLANK) end -= 1;
    return end - start;
  }

  /** A number; a text where it is too long for an exact one. */
  #integer(start: number, end: number): number | string {
    const bytes = this.#bytes;
    const isNegative = bytes[start] === MINUS;
    const first = isNegative ? start + 1 : start;
    if (end - first > MAX_EXACT_DIGITS) return bytes.toString('latin1', start, end);
    let number = 0;
    for (let at = first; at < end; at += 1) number = number * 10 + (bytes[at] ?? ZERO) - ZERO;
    return isNegative ? -number : number;
  }
}

function valuesRows(bytes: Buffer, columnCount: number, rowCount: number): readonly Row[] {
  const columns = Array.from({ length: columnCount }, () => new RepeatedTexts(bytes));
  const rows: Row[] = [];
  let at = 0;
  for (let index = 0; index < rowCount; index += 1) {
    const row: unknown[] = [];
    for (const texts of columns) {
      const type = bytes[at];
      at += 1;
      if (type === VALUE.number) {
        row.push(bytes.readDoubleLE(at));
        at += NUMBER_BYTES;
      } else if (type === VALUE.text || type === VALUE.bytes) {
        const length = bytes.readUInt32LE(at);
        const start = at + LENGTH_BYTES;
        at = start + length;
        const isText = type === VALUE.text;
        row.push(isText ? texts.read(start, length) : Buffer.from(bytes.subarray(start, at)));
      } else row.push(type === VALUE.null ? null : type === VALUE.true);
    }
    rows.push(row);
  }
  return rows;
}
