import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { undoLatin1, undoRepeatedly } from '../../../../src/exporters/database/latin1.ts';
import { repairText } from '../../../../src/exporters/database/repair.ts';

/** Bytes 80 to 9F of Windows-1252 (unicode.org, CP1252.TXT); 81, 8D, 8F, 90 and 9D have no character there. */
const CP1252 = [
  ...[0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021],
  ...[0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f],
  ...[0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014],
  ...[0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178],
];
const asMysqlLatin1 = (text: string): string =>
  [...Buffer.from(text)].map((byte) => String.fromCharCode(CP1252[byte - 0x80] ?? byte)).join('');
const asIso = (text: string): string => Buffer.from(text).toString('latin1');
const isAscii = (text: string): boolean => Buffer.from(text).length === text.length;

const texts = fc.string({ unit: 'grapheme-composite', maxLength: 40 });

describe('a text whose UTF-8 was read as latin1', () => {
  it.each([
    ['開発', 'é–‹ç™º'],
    ['é', 'Ã©'],
    ['“quoted”', 'â€œquotedâ€\u009d'],
    ['à', 'Ã\u00a0'],
    ['Í', 'Ã\u008d'],
    ['😀', 'ðŸ˜€'],
  ])('%s is undone', (meant, stored) => {
    expect(asMysqlLatin1(meant)).toBe(stored);
    expect(undoLatin1(stored)).toBe(meant);
  });

  it('has every byte undone, of MySQL and of PostgreSQL', () => {
    const all = Array.from({ length: 0x800 - 0x80 }, (_, index) =>
      String.fromCodePoint(0x80 + index),
    );
    for (const sign of all) {
      expect(undoLatin1(asMysqlLatin1(sign))).toBe(sign);
      expect(undoLatin1(asIso(sign))).toBe(sign);
    }
  });

  it('is undone whatever it says, and a text of ASCII is left alone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const meant = isAscii(text) ? undefined : text;
        expect(undoLatin1(asMysqlLatin1(text))).toBe(meant);
        expect(undoLatin1(asIso(text))).toBe(meant);
      }),
    );
  });

  it('is undone exactly: what undoing gives becomes the stored text again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aÃÂâé\u0080\u0082€‚™©\xa0'), maxLength: 4 }),
        (stored) => {
          const undone = undoLatin1(stored) ?? '';
          expect(['', asMysqlLatin1(undone), asIso(undone)]).toContain(undone && stored);
        },
      ),
    );
  });

  it('that was read so twice is undone twice, and no oftener than asked', () => {
    const twice = asMysqlLatin1(asMysqlLatin1('開発'));
    expect(undoRepeatedly(twice, 1).text).toBe(asMysqlLatin1('開発'));
    expect(undoRepeatedly(twice, 2)).toEqual({ rounds: 2, text: '開発' });
    expect(undoRepeatedly(asMysqlLatin1('開発'), 2)).toEqual({ rounds: 1, text: '開発' });
  });
});

describe('a sound text', () => {
  it.each([
    'Le café est fermé, à bientôt',
    'Größe, Straße, Übergrößenträger',
    'Tiếng Việt rất đẹp',
    '開発チームへ',
    'Привет',
    '“smart” – quotes…',
    'é–‹ç™º と表示される',
    'Le mot été devient Ã©tÃ©',
    'naïve café',
    'a\ufffdb',
    'caf\u0085 “both”',
  ])('%s is left alone', (sound) => {
    expect(repairText(sound, 2)).toBe(sound);
  });
});

describe('JSON', () => {
  it('has each of its strings undone by itself', () => {
    const stored = JSON.stringify({
      text: asMysqlLatin1('開発 "x"'),
      [asMysqlLatin1('鍵')]: ['開発', 'a\\b', 1],
    });
    expect(JSON.parse(repairText(stored, 1))).toEqual({
      text: '開発 "x"',
      鍵: ['開発', 'a\\b', 1],
    });
  });

  it('is read only where a text is JSON', () => {
    const stored = `[${asMysqlLatin1('開発')} 開発`;
    expect(repairText(stored, 1)).toBe(stored);
  });
});
