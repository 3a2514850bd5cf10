import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, csvRecords } from '../../../../src/importers/archive/csv-reader.ts';
import { type CsvQuoting, importLine } from '../../../../src/mapping/csv-import/quoting.ts';

const QUOTINGS: readonly CsvQuoting[] = ['backslash', 'doubled'];

async function read(
  bytes: Buffer,
  quoting: CsvQuoting,
  chunkBytes = bytes.length + 1,
): Promise<readonly CsvRecord[]> {
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      yield bytes.subarray(at, at + chunkBytes);
    }
  }
  const records: CsvRecord[] = [];
  for await (const record of csvRecords(chunks(), quoting)) records.push(record);
  return records;
}

/** Texts of the characters that a reader may take for something else, and of any others. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '""', '\\', '\\"', '\\\\', '\n', '\r\n', '\r', ',', '","', '\0', '\t'),
      fc.constantFrom('=1+1', '@SUM(A1)', '+', '-', '\ufeff', '\ud800', '\udfff', '😀', '日本語'),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

/** What UTF-8 can hold of a text. */
const inUtf8 = (text: string): string => text.replace(/\0|[\ud800-\udfff]/gu, '\ufffd');

describe.each(QUOTINGS)('a file with quotes written by the rule %s', (quoting) => {
  it('is read as it was written, wherever it is cut into pieces', async () => {
    const rows = fc.array(fc.tuple(hostile, hostile, hostile, hostile), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 64 }), async (all, chunkBytes) => {
        const bytes = Buffer.from(all.map((row) => importLine(row, quoting)).join(''));
        const found = await read(bytes, quoting, chunkBytes);
        const fields = found.map((record) => ('fields' in record ? record.fields : record.fault));
        expect(fields).toEqual(all.map((row) => row.map(inUtf8)));
      }),
      { numRuns: 150 },
    );
  });

  it('tells the line on which each record begins', async () => {
    const lines = ['a\nb\n', '\\', 'c', '\r\n"'].map((text) => importLine([text], quoting));
    const found = await read(Buffer.from(lines.join('')), quoting, 3);
    expect(found.map(({ line }) => line)).toEqual([1, 4, 5, 6]);
  });

  it('keeps a text of 10,000 characters', async () => {
    const text = 'a "quote" \\ and ,\n'.repeat(560);
    const [record] = await read(Buffer.from(importLine(['1', text], quoting)), quoting, 1000);
    expect(record).toMatchObject({ fields: ['1', text] });
  });

  it.each([
    ['a byte order mark', '\ufeff"1","2"\n"3"\n', [{ line: 1 }]],
    ['a field without quotes', '"1",2\n"3"\n', [{ line: 1 }]],
    ['text behind a field', '"1"x,"2"\n"3"\n', [{ line: 1 }]],
    ['an empty line', '\n"3"\n', [{ line: 1 }]],
  ])('goes on behind %s, which is a fault', async (_what, text, faults) => {
    const found = await read(Buffer.from(text), quoting);
    expect(found.filter((record) => 'fault' in record)).toMatchObject(faults);
    expect(found.at(-1)).toEqual({ line: 2, fields: ['3'] });
  });

  it.each(['"1","2', '"1",', '"1","2\\'])('finds that %s has no end', async (text) => {
    const found = await read(Buffer.from(text), quoting);
    expect(found).toEqual([{ line: 1, fault: 'no end of the last field' }]);
  });
});

it('finds a backslash before what needs none, of which readers make different texts', async () => {
  const [author] = await read(Buffer.from('"1","ya\\mada"\n'), 'backslash');
  expect(author).toEqual({ line: 1, fault: 'a backslash before what needs none' });
  const [line, next] = await read(Buffer.from('"1","a\\\n"\n"2"\n'), 'backslash');
  expect(line).toMatchObject({ fault: 'a backslash before what needs none' });
  expect(next).toMatchObject({ line: 2 });
  expect(await read(Buffer.from('"ya\\mada"\n'), 'doubled')).toEqual([
    { line: 1, fields: ['ya\\mada'] },
  ]);
});

it.each([
  ['in the middle of a text', [0xff]],
  ['at the end of a file', [0xe3, 0x81]],
])('refuses bytes that are not UTF-8 %s', async (_where, bytes) => {
  const file = Buffer.concat([Buffer.from('"1","text'), Buffer.from(bytes)]);
  for (const chunkBytes of [1, 100]) {
    await expect(read(file, 'doubled', chunkBytes)).rejects.toThrow(TypeError);
  }
});

it('does not read what is written by the other rule as the same', async () => {
  const text = 'say "no"\\';
  for (const quoting of QUOTINGS) {
    const other = quoting === 'backslash' ? 'doubled' : 'backslash';
    const found = await read(Buffer.from(importLine([text], quoting)), other);
    expect(found).not.toMatchObject([{ fields: [text] }]);
  }
});
