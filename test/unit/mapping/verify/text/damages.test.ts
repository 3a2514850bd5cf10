import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../../../src/mapping/markdown/render-text.ts';
import type { RenderedPart } from '../../../../../src/mapping/rendered-text.ts';
import { notEmpty } from '../../../../support/not-empty.ts';
import { textContext } from '../../markdown/text-context.ts';
import { difference, falseAlarm } from './both-sides.ts';

/* What happens to a text between the source and the target must be seen, wherever it happens. */

const RUNS = { numRuns: 600 };
const context = textContext();

/** The target of `shown`, held against the source `typed`. */
const seen = (typed: string, shown: string): string =>
  difference(typed, renderText(shown, context).parts, context);

describe('a text that became another one', () => {
  it.each([
    ['a point in a number', 'at 1.5 V', 'at 15 V'],
    ['a comma in a number', '1,000', '1.000'],
    ['a digit', '10:30', '10:31'],
    ['a sign', '-5 degrees', '5 degrees'],
    ['a plus', 'now +5', 'now -5'],
    ['a minus of its own', 'now −5', 'now -5'],
    ['a currency', '€ 100', '$ 100'],
    ['yen and pounds', '¥100', '£100'],
    ['percent and per mille', '5%', '5‰'],
    ['a range', '3–5', '35'],
    ['a slash', '1/2', '12'],
    ['an exponent', 'x²', 'x2'],
    ['a full-width digit', '１０', '10'],
    ['a comparison', 'a < b', 'a > b'],
    ['an equation', 'a ≠ b', 'a = b'],
    ['a colon', 'ratio 3:4', 'ratio 34'],
    ['capitals', 'NOT now', 'not now'],
    ['an exclamation mark', 'stop!', 'stop'],
    ['a question mark', 'really?', 'really'],
    ['quotation marks', 'the "new" one', 'the new one'],
    ['Japanese quotation marks', '「新規」', '『新規』'],
    ['a full stop', '終わり。', '終わり'],
    ['a long vowel', 'サーバー', 'サーバ'],
    ['a small kana', 'きょう', 'きよう'],
    ['a half-width kana', 'ｱ', 'ア'],
    ['an accent', 'résumé', 'resume'],
    ['a composed letter', 'é', 'e\u0301'],
    ['an override of direction', 'safe \u202etxt.exe', 'safe txt.exe'],
    ['an invisible space', 'pay\u200bpal', 'paypal'],
    ['a letter that looks alike', 'paypal', 'p\u0430ypal'],
    ['spaces between words', 'no where', 'nowhere'],
    ['a line feed', 'one\ntwo', 'one two'],
    ['words in another order', 'one two', 'two one'],
    ['a word left out', 'do not go', 'do go'],
    ['an emoji', ':tada:', ':smile:'],
    ['a picture', 'well 🎉', 'well 🎊'],
    ['the tone of a skin', '👍🏽', '👍'],
    ['an emoji that became text', ':tada:', '\\:tada:'],
    ['an emoticon', ':) yes', ';) yes'],
    ['a mention', '@alice', '@bob'],
    ['a mention that became text', '@alice', '\u200b@alice'],
    ['a mention of everybody', '@all', '@here'],
    ['a channel', '~dev', '~town-square'],
  ])('differs by %s', (_what, typed, shown) => {
    expect(falseAlarm(typed)).toBe('');
    expect(falseAlarm(shown)).toBe('');
    expect(seen(typed, shown)).not.toBe('');
  });

  it.each([
    ['bold', '**a** b', 'a b'],
    ['bold elsewhere', '**a** b', 'a **b**'],
    ['italic for bold', '**a**', '*a*'],
    ['struck', '~~a~~ b', 'a b'],
    ['a mark that nobody made', 'a b', '~~a~~ b'],
    ['the end of a mark', '**a b** c', '**a** b c'],
    ['code', '`a`', 'a'],
    ['a heading', '# a', 'a'],
    ['a quote', '> a', 'a'],
    ['the end of a quote', '> a\n> b', '> a\n\nb'],
    ['the depth of a quote', '> > a', '> a'],
    ['a list', '- a', 'a'],
    ['numbers for bullets', '1. a', '- a'],
    ['the first number', '3. a\n4. b', '1. a\n2. b'],
    ['the order of a list', '1. a\n2. b', '1. b\n2. a'],
    ['the depth of an item', '- a\n  - b', '- a\n- b'],
    ['two items in one', '- a\n- b', '- a b'],
    ['a check box', '- [x] a', '- [ ] a'],
    ['an item with a paragraph', '- a\n\n  b', '- a\n- b'],
    ['a rule', 'a\n\n---\n\nb', 'a\n\nb'],
    ['cells of a table', '| a | b |\n|---|---|\n| 1 | 2 |', '| a | b |\n|---|---|\n| 2 | 1 |'],
    ['rows of a table', '|a|\n|---|\n|1|\n|2|\n', '|a|\n|---|\n|2|\n|1|\n'],
    ['a cell that moved', '|a|b|\n|---|---|\n|1||\n', '|a|b|\n|---|---|\n||1|\n'],
    ['the alignment of a table', '|a|\n|--:|\n|1|\n', '|a|\n|:--|\n|1|\n'],
    ['a table as text', '|a|\n|---|\n|1|\n', 'a\n1'],
    ['the language of code', '```js\na\n```', '```\na\n```'],
    ['an operator in code', '`a != b`', '`a == b`'],
    ['an indentation in code', '```\n  a\n```', '```\n a\n```'],
    ['a blank line in code', '```\na\n\nb\n```', '```\na\nb\n```'],
    ['a tab in code', '```\n\ta\n```', '```\n    a\n```'],
    ['capitals in code', '`Null`', '`null`'],
    ['a quotation mark in code', '`"a"`', "`'a'`"],
  ])('differs by %s', (_what, typed, shown) => {
    expect(falseAlarm(typed)).toBe('');
    expect(seen(typed, shown)).not.toBe('');
  });

  it.each([
    ['scheme', 'https://e.com/a', 'http://e.com/a'],
    ['host', 'https://e.com/a', 'https://e.org/a'],
    ['port', 'https://e.com:8443/a', 'https://e.com:8444/a'],
    ['path', 'https://e.com/a', 'https://e.com/b'],
    ['slash at the end', 'https://e.com/a/', 'https://e.com/a'],
    ['capitals of the path', 'https://e.com/A', 'https://e.com/a'],
    ['query', 'https://e.com/?a=1', 'https://e.com/?a=2'],
    ['order of the query', 'https://e.com/?a=1&b=2', 'https://e.com/?b=2&a=1'],
    ['fragment', 'https://e.com/#a', 'https://e.com/#b'],
    ['escape', 'https://e.com/a%20b', 'https://e.com/a%2520b'],
    ['letter of another alphabet', 'https://example.com/', 'https://ex\u0430mple.com/'],
  ])('differs by the %s of a link, with and without a label', (_what, typed, shown) => {
    expect(seen(`see ${typed} now`, `see ${shown} now`)).not.toBe('');
    expect(seen(`[label](${typed})`, `[label](${shown})`)).not.toBe('');
    expect(seen(`![label](${typed})`, `![label](${shown})`)).not.toBe('');
  });

  it.each([
    ['a label', '[a](https://e.com)', '[b](https://e.com)'],
    ['a label that is bold', '[**a**](https://e.com)', '[a](https://e.com)'],
    ['a link that became text', '[a](https://e.com)', 'a'],
    ['a link that nobody made', 'a', '[a](https://e.com)'],
    ['the reach of a link', '[a b](https://e.com)', '[a](https://e.com) b'],
    ['an e-mail address', 'to info@e.com', 'to info@e.org'],
    ['the name in an e-mail address', 'to a.b@e.com', 'to ab@e.com'],
    ['a telephone number', 'tel:0312345678', 'tel:0312345679'],
  ])('differs by %s', (_what, typed, shown) => {
    expect(seen(typed, shown)).not.toBe('');
  });
});

