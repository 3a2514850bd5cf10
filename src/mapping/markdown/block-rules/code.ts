import type { StateBlock } from 'markdown-it';
import {
  type BlockRule,
  firstCode,
  indentOf,
  lineContent,
  linesText,
  lineText,
  outdent,
  pushBlock,
} from './lines.ts';

const BACKTICK = 0x60;
const TILDE = 0x7e;
const OPENING = /^(`{3,}|~{3,})([^`~]*)$/;
const CLOSING = /^(`{3,}|~{3,})[`~]* *$/;
const MAX_FENCE_INDENT = 3;

interface Closing {
  readonly line: number;
  readonly run: string;
}

/** Closing fences by source, found once, so that many opening fences cost no more than one. */
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

function closingAfter(all: readonly Closing[], line: number, run: string): Closing | undefined {
  let at = firstAfter(all, line);
  while (at < all.length && all[at]?.run.startsWith(run) === false) at++;
  return all[at];
}

/** Index of the first closing fence below a line, by binary search. */
function firstAfter(all: readonly Closing[], line: number): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((all[middle]?.line ?? line) > line) high = middle;
    else low = middle + 1;
  }
  return low;
}

function startsFence(state: StateBlock, line: number): boolean {
  const code = firstCode(state, line);
  return (code === BACKTICK || code === TILDE) && indentOf(state, line) <= MAX_FENCE_INDENT;
}

/** Fenced code. An unclosed fence is text, as in Mattermost. */
export const fence: BlockRule = (state, startLine, endLine, silent) => {
  if (!startsFence(state, startLine)) return false;
  const opening = OPENING.exec(lineContent(state, startLine));
  if (opening === null) return false;
  const [, run = '', info = ''] = opening;
  const close = closingAfter(closings(state), startLine, run);
  if (close === undefined || close.line >= endLine) return false;
  if (silent) return true;
  const text = close.line > startLine + 1 ? linesText(state, startLine + 1, close.line) : '';
  pushBlock(state, { kind: 'code', language: info.trim(), text });
  state.line = close.line + 1;
  return true;
};

const CODE_INDENT = 4;

/** Code indented by four columns, with blank lines inside. It does not interrupt a top-level paragraph. */
export const indentedCode: BlockRule = (state, startLine, endLine, silent) => {
  if (indentOf(state, startLine) < CODE_INDENT) return false;
  if (silent) return true;
  let end = startLine + 1;
  for (let line = end; line < endLine; line++) {
    if (state.isEmpty(line)) continue;
    if (indentOf(state, line) < CODE_INDENT) break;
    end = line + 1;
  }
  const lines: string[] = [];
  for (let line = startLine; line < end; line++)
    lines.push(outdent(lineText(state, line), CODE_INDENT));
  pushBlock(state, { kind: 'code', language: '', text: lines.join('\n') });
  state.line = end;
  return true;
};
