import type { StateInline } from 'markdown-it';
import { runEnd } from './closer.ts';
import { type InlineRule, pushNode } from './inner-inline.ts';

const BACKTICK = 0x60;
const RUNS = /`+/g;

/** Start positions of the runs of one length, in order, and how many of them lie behind us. */
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

/** `` `code` ``: closed by the next run of as many backticks; white space at its edges is cut. */
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
