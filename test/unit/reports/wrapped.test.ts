import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textWidth } from '../../../src/mapping/text.ts';
import { terminalTable } from '../../../src/reports/terminal-table.ts';
import { wrapLine } from '../../../src/reports/wrapped.ts';
import { tooWide } from '../../support/too-wide.ts';

const word = fc.oneof(
  fc.stringMatching(/^[a-z0-9/.-]{1,30}$/),
  fc.stringMatching(/^[ぁ-んァ-ヶ一-龠、。「」（）ー]{1,60}$/u),
  fc.constantFrom('×', '—', '（参照:', 'verify.md', '件。', '👍🏽', '10,000'),
);
const text = fc
  .tuple(
    fc.constantFrom('', '  ', '      ', 'warning  doctor          '),
    fc.array(fc.tuple(word, fc.constantFrom(' ', '  ', '')), { minLength: 1, maxLength: 40 }),
  )
  .map(([indent, words]) => indent + words.flat().join(''));
const withoutSpace = (line: string): string => line.replace(/\s/g, '');

describe('a line that is wider than a terminal', () => {
  it('becomes lines that fit, but for words with no place to break, with nothing lost', () => {
    fc.assert(
      fc.property(text, (line) => {
        const lines = wrapLine(line);
        expect(tooWide(lines.join('\n'))).toEqual([]);
        expect(withoutSpace(lines.join(''))).toBe(withoutSpace(line));
      }),
    );
  });

  it('goes on under its last column, or as far in as it began', () => {
    const says = 'no account may read this, and it says so at a length that no terminal has';
    expect(wrapLine(`warning   rights          ${says}`, 60)).toEqual([
      'warning   rights          no account may read this, and it',
      '                          says so at a length that no',
      '                          terminal has',
    ]);
    expect(wrapLine(`  12 × ${says}`, 60)[1]).toMatch(/^ {2}\S/);
  });

  it('ends between words of Japanese where a mark allows it', () => {
    const line = '「計画を作ると、起きることがすべて分かります。」何も変更しません。';
    for (const columns of [40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50]) {
      const lines = wrapLine(line, columns);
      expect(lines.length).toBeGreaterThan(1);
      for (const each of lines) {
        expect(textWidth(each)).toBeLessThanOrEqual(columns);
        expect(each).not.toMatch(/^[、。」ー]|「$/u);
      }
    }
  });
});

describe('a table on a terminal', () => {
  const columns = [
    { label: 'name', align: 'word' },
    { label: 'count', align: 'number' },
    { label: 'advice', align: 'text' },
  ] as const;

  it('fits, whatever its cells hold, and loses nothing', () => {
    const cell = fc.oneof(text, fc.stringMatching(/^[a-z]{1,200}$/));
    const rows = fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (given) => {
        const lines = terminalTable(columns, given);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(80);
        const sorted = (printed: string): string => [...withoutSpace(printed)].sort().join('');
        const all = [columns.map(({ label }) => label), ...given].flat().join('');
        expect(sorted(lines.join(''))).toBe(sorted(all));
      }),
    );
  });

  it('has its columns under each other, numbers at the right, wide characters counted as two', () => {
    const rows = [
      ['開発', '1,200', 'a'],
      ['dev', '7', 'b'],
    ];
    expect(terminalTable(columns, rows)).toEqual([
      '  name  count  advice',
      '  開発  1,200  a',
      '  dev       7  b',
    ]);
  });

  it('breaks no word as long as its columns have room for the words of each', () => {
    const rows = [['Enterprise+', '10', 'configured as the owner wants, and only then']];
    const lines = terminalTable(columns, rows, 40);
    for (const each of ['Enterprise+', 'configured']) expect(lines.join('\n')).toContain(each);
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(40);
  });

  it('is a list of each row where its words have no room beside each other', () => {
    const wide = ['What', 'Version', 'Support ends', 'Releases since', 'Overdue', 'Source'].map(
      (label) => ({ label, align: 'text' as const }),
    );
    const address = 'https://docs.example.com/product/releases/all.html';
    const row = ['Mattermost', '8.1', '2024-05-15', '', 'unconditionally', address];
    expect(terminalTable(wide, [row, row.with(0, 'MariaDB')], 70)).toEqual(
      ['Mattermost', 'MariaDB'].flatMap((name) => [
        `  ${name}`,
        '    Version         8.1',
        '    Support ends    2024-05-15',
        '    Overdue         unconditionally',
        `    Source          ${address}`,
      ]),
    );
    expect(terminalTable(wide, [row], 55).slice(-2)).toEqual(['    Source', `    ${address}`]);
  });
});
