import type { StatusReport } from '../mapping/status/report.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { fill } from './figures.ts';

/** Words what a move waits for. */
export function pendingLines(
  { pending }: Pick<StatusReport, 'pending'>,
  lang: Language,
): readonly string[] {
  const texts = TEXTS[lang].status.pending;
  const { changes, calls, unfinished, archivesNotFound, archivesUnrecorded } = pending;
  return [
    ...(changes === undefined ? [texts.changesUnreadable] : []),
    ...(changes === undefined || changes === 0 ? [] : [fill(texts.changes, { count: changes })]),
    ...(calls === undefined ? [texts.ledgerUnreadable] : []),
    ...(calls === undefined || calls === 0 ? [] : [fill(texts.calls, { count: calls })]),
    ...unfinished.map((name) => fill(texts.unfinished, { name })),
    ...archivesNotFound.map((name) => fill(texts.archiveNotFound, { name })),
    ...archivesUnrecorded.map((name) => fill(texts.archiveUnrecorded, { name })),
  ];
}
