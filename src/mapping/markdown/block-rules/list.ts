import type { StateBlock } from 'markdown-it';
import type { BlockNode } from '../nodes.ts';
import {
  type BlockRule,
  firstCode,
  indentOf,
  lineContent,
  lineText,
  outdent,
  parseInnerBlocks,
  pushBlock,
} from './lines.ts';
import { linkDefinition } from './quote.ts';
import { horizontalRule } from './rule.ts';

/** A number of ten or more digits does not begin a list: it would not fit a number. */
const BULLET = /^([*+-]|\d{1,9}\.)[ \t\u00a0]/;
/** Marker of an item with the indentation and space around it. */
const ITEM_MARKER = /^\s*(?:[*+-]|\d+\.)[ \t\u00a0]+/;
const TAB = '    ';

const BULLET_CODES = new Set([0x2a, 0x2b, 0x2d]);
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const canStartItem = (code: number): boolean => BULLET_CODES.has(code) || isDigit(code);

const bulletOf = (state: StateBlock, line: number): string | undefined =>
  canStartItem(firstCode(state, line)) ? BULLET.exec(lineContent(state, line))?.[1] : undefined;

/** A list can begin at any line, also below text; a marker without text at the very end is text. */
function startsList(state: StateBlock, line: number, endLine: number): boolean {
  const bullet = bulletOf(state, line);
  if (bullet === undefined) return false;
  return (
    lineContent(state, line).trimEnd().length > bullet.length ||
    state.skipEmptyLines(line + 1) < endLine
  );
}

/** Block rule for lists as Mattermost's parser (marked) reads them; each item is parsed as blocks of its own. */
export const list: BlockRule = (state, startLine, endLine, silent) => {
  if (!canStartItem(firstCode(state, startLine))) return false;
  if (!startsList(state, startLine, endLine)) return false;
  if (silent) return true;
  const bullet = bulletOf(state, startLine) ?? '';
  const isOrdered = bullet.length > 1;
  const items: BlockNode[][] = [];
  let line = startLine;
  for (;;) {
    const item = itemEnd(state, line, endLine, indentOf(state, startLine));
    items.push(itemBlocks(state, line, item.end));
    line = item.end;
    if (!item.anotherFollows) break;
    line = item.next;
  }
  const start = isOrdered ? Number.parseInt(bullet, 10) : 1;
  pushBlock(state, { kind: 'list', isOrdered, start, items });
  state.line = line;
  return true;
};

interface ItemEnd {
  readonly end: number;
  readonly next: number;
  readonly anotherFollows: boolean;
}

/**
 * Finds the end of an item. Its second line must be indented, or the list ends there; later lines need not be. One
 * blank line may precede another item of the same indentation or an indented line; two blank lines end the list.
 */
function itemEnd(state: StateBlock, startLine: number, endLine: number, indent: number): ItemEnd {
  const stop = (end: number): ItemEnd => ({ end, next: end, anotherFollows: false });
  let line = startLine + 1;
  while (line < endLine) {
    const afterBlanks = state.skipEmptyLines(line);
    const blanks = afterBlanks - line;
    if (afterBlanks >= endLine || blanks > 1) return stop(line);
    const isSibling =
      indentOf(state, afterBlanks) === indent && bulletOf(state, afterBlanks) !== undefined;
    if (endsList(state, afterBlanks, endLine, indent)) return stop(line);
    if (isSibling) return { end: line, next: afterBlanks, anotherFollows: true };
    const isIndented = indentOf(state, afterBlanks) > 0;
    if (!isIndented && (blanks > 0 || line === startLine + 1)) return stop(line);
    line = afterBlanks + 1;
  }
  return stop(line);
}

function endsList(state: StateBlock, line: number, endLine: number, indent: number): boolean {
  if (linkDefinition(state, line, endLine, true)) return true;
  const lineIndent = indentOf(state, line);
  return (lineIndent === 0 || lineIndent === indent) && horizontalRule(state, line, endLine, true);
}

/** A line that begins with another character is text. */
const MAY_START_BLOCK = /^[\s#>*+\-_\d]/;

function itemBlocks(state: StateBlock, startLine: number, end: number): BlockNode[] {
  const first = lineText(state, startLine);
  const marker = ITEM_MARKER.exec(first)?.[0] ?? '';
  const lines = [first.slice(marker.length)];
  if (end === startLine + 1 && lines[0] !== '' && !MAY_START_BLOCK.test(lines[0] ?? '')) {
    return [{ kind: 'text', level: 0, source: lines[0] ?? '', gap: '' }];
  }
  const columns = marker.replaceAll('\t', TAB).length;
  for (let line = startLine + 1; line < end; line++) {
    lines.push(outdent(lineText(state, line), columns));
  }
  return parseInnerBlocks(state, lines.join('\n'), 'item');
}
