import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../../../src/mapping/verify/text/canonical.ts';
import {
  type InlineSink,
  readInline,
} from '../../../../../src/mapping/verify/text/markdown-inline.ts';
import {
  isPlain,
  sourceBlocks,
  sourceText,
} from '../../../../../src/mapping/verify/text/source-text.ts';
import {
  archiveText,
  archiveTextAtLength,
} from '../../../../../src/mapping/verify/text/target-text.ts';
import { anyText, borderText, cutAddress } from '../../markdown/markdown-arbitraries.ts';
import { textContext } from '../../markdown/text-context.ts';
import { NAMES, OLD_NAMES, textsWith } from './both-sides.ts';

const RUNS = { numRuns: 2_000 };
const text = fc.oneof(
  { weight: 3, arbitrary: borderText },
  { weight: 1, arbitrary: anyText },
  { weight: 1, arbitrary: cutAddress },
);

describe('a short reading gives what the long one gives', () => {
  it('of a text of the source that is taken for plain', () => {
    const texts = textsWith(textContext());
    let plain = 0;
    fc.assert(
      fc.property(text, (typed) => {
        if (!isPlain(typed)) return;
        plain += 1;
        expect(sourceText(typed, texts)).toBe(canonicalText(sourceBlocks(typed, texts)));
      }),
      RUNS,
    );
    expect(plain).toBeGreaterThan(400);
  });

  it('of a line that is taken to have no markup', () => {
    let plain = 0;
    fc.assert(
      fc.property(text, fc.boolean(), (typed, hasLatex) => {
        const read = piecesOf(typed, hasLatex);
        if (read.length !== 1 || read[0] !== `text ${typed}`) return;
        plain += 1;
        // A backtick that nothing closes is text, which makes the reader look at every character.
        if (!typed.includes('`'))
          expect(piecesOf(`${typed} \``, hasLatex)).toEqual([`text ${typed} \``]);
      }),
      RUNS,
    );
    expect(plain).toBeGreaterThan(400);
  });

  it('of a message of an archive that says the same twice, or nearly', () => {
    const nearly = fc.oneof(
      fc.constant((typed: string) => typed),
      fc.constantFrom(
        (typed: string) => typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;'),
        (typed: string) => typed.slice(1),
        (typed: string) => typed.trim(),
        (typed: string) => `${typed} `,
        (typed: string) => typed.toUpperCase(),
      ),
    );
    const style = fc.constantFrom({}, { style: { bold: true } }, { style: undefined });
    const names = fc.constantFrom(NAMES, OLD_NAMES, {
      ...NAMES,
      emoji: (name: string) => `${name}2`,
    });
    const attachments = fc.constantFrom(
      undefined,
      [],
      [{ fallback: 'a' }],
      [{ blocks: [{ type: 'table', rows: [] }] }],
    );
    fc.assert(
      fc.property(text, nearly, style, names, attachments, (typed, change, styled, by, beside) => {
        const elements = [{ type: 'text', text: typed, ...styled }];
        const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
        const message = { text: change(typed), blocks, ...(beside && { attachments: beside }) };
        for (const parts of [[message], [message, message], [{ ...message, blocks: [] }]])
          expect(archiveText(parts, by)).toBe(archiveTextAtLength(parts, by));
      }),
      RUNS,
    );
  });
});

/** What a reader of lines gives, piece by piece. */
function piecesOf(line: string, hasLatex: boolean): readonly string[] {
  const pieces: string[] = [];
  const sink: InlineSink = {
    text: (inner) => void pieces.push(`text ${inner}`),
    code: (inner) => void pieces.push(`code ${inner}`),
    link: ({ url }) => void pieces.push(`link ${url}`),
    image: ({ url }) => void pieces.push(`image ${url}`),
  };
  readInline(line, 0, { definitions: new Map(), hasLatex }, sink);
  return pieces;
}
