import type { StateBlock } from 'markdown-it';
import { type BlockRule, firstCode, gapBefore, lineContent, lineText, pushBlock } from './lines.ts';

const HASH = 0x23;
const HEADING = /^(#{1,6}) +(.*)$/;

/** Heading with `# `; the space is required. */
export const heading: BlockRule = (state, startLine, _endLine, silent) => {
  if (firstCode(state, startLine) !== HASH) return false;
  const match = HEADING.exec(lineContent(state, startLine));
  if (match === null) return false;
  const text = withoutClosingHashes(match[2] ?? '');
  if (text === '') return false;
  if (silent) return true;
  const level = match[1]?.length ?? 1;
  pushBlock(state, { kind: 'text', level, source: text, gap: gapBefore(state, startLine) });
  state.line = startLine + 1;
  return true;
};

/** Removes ` ##` at the end, but always leaves a character. */
function withoutClosingHashes(text: string): string {
  let end = text.length;
  while (end > 1 && text[end - 1] === ' ') end--;
  while (end > 1 && text[end - 1] === '#') end--;
  while (end > 1 && text[end - 1] === ' ') end--;
  return text.slice(0, end);
}

const EQUALS = 0x3d;
const HYPHEN = 0x2d;
const UNDERLINE = /^[=-]{2,} *$/;

/** True for a line of two or more `=` or `-`. */
export function isUnderline(state: StateBlock, line: number): boolean {
  const code = firstCode(state, line);
  return (code === EQUALS || code === HYPHEN) && UNDERLINE.test(lineContent(state, line));
}

/** Heading underlined with `===` or `---`; in Mattermost any line, also a list item or a quote. */
export const underlinedHeading: BlockRule = (state, startLine, endLine, silent) => {
  const underline = startLine + 1;
  if (underline >= endLine || !isUnderline(state, underline)) return false;
  if (silent) return true;
  const level = lineContent(state, underline).trimEnd().endsWith('=') ? 1 : 2;
  const source = lineText(state, startLine).trim();
  pushBlock(state, { kind: 'text', level, source, gap: gapBefore(state, startLine) });
  state.line = underline + 1;
  return true;
};
