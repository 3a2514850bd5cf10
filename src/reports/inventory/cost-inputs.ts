import type { Cost } from '../../mapping/inventory/cost.ts';
import type { CostInput, IncidentInput } from '../../model/costs.ts';
import type { Texts } from '../../texts/texts.ts';
import { fill } from '../figures.ts';
import { figureText, moneyText } from './money.ts';
import type { Rows } from './rows.ts';

type CostTexts = Texts['costs'];

/** Every figure that the costs are made of, and where it comes from; what is missing is named. */
export function inputRows({ inputs, seatCount }: Cost, texts: CostTexts): Rows {
  const { inputs: words } = texts;
  const { currency, hourlyRate } = inputs;
  const seats = seatCount.from === 'settings' ? words.settings : words.counted;
  return [
    [words.seats, fill(seats, { count: seatCount.count })],
    [words.billed, fill(words.billedValue, { count: seatCount.billed28 })],
    [words.seatPrice, seatPriceText(inputs, words)],
    [words.hourlyRate, hourlyRate === undefined ? words.notGiven : moneyText(hourlyRate, currency)],
    ...[...inputs.moving, ...inputs.staying].map((line) => [
      line.name,
      costInputText(line, inputs, texts),
    ]),
    ...inputs.incidents.map((line) => [line.name, incidentText(line, inputs, texts)]),
  ];
}

function seatPriceText(
  { seatPrice, currency, isSeatPriceGiven }: Cost['inputs'],
  words: CostTexts['inputs'],
): string {
  if (seatPrice === undefined) return words.notGiven;
  const price = moneyText(seatPrice, currency);
  return isSeatPriceGiven ? price : fill(words.listPrice, { price });
}

function costInputText(line: CostInput, inputs: Cost['inputs'], texts: CostTexts): string {
  const { inputs: words, rhythms } = texts;
  const { amount, hours, every, times } = line;
  const parts = [
    ...(amount === undefined ? [] : [amountText(amount, line, inputs)]),
    ...(hours === undefined ? [] : [hoursText(hours, line, inputs, words)]),
  ];
  const what = parts.length === 0 ? words.notGiven : parts.join(' + ');
  const counted = times === 1 ? what : fill(words.times, { count: figureText(times), what });
  return fill(rhythms[every], { what: counted });
}

function hoursText(
  hours: number,
  line: CostInput,
  inputs: Cost['inputs'],
  words: CostTexts['inputs'],
): string {
  const price = hourPriceText(line, inputs);
  const values = { hours: figureText(hours) };
  return price === undefined
    ? `${fill(words.hours, values)} (${words.hourlyRate}: ${words.notGiven})`
    : fill(words.hoursAt, { ...values, price });
}

function hourPriceText(
  line: CostInput | IncidentInput,
  inputs: Cost['inputs'],
): string | undefined {
  if (line.hourlyRate !== undefined) return amountText(line.hourlyRate, line, inputs);
  return inputs.hourlyRate === undefined
    ? undefined
    : moneyText(inputs.hourlyRate, inputs.currency);
}

function amountText(
  value: number,
  { currency, rate }: Pick<CostInput, 'currency' | 'rate'>,
  { currency: own }: Cost['inputs'],
): string {
  const amount = figureText(value);
  if (currency === undefined) return `${amount} × ${figureText(rate)}`;
  const conversion = currency === own ? '' : ` (1 ${currency} = ${figureText(rate)} ${own})`;
  return `${amount} ${currency}${conversion}`;
}

function incidentText(line: IncidentInput, inputs: Cost['inputs'], texts: CostTexts): string {
  const { inputs: words } = texts;
  const shown = (value: number | undefined): string =>
    value === undefined ? '?' : figureText(value);
  return fill(words.incident, {
    people: shown(line.people),
    hours: shown(line.hours),
    perYear: shown(line.perYear),
    price: hourPriceText(line, inputs) ?? '?',
  });
}