const CHARACTERS = fc.constantFrom(...'0123456789.,-+/:%$€¥£=!<>&#?_~`*()[]|abcXYZ あ');

/** Each string inside blocks, with a way to change it. */
function stringsIn(
  value: unknown,
  keys: ReadonlySet<string>,
): { get: string; set: (to: string) => void }[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Record<string, unknown>;
  return Object.entries(fields).flatMap(([key, inner]) =>
    typeof inner === 'string' && keys.has(key)
      ? [{ get: inner, set: (to: string) => void Reflect.set(fields, key, to) }]
      : stringsIn(inner, keys),
  );
}

const KEYS: ReadonlySet<string> = new Set([
  'text',
  'url',
  'name',
  'user_id',
  'channel_id',
  'range',
  'language',
]);

/** Parts of which one character was changed, taken away or doubled; undefined where nothing can be. */
function damaged(
  parts: readonly RenderedPart[],
  where: number,
  how: number,
  to: string,
): readonly RenderedPart[] | undefined {
  const copy = structuredClone(parts) as RenderedPart[];
  const strings = copy
    .flatMap(({ blocks }) => stringsIn(blocks, KEYS))
    .filter(({ get }) => get.trim() !== '');
  const chosen = strings[where % Math.max(1, strings.length)];
  if (chosen === undefined) return undefined;
  const characters = [...chosen.get];
  const at = how % characters.length;
  const was = characters[at] ?? '';
  if (/\s/.test(was) || was === to || /\s/.test(to)) return undefined;
  characters[at] = how % 3 === 0 ? '' : how % 3 === 1 ? to : was + was;
  chosen.set(characters.join(''));
  return copy;
}

