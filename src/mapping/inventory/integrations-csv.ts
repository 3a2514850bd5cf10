import { parseTable, tableComplaints } from '../csv.ts';
import type { Integration } from './integrations.ts';

export const INTEGRATIONS_CSV_HEADER = [
  ...(['done', 'kind', 'name', 'service', 'owner', 'owner_active', 'where', 'last_use'] as const),
  ...(['posts', 'posts_90_days', 'effort', 'in_slack', 'steps'] as const),
] as const;

/** What people wrote under `done` of an earlier list, by integration. */
export type DoneMarks = ReadonlyMap<string, string>;

/** A line: codes for programs, and the steps in words. */
export function integrationLine(
  integration: Integration,
  done: DoneMarks,
  words: { readonly where: string; readonly steps: string },
): readonly string[] {
  const { kind, name, service, owner, isOwnerActive, lastPostMs } = integration;
  const { posts, posts90, effort, counterpart } = integration;
  return [
    done.get(keyOf([kind, name, owner, words.where])) ?? '',
    ...[kind, name, service, owner, isOwnerActive ? 'yes' : 'no', words.where],
    lastPostMs === undefined ? '' : dayCell(lastPostMs),
    ...[String(posts), String(posts90), effort, counterpart, words.steps],
  ];
}

function dayCell(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

const keyOf = (cells: readonly string[]): string =>
  JSON.stringify(cells.map((cell) => cell.trim()));

const NEEDED = ['done', 'kind', 'name', 'owner', 'where'] as const;

/** Reads the marks of integrations.csv. UsageError when it is no such list. */
export function parseDoneMarks(text: string, fileName: string): DoneMarks {
  const complaints = tableComplaints(fileName);
  const lines = parseTable(text, NEEDED, fileName, complaints);
  complaints.throwAny();
  return new Map(
    lines
      .filter(({ cells }) => cells.done !== '')
      .map(({ cells }) => [keyOf([cells.kind, cells.name, cells.owner, cells.where]), cells.done]),
  );
}
