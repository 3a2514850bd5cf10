import { type Notice, notice } from '../../errors/notices.ts';
import { parseTable, tableComplaints } from '../csv.ts';
import { idCell, idOf } from '../plan/channels-csv.ts';
import {
  CLEAN_UP_CHOICES,
  CLEAN_UP_KINDS,
  type CleanUpChoice,
  type CleanUpKind,
  type CleanUpProposal,
} from './clean-up.ts';

export const CLEAN_UP_CSV_HEADER = [
  'take',
  'kind',
  'id',
  'name',
  'proposed',
  'twin',
  'last_used',
  'posts',
  'file_bytes',
  'saves_a_month',
] as const;

/** A line of cleanup.csv with an answer in `take`. */
export interface TakenProposal {
  readonly line: number;
  readonly kind: CleanUpKind;
  readonly id: string;
  /** As it stands in the file. */
  readonly name: string;
  /** A `yes` is the proposed one. */
  readonly choice: CleanUpChoice;
}

/**
 * Lines of cleanup.csv with the answers of an earlier one. What was taken over stays in the list when it is no longer
 * proposed: only the person who took it over takes it back.
 */
export function cleanUpTable(
  proposals: readonly CleanUpProposal[],
  saved: (proposal: CleanUpProposal) => string,
  earlier: readonly TakenProposal[],
): readonly (readonly string[])[] {
  const answers = new Map(earlier.map((taken) => [keyOf(taken), taken]));
  const lines = proposals.map((proposal) => {
    const taken = answers.get(keyOf(proposal));
    answers.delete(keyOf(proposal));
    return proposalLine(proposal, taken?.choice ?? '', saved(proposal));
  });
  const left = [...answers.values()].map(({ kind, id, name, choice }) => [
    ...[choice, kind, idCell(id), name, CLEAN_UP_CHOICES[kind][0] ?? ''],
    ...['', '', '', '', ''],
  ]);
  return [...lines, ...left];
}

const keyOf = ({ kind, id }: Pick<TakenProposal, 'kind' | 'id'>): string => `${kind} ${id}`;

const proposalLine = (
  { kind, id, name = '', twin = '', lastUsedMs, posts, fileBytes }: CleanUpProposal,
  take: string,
  saved: string,
): readonly string[] => [
  ...[take, kind, idCell(id), name, CLEAN_UP_CHOICES[kind][0] ?? '', twin, dayCell(lastUsedMs)],
  ...[String(posts), String(fileBytes), saved],
];

/** `2024-03-01`, UTC; empty for never and for a time that no calendar has. */
function dayCell(ms: number | undefined): string {
  const date = new Date(ms ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

const NEEDED = ['take', 'kind', 'id', 'name'] as const;
type Cells = Readonly<Record<(typeof NEEDED)[number], string>>;

/** Parses cleanup.csv and gives the lines that a person took over. UsageError with all lines that are wrong. */
export function parseCleanUpCsv(text: string, fileName: string): readonly TakenProposal[] {
  const complaints = tableComplaints(fileName);
  const seen = new Map<string, number>();
  const taken: TakenProposal[] = [];
  for (const { line, cells } of parseTable(text, NEEDED, fileName, complaints)) {
    const kind = CLEAN_UP_KINDS.find((known) => known === cells.kind.toLowerCase());
    const id = idOf(cells.id);
    const earlier = seen.get(`${kind} ${id}`);
    const wrong = wrongLine(cells, kind, earlier);
    seen.set(`${kind} ${id}`, earlier ?? line);
    if (wrong !== undefined) complaints.add(line, wrong);
    const choice = kind === undefined ? undefined : choiceOf(cells.take, kind);
    if (kind === undefined || choice === undefined || wrong !== undefined) continue;
    taken.push({ line, kind, id, name: cells.name, choice });
  }
  complaints.throwAny();
  return taken;
}

function wrongLine(
  { take, kind: word, id }: Cells,
  kind: CleanUpKind | undefined,
  earlier: number | undefined,
): Notice | undefined {
  if (kind === undefined) {
    const expected = CLEAN_UP_KINDS.join(', ');
    return notice('cell-unknown', { column: 'kind', word, expected });
  }
  if (id === '') return notice('id-missing');
  if (earlier !== undefined) return notice('line-repeated', { name: id, line: String(earlier) });
  if (isNotTaken(take) || choiceOf(take, kind) !== undefined) return undefined;
  const expected = ['yes', 'no', ...CLEAN_UP_CHOICES[kind]].join(', ');
  return notice('cell-unknown', { column: 'take', word: take, expected });
}

const isNotTaken = (take: string): boolean => /^(?:no)?$/i.test(take);

function choiceOf(take: string, kind: CleanUpKind): CleanUpChoice | undefined {
  const [proposed] = CLEAN_UP_CHOICES[kind];
  if (/^yes$/i.test(take)) return proposed;
  return CLEAN_UP_CHOICES[kind].find((choice) => choice === take.toLowerCase());
}
