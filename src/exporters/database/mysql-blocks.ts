import type { Connection, FieldPacket } from 'mysql2';
import type { BlockQueue } from './block-queue.ts';
import { BlockWriter, type ColumnKind } from './row-block.ts';

/** A packet as mysql2's command gets it: the payload stands in `buffer` from `offset` on. */
interface Packet {
  readonly buffer: Uint8Array;
  readonly offset: number;
  readonly end: number;
  isEOF(): boolean;
}

/** mysql2's query command, which gives each packet to a step, and takes the step for the next from it. */
interface QueryCommand {
  row: (packet: Packet, connection: unknown) => unknown;
}

/**
 * Runs a statement and puts its rows into the queue as they came. Rows are taken at mysql2's step for them, so that
 * the rest of the protocol (columns, errors, lost connections) stays mysql2's.
 */
export function readMysqlBlocks(
  connection: Connection,
  sql: string,
  queue: BlockQueue,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let writer: BlockWriter | undefined;
    const command = connection.query(sql, (error) => {
      if (error !== null) return reject(error);
      writer?.flush();
      resolve();
    });
    command.on('fields', (fields: readonly FieldPacket[]) => {
      writer = new BlockWriter('mysql', fields.map(kindOf), (block) => queue.push(block));
    });
    takeRows(command, ({ buffer, offset, end }) => {
      writer?.begin(end - offset, 1);
      writer?.put(buffer, offset, end);
    });
  });
}

function takeRows(command: object, take: (packet: Packet) => void): void {
  if (!hasRowStep(command)) throw new Error('mysql2 has no step for rows any more');
  const last = command.row;
  const row = (packet: Packet, connection: unknown): unknown => {
    if (packet.isEOF()) return last.call(command, packet, connection);
    take(packet);
    return row;
  };
  command.row = row;
}

const hasRowStep = (command: object): command is QueryCommand =>
  'row' in command && typeof command.row === 'function';

/** Types of columns (dev.mysql.com/doc/dev/mysql-server, field_types.h), and the number of the character set of bytes. */
const INTEGERS: ReadonlySet<number> = new Set([1, 2, 3, 8, 9, 13]);
const FLOATS: ReadonlySet<number> = new Set([4, 5]);
const MAY_BE_BYTES: ReadonlySet<number> = new Set([15, 16, 249, 250, 251, 252, 253, 254, 255]);
const BINARY = 63;

function kindOf({ columnType = 0, characterSet }: FieldPacket): ColumnKind {
  if (INTEGERS.has(columnType)) return 'integer';
  if (FLOATS.has(columnType)) return 'float';
  return MAY_BE_BYTES.has(columnType) && characterSet === BINARY ? 'bytes' : 'text';
}
