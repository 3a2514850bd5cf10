import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  csvLine,
  decodeSpreadsheet,
  parseTable,
  tableComplaints,
} from '../../../src/mapping/csv.ts';
import {
  cellsOfRow,
  csvDocument,
  markedLike,
  withCells,
} from '../../../src/mapping/csv-document.ts';

const COLUMNS = ['a', 'b', 'c'] as const;
const read = (text: string) =>
  parseTable(text, COLUMNS, 't.csv', tableComplaints('t.csv')).map(({ cells }) => cells);
const documentRows = (text: string) => {
  const document = csvDocument(text);
  return document.starts.map((_start, row) => cellsOfRow(document, row, COLUMNS));
};

const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '=1+1', "'=1", 'a,b', 'a;b\tc', 'say "hi"', 'two\nlines', ' blank ', '\r\n'),
);
const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 });
/** Tables as we write them, and as a spreadsheet saves them: all quoted, other separators and line breaks. */
const table = fc
  .tuple(rows, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n', '\r'), fc.boolean())
  .map(([lines, delimiter, lineBreak, isQuoted]) => {
    const all: readonly (readonly string[])[] = [COLUMNS, ...lines];
    if (!isQuoted) return all.map((cells) => csvLine(cells)).join('');
    return all
      .map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(delimiter))
      .map((line) => line + lineBreak)
      .join('');
  });

describe('a table as its file has it', () => {
  it('has the rows and cells that the reader of tables finds', () => {
    fc.assert(
      fc.property(table, (text) => {
        expect(documentRows(text)).toEqual(read(text));
      }),
    );
  });

  it('keeps every character when nothing is changed', () => {
    fc.assert(
      fc.property(table, (text) => {
        expect(withCells(csvDocument(text), new Map())).toBe(text);
      }),
    );
  });

  it('changes the cells that are changed, and no other', () => {
    const value = fc.constantFrom(
      '',
      'U0123',
      'a;b',
      'a,b',
      'a\tb',
      'say "hi"',
      '山田',
      '=1',
      '@x',
    );
    fc.assert(
      fc.property(table, fc.nat(5), fc.constantFrom(...COLUMNS), value, (text, at, column, to) => {
        const before = read(text);
        fc.pre(at < before.length);
        const written = withCells(csvDocument(text), new Map([[at, { [column]: to }]]));
        const now = before.map((cells, row) => (row === at ? { ...cells, [column]: to } : cells));
        expect(read(written)).toEqual(now);
      }),
    );
  });

  it('keeps order of columns, columns of others, blank lines and the end without a line break', () => {
    const text = '\r\nnote;B;a;C\r\n"x;y";1;2;3\r\n\r\n"say ""hi""";4;5;6';
    expect(withCells(csvDocument(text), new Map([[1, { c: 'six; seven' }]]))).toBe(
      '\r\nnote;B;a;C\r\n"x;y";1;2;3\r\n\r\n"say ""hi""";4;5;"six; seven"',
    );
  });

  it('writes no formula', () => {
    const text = 'a,b,c\n1,2,3\n';
    expect(withCells(csvDocument(text), new Map([[0, { b: '=cmd()' }]]))).toBe(
      "a,b,c\n1,'=cmd(),3\n",
    );
  });

  it.each([
    ['UTF-8', Buffer.from('a,é'), 'a,é'],
    ['UTF-8 with a mark', Buffer.from('\ufeffa,é'), '\ufeffa,é'],
    ['UTF-16', Buffer.from('\ufeffa,é', 'utf16le'), '\ufeffa,é'],
    ['CP932', Buffer.from([0x61, 0x2c, 0x8e, 0x52]), '\ufeffa,山'],
  ])(
    'is written as UTF-8 with the mark that plan writes, and as its file where that is plain: %s',
    (_name, bytes, text) => {
      expect(markedLike(bytes, decodeSpreadsheet(bytes, 't.csv'))).toBe(text);
    },
  );
});
