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

/**
 * Members who did something within so many days are billed; bots and single-channel guests are not
 * (slack.com/help/articles/15276553969427).
 */
export const FAIR_BILLING_DAYS = 28;

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
