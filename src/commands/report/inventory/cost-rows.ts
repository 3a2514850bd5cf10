import type { CostLine } from '../../../mapping/inventory/cost.ts';
import type { Inventory } from '../../../mapping/inventory/inventory.ts';
import {
  JAPANESE_TAX_PERCENT,
  SLACK_PLANS,
  type SlackPlan,
} from '../../../mapping/inventory/slack-plans.ts';
import { filledIn } from '../filled-in.ts';
import type { Rows, SectionWords } from './section-words.ts';

export function costRows({ cost }: Inventory, { texts, count }: SectionWords): Rows {
  const money = (value: number): string => `${count(Math.round(value))} ${cost.inputs.currency}`;
  const row = (name: string, { month, months12, months36 }: CostLine): readonly string[] => [
    name,
    ...[month, months12, months36].map(money),
  ];
  return [
    row('Slack', cost.slack),
    ...cost.running.map((line) => row(line.name, line)),
    cost.staying === undefined
      ? [texts.figures.noRunning, '–', '–', '–']
      : row(texts.figures.staying, cost.staying),
  ];
}

export function inputRows({ cost }: Inventory, { texts, count }: SectionWords): Rows {
  const { seatPrice, currency, running, runningRate } = cost.inputs;
  return [
    [texts.figures.seats, count(cost.seats)],
    [texts.figures.seatPrice, `${count(seatPrice)} ${currency}`],
    ...Object.entries(running).map(([name, amount]) => [name, count(amount)]),
    [texts.figures.runningRate, count(runningRate)],
  ];
}

/** Slack's plans beside each other. */
export function planRows(words: SectionWords): Rows {
  const { texts } = words;
  return SLACK_PLANS.map((plan) => [
    plan.name,
    priceText(plan, words),
    plan.usdMonthly === 0
      ? '–'
      : filledIn(texts.taxFree, { percent: String(JAPANESE_TAX_PERCENT) }),
    texts.plans[plan.keeps],
    texts.plans[plan.imports],
    texts.plans[plan.extras],
    plan.source,
  ]);
}

function priceText({ usdMonthly, usdYearly }: SlackPlan, { texts }: SectionWords): string {
  if (usdMonthly === 0) return texts.free;
  if (usdMonthly === undefined || usdYearly === undefined) return texts.priceUnknown;
  const values = { monthly: usdMonthly.toFixed(2), yearly: usdYearly.toFixed(2) };
  return filledIn(texts.planPrice, values);
}
