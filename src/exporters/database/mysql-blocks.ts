import type { Connection, FieldPacket } from 'mysql2';
import type { BlockQueue } from './block-queue.ts';
import type { Row, SqlValue } from './database.ts';
import { BlockWriter, type MysqlKind } from './row-block.ts';
import { ValuesWriter } from './values-blocks.ts';

export interface MysqlStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/**
 * Runs a statement and puts its rows into the queue as they came. mysql2's own reader of rows is replaced for it, so
 * that the rest of the protocol (columns, errors, lost connections) stays mysql2's; where a column is of a type that
 * Mattermost has none of, such as a date, mysql2 reads the rows.
 */
export function readMysqlBlocks(
  connection: Connection,
  { sql, values }: MysqlStatement,
  queue: BlockQueue,
): Promise<void> {
  return new Promise<void>((resolve, fail) => {
    const reject = (error: unknown): void => {
      connection.off('error', reject);
      fail(error);
    };
    const command: unknown = connection.execute({ sql, rowsAsArray: true }, [...values]);
    if (!isExecute(command)) throw new Error('mysql2 builds its reader of rows in another way');
    const decoded = new ValuesWriter(queue);
    let raw: BlockWriter | undefined;
    const ownParser = command.buildParserFromFields;
    command.buildParserFromFields = (fields, owner) => {
      const kinds = fields.map(kindOf);
      const columns = kinds.filter((kind) => kind !== undefined);
      if (columns.length < kinds.length) return ownParser.call(command, fields, owner);
      const writer = new BlockWriter({ format: 'mysql', columns }, queue);
      raw = writer;
      return readerInto(writer);
    };
    command.on('result', (row: Row) => {
      if (raw === undefined) decoded.put(row);
    });
    command.on('error', reject);
    // A connection that is lost or closed does not tell the command.
    connection.once('error', reject);
    command.on('end', () => {
      raw?.flush();
      decoded.flush();
      connection.off('error', reject);
      resolve();
    });
  });
}

/** A packet as mysql2's reader gets it: the payload stands in `buffer` from `offset` on. */
interface Packet {
  readonly buffer: Uint8Array;
  readonly offset: number;
  readonly end: number;
}

type ReaderOfRows = new () => { next(packet: Packet): unknown };

/** mysql2's command of a prepared statement, which makes its reader of rows when it knows the columns. */
interface Execute {
  buildParserFromFields(fields: readonly FieldPacket[], connection: unknown): ReaderOfRows;
  on(event: string, listener: (value: never) => void): void;
}

const isExecute = (command: unknown): command is Execute =>
  typeof command === 'object' &&
  command !== null &&
  'buildParserFromFields' in command &&
  typeof command.buildParserFromFields === 'function';

const readerInto = (writer: BlockWriter): ReaderOfRows =>
  class {
    next({ buffer, offset, end }: Packet): void {
      writer.begin(end - offset, 1);
      writer.put(buffer, offset, end);
    }
  };

/** Types of columns (dev.mysql.com/doc/dev/mysql-server, field_types.h). */
const NUMBERS: Readonly<
  Record<number, { readonly signed: MysqlKind; readonly unsigned: MysqlKind }>
> = {
  1: { signed: 'int8', unsigned: 'uint8' },
  2: { signed: 'int16', unsigned: 'uint16' },
  3: { signed: 'int32', unsigned: 'uint32' },
  4: { signed: 'float32', unsigned: 'float32' },
  5: { signed: 'float64', unsigned: 'float64' },
  8: { signed: 'int64', unsigned: 'uint64' },
  9: { signed: 'int32', unsigned: 'uint32' },
  13: { signed: 'uint16', unsigned: 'uint16' },
};
const UNSIGNED_FLAG = 32;

/**
 * Decimals and JSON are text, whatever character set they are said to have. Of type 6 is a NULL that stands for a column
 * which a server lacks: it has no bytes.
 */
const TEXTS: ReadonlySet<number> = new Set([0, 6, 245, 246]);
const TEXTS_OR_BYTES: ReadonlySet<number> = new Set([15, 16, 249, 250, 251, 252, 253, 254]);
const CHARACTER_SET_OF_BYTES = 63;

function kindOf({ columnType = -1, characterSet, flags }: FieldPacket): MysqlKind | undefined {
  const number = NUMBERS[columnType];
  const isUnsigned = typeof flags === 'number' && (flags & UNSIGNED_FLAG) !== 0;
  if (number !== undefined) return isUnsigned ? number.unsigned : number.signed;
  if (TEXTS.has(columnType)) return 'text';
  if (!TEXTS_OR_BYTES.has(columnType)) return undefined;
  return characterSet === CHARACTER_SET_OF_BYTES ? 'bytes' : 'text';
}
