import { rm } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexMerge, type MergedTerm } from '../../../../src/importers/site/index-merge.ts';
import { RunBuilder } from '../../../../src/importers/site/index-run.ts';
import {
  authorTerm,
  eachTerm,
  hashText,
  partCount,
  partOfTerm,
} from '../../../../src/mapping/site/terms.ts';
import { partScript, scriptText } from '../../../../src/reports/site/page.ts';
import { QUERY_SCRIPT } from '../../../../src/reports/site/search-script.ts';
import { makeScratchFolder } from '../../../support/scratch-folder.ts';

interface AskedTerm {
  readonly term: string;
  readonly key: string;
  readonly isBeginning: boolean;
}

/** The query of the site's own script. */
const askedTerms: (query: string) => readonly AskedTerm[] = runInNewContext(
  `${QUERY_SCRIPT}; askedTerms`,
);

function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  eachTerm(text, (term) => terms.add(term));
  return terms;
}

/** What the browser does with parts of the index. */
function finds(terms: ReadonlySet<string>, query: string, parts: number): boolean {
  const asked = askedTerms(query);
  return asked.every(({ term, key, isBeginning }) => {
    const part = hashText(key) & (parts - 1);
    return [...terms].some(
      (known) =>
        partOfTerm(known, parts) === part &&
        (isBeginning ? known.startsWith(term) : known === term),
    );
  });
}

const WORDS = fc.constantFrom(
  ...[
    'deploy',
    'Café',
    'ＦＵＬＬ',
    'ﾊﾝｶｸ',
    'release_2',
    'x',
    'ok',
    '東京',
    '東京都庁',
    '検索',
    '猫',
    'リリース',
    'データベース',
  ],
  ...[
    'Ünïcode',
    'Привет',
    'ελληνικά',
    'שלום',
    '한국어',
    '日本語English混在',
    '𠮷野家',
    'e\u0301te\u0301',
    '10時30分',
    'ﬁle',
    'ภาษาไทย',
  ],
);
const TEXT = fc.array(fc.oneof(WORDS, fc.string({ unit: 'binary' })), { maxLength: 12 });
const PARTS = fc.constantFrom(1, 2, 64, 2048);

describe('the search of a site', () => {
  it('finds every word of a post, whatever stands around it', () => {
    fc.assert(
      fc.property(TEXT, WORDS, TEXT, PARTS, (before, word, after, parts) => {
        const text = [...before, word, ...after].join(' ');
        expect(finds(termsOf(text), word, parts)).toBe(true);
      }),
    );
  });

  it('finds every part of a Japanese text, down to one character', () => {
    const japanese = fc.string({
      unit: fc.constantFrom(...'東京都検索するデータベースー々猫𠮷あ'),
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(japanese, fc.nat(), fc.nat({ max: 6 }), PARTS, (text, at, length, parts) => {
        const characters = [...text];
        const from = at % characters.length;
        const part = characters.slice(from, from + 1 + length).join('');
        expect(finds(termsOf(text), part, parts)).toBe(true);
      }),
    );
  });

  it('finds a word by its beginning from three letters on, and no other word', () => {
    expect(finds(termsOf('Migration'), 'migr', 64)).toBe(true);
    expect(finds(termsOf('Migration'), 'mi', 64)).toBe(false);
    expect(finds(termsOf('Migration'), 'gration', 64)).toBe(false);
    expect(finds(termsOf('東京'), '京都', 64)).toBe(false);
    expect(finds(termsOf('deploy the release'), 'release deploy', 64)).toBe(true);
    expect(finds(termsOf('deploy the release'), 'release undeployed', 64)).toBe(false);
  });

  it('finds the posts of a person by their username', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9._-]{1,22}$/), PARTS, (name, parts) => {
        const terms = new Set([authorTerm(name), ...termsOf('hello')]);
        expect(finds(terms, `hello from:${name}`, parts)).toBe(true);
        expect(finds(terms, `hello from:@${name}x`, parts)).toBe(false);
      }),
    );
  });

  it('has more parts for more posts, always a power of two', () => {
    for (const posts of [0, 1, 500, 501, 100_000, 10_000_000]) {
      const parts = partCount(posts);
      expect(Math.log2(parts) % 1).toBe(0);
      expect(parts * 500 >= posts || parts === 2048).toBe(true);
    }
  });
});

/** The posts of a term, as the browser reads them. */
function numbersOf({ posts }: MergedTerm): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  let last = 0;
  for (const byte of posts) {
    value += (byte & 0x7f) * scale;
    scale *= 0x80;
    if (byte >= 0x80) continue;
    last += value;
    numbers.push(last);
    value = 0;
    scale = 1;
  }
  return numbers;
}

describe('the parts of an index', () => {
  it('hold for each term exactly the posts that have it, however the posts are cut into runs', async () => {
    const folder = await makeScratchFolder();
    const post = fc.uniqueArray(fc.constantFrom('a', 'bb', 'ccc', '東', '東京', 'zebra', '\t'), {
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(post, { minLength: 1, maxLength: 40 }), { maxLength: 6 }),
        fc.constantFrom(1, 2, 32),
        async (runs, parts) => {
          const path = folder.join('runs');
          const merge = new IndexMerge(path, parts);
          const expected = new Map<string, number[]>();
          let first = 0;
          for (const run of runs) {
            const builder = new RunBuilder(parts);
            run.forEach((terms, number) => {
              builder.addId(`id${first + number}`, number);
              for (const term of [...terms, ...terms]) builder.addTerm(term, number);
              for (const term of terms) {
                expected.set(term, [...(expected.get(term) ?? []), first + number]);
              }
              expected.set(`id${first + number}`, [first + number]);
            });
            merge.add(builder.take(), first);
            first += run.length;
          }
          const merged = [...merge.merged()].flat();
          merge.close();
          await rm(path);
          expect(new Map(merged.map((term) => [term.term, numbersOf(term)]))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
    await folder.remove();
  });

  it('are scripts that hand over their text as it is and hold no end of a script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const hostile = `${text}</script><!--\u2028"'\\`;
        expect(scriptText(hostile)).not.toMatch(/<|\u2028|\n/);
        const told: unknown[] = [];
        runInNewContext(partScript('a/b', hostile), {
          mm2slackPart: (...all: unknown[]) => told.push(all),
        });
        expect(told).toEqual([['a/b', hostile]]);
      }),
    );
  });
});
