import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import { canonicalText } from '../../../../../src/mapping/verify/text/canonical.ts';
import { isPlain, sourceBlocks } from '../../../../../src/mapping/verify/text/source-text.ts';
import { notEmpty } from '../../../../support/not-empty.ts';
import {
  anyText,
  borderText,
  cutAddress,
  longText,
  markupFragments,
  plainWord,
} from '../../markdown/markdown-arbitraries.ts';
import { minimalText } from '../../markdown/minimal-text.ts';
import { textContext } from '../../markdown/text-context.ts';
import { difference, falseAlarm, formsOf, isSaidTwice, textsWith } from './both-sides.ts';

const FOLDER = join(import.meta.dirname, '../../../../../fixtures/markdown');
const NAMES = readdirSync(FOLDER).filter((file) => file.endsWith('.md'));
const RUNS = { numRuns: 2_000 };

/** The forms in which texts are migrated: into an archive, by a replay, and with formulas. */
const CONTEXTS = [
  ['an archive', textContext()],
  ['a replay', textContext({ mentions: 'text', channel: () => undefined })],
  ['formulas', textContext({ latex: { block: true, inline: true } })],
  ['tables in attachments', textContext({ tables: 'attachment' })],
  ['tables as text', textContext({ tables: 'text' })],
] as const;

describe('the reader of the source and the writer of the target, which share no code', () => {
  it.each(notEmpty(NAMES))('read a golden text in the same way: %s', (name) => {
    expect(falseAlarm(readFileSync(join(FOLDER, name), 'utf8'))).toBe('');
  });

  it.each(CONTEXTS)('read every golden text in the same way, for %s', (_what, context) => {
    const texts = NAMES.map((name) => readFileSync(join(FOLDER, name), 'utf8'));
    expect(texts.map((text) => falseAlarm(text, context)).filter((found) => found !== '')).toEqual(
      [],
    );
  });

  it.each(CONTEXTS)('read random markup in the same way, for %s', (_what, context) => {
    const texts = fc.sample(markupFragments, { ...RUNS, seed: 20_260_301 });
    const differing = texts.filter((fragments) => falseAlarm(fragments.join(''), context) !== '');
    const smallest = differing
      .slice(0, 5)
      .map((fragments) => minimalText(fragments, (text) => falseAlarm(text, context) !== ''))
      .map((text) => `${JSON.stringify(text)} ${falseAlarm(text, context)}`);
    expect(smallest).toEqual([]);
  });

  const PLACES = ['block', 'attachment', 'text'] as const;
  it.each(PLACES.flatMap((written) => PLACES.map((expected) => ({ written, expected }))))(
    'find a table that is written as $written where $expected is the setting, and each damage of it',
    ({ written, expected }) => {
      const text = 'before\n\n| Name | Count |\n| - | -: |\n| **alpha** | 12 |\n\nafter';
      const { parts } = renderText(text, textContext({ tables: written }));
      const context = textContext({ tables: expected });
      expect(difference(text, parts, context)).toBe('');
      for (const [from, to] of [
        ['alpha', 'alpho'],
        ['12', '13'],
        ['before', 'befor'],
        ['after', 'aftr'],
      ] as const) {
        const damaged = JSON.parse(JSON.stringify(parts).replaceAll(from, to));
        expect([from, difference(text, damaged, context)]).not.toEqual([from, '']);
      }
      const gone = parts.map(({ table: _table, ...part }) => part);
      if (written === 'attachment') expect(difference(text, gone, context)).not.toBe('');
    },
  );

  it.each(['> \u00a0', '>\u3000', '** \t**', '# \u2003', '- \u00a0\n- a', '\u00a0', '`` ` ``'])(
    'read a text of white space alone in the same way: %j',
    (text) => {
      expect(falseAlarm(text)).toBe('');
    },
  );

  it.each([
    ['an address', `https://e.com/${'a'.repeat(5_000)}`],
    ['a link', `see [the page](https://e.com/${'a'.repeat(5_000)}) now`],
    ['an image', `![a](https://e.com/${'a'.repeat(5_000)}.png =10x10)`],
    ['a link in a table', `|a|\n|-|\n|[b](https://e.com/${'a'.repeat(5_000)})|\n`],
    ['a link with a long label', `[${'label '.repeat(2_500)}](https://e.com/)`],
  ])('read %s of 5,000 characters and more in the same way', (_what, text) => {
    expect(falseAlarm(text)).toBe('');
  });

  it('read any text in the same way', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, borderText, cutAddress), (text) => {
        expect(falseAlarm(text)).toBe('');
      }),
      { numRuns: 3 * RUNS.numRuns },
    );
  });

  it('read a text of several messages in the same way', () => {
    fc.assert(
      fc.property(longText, (text) => {
        expect(falseAlarm(text)).toBe('');
      }),
      { numRuns: 60 },
    );
  });
});

describe('the blocks and the text of a message', () => {
  it('say the same, whatever was typed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(renderText(text, textContext()).parts.filter((part) => !isSaidTwice(part))).toEqual(
          [],
        );
      }),
      RUNS,
    );
  });
});

describe('a text that is taken for plain', () => {
  const readAtLength = (text: string): string =>
    canonicalText(sourceBlocks(text, textsWith(textContext())));

  it('is what reading it at length gives', () => {
    const words = fc.array(
      fc.oneof(plainWord, fc.constantFrom('\n', '\n\n', '  ', '.', ', ', '1 ', '!')),
    );
    const text = fc.oneof(
      words.map((each) => each.join(' ')),
      words.map((each) => each.join('')),
      anyText,
    );
    let plain = 0;
    fc.assert(
      fc.property(text, (typed) => {
        fc.pre(isPlain(typed));
        plain += 1;
        expect(formsOf(typed, textContext()).text).toBe(readAtLength(typed));
      }),
      { numRuns: 2_000 },
    );
    expect(plain).toBeGreaterThan(1_000);
  });

  it.each([
    'Good morning',
    '本日の定例は15時からです。',
    'It costs 5 % more (about 1,200 yen).',
    'Ready!\nGo',
  ])('is one of the usual kind: %s', (text) => {
    expect(isPlain(text)).toBe(true);
  });
});
