import type { Line, Lines } from './markdown-lines.ts';

const OPENING = /^(`{3,}|~{3,})([^`~]*)$/;
const CLOSING = /^(`{3,}|~{3,})[`~]* *$/;
const MAX_INDENT = 3;

export interface FenceOpening {
  readonly run: string;
  readonly language: string;
}

/** Reads a line that may open a fence of code; undefined for another line. */
export function isFenceOpening({ indent, content }: Line): FenceOpening | undefined {
  if (indent > MAX_INDENT) return undefined;
  const [, run, info = ''] = OPENING.exec(content) ?? [];
  return run === undefined ? undefined : { run, language: info.trim() };
}

/** Lines that may close a fence, the last one first, with their runs; and the runs that nothing closes any more. */
export interface Closers {
  readonly waiting: { readonly line: number; readonly run: string }[];
  readonly unclosed: Set<string>;
}

/** Finds the lines of a text that may close a fence. */
export function closersOf({ all }: Lines): Closers {
  const waiting = all.flatMap(({ indent, content }, line) => {
    const run = indent > MAX_INDENT ? undefined : CLOSING.exec(content)?.[1];
    return run === undefined ? [] : [{ line, run }];
  });
  return { waiting: waiting.reverse(), unclosed: new Set() };
}

/**
 * Line of the fence that closes a run opened at `at`; undefined for none. Lines must be asked in order: closers above
 * are forgotten, and a run that nothing closes is remembered.
 */
export function closingFence(
  { waiting, unclosed }: Closers,
  at: number,
  run: string,
): number | undefined {
  if (unclosed.has(run)) return undefined;
  while ((waiting.at(-1)?.line ?? Number.POSITIVE_INFINITY) <= at) waiting.pop();
  for (let next = waiting.length - 1; next >= 0; next -= 1) {
    const closer = waiting[next];
    if (closer?.run.startsWith(run) === true) return closer.line;
  }
  unclosed.add(run);
  return undefined;
}
