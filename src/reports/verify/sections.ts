import { LEFT_OUT_REASONS } from '../../mapping/account.ts';
import type { DifferenceCount, VerifyReport } from '../../mapping/verify/report.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS } from '../../texts/texts.ts';
import { countText, fill, sizeText } from '../figures.ts';
import { lineTexts } from '../notices.ts';
import { shownText } from '../shown-text.ts';
import { optionRows, sourceRows, workspaceRows } from './facts.ts';
import { causeText, countedText, isLoss, laterLines, placesText, whatDiffers } from './words.ts';

type VerifyTexts = (typeof TEXTS)['en']['verify'];
export type VerifySectionId = keyof VerifyTexts['headings'];

export interface VerifyColumn {
  readonly label: string;
  readonly align: 'number' | 'text' | 'code' | undefined;
}

/** A part of the report: a heading, sentences and a table, of which any but the heading may be empty. */
export interface VerifySection {
  readonly id: Exclude<VerifySectionId, 'signature'>;
  readonly heading: string;
  readonly lead: string;
  readonly columns: readonly VerifyColumn[];
  readonly rows: readonly (readonly string[])[];
}

type Table = Pick<VerifySection, 'columns' | 'rows'>;

/** The sections of a report in their order, worded; those about nothing are left out. */
export function verifySections(report: VerifyReport, lang: Language): readonly VerifySection[] {
  const { headings, leads, none } = TEXTS[lang].verify;
  const section = (id: VerifySection['id'], lead: string, table: Table): VerifySection => ({
    id,
    heading: headings[id],
    lead,
    ...table,
  });
  const differences = differenceTable(report.differences, 'samples', lang);
  const isSame = report.differences.length === 0;
  const sections = [
    section(
      'differences',
      isSame ? none : [leads.differences, ...laterLines(report, lang)].join(' '),
      differences,
    ),
    section('counts', leads.counts, countTable(report, lang)),
    section('target', targetLead(report, lang), targetTable(report, lang)),
    section('source', '', factTable(sourceRows(report, lang), lang)),
    section('options', '', factTable(optionRows(report, lang), lang)),
    section('expected', leads.expected, differenceTable(report.expected, 'cause', lang)),
    section('losses', leads.losses, lossTable(report, lang)),
    section('leftOut', '', leftOutTable(report, lang)),
    section('warnings', '', warningTable(report, lang)),
  ];
  return sections.filter(({ id, rows }) => rows.length > 0 || id === 'differences');
}

function differenceTable(
  counts: readonly DifferenceCount[],
  last: 'samples' | 'cause',
  lang: Language,
): Table {
  const { columns } = TEXTS[lang].verify;
  return {
    columns: [
      { label: columns.what, align: 'text' },
      { label: columns.count, align: 'number' },
      { label: columns.places, align: 'text' },
      { label: columns[last], align: 'text' },
    ],
    rows: counts.map((each) => [
      whatDiffers(each, lang),
      countText(each.count),
      placesText(each, lang),
      last === 'cause'
        ? causeText(each.cause, lang)
        : each.samples.slice(0, SHOWN_SAMPLES).map(shownText).join(' , '),
    ]),
  };
}

/** The others are in differences.jsonl. */
const SHOWN_SAMPLES = 3;

function countTable(report: VerifyReport, lang: Language): Table {
  const { columns } = TEXTS[lang].verify;
  return {
    columns: [
      { label: columns.kind, align: undefined },
      { label: columns.source, align: 'number' },
      { label: columns.target, align: 'number' },
    ],
    rows: report.counts.map(({ kind, source, target }) => [
      countedText(kind, report.kind, lang),
      countText(source),
      countText(target),
    ]),
  };
}

function targetLead({ foreign, pickedUp }: VerifyReport, lang: Language): string {
  const texts = TEXTS[lang].verify;
  return [
    ...(foreign === 0 ? [] : [fill(texts.foreign, { count: foreign })]),
    ...(pickedUp.linked === 0 ? [] : [fill(texts.pickedUp, { ...pickedUp })]),
  ].join(' ');
}

function targetTable(report: VerifyReport, lang: Language): Table {
  const { columns, fields } = TEXTS[lang].verify;
  if (report.workspace !== undefined) return factTable(workspaceRows(report.workspace, lang), lang);
  return {
    columns: [
      { label: columns.file, align: 'text' },
      { label: columns.size, align: 'number' },
      { label: fields.sha256, align: 'code' },
    ],
    rows: report.archives.map(({ file, sizeBytes, sha256 }) => [
      shownText(file),
      sizeText(sizeBytes),
      sha256,
    ]),
  };
}

function factTable(rows: Table['rows'], lang: Language): Table {
  const { fact, value } = TEXTS[lang].verify.columns;
  return {
    columns: [
      { label: fact, align: undefined },
      { label: value, align: 'text' },
    ],
    rows,
  };
}

function lossTable({ losses }: VerifyReport, lang: Language): Table {
  const { columns } = TEXTS[lang].verify;
  return {
    columns: [
      { label: columns.code, align: undefined },
      { label: columns.count, align: 'number' },
      { label: columns.what, align: 'text' },
    ],
    rows: losses.map(({ code, count }) => [
      code,
      countText(count),
      isLoss(code) ? causeText(code, lang) : '',
    ]),
  };
}

function leftOutTable({ account }: VerifyReport, lang: Language): Table {
  const { columns } = TEXTS[lang].verify;
  const { reasons } = TEXTS[lang].account;
  return {
    columns: [
      { label: columns.reason, align: 'text' },
      { label: columns.count, align: 'number' },
    ],
    rows: LEFT_OUT_REASONS.flatMap((reason) => {
      const rows = account.posts.leftOut[reason];
      return rows === undefined ? [] : [[reasons[reason], countText(rows)]];
    }),
  };
}

function warningTable({ warnings }: VerifyReport, lang: Language): Table {
  const { what } = TEXTS[lang].verify.columns;
  return {
    columns: [{ label: what, align: 'text' }],
    rows: lineTexts(warnings, lang).map((line) => [shownText(line)]),
  };
}
