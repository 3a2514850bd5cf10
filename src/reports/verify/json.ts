import type { DifferenceCount, VerifyReport } from '../../mapping/verify/report.ts';
import type { Language } from '../../texts/language.ts';
import { lossTexts } from '../losses.ts';
import { lineTexts } from '../notices.ts';
import { causeText, countedText, isLoss, whatDiffers } from './words.ts';

/* `verify.json`, see FORMATS.md. Its keys and codes are a contract; `says` and `because` are sentences in the language of the run. */

const VERIFY_KIND = 'mm2slack-verify';
const VERIFY_VERSION = 1;

/** Writes `verify.json`. */
export function verifyJson(report: VerifyReport, lang: Language): string {
  const { kind, archives, workspace, options, account, source } = report;
  const target = workspace === undefined ? { kind, archives } : { kind, ...workspace };
  const value = {
    kind: VERIFY_KIND,
    version: VERIFY_VERSION,
    lang,
    madeAtMs: report.madeAtMs,
    programVersion: report.programVersion,
    isClean: report.isClean,
    withText: report.withText,
    source,
    target,
    options,
    conversations: report.conversations,
    counts: report.counts.map((each) => ({
      ...each,
      says: countedText(each.kind, kind, lang),
    })),
    account,
    differences: wordedDifferences(report.differences, lang),
    ...(report.later === undefined ? {} : { later: report.later }),
    expected: wordedDifferences(report.expected, lang),
    losses: wordedRecordedLosses(report, lang),
    foreign: report.foreign,
    pickedUp: report.pickedUp,
    warnings: lineTexts(report.warnings, lang),
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

const wordedDifferences = (counts: readonly DifferenceCount[], lang: Language) =>
  counts.map((each) => ({
    ...each,
    says: whatDiffers(each, lang),
    because: each.cause === '' ? '' : causeText(each.cause, lang),
  }));

/** Recorded losses with their sentences, for JSON; '' for a code that this version does not know. */
export function wordedRecordedLosses({ losses }: Pick<VerifyReport, 'losses'>, lang: Language) {
  const texts = lossTexts(lang);
  return losses.map(({ code, count }) => ({
    code,
    says: isLoss(code) ? texts[code].message : '',
    advice: isLoss(code) ? texts[code].hint : '',
    count,
  }));
}
