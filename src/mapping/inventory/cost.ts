export interface CostSettings {
  /** Undefined counts the people who were active in 90 days. */
  readonly seats: number | undefined;
  /** A person a month. */
  readonly seatPrice: number;
  readonly currency: string;
  /** What staying costs a month, by name. */
  readonly running: Readonly<Record<string, number>>;
  /** What one unit of the running costs' currency is in `currency`. */
  readonly runningRate: number;
}

export interface CostLine {
  readonly name: string;
  readonly month: number;
  readonly months12: number;
  readonly months36: number;
}

export interface Cost {
  readonly inputs: CostSettings;
  readonly seats: number;
  readonly slack: CostLine;
  /** Empty when no running cost was told. */
  readonly running: readonly CostLine[];
  /** Undefined when no running cost was told: nothing to compare with is not nothing to pay. */
  readonly staying: CostLine | undefined;
}

/** Seats times price against the running cost of staying, a month and over 12 and 36. */
export function costOf(inputs: CostSettings, activePeople: number): Cost {
  const seats = inputs.seats ?? activePeople;
  const running = Object.entries(inputs.running).map(([name, amount]) =>
    costLine(name, amount * inputs.runningRate),
  );
  const sum = running.reduce((total, { month }) => total + month, 0);
  return {
    inputs,
    seats,
    slack: costLine('Slack', seats * inputs.seatPrice),
    running,
    staying: running.length === 0 ? undefined : costLine('Mattermost', sum),
  };
}

function costLine(name: string, month: number): CostLine {
  return { name, month, months12: month * 12, months36: month * 36 };
}

/** A plan of Slack; the reports put the codes into words. */
export interface SlackPlan {
  readonly name: 'Free' | 'Pro' | 'Business+';
  /** US dollars a person a month, when paid by the month and by the year; undefined where sources differ. */
  readonly usdMonthly: number | undefined;
  readonly usdYearly: number | undefined;
  /** What becomes of history. */
  readonly keeps: 'ninety-days' | 'everything';
  readonly imports: 'imports-lost' | 'imports';
  readonly extras: 'free-extras' | 'pro-extras' | 'business-extras';
  readonly source: string;
}

/** The day of the prices; the rest of the table is of slack.com/help at the same time. */
export const PLANS_AS_OF = '2026-03-09';

/** Japan's consumption tax, which the prices leave out. */
export const JAPANESE_TAX_PERCENT = 10;

const LIMITS = 'https://slack.com/help/articles/27204752526611';
const PRICING = 'https://slack.com/pricing';

export const SLACK_PLANS: readonly SlackPlan[] = [
  {
    name: 'Free',
    usdMonthly: 0,
    usdYearly: 0,
    keeps: 'ninety-days',
    imports: 'imports-lost',
    extras: 'free-extras',
    source: LIMITS,
  },
  {
    name: 'Pro',
    usdMonthly: 8.75,
    usdYearly: 7.25,
    keeps: 'everything',
    imports: 'imports',
    extras: 'pro-extras',
    source: PRICING,
  },
  {
    name: 'Business+',
    // Lists of 2026 give 12.50 and 15 dollars a month for a year: ask.
    usdMonthly: undefined,
    usdYearly: undefined,
    keeps: 'everything',
    imports: 'imports',
    extras: 'business-extras',
    source: PRICING,
  },
];
