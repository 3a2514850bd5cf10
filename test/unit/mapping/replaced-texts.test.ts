import { describe, expect, it } from 'vitest';
import { rowsOf } from '../../../fixtures/load.ts';
import { findReplacedTexts } from '../../../src/mapping/replaced-texts.ts';
import type { StoredText } from '../../../src/model/encoding.ts';

const NAME_COLUMNS = ['FirstName', 'LastName', 'Nickname', 'Position', 'DisplayName'];

/** Names and posts of the fixtures, which are English and Japanese. */
const STORED: readonly StoredText[] = rowsOf('mysql', '8.1').flatMap(
  ({ table, values }): readonly StoredText[] => {
    if (table === 'Posts') {
      const place = String(values['Id']);
      return [{ text: String(values['Message'] ?? ''), isName: false, createAtMs: 1, place }];
    }
    if (!['Users', 'Teams', 'Channels'].includes(table)) return [];
    return NAME_COLUMNS.filter((column) => typeof values[column] === 'string').map((column) => ({
      ...{ text: String(values[column]), isName: true, createAtMs: 0, place: table },
    }));
  },
);

const posts = (texts: readonly string[]): readonly StoredText[] =>
  texts.map((text, index) => ({ text, isName: false, createAtMs: index, place: `post${index}` }));
const names = (texts: readonly string[]): readonly StoredText[] =>
  texts.map((text) => ({ text, isName: true, createAtMs: 0, place: 'Users' }));
const damaged = (texts: readonly StoredText[], damage: (text: string) => string) =>
  texts.map((stored) => ({ ...stored, text: damage(stored.text) }));

/** A character that the other set lacks becomes one mark in MySQL's conversion, or one for each byte. */
const DAMAGES: readonly (readonly [what: string, damage: (text: string) => string])[] = [
  ['through latin1', (text) => text.replace(/[^\0-\u00ff]/gu, '?')],
  ['through ASCII', (text) => text.replace(/[^\0-\u007f]/gu, '?')],
  [
    'through ASCII, by bytes',
    (text) => text.replace(/[^\0-\u007f]/gu, (sign) => '?'.repeat(Buffer.byteLength(sign))),
  ],
];

/** What people write with question marks. */
const ASKED = [
  ...['what????', 'what???? why????', 'Really?? You did?!', 'ok?', '???', '????', '?', '?????'],
  ...['??', 'huh??? :smile:', 'where is it?? in tokyo??', 'どうして????', '本当???? すごい!!'],
  ...['`a ?? b`', 'const x = a ?? b ?? c;', '```\nx ?? y ??? z ????\n```', 'id=?, name=?'],
  ...['SELECT * FROM t WHERE a IN (?, ?, ?)', 'https://a.example/x????y', '/search?q=a??b'],
  ...['wait... ??', '(???)', '"why???"', '**what**???', 'i??', 'TODO: who does this ???', '!?!?!?'],
  ...['?? who knows', 'Ça marche ??', 'maybe Monday ? maybe Tuesday ?', 'no. ??? no.'],
];

describe('characters that were replaced by question marks', () => {
  it.each(DAMAGES)('are found in names and posts that came %s', (_what, damage) => {
    const found = findReplacedTexts(damaged(STORED, damage));
    expect(found?.names).toBeGreaterThan(10);
    expect(found?.posts).toBeGreaterThan(10);
    expect(found?.looked).toBe(STORED.length);
  });

  it.each(DAMAGES)(
    'are found where only old posts came %s, between sound ones',
    (_what, damage) => {
      const old = STORED.filter(({ isName }) => !isName).map((stored, index) =>
        index % 5 === 0 ? { ...stored, text: damage(stored.text) } : stored,
      );
      const found = findReplacedTexts([...STORED.filter(({ isName }) => isName), ...old]);
      expect(found?.names).toBe(0);
      expect(found?.posts).toBeGreaterThanOrEqual(5);
      expect(old.map(({ place }) => place)).toContain(found?.first);
    },
  );

  it('are found where every emoji became four marks', () => {
    const texts = ['done', 'お疲れ様です', 'ship it', 'thanks', '完了', 'lunch', 'great'];
    const withEmoji = posts([...texts.map((text) => `${text} ????`), '???????? party', ...texts]);
    expect(findReplacedTexts(withEmoji)?.posts).toBe(8);
    // An emoji that is left, or a run of another length, tells that people wrote the marks.
    expect(findReplacedTexts([...withEmoji, ...posts(['done 🎉'])])).toBeUndefined();
    expect(findReplacedTexts([...withEmoji, ...posts(['done ???'])])).toBeUndefined();
  });

  it('are not seen in sound texts', () => {
    expect(STORED.length).toBeGreaterThan(200);
    expect(findReplacedTexts(STORED)).toBeUndefined();
    expect(findReplacedTexts([])).toBeUndefined();
  });

  it('are not seen in what people ask, even where they write nothing else', () => {
    const all = [...posts(ASKED), ...names(['Questions??', 'Q&A?', 'what?', 'help?!', 'FAQ'])];
    expect(findReplacedTexts(all)).toBeUndefined();
    for (const text of ASKED) {
      const repeated = Array.from({ length: 20 }, (_, index) => `${text} ${'a'.repeat(index)}`);
      const sound = Array.from({ length: 40 }, (_, index) => `sentence ${index}`);
      const found = findReplacedTexts(posts([...repeated, ...sound, 'done 🎉']));
      expect([text, found]).toEqual([text, undefined]);
    }
  });

  it('are not told for the sake of a name or two, or of few posts among many', () => {
    const many = Array.from({ length: 400 }, (_, index) => `sentence ${index}`);
    expect(findReplacedTexts([...names(['??', '????']), ...posts(many)])).toBeUndefined();
    const few = Array.from({ length: 6 }, (_, index) => `???????? ?????${'x'.repeat(index)}`);
    expect(findReplacedTexts(posts([...many, ...few]))).toBeUndefined();
  });
});
