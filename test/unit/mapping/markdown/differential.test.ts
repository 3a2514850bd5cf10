import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dialectPieces } from './dialect-pieces.ts';
import { type Aspect, DIFFERENCES, type Difference } from './differences.ts';
import { differencesReport } from './differences-report.ts';
import { markupFragments } from './markdown-arbitraries.ts';
import { markedPieces } from './marked-pieces.ts';
import { minimalText } from './minimal-text.ts';
import type { Piece } from './piece.ts';

const FIXTURES = join(import.meta.dirname, '../../../../fixtures');
const REPORT = join(FIXTURES, 'markdown-differences.md');
const GOLDEN = join(FIXTURES, 'markdown');
const RANDOM_TEXTS = 8_000;
const SEED = 20_260_101;
const WORDS = /\w+|\s|[^\w\s]/gu;

/** Each visible character with where it stands and how it looks. */
const characters = (pieces: readonly Piece[]): Piece[] =>
  pieces.flatMap((piece) => [...piece.text.replace(/\s/g, '')].map((text) => ({ ...piece, text })));

/** A rule, or an image without a text, has no characters but counts. */
const emptyPieces = (pieces: readonly Piece[]): string =>
  pieces
    .filter((piece) => piece.text === '')
    .map((piece) => `${piece.path} ${piece.target}`)
    .join('\n');

function differingAspects(text: string): Aspect[] {
  const [ours, theirs] = [dialectPieces(text), markedPieces(text)];
  const [a, b] = [characters(ours), characters(theirs)];
  const isSameText = a.map((one) => one.text).join('') === b.map((one) => one.text).join('');
  if (!isSameText || emptyPieces(ours) !== emptyPieces(theirs)) return ['text'];
  const differsIn = (key: 'path' | 'styles' | 'target'): boolean =>
    a.some((one, at) => one[key] !== b[at]?.[key]);
  const aspects: [Aspect, boolean][] = [
    ['blocks', differsIn('path')],
    ['styles', differsIn('styles')],
    ['targets', differsIn('target')],
  ];
  return aspects.filter(([, differs]) => differs).map(([aspect]) => aspect);
}

const differs = (text: string): boolean => differingAspects(text).length > 0;

function causeOf(text: string): Difference | undefined {
  const aspects = differingAspects(text);
  return DIFFERENCES.find(
    (difference) =>
      difference.pattern.test(text) &&
      aspects.every((aspect) => difference.aspects.includes(aspect)),
  );
}

const unlisted = (texts: readonly string[]): string[] =>
  [...new Set(texts)]
    .filter((text) => causeOf(text) === undefined)
    .map((text) => JSON.stringify(text));

describe('the dialect beside marked 0.3.19', () => {
  it('differs on the golden texts only for listed causes', () => {
    const smallest = readdirSync(GOLDEN)
      .filter((file) => file.endsWith('.md'))
      .map((file) => readFileSync(join(GOLDEN, file), 'utf8'))
      .filter(differs)
      .map((text) => minimalText(text.match(WORDS) ?? [], differs));
    expect(smallest.length).toBeGreaterThan(10);
    expect(unlisted(smallest)).toEqual([]);
  });

  it('differs on random texts only for listed causes', () => {
    const texts = fc.sample(markupFragments, { numRuns: RANDOM_TEXTS, seed: SEED });
    const different = texts.filter((fragments) => differs(fragments.join('')));
    const smallest = different.map((fragments) => minimalText(fragments, differs));
    expect(different.length).toBeLessThan(RANDOM_TEXTS / 2);
    expect(unlisted(smallest)).toEqual([]);
  });

  it.each(DIFFERENCES)('differs in $id, for that cause', (difference) => {
    const aspects = differingAspects(difference.example);
    expect(aspects).not.toEqual([]);
    expect(difference.aspects).toEqual(expect.arrayContaining(aspects));
    expect(difference.example).toMatch(difference.pattern);
  });

  it('lists its differences in the committed file', () => {
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(REPORT, differencesReport());
    expect(differencesReport()).toBe(readFileSync(REPORT, 'utf8'));
  });
});
