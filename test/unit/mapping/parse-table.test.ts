import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors/errors.ts';
import { csvLine, parseTable, tableComplaints } from '../../../src/mapping/csv.ts';

/** Lines and their cells `a` and `b`, or the complaints. */
function read(text: string) {
  const complaints = tableComplaints('t.csv');
  const rows = parseTable(text, ['a', 'b'], 't.csv', complaints);
  complaints.throwAny();
  return rows.map(({ line, cells }) => [line, cells.a, cells.b]);
}

describe('reading a table', () => {
  it.each([
    ['commas', 'a,b\n1,2\n', [[2, '1', '2']]],
    ['semicolons', 'a;b\n1;2,5\n', [[2, '1', '2,5']]],
    ['tabs', 'a\tb\n1\t2;5\n', [[2, '1', '2;5']]],
    ['the separator that the header has most of', 'a;b;"x,y"\n1;2;3\n', [[2, '1', '2']]],
    ['a byte order mark before a quote', '\ufeff"a",b\n1,2\n', [[2, '1', '2']]],
    ['a header in another case, order and with blanks', ' B ,A\n1,2\n', [[2, '2', '1']]],
    ['further columns', 'x,a,b,y\n0,1,2,3\n', [[2, '1', '2']]],
    ['no line break at the end', 'a,b\n1,2', [[2, '1', '2']]],
    ['blanks around a cell', 'a,b\n 1 ,2 \n', [[2, '1', '2']]],
    ['the quote before a formula, and no other quote', `a,b\n'=1+1,'tis\n`, [[2, '=1+1', "'tis"]]],
  ])('takes %s', (_what, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it.each([
    ['\\n', '\n', '\n'],
    ['\\r\\n', '\r\n', '\r\n'],
    ['\\r', '\r', '\r'],
    ['\\n in cells and \\r\\n after rows, as Excel does', '\r\n', '\n'],
  ])('counts lines as an editor does: %s', (_what, rowEnd, inCell) => {
    const rows = ['', 'a,b', `1,"x${inCell}${inCell}y"`, '', '3,4', `"p${inCell}q",5`, '6,7'];
    expect(read(rows.join(rowEnd))).toEqual([
      [3, '1', 'x\n\ny'],
      [7, '3', '4'],
      [8, 'p\nq', '5'],
      [10, '6', '7'],
    ]);
  });

  it('complains of every row with too few or too many cells at once', () => {
    expect(() => read('a,b\n1\n"x\ny",2\n1,2,3\n')).toFailWith(
      't.csv line 2: 1 cell, expected 2\nt.csv line 5: 3 cells, expected 2',
    );
  });

  it.each([
    ['an empty file', '', 't.csv: the file is empty, expected a header line'],
    ['missing columns', 'x,y\n1,2\n', 't.csv line 1: missing column a, b'],
  ])('refuses %s', (_what, text, message) => {
    expect(() => read(text)).toFailWith(message);
  });

  it('refuses a quote that is never closed, naming the file', () => {
    expect(() => read('a,b\n"1,2\n')).toThrow(UsageError);
    expect(() => read('a,b\n"1,2\n')).toFailWith(/^t\.csv: cannot be read as CSV \(.*line/);
  });

  it('reads back whatever was written', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('=', '+', '-', '@', '＝', "'", '"', ',', ';', '\t', '\n', '\r\n', '山田'),
    );
    const cell = fc
      .array(piece)
      .map((pieces) => pieces.join('').replaceAll(/\r\n?/g, '\n').trim())
      // A quote that somebody put before a formula is taken for ours.
      .filter((text) => !/^'[=+\-@＝＋－＠\t\n]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
        const text = [['a', 'b'], ...rows].map(csvLine).join('');
        expect(read(text).map(([, ...cells]) => cells)).toEqual(rows);
      }),
    );
  });
});
