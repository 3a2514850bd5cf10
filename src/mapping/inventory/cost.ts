import type { CostInput, CostSettings, IncidentInput } from '../../model/costs.ts';
import { type BreakEven, breakEvenOf } from './break-even.ts';
import type { CostGap, CostLine, CostSide, CostSums } from './cost-sums.ts';

/** How many people are counted, and how many Slack would bill. */
export interface Seats {
  readonly count: number;
  readonly from: 'settings' | 'counted';
  /** By Slack's fair billing: people who did something in 28 days, without bots and single-channel guests. */
  readonly billed28: number;
}

export interface Cost {
  readonly inputs: CostSettings;
  readonly seats: number;
  readonly seatCount: Seats;
  readonly slack: CostLine;
  readonly moving: CostSide;
  /** Undefined when no cost of staying is given: nothing to compare with is not nothing to pay. */
  readonly staying: CostSide | undefined;
  readonly breakEven: BreakEven;
}

/** People who would need a seat, as counted. */
export interface CountedSeats {
  readonly active90: number;
  readonly billed28: number;
}

/** Compares the cost of staying with that of moving, a month and over 12 and 36, and says when they are equal. */
export function costOf(inputs: CostSettings, counted: CountedSeats): Cost {
  const seats = inputs.seats ?? counted.active90;
  const slack = seatLine(seats, inputs.seatPrice);
  const moving = sideOf([slack, ...inputs.moving.map((line) => costLine(line, inputs))]);
  const lines = [
    ...inputs.staying.map((line) => costLine(line, inputs)),
    ...inputs.incidents.map((incident) => incidentLine(incident, inputs)),
  ];
  const staying = lines.length === 0 ? undefined : sideOf(lines);
  return {
    inputs,
    seats,
    seatCount: {
      count: seats,
      from: inputs.seats === undefined ? 'counted' : 'settings',
      billed28: counted.billed28,
    },
    slack,
    moving,
    staying,
    breakEven: breakEvenOf(moving, staying, inputs.hourlyRate),
  };
}

function seatLine(seats: number, price: number | undefined): CostLine {
  const sums = price === undefined ? NOTHING : sumsOf({ once: 0, year: 0, month: seats * price });
  const missing = price === undefined ? (['seat-price'] as const) : [];
  return { name: '', kind: 'seats', isCare: false, missing, ...sums };
}

function costLine(input: CostInput, { hourlyRate: shared }: CostSettings): CostLine {
  const { name, every, times, amount, hours, rate } = input;
  const hourPrice = hourPriceOf(input, shared);
  const missing: CostGap[] = [];
  if (amount === undefined && hours === undefined) missing.push('amount');
  if (hours !== undefined && hourPrice === undefined) missing.push('hourly-rate');
  const one = (amount ?? 0) * rate + (hours ?? 0) * (hourPrice ?? 0);
  const sums = missing.length > 0 ? NOTHING : sumsOf({ ...NO_PERIOD, [every]: one * times });
  const isCare = every === 'month' && hours !== undefined && amount === undefined;
  return { name, kind: 'cost', isCare, missing, ...sums };
}

function incidentLine(input: IncidentInput, { hourlyRate: shared }: CostSettings): CostLine {
  const { name, people, hours, perYear } = input;
  const hourPrice = hourPriceOf(input, shared);
  const parts = [
    ['people', people],
    ['hours', hours],
    ['per-year', perYear],
    ['hourly-rate', hourPrice],
  ] as const;
  const missing = parts.flatMap(([gap, value]) => (value === undefined ? [gap] : []));
  const year = parts.reduce((product, [, value]) => product * (value ?? 0), 1);
  return { name, kind: 'incident', isCare: false, missing, ...sumsOf({ ...NO_PERIOD, year }) };
}

/** The line's own rate is in its own currency; the shared one in that of the report. */
function hourPriceOf(
  { hourlyRate, rate }: Pick<CostInput, 'hourlyRate' | 'rate'>,
  shared: number | undefined,
): number | undefined {
  return hourlyRate === undefined ? shared : hourlyRate * rate;
}

/** What is paid once, in each month and in each year. */
interface Periods {
  readonly once: number;
  readonly month: number;
  readonly year: number;
}

const NO_PERIOD: Periods = { once: 0, month: 0, year: 0 };
const NOTHING: CostSums = { once: 0, month: 0, months12: 0, months36: 0 };

const sumsOf = ({ once, month, year }: Periods): CostSums => ({
  once,
  month: month + year / 12,
  months12: once + month * 12 + year,
  months36: once + month * 36 + year * 3,
});

function sideOf(lines: readonly CostLine[]): CostSide {
  const sum = (key: keyof CostSums): number => lines.reduce((total, line) => total + line[key], 0);
  return {
    lines,
    isComplete: lines.every(({ missing }) => missing.length === 0),
    once: sum('once'),
    month: sum('month'),
    months12: sum('months12'),
    months36: sum('months36'),
  };
}
