import { PERSON_ACTIONS } from '../../mapping/plan/decisions.ts';
import type { PlanReport } from './report.ts';
import { boundText, nameText, type PlanWords } from './words.ts';

/** Figures of a report that stand in a list of their own. */
export type SummaryRow = readonly [label: string, value: string];

/** The figures of the summary: label and value. Those that tell of trouble only when there is some. */
export function totalRows(
  { totals, forecast }: PlanReport,
  { texts, figures }: PlanWords,
): readonly SummaryRow[] {
  const words = texts.totals;
  const ifAny = (label: string, count: number): readonly SummaryRow[] =>
    count === 0 ? [] : [[label, figures.count(count)]];
  return [
    [words.posts, figures.count(totals.posts)],
    [words.messages, figures.count(totals.messages)],
    [words.conversations, figures.count(totals.conversations)],
    [words.people, figures.count(totals.people)],
    [words.reactions, figures.count(totals.reactions)],
    [words.files, figures.count(totals.files)],
    [words.storage, figures.bytes(totals.fileBytes)],
    [words.zip, figures.bytes(forecast.zip.sizeBytes)],
    ...ifAny(words.emoji, totals.emoji),
    ...ifAny(words.skipped, totals.skippedConversations),
    ...ifAny(words.splitPosts, totals.splitPosts),
    ...ifAny(words.missingFiles, totals.missingFiles),
    ...ifAny(words.oversizeFiles, totals.oversizeFiles),
  ];
}

/** How many people there are of each action, and how many have no account. */
export function peopleRows(
  { peopleByAction, unmatched }: PlanReport,
  { texts, figures }: PlanWords,
): readonly SummaryRow[] {
  const counted = PERSON_ACTIONS.filter((action) => peopleByAction[action] > 0);
  return [
    ...counted.map(
      (action) => [texts.personActions[action], figures.count(peopleByAction[action])] as const,
    ),
    [texts.headings.unmatched, figures.count(unmatched.length)],
  ];
}

/** How long a replay takes, when it would end and why. */
export function forecastRows({ forecast }: PlanReport, words: PlanWords): readonly SummaryRow[] {
  const { totals } = words.texts;
  const { figures } = words;
  const longest = forecast.longestChannel;
  const rows: SummaryRow[] = [
    [totals.apiDuration, figures.duration(forecast.seconds)],
    [totals.endsAt, figures.moment(forecast.endsAtMs)],
    [totals.apiCalls, figures.count(forecast.totalCalls)],
    [totals.boundBy, boundText(forecast.boundBy, words)],
  ];
  if (longest !== undefined) {
    const value = `${nameText(longest.name, words)}, ${figures.duration(longest.seconds)}`;
    rows.push([totals.longestChannel, value]);
  }
  return rows;
}
