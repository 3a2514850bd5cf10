import { type Notice, notice } from '../../errors/notices.ts';
import { type ChannelId, channelId } from '../../model/model.ts';
import { parseTable, tableComplaints, withOneLineBreak } from '../csv.ts';
import { idCell, idOf } from './channels-csv.ts';

export const CONSENT_CSV_HEADER = ['conversation', 'people', 'posts', 'consent'] as const;

/**
 * What the people of a conversation answered, one answer for all of them: `yes` when everybody agreed, `no` when
 * somebody declined, `ask` until everybody has answered.
 */
export const CONSENT_ANSWERS = ['yes', 'no', 'ask'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** The deciding cells of a line of dms.csv. */
export interface ConsentLine {
  readonly line: number;
  readonly channelId: ChannelId;
  /** Usernames of those whose answer it is, between commas; empty where the list does not say. */
  readonly people: string;
  readonly answer: ConsentAnswer;
}

/** A direct or group message as dms.csv shows it. */
export interface ListedConversation {
  readonly channelId: ChannelId;
  /** Usernames in code-unit order. */
  readonly people: readonly string[];
  /** Posts that are neither deleted nor an earlier version. */
  readonly posts: number;
}

/** Cells of a line of dms.csv. */
const consentCells = (
  { channelId, people, posts }: ListedConversation,
  answer: ConsentAnswer,
): readonly string[] => [idCell(channelId), people.join(', '), String(posts), answer];

/**
 * Lines of dms.csv by people and id. Still to be asked about are a conversation without an earlier answer, and one to
 * which everybody agreed before somebody else was in it.
 */
export function consentTable(
  conversations: readonly ListedConversation[],
  earlier: readonly ConsentLine[],
): readonly (readonly string[])[] {
  const lines = new Map(earlier.map((line) => [line.channelId, line]));
  const answerNow = ({ channelId, people }: ListedConversation): ConsentAnswer => {
    const line = lines.get(channelId);
    if (line === undefined) return 'ask';
    return line.answer === 'yes' && unaskedPeople(line, people).length > 0 ? 'ask' : line.answer;
  };
  const key = ({ people, channelId }: ListedConversation): string =>
    [people.join(', '), channelId].join('\0');
  return conversations
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((each) => consentCells(each, answerNow(each)));
}

/** The people of a conversation that its line does not name; none where it names nobody. */
export function unaskedPeople(
  { people }: Pick<ConsentLine, 'people'>,
  now: readonly string[],
): readonly string[] {
  if (people === '') return [];
  const asked = new Set(namesIn(people));
  return now.filter((name) => !namesIn(name).every((part) => asked.has(part)));
}

/** Names between commas, as a cell keeps them. */
const namesIn = (cell: string): readonly string[] =>
  withOneLineBreak(cell)
    .split(',')
    .map((name) => name.trim());

const NEEDED = ['conversation', 'consent'] as const;
const OPTIONAL = ['people'] as const;

/** Parses dms.csv. UsageError with all lines that are wrong: an unknown answer, a missing or doubled conversation. */
export function parseConsentCsv(text: string, fileName: string): readonly ConsentLine[] {
  const complaints = tableComplaints(fileName);
  const seen = new Map<string, number>();
  const lines: ConsentLine[] = [];
  for (const { line, cells } of parseTable(text, NEEDED, fileName, complaints, OPTIONAL)) {
    const id = idOf(cells.conversation);
    const answer = answerOf(cells.consent);
    const wrong = wrongLine(id, cells.consent, seen.get(id));
    seen.set(id, seen.get(id) ?? line);
    if (wrong !== undefined) complaints.add(line, wrong);
    else if (answer !== undefined) {
      lines.push({ line, channelId: channelId(id), people: cells.people, answer });
    }
  }
  complaints.throwAny();
  return lines;
}

function wrongLine(id: string, word: string, earlier: number | undefined): Notice | undefined {
  if (id === '') return notice('id-missing');
  if (answerOf(word) === undefined) {
    return notice('consent-answer-unknown', { word, expected: CONSENT_ANSWERS.join(', ') });
  }
  if (earlier === undefined) return undefined;
  return notice('line-repeated', { name: id, line: String(earlier) });
}

const answerOf = (word: string): ConsentAnswer | undefined =>
  CONSENT_ANSWERS.find((answer) => answer === word.toLowerCase());
