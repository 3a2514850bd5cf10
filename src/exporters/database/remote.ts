import type { MessagePort } from 'node:worker_threads';
import { type PackedError, packError, unpackError } from '../../errors/transfer.ts';
import type { Database, Row, SqlValue } from './database.ts';
import { readRows } from './decode-rows.ts';
import type { RowBlock } from './row-block.ts';

/** What a thread tells the owner of the connection. `took`: the number of bytes of an answer that have arrived. */
type ToOwner =
  | Question
  | { readonly kind: 'took'; readonly number: number; readonly bytes: number }
  | { readonly kind: 'stop'; readonly number: number };

interface Question {
  readonly kind: 'ask';
  readonly number: number;
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** What the owner answers. */
type FromOwner =
  | { readonly kind: 'block'; readonly number: number; readonly block: RowBlock }
  | { readonly kind: 'end'; readonly number: number }
  | { readonly kind: 'failed'; readonly number: number; readonly error: PackedError };

/** Bytes that are on their way to one thread, or wait there; each answer may send some of its own beyond it. */
const SENT_BYTES = 12 * 1024 * 1024;
const SENT_BYTES_OF_ANSWER = 1024 * 1024;

/**
 * Answers the statements of a thread on this connection, first come, first served. A thread that reads slowly makes the
 * database wait, as a slow reader here does. Threads read units, by an index. It ends when the port is closed.
 */
export function serveDatabase(database: Database, port: MessagePort): void {
  const answers = new Answers();
  const tell = (message: FromOwner, buffers: readonly ArrayBuffer[] = []): void =>
    port.postMessage(message, [...buffers]);
  const answer = async ({ number, sql, values }: Question): Promise<void> => {
    answers.begin(number);
    try {
      for await (const block of database.blocks(sql, values, 'by-index')) {
        if (!(await answers.maySend(number))) return;
        answers.sent(number, block.bytes.length);
        tell({ kind: 'block', number, block }, [block.bytes.buffer]);
      }
      tell({ kind: 'end', number });
    } catch (error) {
      tell({ kind: 'failed', number, error: packError(error) });
    }
  };
  port.on('message', (message: ToOwner) => {
    if (message.kind === 'ask') void answer(message);
    else if (message.kind === 'took') answers.sent(message.number, -message.bytes);
    else answers.stop(message.number);
  });
  port.on('close', () => answers.stopAll());
}

/** What was sent of the answers that a thread has not read to their ends. */
class Answers {
  readonly #sentBytes = new Map<number, number>();
  readonly #waiting: (() => void)[] = [];

  begin(number: number): void {
    this.#sentBytes.set(number, 0);
  }

  sent(number: number, bytes: number): void {
    const before = this.#sentBytes.get(number);
    if (before !== undefined) this.#sentBytes.set(number, before + bytes);
    this.#wake();
  }

  stop(number: number): void {
    this.#sentBytes.delete(number);
    this.#wake();
  }

  stopAll(): void {
    this.#sentBytes.clear();
    this.#wake();
  }

  /** Waits until there is room for a block; false when the answer is read no further. */
  async maySend(number: number): Promise<boolean> {
    for (;;) {
      const sent = this.#sentBytes.get(number);
      if (sent === undefined) return false;
      const all = [...this.#sentBytes.values()].reduce((sum, bytes) => sum + bytes, 0);
      if (sent < SENT_BYTES_OF_ANSWER || all < SENT_BYTES) return true;
      await this.#nextChange();
    }
  }

  #nextChange(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** The database behind `serveDatabase`; what fails there fails here as the same error. */
export function openRemoteDatabase(port: MessagePort, engine: Database['engine']): Database {
  return new RemoteDatabase(port, engine);
}

class RemoteDatabase implements Database {
  readonly engine: Database['engine'];
  readonly #port: MessagePort;
  readonly #answers = new Map<number, Receiving>();
  #lastNumber = 0;
  #isClosed = false;

  constructor(port: MessagePort, engine: Database['engine']) {
    this.engine = engine;
    this.#port = port;
    port.on('message', (message: FromOwner) => {
      this.#answers.get(message.number)?.hear(message);
    });
    port.on('close', () => {
      this.#isClosed = true;
      for (const answer of this.#answers.values()) answer.hear('closed');
    });
  }

  async query(sql: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return await readRows(this.blocks(sql, values));
  }

  async *blocks(sql: string, values: readonly SqlValue[] = []): AsyncIterable<RowBlock> {
    this.#lastNumber += 1;
    const number = this.#lastNumber;
    const answer = new Receiving();
    if (this.#isClosed) answer.hear('closed');
    this.#answers.set(number, answer);
    this.#tell({ kind: 'ask', number, sql, values });
    try {
      for (;;) {
        const block = await answer.next();
        if (block === undefined) return;
        this.#tell({ kind: 'took', number, bytes: block.bytes.length });
        yield block;
      }
    } finally {
      this.#answers.delete(number);
      // Also behind the end, so that the owner forgets the answer.
      this.#tell({ kind: 'stop', number });
    }
  }

  #tell(message: ToOwner): void {
    this.#port.postMessage(message);
  }

  /** Not possible here: the owner of the connection begins it. */
  async beginSnapshot(): Promise<void> {
    throw new Error('the owner of a connection begins its snapshot');
  }

  async close(): Promise<void> {
    this.#port.close();
  }
}

/** One answer, as a thread receives it. */
class Receiving {
  readonly #blocks: RowBlock[] = [];
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  isEnded = false;

  hear(message: FromOwner | 'closed'): void {
    if (message === 'closed') this.#failure ??= new Error('the thread with the database has ended');
    else if (message.kind === 'block') this.#blocks.push(message.block);
    else if (message.kind === 'failed') this.#failure ??= unpackError(message.error);
    if (message === 'closed' || message.kind !== 'block') this.isEnded = true;
    this.#wake();
  }

  /** The next block; undefined behind the last. */
  async next(): Promise<RowBlock | undefined> {
    for (;;) {
      const block = this.#blocks.shift();
      if (block !== undefined) return block;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.isEnded) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
