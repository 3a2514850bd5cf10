import { bareAddress, bracketedAddress, type LinkTarget, linkAt } from './markdown-links.ts';
import { emphasisEnd, type Searches, strikeEnd, strongEnd } from './markdown-marks.ts';
import type { Definitions } from './markdown-tree.ts';
import { backticksEnd, codeEnd, latexEnd, tagEnd, textEnd } from './markdown-verbatim.ts';
import { BOLD, CODE, ITALIC, STRIKE } from './tree.ts';

/*
 * The inline rules of Mattermost's Markdown (its fork of marked, lib/marked.js, and where it is left on purpose,
 * fixtures/markdown-differences.md), tried in the fork's order at each position. Not the reader that the migration
 * uses.
 */

/** Receives what is read, in order. */
export interface InlineSink {
  /** Running text, still with character references. */
  text(text: string, marks: number): void;
  code(text: string, marks: number): void;
  /** A link with its label, to be read into another sink by `readLabel`. */
  link(target: LinkTarget, marks: number, readLabel: (sink: InlineSink) => void): void;
  image(target: LinkTarget, marks: number): void;
}

export interface InlineRules {
  readonly definitions: Definitions;
  readonly hasLatex: boolean;
}

/** Deeper marks are text. */
const MAX_DEPTH = 10;

/** Reads the text of a block. */
export function readInline(
  text: string,
  marks: number,
  rules: InlineRules,
  sink: InlineSink,
): void {
  readSpan(text, { rules, sink, marks, isLabel: false, depth: 0 });
}

interface Span {
  readonly rules: InlineRules;
  readonly sink: InlineSink;
  readonly marks: number;
  /** True inside a label, where addresses are no links. */
  readonly isLabel: boolean;
  readonly depth: number;
}

/** One pass over the text of a span: where it is, and the text that no rule has taken yet. */
interface Scan extends Span {
  readonly source: string;
  readonly searches: Searches;
  pending: string;
}

/**
 * First characters of all rules (an image also has a bracket), and what an address without brackets has. A text without
 * any of them is read as it is.
 */
const RULED = /[\\<[*_`~$:]|www|\.\p{L}{2,4}\//u;

function readSpan(source: string, span: Span): void {
  if (source === '') return;
  const { rules, sink, marks, isLabel, depth } = span;
  if (depth > MAX_DEPTH || !RULED.test(source)) {
    sink.text(source, marks);
    return;
  }
  const scan: Scan = { rules, sink, marks, isLabel, depth, source, searches: {}, pending: '' };
  let at = 0;
  while (at < source.length) at = step(scan, at);
  flush(scan);
}

function flush(scan: Scan): void {
  if (scan.pending === '') return;
  scan.sink.text(scan.pending, scan.marks);
  scan.pending = '';
}

/** Reads what begins at a position and returns the position behind it. */
function step(scan: Scan, at: number): number {
  for (const rule of RULES[scan.source.charAt(at)] ?? BARE_ONLY) {
    const end = rule(scan, at);
    if (end !== undefined) return end;
  }
  const end = textEnd(scan.source, at, scan.rules.hasLatex);
  scan.pending += scan.source.slice(at, end);
  return end;
}

type Rule = (scan: Scan, at: number) => number | undefined;

const ESCAPED = /\\(?:[`*{}[\]()#+\-.!_>|~]|\\(?!\w))/y;

const escaped: Rule = (scan, at) => {
  ESCAPED.lastIndex = at;
  if (!ESCAPED.test(scan.source)) return undefined;
  scan.pending += scan.source.charAt(at + 1);
  return at + 2;
};

const bracketed: Rule = (scan, at) => {
  const found = bracketedAddress(scan.source, at);
  if (found === undefined) return undefined;
  writeAddress(scan, found.url, found.label);
  return found.end;
};

const bare: Rule = (scan, at) => {
  const url = scan.isLabel ? undefined : bareAddress(scan.source, at);
  if (url === undefined) return undefined;
  writeAddress(scan, url, url);
  return at + url.length;
};

function writeAddress(scan: Scan, url: string, label: string): void {
  flush(scan);
  scan.sink.link({ url, title: '', label }, scan.marks, (sink) => sink.text(label, scan.marks));
}

const tag: Rule = (scan, at) => {
  const end = tagEnd(scan.source, at, scan.searches);
  if (end === undefined) return undefined;
  scan.pending += scan.source.slice(at, end);
  return end;
};

const link: Rule = (scan, at) => {
  const found = linkAt(scan.source, at, scan.searches, scan.rules.definitions);
  if (found === undefined) return undefined;
  flush(scan);
  const { target, isImage } = found;
  const label = { ...scan, isLabel: true, depth: scan.depth + 1 };
  if (isImage) scan.sink.image(target, scan.marks);
  else
    scan.sink.link(target, scan.marks, (sink) =>
      readSpan(target.label, { ...spanOf(label), sink }),
    );
  return found.end;
};

const spanOf = ({ rules, sink, marks, isLabel, depth }: Span): Span => ({
  rules,
  sink,
  marks,
  isLabel,
  depth,
});

/** Makes the rule of a pair of marks. */
const pair =
  (
    bit: number,
    width: number,
    endOf: (source: string, at: number, searches: Searches) => number | undefined,
  ): Rule =>
  (scan, at) => {
    const end = endOf(scan.source, at, scan.searches);
    if (end === undefined) return undefined;
    flush(scan);
    const inner = scan.source.slice(at + width, end - width);
    readSpan(inner, { ...spanOf(scan), marks: scan.marks | bit, depth: scan.depth + 1 });
    return end;
  };

const code: Rule = (scan, at) => {
  const end = codeEnd(scan.source, at, scan.searches);
  if (end === undefined) return undefined;
  const width = backticksEnd(scan.source, at) - at;
  flush(scan);
  scan.sink.code(scan.source.slice(at + width, end - width).trim(), scan.marks | CODE);
  return end;
};

const latex: Rule = (scan, at) => {
  const end = scan.rules.hasLatex ? latexEnd(scan.source, at) : undefined;
  if (end === undefined) return undefined;
  flush(scan);
  scan.sink.code(scan.source.slice(at + 1, end - 1).trim(), scan.marks | CODE);
  return end;
};

const signs: readonly Rule[] = [pair(BOLD, 2, strongEnd), pair(ITALIC, 1, emphasisEnd)];

/** By the character that they begin with, in the fork's order; at any other character only an address may begin. */
const RULES: Readonly<Record<string, readonly Rule[]>> = {
  '\\': [escaped],
  '<': [bracketed, tag],
  '[': [link],
  '!': [link],
  '*': signs,
  _: signs,
  '`': [code],
  '~': [pair(STRIKE, 2, strikeEnd)],
  $: [latex],
};
const BARE_ONLY: readonly Rule[] = [bare];
