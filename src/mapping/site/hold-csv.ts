import { type Notice, notice } from '../../errors/notices.ts';
import { parseTable, tableComplaints } from '../csv.ts';

const NEEDED = ['kind', 'name'] as const;

/** What a line of a legal hold names. */
export const HOLD_KINDS = ['person', 'channel'] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

/** A line of the list of a legal hold. */
export interface HoldLine {
  readonly line: number;
  readonly kind: HoldKind;
  /** Username or id of a person; name, `team/name`, display name or id of a channel. */
  readonly name: string;
}

/**
 * Parses the list of a legal hold. UsageError with all lines that are wrong, and for a list of nobody: a list that lost
 * its lines would look like a hold that is met.
 */
export function parseHoldCsv(text: string, fileName: string): readonly HoldLine[] {
  const complaints = tableComplaints(fileName);
  const seen = new Map<string, number>();
  const lines: HoldLine[] = [];
  for (const { line, cells } of parseTable(text, NEEDED, fileName, complaints)) {
    const kind = kindOf(cells.kind);
    const name = kind === 'person' ? cells.name.replace(/^@/, '') : cells.name;
    const key = `${kind} ${kind === 'person' ? name.toLowerCase() : name}`;
    const wrong = wrongLine(cells, seen.get(key));
    seen.set(key, seen.get(key) ?? line);
    if (wrong !== undefined) complaints.add(line, wrong);
    else if (kind !== undefined) lines.push({ line, kind, name });
  }
  if (lines.length === 0) complaints.add(1, notice('hold-empty'));
  complaints.throwAny();
  return lines;
}

function wrongLine(
  { kind, name }: Readonly<Record<(typeof NEEDED)[number], string>>,
  earlier: number | undefined,
): Notice | undefined {
  if (kindOf(kind) === undefined) {
    const expected = HOLD_KINDS.join(', ');
    return notice('cell-unknown', { column: 'kind', word: kind, expected });
  }
  if (/^@?$/.test(name)) return notice('hold-name-missing');
  if (earlier === undefined) return undefined;
  return notice('line-repeated', { name, line: String(earlier) });
}

const kindOf = (word: string): HoldKind | undefined =>
  HOLD_KINDS.find((kind) => kind === word.toLowerCase());
