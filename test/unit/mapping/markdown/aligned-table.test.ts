import fc from 'fast-check';
import { eastAsianWidth } from 'get-east-asian-width';
import { describe, expect, it } from 'vitest';
import { alignedTable } from '../../../../src/mapping/markdown/elements/table.ts';
import { textWidth } from '../../../../src/mapping/text.ts';

const linesOf = (rows: string[][], alignments: ('left' | 'right' | 'center')[] = []): string[] =>
  alignedTable(rows, alignments)
    .elements.map((inline) => (inline.type === 'text' ? inline.text : ''))
    .join('')
    .split('\n');

describe('an aligned table', () => {
  it('counts a Japanese character as two columns and a combining mark as none', () => {
    expect(['a', 'あ', 'ｱ', '（', '😀', 'e\u0301'].map(textWidth)).toEqual([1, 2, 1, 2, 2, 1]);
  });

  it('counts as two columns what looks like an emoji, and one for the same sign as text', () => {
    expect(['✅', '❌', '⚡', '🛠\ufe0f', '🛠', '☀\ufe0f', '☀', '漢\ufe0f'].map(textWidth)).toEqual([
      2, 2, 2, 2, 1, 2, 1, 2,
    ]);
  });

  it('counts columns as Unicode does, whatever the character', () => {
    const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 });
    fc.assert(
      fc.property(character, (one) => {
        const width = eastAsianWidth(one.codePointAt(0) ?? 0);
        const isUnseen = width === 1 && /\p{Mn}|\p{Me}|[\u200b-\u200f]|[\ufe00-\ufe0f]/u.test(one);
        expect(textWidth(one)).toBe(isUnseen ? 0 : width);
      }),
      { numRuns: 5_000 },
    );
  });

  it('puts the separators of every row in the same column', () => {
    const cell = fc.constantFrom('', 'a', 'word', '日本', '（注）', '😀', 'ﾊﾝｶｸ');
    const table = fc.array(fc.tuple(cell, cell, fc.constant('end')), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(table, (rows) => {
        const [first = '', rule = '', ...others] = linesOf(rows.map((row) => [...row]));
        const columnsOf = (line: string): number[] =>
          [...line.matchAll(/[|+]/g)].map((separator) => textWidth(line.slice(0, separator.index)));
        expect(columnsOf(rule)).toEqual(columnsOf(first));
        for (const line of others) expect(columnsOf(line)).toEqual(columnsOf(first));
      }),
    );
  });

  it('aligns to the left, the right and the middle', () => {
    expect(
      linesOf(
        [
          ['longer', 'longer', 'longer'],
          ['a', 'b', 'c'],
        ],
        ['left', 'right', 'center'],
      ),
    ).toEqual(['longer | longer | longer', '-------+--------+-------', 'a      |      b |   c']);
  });

  it('does not make a column wider for one very long cell', () => {
    const lines = linesOf([
      ['x'.repeat(500), 'a'],
      ['y', 'b'],
    ]);
    expect(lines[2]?.length).toBeLessThan(80);
  });
});
