import { type Closers, closersOf, closingFence, isFenceOpening } from './markdown-fences.ts';
import { type Line, type Lines, linesOf, nextFilled, outdented } from './markdown-lines.ts';
import { itemsOf, startsList } from './markdown-lists.ts';
import { definitionOf, isDefinition, isRule } from './markdown-starts.ts';
import { readTable } from './markdown-tables.ts';
import type { Definitions, SourceBlock } from './markdown-tree.ts';

/*
 * The block rules of Mattermost's Markdown (its fork of marked, lib/marked.js, and where it is left on purpose,
 * fixtures/markdown-differences.md), read line by line. Not the reader that the migration uses.
 */

/** Where the lines are: rules differ in quotes and list items. */
export interface Place {
  readonly definitions: Definitions;
  readonly isInItem: boolean;
  readonly isInQuote: boolean;
  readonly depth: number;
}

/** Deeper quotes and lists are text. */
const MAX_DEPTH = 20;

/** Reads the blocks of a text and its definitions of links. Line feeds are `\n`. */
export function markdownBlocks(text: string, definitions: Definitions): readonly SourceBlock[] {
  return blocksIn(text, { definitions, isInItem: false, isInQuote: false, depth: 0 });
}

function blocksIn(text: string, place: Place): readonly SourceBlock[] {
  if (place.depth > MAX_DEPTH) return [{ kind: 'text', isHeading: false, source: text }];
  const lines = linesOf(text);
  const reading: Reading = { lines, place, closers: closersOf(lines) };
  const blocks: SourceBlock[] = [];
  let at = nextFilled(lines, 0);
  while (at < lines.all.length) {
    const [block, end] = blockAt(reading, at);
    if (block !== undefined) blocks.push(block);
    at = nextFilled(lines, end);
  }
  return blocks;
}

interface Reading {
  readonly lines: Lines;
  readonly place: Place;
  readonly closers: Closers;
}

/** A block and the line behind it; no block for a definition. */
type Read = readonly [block: SourceBlock | undefined, end: number];

function blockAt(reading: Reading, at: number): Read {
  const { lines, place } = reading;
  const line = lines.all[at];
  if (line === undefined) return [undefined, at + 1];
  return (
    indentedCode(lines, at, line) ??
    fencedCode(reading, at, line) ??
    heading(at, line) ??
    (place.isInItem ? undefined : readTable(lines, at)) ??
    underlined(lines, at, line) ??
    (isRule(line) ? ([{ kind: 'rule' }, at + 1] as const) : undefined) ??
    quote(reading, at, line) ??
    list(reading, at) ??
    definition(place, at, line) ??
    paragraph(reading, at)
  );
}

const CODE_INDENT = 4;

function indentedCode({ all }: Lines, at: number, { indent }: Line): Read | undefined {
  if (indent < CODE_INDENT) return undefined;
  let end = at + 1;
  for (let next = end; next < all.length; next += 1) {
    const line = all[next];
    if (line === undefined || line.content === '') continue;
    if (line.indent < CODE_INDENT) break;
    end = next + 1;
  }
  const text = all.slice(at, end).map(({ source }) => outdented(source, CODE_INDENT));
  return [{ kind: 'code', language: '', text: text.join('\n') }, end];
}

function fencedCode({ lines, closers }: Reading, at: number, line: Line): Read | undefined {
  const opening = isFenceOpening(line);
  if (opening === undefined) return undefined;
  const close = closingFence(closers, at, opening.run);
  if (close === undefined) return undefined;
  const text = lines.all.slice(at + 1, close).map(({ source }) => source);
  return [{ kind: 'code', language: opening.language, text: text.join('\n') }, close + 1];
}

const HEADING = /^#{1,6} +(.*)$/;

function heading(at: number, { content }: Line): Read | undefined {
  const typed = content.startsWith('#') ? HEADING.exec(content)?.[1] : undefined;
  if (typed === undefined || typed === '') return undefined;
  return [{ kind: 'text', isHeading: true, source: withoutHashes(typed) }, at + 1];
}

