import type { StateInline } from 'markdown-it';
import { dialectEnv } from '../nodes.ts';
import { findCloser, type InlineRule, pushNode, pushPlain, runEnd } from './pairs.ts';

const BACKTICK = 0x60;
const RUNS = /`+/g;

/** Start positions of the backtick runs of one length, in order, and the number of them already passed. */
interface RunsOfLength {
  readonly starts: number[];
  passed: number;
}
type Runs = ReadonlyMap<number, RunsOfLength>;

const runsOf = new WeakMap<StateInline, Runs>();

function runs(state: StateInline): Runs {
  const known = runsOf.get(state);
  if (known !== undefined) return known;
  const found = new Map<number, RunsOfLength>();
  for (const match of state.src.matchAll(RUNS)) {
    const same = found.get(match[0].length);
    if (same === undefined) found.set(match[0].length, { starts: [match.index], passed: 0 });
    else same.starts.push(match.index);
  }
  runsOf.set(state, found);
  return found;
}

/** `` `code` ``, closed by the next run of as many backticks; white space at its edges is removed. */
export const codeSpan: InlineRule = (state) => {
  if (state.src.charCodeAt(state.pos) !== BACKTICK) return false;
  const start = runEnd(state.src, state.pos);
  const close = nextRun(runs(state).get(start - state.pos), start);
  if (close === undefined) return false;
  pushNode(state, { kind: 'code', text: state.src.slice(start, close).trim() });
  state.pos = close + start - state.pos;
  return true;
};

function nextRun(runs: RunsOfLength | undefined, from: number): number | undefined {
  if (runs === undefined) return undefined;
  while ((runs.starts[runs.passed] ?? from) < from) runs.passed++;
  return runs.starts[runs.passed];
}

const DOLLAR = 0x24;
const LATEX = /\$([^$\n]+)\$(?!\w)/y;

/** `$x^2$`, when inline LaTeX is enabled on the server. */
export const inlineLatex: InlineRule = (state) => {
  if (!dialectEnv(state.env).inlineLatex || state.src.charCodeAt(state.pos) !== DOLLAR)
    return false;
  LATEX.lastIndex = state.pos;
  const match = LATEX.exec(state.src);
  if (match === null) return false;
  pushNode(state, { kind: 'latex', text: (match[1] ?? '').trim() });
  state.pos += match[0].length;
  return true;
};

const LESS_THAN = 0x3c;
const ATTRIBUTE = String.raw`\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>${'`'}]+)?`;
const TAG = new RegExp(
  String.raw`<\/[a-zA-Z][\w:-]*\s*>|<[a-zA-Z][\w-]*(?:${ATTRIBUTE})*?\s*\/?>`,
  'y',
);
const COMMENT_OPEN = '<!--';
const COMMENT_CLOSE = '-->';

/** HTML tag. HTML is not rendered: a tag is text, and nothing inside it is markup. */
export const htmlTag: InlineRule = (state) => {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== LESS_THAN) return false;
  const end = src.startsWith(COMMENT_OPEN, pos) ? commentEnd(state) : tagEnd(src, pos);
  if (end === -1) return false;
  pushPlain(state, src.slice(pos, end));
  state.pos = end;
  return true;
};

function tagEnd(source: string, from: number): number {
  TAG.lastIndex = from;
  return TAG.test(source) ? TAG.lastIndex : -1;
}

function commentEnd(state: Parameters<InlineRule>[0]): number {
  const from = state.pos + COMMENT_OPEN.length;
  const close = findCloser(state, COMMENT_CLOSE, from, (source, at) =>
    source.indexOf(COMMENT_CLOSE, at),
  );
  return close === -1 ? -1 : close + COMMENT_CLOSE.length;
}
