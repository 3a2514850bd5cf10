import { type ArchiveContent, type Counts, countContent, KINDS, type Kind } from './content.ts';
import { dropsOf } from './known-drops.ts';

/** What a reader took, by kind; a kind that it does not show is absent. */
export type Taken = Readonly<Partial<Record<Kind, number>>>;

/** One run of a reader on one archive. */
export interface Reading {
  readonly reader: string;
  /** `import` or `bundle`. */
  readonly archive: string;
  readonly content: ArchiveContent;
  /** A text where the reader failed: its exit code and what it said last. */
  readonly taken: Taken | string;
  /** Its own warnings, each once. */
  readonly warnings: readonly string[];
}

export interface Verdict {
  readonly lines: readonly string[];
  /** 0, 1 when something is dropped that no known drop explains, 2 without any reading. */
  readonly exitCode: 0 | 1 | 2;
}

/** Words what each reader took and dropped, and decides the exit code. */
export function judge(readings: readonly Reading[]): Verdict {
  if (readings.length === 0) {
    return {
      lines: ['No reader is on the PATH; docs/readers.md says how to install one.'],
      exitCode: 2,
    };
  }
  const verdicts = readings.map(judgeReading);
  const isExplained = verdicts.every((verdict) => verdict.isExplained);
  return {
    lines: verdicts.flatMap(({ lines }) => [...lines, '']),
    exitCode: isExplained ? 0 : 1,
  };
}

function judgeReading(reading: Reading): { lines: readonly string[]; isExplained: boolean } {
  const heading = `${reading.reader} on the ${reading.archive} archive`;
  const { taken, warnings } = reading;
  if (typeof taken === 'string') {
    return { lines: [heading, `  failed: ${taken}`], isExplained: false };
  }
  const sent = countContent(reading.content);
  const { left, reasons } = explain(reading);
  const rows = KINDS.map((kind) => row(kind, sent[kind], taken[kind], left[kind]));
  return {
    lines: [
      `${heading}`,
      `  ${''.padEnd(12)}${['archive', 'took', 'dropped', 'unexplained'].map(cell).join('')}`,
      ...rows.map(({ line }) => line),
      ...reasons.map((reason) => `  known: ${reason}`),
      ...warnings.map((warning) => `  it says: ${warning}`),
    ],
    isExplained: rows.every(({ unexplained }) => unexplained === 0),
  };
}

/** Applies the reader's known drops one after the other: what they leave, and what each of them accounts for. */
function explain({ reader, content }: Reading): { left: Counts; reasons: readonly string[] } {
  const reasons: string[] = [];
  let kept = content;
  for (const { what, where, without } of dropsOf(reader)) {
    const before = countContent(kept);
    kept = without?.(kept) ?? kept;
    const after = countContent(kept);
    const parts = KINDS.filter((kind) => before[kind] > after[kind]).map(
      (kind) => `${before[kind] - after[kind]} ${kind}`,
    );
    if (parts.length > 0) reasons.push(`${parts.join(', ')}: ${what} (${where})`);
  }
  return { left: countContent(kept), reasons };
}

function row(
  kind: Kind,
  sent: number,
  taken: number | undefined,
  left: number,
): { line: string; unexplained: number } {
  const label = `  ${kind.padEnd(12)}`;
  if (taken === undefined) {
    return { line: `${label}${cell(sent)}${cell('not shown')}`, unexplained: 0 };
  }
  const unexplained = Math.max(0, left - taken);
  const numbers = [sent, taken, Math.max(0, sent - taken), unexplained];
  return { line: `${label}${numbers.map(cell).join('')}`, unexplained };
}

const cell = (value: number | string): string => String(value).padStart(12);
