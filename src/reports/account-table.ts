import { ACCOUNT_KINDS, type Account, LEFT_OUT_REASONS, missingRows } from '../mapping/account.ts';
import { textWidth } from '../mapping/text.ts';
import type { SourceLack } from '../model/source-kind.ts';
import type { Language } from '../texts/language.ts';
import { TEXTS } from '../texts/texts.ts';
import { countText, fill } from './figures.ts';

/**
 * Lines of the account for a terminal: a table, each reason for rows that were left out, and what the source cannot hold
 * and no number counts.
 */
export function accountTable(
  account: Account,
  lang: Language,
  lacks: readonly SourceLack[] = [],
): readonly string[] {
  const texts = TEXTS[lang].account;
  const rows = ACCOUNT_KINDS.map((kind) => {
    const line = account[kind];
    const leftOut = Object.values(line.leftOut).reduce((sum, count) => sum + count, 0);
    const missing = missingRows(line);
    const verdict = missing === 0 ? '' : `  ${fill(texts.notBalanced, { count: missing })}`;
    return [texts.kinds[kind], ...[line.read, line.written, leftOut].map(countText), verdict];
  });
  const kindWidth = Math.max(...Object.values(texts.kinds).map(textWidth)) + 1;
  const header = ['', texts.read, texts.written, texts.leftOut, ''];
  const lines = [header, ...rows].map(
    ([kind = '', read = '', written = '', leftOut = '', verdict = '']) =>
      `${kind}${spaces(kindWidth - textWidth(kind))}${[read, written, leftOut].map(padded).join('')}${verdict}`.trimEnd(),
  );
  return [
    ...lines,
    ...reasonLines(account, lang),
    ...byteLines(account, lang),
    ...lackLines(lacks, lang),
  ];
}

const COLUMN_WIDTH = 12;
const spaces = (count: number): string => ' '.repeat(Math.max(0, count));
const padded = (text: string): string => spaces(COLUMN_WIDTH - textWidth(text)) + text;

/** How many files have bytes, and how many are named alone; nothing for a run without files. */
function byteLines({ files: { bytes } }: Account, lang: Language): readonly string[] {
  if (bytes === undefined || bytes.there + bytes.nameOnly === 0) return [];
  const { there, nameOnly } = bytes;
  return [`  ${fill(TEXTS[lang].account.fileBytes, { there, nameOnly })}`];
}

function lackLines(lacks: readonly SourceLack[], lang: Language): readonly string[] {
  const texts = TEXTS[lang].account;
  if (lacks.length === 0) return [];
  const named = lacks.map((lack) => texts.lacks[lack]);
  return ['', `  ${fill(texts.lacking, { lacks: named.join(lang === 'ja' ? '、' : ', ') })}`];
}

function reasonLines(account: Account, lang: Language): readonly string[] {
  const { because, reasons } = TEXTS[lang].account;
  const lines = ACCOUNT_KINDS.flatMap((kind) =>
    LEFT_OUT_REASONS.flatMap((reason) => {
      const count = account[kind].leftOut[reason];
      if (count === undefined) return [];
      return [`  ${fill(because[kind], { count, reason: reasons[reason] })}`];
    }),
  );
  return lines.length === 0 ? [] : ['', ...lines];
}
