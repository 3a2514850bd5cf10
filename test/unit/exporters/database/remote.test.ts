import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { SourceError, StoppedError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
import type { Database } from '../../../../src/exporters/database/database.ts';
import { openRemoteDatabase, serveDatabase } from '../../../../src/exporters/database/remote.ts';
import { newScratch, type RowBlock } from '../../../../src/exporters/database/row-block.ts';
import { count } from '../../../../src/exporters/database/rows.ts';
import { ValuesWriter } from '../../../../src/exporters/database/values-blocks.ts';
import { until } from '../../../support/until.ts';

const BLOCK_BYTES = 1024 * 1024;

/** A block of one row, which is a number and filling. */
function blockOf(number: number, bytes = 0): RowBlock {
  const blocks: RowBlock[] = [];
  const writer = new ValuesWriter({ scratch: newScratch(), push: (block) => blocks.push(block) });
  writer.put([number, 'x'.repeat(bytes)]);
  writer.flush();
  const [block] = blocks;
  if (block === undefined) throw new Error('Expected a block');
  return block;
}

/** A database whose statements say how many blocks they answer, or what they fail with. */
class Blocks implements Database {
  readonly engine = 'mysql';
  /** Number of blocks that were asked for. */
  given = 0;
  stopped = 0;
  readonly #failure: Error | undefined;
  readonly #bytes: number;

  constructor({ failure, bytes = 0 }: { failure?: Error; bytes?: number } = {}) {
    this.#failure = failure;
    this.#bytes = bytes;
  }

  async *blocks(sql: string): AsyncIterable<RowBlock> {
    let isWhole = false;
    try {
      for (let number = 1; number <= Number(sql); number += 1) {
        this.given += 1;
        yield blockOf(number, this.#bytes);
      }
      if (this.#failure !== undefined) throw this.#failure;
      isWhole = true;
    } finally {
      if (!isWhole) this.stopped += 1;
    }
  }

  async query(): Promise<readonly []> {
    return [];
  }
  async beginSnapshot(): Promise<void> {}
  async close(): Promise<void> {}
}

const opened: Database[] = [];
afterEach(async () => {
  for (const database of opened.splice(0)) await database.close();
});

function remoteOf(database: Database): Database {
  const { port1, port2 } = new MessageChannel();
  serveDatabase(database, port1);
  const remote = openRemoteDatabase(port2, 'mysql');
  opened.push(remote);
  return remote;
}

/** Lets messages that are on their way arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

const numbersOf = async (database: Database, sql: string): Promise<readonly number[]> =>
  (await database.query(sql)).map(([number]) => count(number));

describe('a database in another thread', () => {
  it('answers several statements of several threads at a time, each whole and in order', async () => {
    const database = new Blocks();
    const threads = [remoteOf(database), remoteOf(database)];
    const wanted = [0, 1, 5, 40, 3];
    const answers = threads.flatMap((thread) => wanted.map((n) => numbersOf(thread, `${n}`)));
    const numbers = (n: number): readonly number[] => Array.from({ length: n }, (_, at) => at + 1);
    expect(await Promise.all(answers)).toEqual([...wanted, ...wanted].map(numbers));
  });

  it('takes the memory of a block along instead of copying it', async () => {
    const block = blockOf(1, 1000);
    const database: Database = Object.assign(new Blocks(), {
      async *blocks() {
        yield block;
      },
    });
    expect(await numbersOf(remoteOf(database), '1')).toEqual([1]);
    expect(block.bytes.byteLength).toBe(0);
  });

  it('fails with the known error of its owner: class, notice and cause', async () => {
    const failure = new StoppedError(notice('connection-lost', { where: 'db:3306' }), {
      cause: new Error('read ECONNRESET'),
    });
    const answer = numbersOf(remoteOf(new Blocks({ failure })), '2');
    await expect(answer).rejects.toSatisfy(
      (error) =>
        error instanceof StoppedError &&
        error.exitCode === failure.exitCode &&
        error.cause instanceof Error &&
        error.cause.message === 'read ECONNRESET',
    );
    await expect(answer).rejects.toHaveProperty('notices', failure.notices);
  });

  it('fails with the message and the stack of an error that nobody expected', async () => {
    const failure = new TypeError('undefined is not a row');
    const answer = numbersOf(remoteOf(new Blocks({ failure })), '0');
    await expect(answer).rejects.toHaveProperty('message', failure.message);
    await expect(answer).rejects.toHaveProperty('stack', failure.stack);
    await expect(answer).rejects.not.toBeInstanceOf(SourceError);
  });

  it('is sent no more than a few megabytes that it does not read, and the rest when it does', async () => {
    const database = new Blocks({ bytes: BLOCK_BYTES });
    const blocks = remoteOf(database).blocks('60')[Symbol.asyncIterator]();
    expect((await blocks.next()).done).toBe(false);
    await until('as much as may be sent is sent', async () => database.given >= 12);
    await settle();
    expect(database.given).toBeLessThan(16);
    let rows = 1;
    while ((await blocks.next()).done !== true) rows += 1;
    expect(rows).toBe(60);
  });

  it('is sent another answer although one that is open takes all that may be sent', async () => {
    const database = new Blocks({ bytes: BLOCK_BYTES });
    const thread = remoteOf(database);
    const first = thread.blocks('60')[Symbol.asyncIterator]();
    await first.next();
    await until('as much as may be sent is sent', async () => database.given >= 12);
    expect(await numbersOf(thread, '3')).toEqual([1, 2, 3]);
    await first.return?.();
  });

  it('stops an answer that is not read to its end, and goes on', async () => {
    const database = new Blocks({ bytes: BLOCK_BYTES });
    const thread = remoteOf(database);
    for await (const { rowCount } of thread.blocks('60')) {
      expect(rowCount).toBe(1);
      break;
    }
    await until('its owner stops too', async () => database.stopped === 1);
    expect(database.given).toBeLessThan(60);
    expect(await numbersOf(thread, '2')).toEqual([1, 2]);
  });

  it('fails whoever waits, or asks later, when the way to its owner is closed', async () => {
    const database: Database = Object.assign(new Blocks(), {
      async *blocks(): AsyncIterable<RowBlock> {
        await new Promise(() => undefined);
      },
    });
    const { port1, port2 } = new MessageChannel();
    serveDatabase(database, port1);
    const thread = openRemoteDatabase(port2, 'mysql');
    const waiting = thread.query('1');
    port1.close();
    await expect(waiting).rejects.toFailWith(/the thread with the database has ended/);
    await expect(thread.query('1')).rejects.toFailWith(/the thread with the database has ended/);
  });

  it('stops what its owner reads for it when it closes', async () => {
    const database = new Blocks({ bytes: BLOCK_BYTES });
    const thread = remoteOf(database);
    await thread.blocks('60')[Symbol.asyncIterator]().next();
    await thread.close();
    await until('its owner stops', async () => database.stopped === 1);
    expect(database.given).toBeLessThan(60);
  });

  it('leaves the beginning of a snapshot to its owner', async () => {
    await expect(remoteOf(new Blocks()).beginSnapshot()).rejects.toFailWith(/owner/);
  });
});
