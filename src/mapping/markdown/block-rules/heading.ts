import { pushBlock } from './inner-blocks.ts';
import { type BlockRule, firstCode, gapBefore, lineContent } from './lines.ts';

const HASH = 0x23;
const HEADING = /^(#{1,6}) +(.*)$/;

/** `# Heading`; the space is needed. */
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

/** Cuts ` ##` at the end, but always leaves a character. */
function withoutClosingHashes(text: string): string {
  let end = text.length;
  while (end > 1 && text[end - 1] === ' ') end--;
  while (end > 1 && text[end - 1] === '#') end--;
  while (end > 1 && text[end - 1] === ' ') end--;
  return text.slice(0, end);
}
