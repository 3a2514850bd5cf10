import { describe, expect, it } from 'vitest';
import type { Database, Row } from '../../../../src/exporters/database/database.ts';
import { throttle } from '../../../../src/exporters/database/open.ts';
import type { RowBlock } from '../../../../src/exporters/database/row-block.ts';
import { type Clock, systemClock } from '../../../../src/system/clock.ts';

const ROWS_OF_BLOCK = 10;

const blockOf = (rowCount: number): RowBlock => ({
  layout: { format: 'values', columnCount: 0 },
  bytes: new Uint8Array(0),
  rowCount,
  repairRounds: 0,
});

/** A database that answers each query with as many rows as its text says. */
function answering(): Database & { readonly calls: string[] } {
  const calls: string[] = [];
  return {
    engine: 'postgres',
    calls,
    async query(sql): Promise<readonly Row[]> {
      calls.push(sql);
      return Array.from({ length: Number(sql) }, () => []);
    },
    async *blocks(sql) {
      calls.push(sql);
      for (let left = Number(sql); left > 0; left -= ROWS_OF_BLOCK) yield blockOf(ROWS_OF_BLOCK);
    },
    async beginSnapshot() {
      calls.push('begin');
    },
    async close() {
      calls.push('close');
    },
  };
}

/** A clock that stands still but for the waiting that is asked of it. */
function standingClock(): Clock & { readonly waits: number[]; pass(ms: number): void } {
  let now = 5_000;
  const waits: number[] = [];
  return {
    waits,
    pass: (ms) => {
      now += ms;
    },
    nowMs: () => now,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
}

const NEVER = new AbortController().signal;

describe('a throttled database', () => {
  it('waits until the rows read so far are within the rate', async () => {
    const clock = standingClock();
    const database = throttle(answering(), 100, NEVER, clock);
    for (const rows of ['50', '200', '0', '1']) await database.query(rows);
    expect(clock.waits).toEqual([500, 2000]);
  });

  it('does not wait when the reader is slower by itself', async () => {
    const clock = standingClock();
    const database = throttle(answering(), 100, NEVER, clock);
    await database.query('100');
    clock.pass(1500);
    await database.query('50');
    await database.query('1');
    expect(clock.waits).toEqual([]);
  });

  it('waits for the difference after a slow start', async () => {
    const clock = standingClock();
    const database = throttle(answering(), 1000, NEVER, clock);
    await database.query('1000');
    clock.pass(400);
    await database.query('1');
    expect(clock.waits).toEqual([600]);
  });

  it('counts the rows of blocks, and waits between statements alone', async () => {
    const clock = standingClock();
    const database = throttle(answering(), 100, NEVER, clock);
    let rows = 0;
    for await (const { rowCount } of database.blocks('200')) rows += rowCount;
    expect(rows).toBe(200);
    expect(clock.waits).toEqual([]);
    await database.query('1');
    expect(clock.waits).toEqual([2000]);
  });

  it('gives no further block once it is stopped', async () => {
    const stop = new AbortController();
    const database = throttle(answering(), 100, stop.signal, standingClock());
    let blocks = 0;
    const read = async (): Promise<void> => {
      for await (const { rowCount } of database.blocks('200')) {
        blocks += rowCount / ROWS_OF_BLOCK;
        stop.abort(new Error('stopped by the test'));
      }
    };
    await expect(read()).rejects.toFailWith('stopped by the test');
    expect(blocks).toBe(1);
  });

  it('gives the rows and passes everything else on', async () => {
    const inner = answering();
    const database = throttle(inner, 10, NEVER, standingClock());
    expect(database.engine).toBe('postgres');
    await database.beginSnapshot();
    expect(await database.query('3', ['value'])).toHaveLength(3);
    await database.close();
    expect(inner.calls).toEqual(['begin', '3', 'close']);
  });

  it('asks nothing more once it is stopped, but closes', async () => {
    const inner = answering();
    const stop = new AbortController();
    const database = throttle(inner, 10, stop.signal, standingClock());
    stop.abort(new Error('stopped by the test'));
    await expect(database.query('1')).rejects.toFailWith('stopped by the test');
    await database.close();
    expect(inner.calls).toEqual(['close']);
  });

  it('wakes from a wait of the real clock when it is stopped', async () => {
    const stop = new AbortController();
    const database = throttle(answering(), 1, stop.signal, systemClock);
    await database.query('3600');
    const waiting = database.query('1');
    stop.abort();
    await expect(waiting).rejects.toFailWith(/abort/i);
  });
});
