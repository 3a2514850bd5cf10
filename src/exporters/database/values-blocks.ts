import type { Row } from './database.ts';
import { type BlockTarget, BlockWriter } from './row-block.ts';
import { text } from './rows.ts';

/*
 * Values of drivers that give no bytes: a letter for the type, and behind a text or bytes their length (32 bits) first.
 */

export const VALUE = { null: 0, false: 1, true: 2, number: 3, text: 4, bytes: 5 } as const;

export const NUMBER_BYTES = 8;
export const LENGTH_BYTES = 4;

/** Writes rows into blocks. */
export class ValuesWriter {
  readonly #target: BlockTarget;
  #writer: BlockWriter | undefined;

  constructor(target: BlockTarget) {
    this.#target = target;
  }

  put(row: Row): void {
    this.#writer ??= new BlockWriter({ format: 'values', columnCount: row.length }, this.#target);
    const bytes = Buffer.concat(row.map(valueBytes));
    this.#writer.begin(bytes.length, 1);
    this.#writer.put(bytes, 0, bytes.length);
  }

  flush(): void {
    this.#writer?.flush();
  }
}

function valueBytes(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.of(VALUE.null);
  if (typeof value === 'boolean') return Buffer.of(value ? VALUE.true : VALUE.false);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(1 + NUMBER_BYTES, VALUE.number);
    bytes.writeDoubleLE(value, 1);
    return bytes;
  }
  const isBytes = Buffer.isBuffer(value);
  const content = isBytes ? value : Buffer.from(text(value), 'utf8');
  const head = Buffer.alloc(1 + LENGTH_BYTES, isBytes ? VALUE.bytes : VALUE.text);
  head.writeUInt32LE(content.length, 1);
  return Buffer.concat([head, content]);
}
