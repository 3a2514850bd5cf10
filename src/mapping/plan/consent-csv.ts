import { type Notice, notice } from '../../errors/notices.ts';
import { type ChannelId, channelId } from '../../model/model.ts';
import { parseTable, tableComplaints } from '../csv.ts';
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

/** Lines of dms.csv by people and id; a conversation without an earlier answer is still to be asked about. */
export function consentTable(
  conversations: readonly ListedConversation[],
  earlier: readonly ConsentLine[],
): readonly (readonly string[])[] {
  const answers = new Map(earlier.map(({ channelId, answer }) => [channelId, answer]));
  const key = ({ people, channelId }: ListedConversation): string =>
    [people.join(', '), channelId].join('\0');
  return conversations
    .toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((each) => consentCells(each, answers.get(each.channelId) ?? 'ask'));
}

const NEEDED = ['conversation', 'consent'] as const;

/** Parses dms.csv. UsageError with all lines that are wrong: an unknown answer, a missing or doubled conversation. */
export function parseConsentCsv(text: string, fileName: string): readonly ConsentLine[] {
  const complaints = tableComplaints(fileName);
  const seen = new Map<string, number>();
  const lines: ConsentLine[] = [];
  for (const { line, cells } of parseTable(text, NEEDED, fileName, complaints)) {
    const id = idOf(cells.conversation);
    const answer = answerOf(cells.consent);
    const wrong = wrongLine(id, cells.consent, seen.get(id));
    seen.set(id, seen.get(id) ?? line);
    if (wrong !== undefined) complaints.add(line, wrong);
    else if (answer !== undefined) lines.push({ line, channelId: channelId(id), answer });
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
