import type { Block, Run } from './tree.ts';
import { BOLD, CODE, ITALIC, STRIKE, UNDERLINE } from './tree.ts';

/*
 * One string for a tree, equal for equal trees and for no others, and fit to be read by people. What is not a
 * character of the text is between `⟦` and `⟧`: `⟦b⟧bold⟦/⟧`, `⟦→ https://…⟧label⟦/⟧`, `⟦@alice⟧`, `⟦:tada:⟧`,
 * `⟦1.⟧item`, `⟦code js⟧`. White space at the ends of lines and blank lines do not count, but in code.
 */

const BRACKET = /[⟦⟧]/;
const BRACKETS = /[⟦⟧]/g;

/** Writes text; brackets of its own become marks. */
export const plainPiece = (text: string): string =>
  BRACKET.test(text)
    ? text.replace(BRACKETS, (bracket) => (bracket === '⟦' ? '⟦(⟧' : '⟦)⟧'))
    : text;

/** Writes a mark with its content, in which brackets are encoded as in an address. */
export const tag = (content: string): string =>
  `⟦${BRACKET.test(content) ? content.replace(BRACKETS, encodeURIComponent) : content}⟧`;

const LETTERS: readonly (readonly [bit: number, letter: string])[] = [
  [BOLD, 'b'],
  [ITALIC, 'i'],
  [STRIKE, 's'],
  [CODE, 'c'],
  [UNDERLINE, 'u'],
];

/** Letters of each combination of marks. */
const COMBINED: readonly string[] = Array.from({ length: 2 * UNDERLINE }, (_, marks) =>
  LETTERS.map(([bit, letter]) => ((marks & bit) === 0 ? '' : letter)).join(''),
);
const lettersOf = (marks: number): string => COMBINED[marks] ?? '';

/** The mark that begins text with these marks and this address; `⟦/⟧` for plain text. */
function stateTag(marks: number, url: string): string {
  if (url === '') return marks === 0 ? '⟦/⟧' : `⟦${lettersOf(marks)}⟧`;
  return tag(marks === 0 ? `→ ${url}` : `${lettersOf(marks)} → ${url}`);
}

/** Content of a run without its marks, and the address of a link with a label. */
function contentOf(run: Run): readonly [content: string, url: string] {
  if (run.kind === 'text') return [plainPiece(run.text), ''];
  if (run.kind === 'emoji') return [tag(`:${run.name}:`), ''];
  if (run.kind === 'mention') return [tag(run.name), ''];
  if (run.kind === 'foreign') return [tag(`?${run.content}`), ''];
  if (run.label === '' || run.label === run.url) return [tag(`<${run.url}>`), ''];
  return [plainPiece(run.label), run.url];
}

/** Writes runs; a mark is written where marks or address change. */
export function runsText(runs: readonly Run[]): string {
  const [only] = runs;
  if (only?.kind === 'text' && runs.length === 1 && only.marks === 0) return plainPiece(only.text);
  let out = '';
  let marks = 0;
  let url = '';
  for (const run of runs) {
    const [content, address] = contentOf(run);
    if (run.marks !== marks || address !== url) {
      marks = run.marks;
      url = address;
      out += stateTag(marks, url);
    }
    out += content;
  }
  return out;
}

const LOOSE_LINES = /^\s|\s$|\s\n|\n\s/;

/** Removes white space at the ends of lines, and blank lines. */
export function tidyLines(text: string): string {
  if (!LOOSE_LINES.test(text)) return text;
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const quoteMark = (isQuoted: boolean): string => (isQuoted ? '>' : '');

function openingOf(block: Block): string {
  if (block.kind === 'text') return block.isQuoted ? '⟦>⟧' : '⟦¶⟧';
  if (block.kind === 'code')
    return tag(`${quoteMark(block.isQuoted)}code ${block.language}`.trimEnd());
  if (block.kind === 'table') return tag(`table ${block.aligned}`);
  if (block.kind === 'foreign') return tag(`?${block.content}`);
  const marker = block.number === undefined ? '•' : `${block.number}.`;
  return `⟦${quoteMark(block.isQuoted)}${'  '.repeat(block.indent)}${marker}⟧`;
}

function bodyOf(block: Block): string {
  if (block.kind === 'code') return plainPiece(block.text);
  if (block.kind === 'foreign') return '';
  if (block.kind !== 'table') return tidyLines(runsText(block.runs));
  return block.rows
    .map((row) => row.map((cell) => runsText(cell).trim()).join('⟦|⟧'))
    .join('⟦-⟧\n');
}

/** Joins text blocks in a row of which all or none are quoted: paragraphs are lines of one text. */
function joinedTexts(blocks: readonly Block[]): readonly Block[] {
  const joined: Block[] = [];
  let open: { readonly isQuoted: boolean; readonly runs: Run[] } | undefined;
  for (const block of blocks) {
    if (block.kind !== 'text') {
      open = undefined;
      joined.push(block);
    } else if (open?.isQuoted === block.isQuoted) {
      open.runs.push(LINE_FEED);
      for (const run of block.runs) open.runs.push(run);
    } else {
      const { kind, isQuoted } = block;
      open = { isQuoted, runs: [...block.runs] };
      joined.push({ kind, ...open });
    }
  }
  return joined;
}

const LINE_FEED: Run = Object.freeze({ kind: 'text', text: '\n', marks: 0 });

/** Writes the blocks of a text. */
export function canonicalText(blocks: readonly Block[]): string {
  const [only] = blocks;
  if (only?.kind === 'text' && blocks.length === 1 && !only.isQuoted) return bodyOf(only);
  const lines: string[] = [];
  for (const block of joinedTexts(blocks)) {
    const body = bodyOf(block);
    if (block.kind === 'text' && body === '') continue;
    const isFirst = lines.length === 0 && block.kind === 'text' && !block.isQuoted;
    lines.push(isFirst ? body : openingOf(block) + body);
  }
  return lines.join('\n');
}
