import { type Lines, nextFilled, outdented } from './markdown-lines.ts';
import { isDefinition, isRule } from './markdown-starts.ts';

/** Ten digits do not begin an item. */
const BULLET = /^([*+-]|\d{1,9}\.)[ \t\u00a0]/;
const MARKER = /^\s*(?:[*+-]|\d+\.)[ \t\u00a0]+/;

const bulletAt = ({ all }: Lines, at: number): string | undefined =>
  BULLET.exec(all[at]?.content ?? '')?.[1];

/** Bullet of the line if a list begins there; a bullet with nothing behind it in the text begins none. */
export function startsList(lines: Lines, at: number): string | undefined {
  const bullet = bulletAt(lines, at);
  if (bullet === undefined) return undefined;
  const content = lines.all[at]?.content ?? '';
  const isFilled = content.trimEnd().length > bullet.length;
  return isFilled || nextFilled(lines, at + 1) < lines.all.length ? bullet : undefined;
}

/** Texts of the items of the list that begins at a line, without markers, and the line behind it. */
export function itemsOf(
  lines: Lines,
  at: number,
): { readonly items: readonly string[]; readonly end: number } {
  const indent = lines.all[at]?.indent ?? 0;
  const items: string[] = [];
  let from = at;
  for (;;) {
    const { end, next } = itemEnd(lines, from, indent);
    items.push(itemText(lines, from, end));
    if (next === undefined) return { items, end };
    from = next;
  }
}

interface ItemEnd {
  readonly end: number;
  /** Line of the next item of the same list. */
  readonly next?: number;
}

/**
 * An item ends at two blank lines, at a definition or rule, and at a line without indentation right below it or below
 * a blank line; the next item has the same indentation.
 */
function itemEnd(lines: Lines, from: number, indent: number): ItemEnd {
  const { all } = lines;
  let at = from + 1;
  for (;;) {
    const filled = nextFilled(lines, at);
    const line = all[filled];
    const blanks = filled - at;
    if (line === undefined || blanks > 1) return { end: Math.min(at, all.length) };
    if (isDefinition(line)) return { end: at };
    if ((line.indent === 0 || line.indent === indent) && isRule(line)) return { end: at };
    if (line.indent === indent && bulletAt(lines, filled) !== undefined)
      return { end: at, next: filled };
    if (line.indent === 0 && (blanks > 0 || at === from + 1)) return { end: at };
    at = filled + 1;
  }
}

const TAB = '    ';

function itemText({ all }: Lines, from: number, end: number): string {
  const first = all[from]?.source ?? '';
  const marker = MARKER.exec(first)?.[0] ?? '';
  const columns = marker.replaceAll('\t', TAB).length;
  const rest = all.slice(from + 1, end).map(({ source }) => outdented(source, columns));
  return [first.slice(marker.length), ...rest].join('\n');
}
