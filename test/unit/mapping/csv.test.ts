import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/mapping/csv.ts';

describe('a line of CSV', () => {
  it.each([
    [['a', 'b', ''], 'a,b,\r\n'],
    [[], '\r\n'],
    [['営業部', '🙂'], '営業部,🙂\r\n'],
    [['a,b'], '"a,b"\r\n'],
    [['say "hi"'], '"say ""hi"""\r\n'],
    [['two\nlines', 'two\r\nlines'], '"two\nlines","two\r\nlines"\r\n'],
  ])('of %j is %j', (cells, line) => {
    expect(csvLine(cells)).toBe(line);
  });

  it.each([
    ['=1+2', "'=1+2\r\n"],
    ['+81-3-0000', "'+81-3-0000\r\n"],
    ['-5', "'-5\r\n"],
    ['@SUM(A1)', "'@SUM(A1)\r\n"],
    ['\t=1', "'\t=1\r\n"],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"\r\n'],
    ['\r=1', '"\'\r=1"\r\n'],
    ['\n=1', '"\'\n=1"\r\n'],
    // Spreadsheets in a Japanese locale take the full-width forms for the signs.
    ['＝1', "'＝1\r\n"],
    ['＠x', "'＠x\r\n"],
    ["'=1", "''=1\r\n"],
  ])('holds %j as text, which no spreadsheet calculates', (cell, line) => {
    expect(csvLine([cell])).toBe(line);
  });

  it('leaves signs inside a cell alone', () => {
    expect(csvLine(['a=b', 'c-d', 'x@y'])).toBe('a=b,c-d,x@y\r\n');
  });

  it('can be read back, whatever it holds', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', 'あ', ' ', "'"),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        const read = readLine(csvLine(cells));
        expect(read.map((value) => value.replace(/^'(?='*[=+\-@\t\r\n])/, ''))).toEqual(cells);
      }),
    );
  });
});

/** The cells of one line, by RFC 4180. */
function readLine(line: string): readonly string[] {
  const cells = [...`${line.slice(0, -2)},`.matchAll(/(?:"((?:[^"]|"")*)"|([^",]*)),/g)];
  return cells.map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
