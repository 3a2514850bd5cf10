import { type Searches, search } from './markdown-marks.ts';

/* Inline text in which nothing is a mark: code, formulas, tags; and how far plain text goes. */

/** Position behind the backticks that begin at a position. */
export function backticksEnd(source: string, at: number): number {
  let end = at;
  while (source.charCodeAt(end) === 0x60) end += 1;
  return end;
}

/** Position behind code, which the next run of as many backticks closes. */
export function codeEnd(source: string, at: number, searches: Searches): number | undefined {
  const start = backticksEnd(source, at);
  if (start === at) return undefined;
  searches.backticks ??= backtickRuns(source);
  const starts = searches.backticks.get(start - at);
  while (starts !== undefined && (starts.at(-1) ?? start) < start) starts.pop();
  const close = starts?.at(-1);
  return close === undefined ? undefined : close + start - at;
}

function backtickRuns(source: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of source.matchAll(/`+/g)) {
    const same = runs.get(run.length);
    if (same === undefined) runs.set(run.length, [index]);
    else same.push(index);
  }
  for (const starts of runs.values()) starts.reverse();
  return runs;
}

const LATEX = /\$[^$\n]+\$(?!\w)/y;

/** Position behind `$x^2$`. */
export function latexEnd(source: string, at: number): number | undefined {
  LATEX.lastIndex = at;
  return LATEX.test(source) ? LATEX.lastIndex : undefined;
}

const ATTRIBUTE = String.raw`\s+[a-zA-Z:_][\w.:-]*(?:\s*=\s*"[^"]*"|\s*=\s*'[^']*'|\s*=\s*[^\s"'=<>${'`'}]+)?`;
const TAG = new RegExp(
  String.raw`<(?:\/[a-zA-Z][\w:-]*\s*|[a-zA-Z][\w-]*(?:${ATTRIBUTE})*?\s*\/?)>`,
  'y',
);
const COMMENT = '<!--';

/** Position behind a tag or comment of HTML, which are text as a whole. */
export function tagEnd(source: string, at: number, searches: Searches): number | undefined {
  if (source.charCodeAt(at) !== 0x3c) return undefined;
  if (source.startsWith(COMMENT, at)) {
    const close = search(searches, '-->', () => source.indexOf('-->', at + COMMENT.length));
    return close === undefined ? undefined : close + '-->'.length;
  }
  TAG.lastIndex = at;
  return TAG.test(source) ? TAG.lastIndex : undefined;
}

const SCHEMES = 'http|https|ftp|mailto|tel|mattermost';
const STOPS = String.raw`[\\<!\[${'`'}*~]|\b_|\b(?:${SCHEMES}):|\bwww\d{0,3}\.`;
const STOP = new RegExp(STOPS, 'g');
const STOP_OR_LATEX = new RegExp(String.raw`${STOPS}|\B\$`, 'g');

/** Position up to which text goes when no rule takes the character at `at`: where one may take the next. */
export function textEnd(source: string, at: number, hasLatex: boolean): number {
  const stop = hasLatex ? STOP_OR_LATEX : STOP;
  stop.lastIndex = Math.max(at + 1, backticksEnd(source, at));
  return stop.exec(source)?.index ?? source.length;
}
