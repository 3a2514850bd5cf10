/** Where Slack's prices are written. Those in dollars are of 2026-05, those in yen of 2026-06. */
export const SLACK_PRICES_SOURCE = {
  subject: 'slack-plans',
  asOf: '2026-06-30',
  maxAgeDays: 365,
  source: 'https://slack.com/pricing',
} as const;

/** Where Slack says who is billed. */
export const FAIR_BILLING_SOURCE = {
  subject: 'fair-billing',
  asOf: '2026-11-28',
  maxAgeDays: 365,
  source: 'https://slack.com/help/articles/218915077',
} as const;

/** Members who did something within so many days are billed; bots and single-channel guests are not. */
export const FAIR_BILLING_DAYS = 28;

/** Japan's consumption tax, which the prices leave out. */
export const JAPANESE_TAX_PERCENT = 10;

/** A person a month, as published; undefined where nothing is. */
export interface SlackPrices {
  readonly usdMonthly: number | undefined;
  /** With annual billing. */
  readonly usdYearly: number | undefined;
  readonly jpyMonthly: number | undefined;
}

export const SLACK_PRICES = {
  free: { usdMonthly: 0, usdYearly: 0, jpyMonthly: 0 },
  pro: { usdMonthly: 8.75, usdYearly: 7.25, jpyMonthly: 1050 },
  business: { usdMonthly: 18, usdYearly: 15, jpyMonthly: 2160 },
  /** On request. */
  enterprise: { usdMonthly: undefined, usdYearly: undefined, jpyMonthly: undefined },
} as const satisfies Record<string, SlackPrices>;
