import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { BlockQueue } from './block-queue.ts';
import { BlockWriter, type PostgresKind } from './row-block.ts';

export interface PostgresStatement {
  readonly text: string;
  readonly values: readonly string[];
}

/**
 * Runs a statement and puts its rows into the queue as they came. Rows are taken out of what the socket brings before
 * pg sees it, so that the rest of the protocol (columns, errors, lost connections) stays pg's.
 */
export function readPostgresBlocks(
  client: pg.Client,
  statement: PostgresStatement,
  queue: BlockQueue,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let writer: BlockWriter | undefined;
    let failure: { readonly error: unknown } | undefined;
    const socket = client.connection.stream;
    const query = {
      submit(connection: pg.Connection): void {
        takeData(socket, new RowTaker(() => writer));
        send(connection, statement);
      },
      handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
        const columns = fields.map(kindOf);
        writer = new BlockWriter({ format: 'postgres', columns }, queue);
      },
      handleDataRow(): void {
        failure = { error: new Error('pg read a row that was not its own') };
      },
      handleCommandComplete(): void {},
      handleEmptyQuery(): void {},
      handlePortalSuspended(): void {},
      handleError: reject,
      handleReadyForQuery(): void {
        writer?.flush();
        if (failure === undefined) resolve();
        else reject(failure.error);
      },
    };
    client.query(query);
  });
}

function send(connection: pg.Connection, { text, values }: PostgresStatement): void {
  const { stream } = connection;
  stream.cork();
  connection.parse({ text, name: '', types: [] }, true);
  connection.bind({ values: [...values] }, true);
  connection.describe({ type: 'P', name: '' }, true);
  connection.execute(null, true);
  connection.sync();
  stream.uncork();
}

type Pass = (message: Buffer) => void;

/** Gives what the socket brings to us, and what we pass on to those who listened before, until the answer ends. */
function takeData(socket: Duplex, rows: RowTaker): void {
  const others = socket.listeners('data').filter(isListener);
  const pass: Pass = (message) => {
    for (const other of others) other.call(socket, message);
  };
  const listener = (chunk: Buffer): void => {
    const last = rows.take(chunk, pass);
    if (last === undefined) return;
    socket.off('data', listener);
    for (const other of others) socket.on('data', other);
    // It may begin the next statement.
    pass(last);
  };
  socket.on('data', listener);
  for (const other of others) socket.off('data', other);
}

const isListener = (listener: unknown): listener is Pass => typeof listener === 'function';

const HEADER_BYTES = 5;
const DATA_ROW = 0x44;
const READY_FOR_QUERY = 0x5a;

/** Cuts what the socket brings into messages: rows go to the writer, all others are passed on whole. */
class RowTaker {
  readonly #writer: () => BlockWriter | undefined;
  /** What is missing of the row that is being written. */
  #missingBytes = 0;
  /** A message that is no row, as far as it is there, or a header. */
  #rest: Buffer | undefined;

  constructor(writer: () => BlockWriter | undefined) {
    this.#writer = writer;
  }

  /** Passes on what is no row; the result is the last message of the answer, which is not passed on. */
  take(chunk: Buffer, pass: Pass): Buffer | undefined {
    let at = this.#goOn(chunk);
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = undefined;
    while (bytes.length - at >= HEADER_BYTES) {
      const isRow = bytes[at] === DATA_ROW;
      const end = isRow ? this.#rows(bytes, at) : at + 1 + bytes.readUInt32BE(at + 1);
      if (!isRow && end > bytes.length) break;
      if (bytes[at] === READY_FOR_QUERY) return bytes.subarray(at);
      if (!isRow) pass(bytes.subarray(at, end));
      at = end;
    }
    if (at < bytes.length) this.#rest = bytes.subarray(at);
    return undefined;
  }

  /** Writes what the chunk has of the row that is being written; the result is where the next message begins. */
  #goOn(chunk: Buffer): number {
    if (this.#missingBytes === 0) return 0;
    const end = Math.min(this.#missingBytes, chunk.length);
    this.#writer()?.put(chunk, 0, end);
    this.#missingBytes -= end;
    return end;
  }

  /** Writes whole rows at once, or the beginning of one; the result is where the next message begins. */
  #rows(bytes: Buffer, start: number): number {
    const writer = this.#writer();
    let end = start;
    let rowCount = 0;
    let next = start;
    while (bytes.length - next >= HEADER_BYTES && bytes[next] === DATA_ROW) {
      next += 1 + bytes.readUInt32BE(next + 1);
      if (next > bytes.length) break;
      end = next;
      rowCount += 1;
    }
    if (rowCount > 0) {
      writer?.begin(end - start, rowCount);
      writer?.put(bytes, start, end);
      return end;
    }
    writer?.begin(next - start, 1);
    writer?.put(bytes, start, bytes.length);
    this.#missingBytes = next - bytes.length;
    return bytes.length;
  }
}

const { builtins } = pg.types;
const INTEGERS: ReadonlySet<number> = new Set([builtins.INT2, builtins.INT4, builtins.INT8]);
const FLOATS: ReadonlySet<number> = new Set([builtins.FLOAT4, builtins.FLOAT8]);

function kindOf({ dataTypeID }: pg.FieldDef): PostgresKind {
  if (INTEGERS.has(dataTypeID)) return 'integer';
  if (FLOATS.has(dataTypeID)) return 'float';
  if (dataTypeID === builtins.BOOL) return 'boolean';
  if (dataTypeID === builtins.BPCHAR) return 'padded';
  return dataTypeID === builtins.BYTEA ? 'hex' : 'text';
}
