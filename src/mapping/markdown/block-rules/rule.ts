import { type BlockRule, firstCode, gapBefore, lineContent, pushBlock } from './lines.ts';

const MARKERS = new Set([0x2d, 0x2a, 0x5f]);
const RULE = /^(?:[-*_] *){3,}$/;

/** Horizontal rule of three or more `-`, `*` and `_`, in any mixture. */
export const horizontalRule: BlockRule = (state, startLine, _endLine, silent) => {
  if (!MARKERS.has(firstCode(state, startLine))) return false;
  if (!RULE.test(lineContent(state, startLine))) return false;
  if (silent) return true;
  pushBlock(state, { kind: 'rule', gap: gapBefore(state, startLine) });
  state.line = startLine + 1;
  return true;
};
