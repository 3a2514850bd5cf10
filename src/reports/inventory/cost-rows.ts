import type { Cost } from '../../mapping/inventory/cost.ts';
import type { CostLine, CostSide, CostSums } from '../../mapping/inventory/cost-sums.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill } from '../figures.ts';
import { figureText, moneyText } from './money.ts';
import type { Rows } from './rows.ts';

type CostTexts = Texts['costs'];

const PERIODS = ['once', 'month', 'months12', 'months36'] as const;

/** Rows of both sides, line by line with their totals, and the difference when there are two. */
export function costRows({ slack, moving, staying, seats, inputs }: Cost, texts: CostTexts): Rows {
  const { currency } = inputs;
  const nameOf = (line: CostLine): string =>
    line === slack ? fill(texts.seats, { count: seats }) : line.name;
  const rowsOf = (side: CostSide, total: string): Rows => [
    ...side.lines.map((line) => lineRow(line, nameOf(line), currency, texts)),
    [total, ...PERIODS.map((period) => sideSum(side, period, currency, texts))],
  ];
  if (staying === undefined) {
    return [...rowsOf(moving, texts.movingTotal), [texts.noStaying, '–', '–', '–', '–']];
  }
  return [
    ...rowsOf(moving, texts.movingTotal),
    ...rowsOf(staying, texts.stayingTotal),
    [
      texts.difference,
      ...PERIODS.map((period) => signed(moving[period] - staying[period], currency)),
    ],
  ];
}

function lineRow(
  line: CostLine,
  name: string,
  currency: string,
  texts: CostTexts,
): readonly string[] {
  if (line.missing.length === 0) {
    return [name, ...PERIODS.map((period) => moneyText(line[period], currency))];
  }
  const missing = missingText(line, texts);
  return [`${name} (${missing})`, '?', '?', '?', '?'];
}

/** Names what a line lacks. */
export function missingText({ missing }: Pick<CostLine, 'missing'>, texts: CostTexts): string {
  const inputs = missing.map((gap) => texts.gaps[gap]).join(', ');
  return fill(texts.missing, { inputs });
}

/** A total, marked where a line lacks an input. */
export function sideSum(
  side: CostSide,
  period: keyof CostSums,
  currency: string,
  texts: CostTexts,
): string {
  const sum = moneyText(side[period], currency);
  return side.isComplete ? sum : fill(texts.atLeast, { sum });
}

function signed(value: number, currency: string): string {
  return `${value > 0 ? '+' : ''}${moneyText(value, currency)}`;
}

/** Rows of questions and answers: when and from how much care on moving costs no more than staying. */
export function breakEvenRows(cost: Cost, texts: CostTexts): Rows {
  return [
    [texts.breakEven.months, monthsAnswer(cost, texts)],
    [texts.breakEven.care, careAnswer(cost, texts)],
  ];
}

/** When moving has cost no more than staying, in words. */
export function monthsAnswer(cost: Cost, { breakEven: texts }: CostTexts): string {
  const { months } = cost.breakEven;
  if (months.when === 'unknown') return fill(texts.unknown, { why: whyUnknown(cost, texts) });
  const values = 'months' in months ? { months: months.months } : {};
  return qualified(fill(texts[months.when], values), cost, texts);
}

function careAnswer(cost: Cost, { breakEven: texts }: CostTexts): string {
  const { care, months } = cost.breakEven;
  if (care.when === 'unknown') {
    const why = months.when === 'unknown' ? whyUnknown(cost, texts) : texts.noRate;
    return fill(texts.unknown, { why });
  }
  const price = moneyText(cost.inputs.hourlyRate ?? 0, cost.inputs.currency);
  const values = care.when === 'from' ? { hours: figureText(care.hours), price } : {};
  return qualified(fill(texts[care.when], values), cost, texts);
}

const whyUnknown = ({ staying }: Cost, texts: CostTexts['breakEven']): string =>
  staying === undefined ? texts.noStaying : texts.noFigures;

/** Says what an answer leaves out. */
function qualified(
  answer: string,
  { moving, staying }: Cost,
  texts: CostTexts['breakEven'],
): string {
  const lines = [...moving.lines, ...(staying?.lines ?? [])];
  const count = lines.filter(({ missing }) => missing.length > 0).length;
  if (count === 0) return answer;
  return fill(count === 1 ? texts.incompleteOne : texts.incomplete, { answer, count });
}
