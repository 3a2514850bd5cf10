import { PERSON_ACTIONS } from '../../mapping/decisions.ts';
import { durationText } from '../duration.ts';
import { countText, momentText, sizeText } from '../figures.ts';
import type { PlanReport } from './report.ts';
import { boundText, nameText, type PlanWords } from './words.ts';

/** A labelled figure. */
export type SummaryRow = readonly [label: string, value: string];

/** Labelled totals; problems are listed only if there are any. */
export function totalRows(
  { totals, forecast }: PlanReport,
  { texts }: PlanWords,
): readonly SummaryRow[] {
  const words = texts.totals;
  const ifAny = (label: string, count: number): readonly SummaryRow[] =>
    count === 0 ? [] : [[label, countText(count)]];
  return [
    [words.posts, countText(totals.posts)],
    [words.messages, countText(totals.messages)],
    [words.conversations, countText(totals.conversations)],
    [words.people, countText(totals.people)],
    [words.reactions, countText(totals.reactions)],
    [words.files, countText(totals.files)],
    [words.storage, sizeText(totals.fileBytes)],
    [words.zip, sizeText(forecast.zip.sizeBytes)],
    ...ifAny(words.emoji, totals.emoji),
    ...ifAny(words.skipped, totals.skippedConversations),
    ...ifAny(words.splitPosts, totals.splitPosts),
    ...ifAny(words.missingFiles, totals.missingFiles),
    ...ifAny(words.oversizeFiles, totals.oversizeFiles),
  ];
}

/** Number of people per action, and without an account. */
export function peopleRows(
  { peopleByAction, unmatched }: PlanReport,
  { texts }: PlanWords,
): readonly SummaryRow[] {
  const counted = PERSON_ACTIONS.filter((action) => peopleByAction[action] > 0);
  return [
    ...counted.map(
      (action) => [texts.personActions[action], countText(peopleByAction[action])] as const,
    ),
    [texts.headings.unmatched, countText(unmatched.length)],
  ];
}

/** Duration and end of a replay, and what limits it. */
export function forecastRows({ forecast }: PlanReport, words: PlanWords): readonly SummaryRow[] {
  const { totals } = words.texts;
  const { lang } = words;
  const longest = forecast.longestChannel;
  const rows: SummaryRow[] = [
    [totals.apiDuration, durationText(forecast.seconds, lang)],
    [totals.endsAt, momentText(forecast.endsAtMs, lang)],
    [totals.apiCalls, countText(forecast.totalCalls)],
    [totals.boundBy, boundText(forecast.boundBy, words)],
  ];
  if (longest !== undefined) {
    const value = `${nameText(longest.name, words)}, ${durationText(longest.seconds, lang)}`;
    rows.push([totals.longestChannel, value]);
  }
  return rows;
}
