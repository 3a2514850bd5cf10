import { SLACK_PRICES, SLACK_PRICES_SOURCE, type SlackPrices } from './facts/slack-prices.ts';

/** A plan of Slack; the reports put the codes into words. */
export interface SlackPlan {
  readonly name: 'Free' | 'Pro' | 'Business+' | 'Enterprise+';
  readonly prices: SlackPrices;
  /** What becomes of history. */
  readonly keeps: 'ninety-days' | 'everything';
  readonly imports: 'imports-lost' | 'imports';
  readonly extras: 'free-extras' | 'pro-extras' | 'business-extras' | 'enterprise-extras';
  readonly source: string;
}

const LIMITS = 'https://slack.com/help/articles/27204752526611';
const PRICING = SLACK_PRICES_SOURCE.source;
const PAID = { keeps: 'everything', imports: 'imports', source: PRICING } as const;

export const SLACK_PLANS: readonly SlackPlan[] = [
  {
    name: 'Free',
    prices: SLACK_PRICES.free,
    keeps: 'ninety-days',
    imports: 'imports-lost',
    extras: 'free-extras',
    source: LIMITS,
  },
  { name: 'Pro', prices: SLACK_PRICES.pro, extras: 'pro-extras', ...PAID },
  { name: 'Business+', prices: SLACK_PRICES.business, extras: 'business-extras', ...PAID },
  { name: 'Enterprise+', prices: SLACK_PRICES.enterprise, extras: 'enterprise-extras', ...PAID },
];
