import fc from 'fast-check';
import Libsql from 'libsql';
import { afterEach, expect, it } from 'vitest';
import type { Database, Row } from '../../../../src/exporters/database/database.ts';
import { decodeRows } from '../../../../src/exporters/database/decode-rows.ts';
import { repairTexts } from '../../../../src/exporters/database/repair.ts';
import { newScratch, type RowBlock } from '../../../../src/exporters/database/row-block.ts';
import { RepairedText } from '../../../../src/exporters/database/rows.ts';
import { openSqlite } from '../../../../src/exporters/database/sqlite.ts';
import { ValuesWriter } from '../../../../src/exporters/database/values-blocks.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const VALUE = fc.oneof(
  fc.constantFrom(null, true, false, 0, '', '{}', '営業 🧑‍💻', 'é'.repeat(20)),
  fc.double({ noNaN: true }),
  fc.string({ unit: 'grapheme' }),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);
const LONG = fc.nat({ max: 90_000 }).map((length) => 'x'.repeat(length));
const ROWS = fc.nat({ max: 5 }).chain((columns) =>
  fc.array(
    fc
      .tuple(fc.array(VALUE, { minLength: columns, maxLength: columns }), LONG)
      .map(([values, long]) => [...values, long]),
    { maxLength: 30 },
  ),
);

const blocksOf = (rows: readonly Row[]): readonly RowBlock[] => {
  const blocks: RowBlock[] = [];
  const writer = new ValuesWriter({ scratch: newScratch(), push: (block) => blocks.push(block) });
  for (const row of rows) writer.put(row);
  writer.flush();
  return blocks;
};

it('rows are the same behind blocks, however they are cut', () => {
  fc.assert(
    fc.property(ROWS, (rows) => {
      const blocks = blocksOf(rows);
      expect(blocks.flatMap(decodeRows)).toEqual(rows);
      expect(blocks.reduce((sum, { rowCount }) => sum + rowCount, 0)).toBe(rows.length);
    }),
    { numRuns: 40 },
  );
});

it('a block has memory of its own, so that it can be given away', () => {
  const [first, ...others] = blocksOf(Array.from({ length: 40 }, (_, n) => [n, 'x'.repeat(9000)]));
  const buffers = new Set([first, ...others].map((block) => block?.bytes.buffer));
  expect(others.length).toBeGreaterThan(0);
  expect(buffers.size).toBe(1 + others.length);
});

let folder: ScratchFolder | undefined;
let database: Database | undefined;
afterEach(async () => {
  await database?.close();
  await folder?.remove();
});

async function openTable(values: readonly unknown[]): Promise<Database> {
  folder = await makeScratchFolder();
  const path = folder.join('rows.db');
  const writer = new Libsql(path);
  writer.exec('CREATE TABLE Samples (N INTEGER PRIMARY KEY, Value)');
  const insert = writer.prepare('INSERT INTO Samples (Value) VALUES (?)');
  for (const value of values) insert.run([value]);
  writer.close();
  database = openSqlite(path);
  return database;
}

const ALL = 'SELECT N, Value FROM Samples WHERE N > ? ORDER BY N';

async function readBlocks(from: Database): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const block of from.blocks(ALL, [0])) rows.push(...decodeRows(block));
  return rows;
}

it('SQLite gives the same rows as blocks as it gives as rows, to several readers at a time', async () => {
  const odd = [null, '', 0, -1, 1.5, 2 ** 52, 'é 🧑‍💻', Buffer.of(0, 0xff), 'x'.repeat(300_000)];
  const opened = await openTable([...odd, ...Array.from({ length: 500 }, (_, n) => `${n}`)]);
  const rows = await opened.query(ALL, [0]);
  expect(await Promise.all([readBlocks(opened), readBlocks(opened)])).toEqual([rows, rows]);
});

it('texts that were read as latin1 are repaired behind blocks as in rows', async () => {
  const opened = repairTexts(await openTable(['Ã©', 'plain', null, 7]), 1);
  const rows = await readBlocks(opened);
  expect(rows).toEqual(await opened.query(ALL, [0]));
  expect(rows[0]?.[1]).toBeInstanceOf(RepairedText);
});
