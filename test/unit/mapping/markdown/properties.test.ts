import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlocks, parseInline } from '../../../../src/mapping/markdown/dialect.ts';
import { mayContainMarkup } from '../../../../src/mapping/markdown/inline-rules/pairs.ts';
import { newDialectEnv } from '../../../../src/mapping/markdown/nodes.ts';
import { isPlainText, renderText } from '../../../../src/mapping/markdown/render-text.ts';
import type { RenderedPart } from '../../../../src/mapping/rendered-text.ts';
import {
  BLOCK_CHARACTERS,
  LIST_INDENT,
  TABLE_CHARACTERS,
  TABLE_COLUMNS,
  TABLE_ROWS,
  TEXT_CHARACTERS,
} from '../../../../src/slack/limits.ts';
import type { RichTextElement, SlackBlock } from '../../../../src/slack/shapes.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import {
  anyText,
  borderText,
  cutAddress,
  longPlainText,
  longText,
  markupSoup,
  plainWord,
} from './markdown-arbitraries.ts';
import { textContext } from './text-context.ts';
import { inlinesOf, shownText } from './visible-text.ts';

const RUNS = { numRuns: 2_000 };
const LONG_RUNS = { numRuns: 150 };

/** Every `<…>` that we write ourselves: a mention, or a link whose address holds none of `<`, `>` and `|`. */
const OWN_SEQUENCE =
  /<(?:@U\w+|#C\w+|!(?:everyone|channel|here)|[a-z0-9+.-]+:[^<>|\n]*(?:\|[^<>]*)?)>/gi;
const UNESCAPED = /[<>]|&(?!amp;|lt;|gt;)/;

const elementsOf = (blocks: readonly SlackBlock[]): RichTextElement[] =>
  blocks.flatMap((block) => (block.type === 'rich_text' ? block.elements : []));

function expectWithinLimits({ text, blocks }: RenderedPart): void {
  const characters = inlinesOf(blocks).reduce((sum, inline) => {
    if (inline.type === 'text') return sum + inline.text.length;
    return inline.type === 'link' ? sum + inline.url.length + (inline.text?.length ?? 0) : sum;
  }, 0);
  expect(characters).toBeLessThanOrEqual(BLOCK_CHARACTERS);
  expect(text.length).toBeLessThanOrEqual(TEXT_CHARACTERS);
  const tables = blocks.filter((block) => block.type === 'table');
  expect(tables.length).toBeLessThanOrEqual(1);
  for (const table of tables) {
    expect(table.rows.length).toBeLessThanOrEqual(TABLE_ROWS);
    expect(new Set(table.rows.map((row) => row.length)).size).toBe(1);
    expect(table.rows[0]?.length).toBeLessThanOrEqual(TABLE_COLUMNS);
    expect(
      inlinesOf([table])
        .map((inline) => ('text' in inline ? inline.text : ''))
        .join('').length,
    ).toBeLessThanOrEqual(TABLE_CHARACTERS);
  }
  for (const element of elementsOf(blocks)) expectSoundElement(element);
}

function expectSoundElement(element: RichTextElement): void {
  expect(element.elements.length).toBeGreaterThan(0);
  if (element.type === 'rich_text_list') {
    expect(element.indent).toBeGreaterThanOrEqual(0);
    expect(element.indent).toBeLessThanOrEqual(LIST_INDENT);
    expect(element.offset ?? 1).toBeGreaterThan(0);
    expect(element.offset ?? 1).toBeLessThan(1_000_000_000);
  }
  if (element.type === 'rich_text_preformatted') {
    expect(element.elements.every((inline) => inline.type === 'text')).toBe(true);
  }
}

/** A scheme that Mattermost links, and more than a word of it or of another scheme behind it. */
const COMPLETE =
  /^(?:https?|ftp|mailto|tel|mattermost):\/*(?!(?:Q|ab|https?|mailto|tel|www\d*|a\.b)$)[^/]/;

const tearsPair = (text: string): boolean =>
  /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

describe('any text', () => {
  it('is rendered without an exception and the same way twice', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(renderText(text, textContext())).toEqual(renderText(text, textContext()));
      }),
      RUNS,
    );
  });

  it('leaves no &, < or > unescaped beside the sequences that we write', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const part of notEmpty(renderText(text, textContext()).parts)) {
          expect(part.text.replace(OWN_SEQUENCE, '')).not.toMatch(UNESCAPED);
        }
      }),
      RUNS,
    );
  });

  it('writes no mention in a replay, whatever was typed', () => {
    const replay = textContext({ mentions: 'text', channel: () => undefined });
    fc.assert(
      fc.property(anyText, (text) => {
        for (const part of notEmpty(renderText(text, replay).parts)) {
          expect(part.text).not.toMatch(/<[@#!]/);
          const types = inlinesOf(part.blocks).map((inline) => inline.type);
          expect(types.filter((type) => !['text', 'link', 'emoji'].includes(type))).toEqual([]);
        }
      }),
      RUNS,
    );
  });

  it('stays within the limits of a message', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        notEmpty(renderText(text, textContext()).parts).forEach(expectWithinLimits);
      }),
      RUNS,
    );
  });

  it('stays within the limits at any length', () => {
    fc.assert(
      fc.property(longText, (text) => {
        notEmpty(renderText(text, textContext()).parts).forEach(expectWithinLimits);
      }),
      LONG_RUNS,
    );
  });

  it('never tears a surrogate pair apart', () => {
    const emojiText = fc
      .array(fc.constantFrom('😀', '👍🏽', '𠮷', 'a', '\n', '**', '> ', '- '), {
        minLength: 1,
        maxLength: 12,
      })
      .map((pieces) => pieces.join('').repeat(3_000).slice(0, 30_000))
      .map((text) => (tearsPair(text) ? text.slice(0, -1) : text));
    fc.assert(
      fc.property(emojiText, (text) => {
        for (const part of notEmpty(renderText(text, textContext()).parts)) {
          expect(tearsPair(JSON.stringify(part.blocks) + part.text)).toBe(false);
          for (const inline of inlinesOf(part.blocks)) {
            expect(tearsPair('text' in inline ? (inline.text ?? '') : '')).toBe(false);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('text outside markup', () => {
  const plainText = fc.array(plainWord, { minLength: 1, maxLength: 30 }).chain((words) =>
    fc
      .array(fc.constantFrom(' ', '\n', '\n\n', '、'), {
        minLength: words.length,
        maxLength: words.length,
      })
      .map((gaps) => words.map((word, at) => (at === 0 ? '' : gaps[at]) + word).join('')),
  );

  it('is preserved character by character when there is no markup', () => {
    fc.assert(
      fc.property(plainText, (text) => {
        expect(shownText(renderText(text, textContext()))).toBe(text);
      }),
      RUNS,
    );
  });

  const span = fc.tuple(
    fc.constantFrom('', '**', '~~', '`', '*'),
    fc.constantFrom('語', 'word', '「注」', '5 つ'),
  );

  it('is preserved around and inside spans, their markers taken away', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(plainText, span), { minLength: 1, maxLength: 8 }), (pieces) => {
        const flat = (text: string): string => text.replaceAll('\n', ' ');
        const source = pieces.map(
          ([text, [marker, inner]]) => `${flat(text)} ${marker}${inner}${marker} `,
        );
        const expected = pieces.map(([text, [, inner]]) => `${flat(text)} ${inner} `);
        expect(shownText(renderText(source.join(''), textContext()))).toBe(expected.join(''));
      }),
      RUNS,
    );
  });

  it('is the same on the plain path as through the parser', () => {
    let plain = 0;
    fc.assert(
      fc.property(fc.oneof(plainText, markupSoup), (text) => {
        if (text === '' || !isPlainText(text)) return;
        plain++;
        const [block, ...others] = parseBlocks(text, newDialectEnv(false));
        const direct = renderText(text, textContext());
        expect(shownText(direct)).toBe(text);
        expect(direct.losses).toEqual([]);
        expect(block?.kind).toBe('text');
        expect(others.every((other) => other.kind === 'text' && other.level === 0)).toBe(true);
        const viaParser = renderText(`${text}\n`, textContext());
        expect(viaParser).toEqual(direct);
      }),
      RUNS,
    );
    expect(plain).toBeGreaterThan(200);
  });

  it('is the same on the plain path as through the parser, at the border of what is plain', () => {
    let plain = 0;
    const check = (text: string): void => {
      if (!isPlainText(text)) return;
      plain++;
      // White space at the end makes the parser read the text.
      expect(renderText(`${text}\n`, textContext())).toEqual(renderText(text, textContext()));
    };
    fc.assert(fc.property(fc.oneof(borderText, cutAddress), check), { numRuns: 6_000 });
    expect(plain).toBeGreaterThan(600);
    fc.assert(fc.property(longPlainText, check), { numRuns: 30 });
  });

  it('is what an address is that a cut leaves without its scheme, or without anything behind it', () => {
    fc.assert(
      fc.property(cutAddress, (text) => {
        for (const part of renderText(text, textContext()).parts) {
          for (const inline of inlinesOf(part.blocks)) {
            if (inline.type === 'link') expect(inline.url).toMatch(COMPLETE);
          }
        }
      }),
      RUNS,
    );
  });

  it.each([
    'Q:を入力',
    'Ctrl+C:を押す',
    'A:を押す **now**',
    'https:を押す',
    '**https://**とhttps://を入力',
    'tel:を',
    'www.を',
    'a.bを.co/x',
  ])('has no link in %j', (text) => {
    const inlines = renderText(text, textContext()).parts.flatMap(({ blocks }) =>
      inlinesOf(blocks),
    );
    expect(inlines.filter(({ type }) => type === 'link')).toEqual([]);
  });

  it.each([
    ['https://e.co/を参照', 'https://e.co/'],
    ['https://e.co/aを参照', 'https://e.co/a'],
    ['www.e.coを参照', 'http://www.e.co'],
    ['e.co/を参照', 'http://e.co/'],
    ['mailto:a@e.coを参照', 'mailto:a@e.co'],
    ['tel:110を押す', 'tel:110'],
    ['https:のページ', 'https:のページ'],
  ])('begins behind the address in %j', (text, url) => {
    const inlines = renderText(text, textContext()).parts.flatMap(({ blocks }) =>
      inlinesOf(blocks),
    );
    expect(inlines.flatMap((inline) => (inline.type === 'link' ? inline.url : []))).toEqual([url]);
  });

  it('has no inline markup where the shortcut says so', () => {
    fc.assert(
      fc.property(markupSoup, (text) => {
        if (text === '' || mayContainMarkup(text)) return;
        expect(parseInline(text, newDialectEnv(true))).toEqual([{ kind: 'text', text }]);
      }),
      RUNS,
    );
  });
});