/** Texts in which a changed character changes what people read. */
const number = fc.tuple(fc.integer(), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`);
const address = fc
  .webUrl({ withQueryParameters: true, withFragments: true })
  .filter((url) => !/['()*]/.test(url));
const code = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((text) => !/[`\n\r]/.test(text) && text.trim() !== '');
const meant = fc.oneof(
  number,
  address,
  address.map((url) => `[the page](${url})`),
  code.map((text) => `\`${text}\``),
  code.map((text) => `\`\`\`\n${text}\n\`\`\``),
  fc.emailAddress(),
  fc.nat().map((amount) => `${amount} EUR`),
  fc.constantFrom(
    '@alice',
    '~dev',
    ':tada:',
    '**R&D**',
    '~~old~~',
    '3. third',
    '> said',
    '# Title',
    '|a|b|\n|-|-|\n|1|2|\n',
  ),
);

describe('one character of the target that is another one', () => {
  it('is seen in a number, a link, code, an e-mail address and whatever else is in blocks', () => {
    let tried = 0;
    fc.assert(
      fc.property(
        fc.array(meant, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        CHARACTERS,
        (texts, where, how, to) => {
          const typed = texts.join('\n\n');
          const parts = damaged(renderText(typed, context).parts, where, how, to);
          fc.pre(parts !== undefined);
          tried += 1;
          expect(difference(typed, parts ?? [], context)).not.toBe('');
        },
      ),
      RUNS,
    );
    expect(tried).toBeGreaterThan(RUNS.numRuns / 2);
  });

  it('is seen in the text beside the blocks', () => {
    fc.assert(
      fc.property(
        fc.array(meant, { minLength: 1, maxLength: 4 }),
        fc.nat(),
        CHARACTERS,
        (texts, at, to) => {
          const typed = texts.join('\n\n');
          const parts = renderText(typed, context).parts.map((part) => ({ ...part }));
          const [first] = parts;
          const text = first?.text ?? '';
          const place = at % Math.max(1, text.length);
          fc.pre(
            first !== undefined &&
              !/\s/.test(text.charAt(place)) &&
              to.trim() !== '' &&
              text.charAt(place) !== to,
          );
          const changed = text.slice(0, place) + to + text.slice(place + 1);
          expect(
            difference(typed, [{ blocks: first?.blocks ?? [], text: changed }], context),
          ).not.toBe('');
        },
      ),
      RUNS,
    );
  });

  it('is seen in any text without blocks', () => {
    fc.assert(
      fc.property(fc.array(meant, { minLength: 1, maxLength: 3 }), fc.nat(), (texts, at) => {
        const typed = texts.join('\n\n');
        const text = renderText(typed, context).parts[0]?.text ?? '';
        const place = at % Math.max(1, text.length);
        fc.pre(/[\w.,$€@%!=+-]/.test(text.charAt(place)));
        const changed = text.slice(0, place) + text.slice(place + 1);
        expect(difference(typed, [{ blocks: [], text: changed }], context)).not.toBe('');
      }),
      RUNS,
    );
  });
});

describe('a block that nobody posted', () => {
  it.each(
    notEmpty([
      ['image', { type: 'image', image_url: 'https://e.com/a.png', alt_text: 'a' }],
      ['context', { type: 'context', elements: [{ type: 'mrkdwn', text: 'seen' }] }],
      ['divider', { type: 'divider' }],
      ['section', { type: 'section', text: { type: 'mrkdwn', text: 'more' } }],
      ['actions', { type: 'actions', elements: [] }],
    ]),
  )('is seen: %s', (_type, block) => {
    const [part] = renderText('Good morning', context).parts;
    const blocks = JSON.parse(JSON.stringify([...(part?.blocks ?? []), block]));
    expect(difference('Good morning', [{ text: 'Good morning', blocks }], context)).not.toBe('');
  });
});
