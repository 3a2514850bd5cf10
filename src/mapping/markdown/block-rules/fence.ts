import type { StateBlock } from 'markdown-it';
import { type BlockRule, firstCode, indentOf, lineContent, linesText } from './lines.ts';

const BACKTICK = 0x60;
const TILDE = 0x7e;
const OPENING = /^(`{3,}|~{3,})([^`~]*)$/;
const CLOSING = /^(`{3,}|~{3,})[`~]* *$/;
const MAX_FENCE_INDENT = 3;

interface Closing {
  readonly line: number;
  readonly run: string;
}

/** Closing fences by source: looked up once, so that many opening fences cost no more than one. */
const closingsOf = new WeakMap<StateBlock, readonly Closing[]>();

function closings(state: StateBlock): readonly Closing[] {
  const known = closingsOf.get(state);
  if (known !== undefined) return known;
  const found: Closing[] = [];
  for (let line = 0; line < state.lineMax; line++) {
    if (!startsFence(state, line)) continue;
    const run = CLOSING.exec(lineContent(state, line))?.[1];
    if (run !== undefined) found.push({ line, run });
  }
  closingsOf.set(state, found);
  return found;
}

function startsFence(state: StateBlock, line: number): boolean {
  const code = firstCode(state, line);
  return (code === BACKTICK || code === TILDE) && indentOf(state, line) <= MAX_FENCE_INDENT;
}

/** Fenced code. A fence that is never closed is text, as in Mattermost. */
export const fence: BlockRule = (state, startLine, endLine, silent) => {
  if (!startsFence(state, startLine)) return false;
  const opening = OPENING.exec(lineContent(state, startLine));
  if (opening === null) return false;
  const [, run = '', info = ''] = opening;
  const close = closings(state).find(
    (candidate) =>
      candidate.line > startLine && candidate.line < endLine && candidate.run.startsWith(run),
  );
  if (close === undefined) return false;
  if (silent) return true;
  const token = state.push('code_block', '', 0);
  token.info = info.trim();
  token.content = close.line > startLine + 1 ? linesText(state, startLine + 1, close.line) : '';
  state.line = close.line + 1;
  return true;
};
