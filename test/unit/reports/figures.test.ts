import { describe, expect, it } from 'vitest';
import { dayOf, fill } from '../../../src/reports/figures.ts';
import { TEXTS } from '../../../src/texts/texts.ts';

/** Every sentence in a table of texts, with its keys. */
function sentencesIn(value: unknown, path = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => sentencesIn(inner, `${path}.${key}`));
}

const COUNTED =
  'posts|messages|files|conversations|channels|reactions|pins|accounts|lines|people|bytes|archives|changes|requests|members|replies|rows|tables';

describe('a sentence with a number', () => {
  it('has the word for one or for more', () => {
    const sentence = '{count} {count:file|files} {count:is|are} there';
    expect(fill(sentence, { count: 1 })).toBe('1 file is there');
    expect(fill(sentence, { count: '1' })).toBe('1 file is there');
    expect([0, 2, 1_001].map((count) => fill(sentence, { count }))).toEqual([
      '0 files are there',
      '2 files are there',
      '1,001 files are there',
    ]);
  });

  it('is left alone where a value is not known', () => {
    expect(fill('{count} {count:file|files}', {})).toBe('{count} {count:file|files}');
  });

  it('is worded so in all texts that count one thing', () => {
    // A limit of Slack's is never one, nor is a number for each second or minute.
    const plain = new RegExp(`\\{(?!max\\b|min\\b|total\\b)\\w+\\} (?:${COUNTED})\\b(?!/)`);
    const wrong = sentencesIn(TEXTS.en).filter(([, sentence]) => plain.test(sentence));
    expect(wrong).toEqual([]);
  });
});

it.each([
  ['en', '2026-11-03'],
  ['ja', '2026年11月3日'],
] as const)('a day is written as %s writes it', (lang, text) => {
  expect(dayOf(Date.UTC(2026, 10, 3, 23, 59), lang)).toBe(text);
});