/** Removes spaces, then hashes, then spaces at the end, and leaves one character at least. */
function withoutHashes(text: string): string {
  let end = text.length;
  for (const character of [' ', '#', ' ']) {
    while (end > 1 && text.charAt(end - 1) === character) end -= 1;
  }
  return text.slice(0, end);
}

const UNDERLINE = /^[=-]{2,} *$/;
const isUnderline = (line: Line | undefined): boolean =>
  line !== undefined && UNDERLINE.test(line.content);

function underlined({ all }: Lines, at: number, { source }: Line): Read | undefined {
  if (!isUnderline(all[at + 1])) return undefined;
  return [{ kind: 'text', isHeading: true, source: source.trim() }, at + 2];
}

const QUOTE_MARK = /^\s*>[ \t]?/;
const startsQuote = (line: Line | undefined): boolean =>
  line?.content.startsWith('>') === true && line.content.length > 1;

function quote({ lines, place }: Reading, at: number, line: Line): Read | undefined {
  if (!startsQuote(line)) return undefined;
  const end = quoteEnd(lines, at);
  const inner = lines.all.slice(at, end).map(({ source }) => source.replace(QUOTE_MARK, ''));
  const within = { ...place, isInQuote: true, depth: place.depth + 1 };
  return [{ kind: 'quote', blocks: blocksIn(inner.join('\n'), within) }, end];
}

/** A quote lasts until a blank line or a definition, unless another line with `>` follows. */
function quoteEnd(lines: Lines, at: number): number {
  const { all } = lines;
  let end = at + 1;
  for (;;) {
    let line = all[end];
    while (line !== undefined && line.content !== '' && !isDefinition(line)) {
      end += 1;
      line = all[end];
    }
    const next = nextFilled(lines, end);
    if (!startsQuote(all[next])) return end;
    end = next + 1;
  }
}

function list({ lines, place }: Reading, at: number): Read | undefined {
  const bullet = startsList(lines, at);
  if (bullet === undefined) return undefined;
  const { items, end } = itemsOf(lines, at);
  const within = { ...place, isInItem: true, depth: place.depth + 1 };
  const firstNumber = bullet.length > 1 ? Number.parseInt(bullet, 10) : undefined;
  const read = (item: string): readonly SourceBlock[] =>
    TEXT_ITEM.test(item)
      ? [{ kind: 'text', isHeading: false, source: item }]
      : blocksIn(item, within);
  return [{ kind: 'list', firstNumber, items: items.map(read) }, end];
}

/** One line that begins with nothing that a rule takes: most items of lists. */
const TEXT_ITEM = /^[^\s#>*+\-_\d`~=[|][^\n]*$/;

function definition(place: Place, at: number, { content }: Line): Read | undefined {
  const found = place.isInItem || place.isInQuote ? undefined : definitionOf(content);
  if (found === undefined) return undefined;
  place.definitions.set(found.label.toLowerCase(), found);
  return [undefined, at + 1];
}

function paragraph(reading: Reading, at: number): Read {
  const { all } = reading.lines;
  let end = at + 1;
  while (end < all.length && all[end]?.content !== '' && !isInterrupted(reading, end)) end += 1;
  const text = all.slice(at, end).map(({ source }) => source);
  return [{ kind: 'text', isHeading: false, source: text.join('\n') }, end];
}

/** A line of hashes ends a paragraph, with a space behind them or not. */
const HASHES = /^#{1,6} *[^\n]/;

/** True for a line that ends a paragraph without a blank line; a table does not. */
function isInterrupted({ lines, place, closers }: Reading, at: number): boolean {
  const line = lines.all[at];
  if (line === undefined) return true;
  if (place.isInItem && line.indent >= CODE_INDENT) return true;
  const opening = isFenceOpening(line);
  return (
    (opening !== undefined && closingFence(closers, at, opening.run) !== undefined) ||
    startsList(lines, at) !== undefined ||
    isRule(line) ||
    HASHES.test(line.content) ||
    isUnderline(lines.all[at + 1]) ||
    startsQuote(line) ||
    isDefinition(line)
  );
}
