import type { CostGap } from '../../mapping/inventory/cost-sums.ts';
import type { CostRhythm } from '../../model/costs.ts';

/** What staying and moving cost. `{name}` is replaced by a value. */
export const costs = {
  seats: 'Slack, {count} {count:person|people}',
  movingTotal: 'Moving, total',
  stayingTotal: 'Staying, total',
  noStaying: 'Staying: not known (no costs in inventory.costs)',
  difference: 'Moving compared with staying',
  /** A sum without the lines that lack an input. */
  atLeast: '≥ {sum}',
  missing: 'missing: {inputs}',
  gaps: {
    amount: 'amount',
    'hourly-rate': 'hourly rate',
    hours: 'hours',
    people: 'people',
    'per-year': 'how many a year',
    'seat-price': "Slack's price per person",
  } satisfies Record<CostGap, string>,
  inputs: {
    seats: 'People who need Slack',
    counted: '{count}, counted: active in 90 days, without guests in one channel',
    settings: '{count}, from the settings',
    billed: 'People whom Slack would bill',
    billedValue: '{count}: active in 28 days; bots and single-channel guests are free',
    seatPrice: "Slack's price per person and month",
    listPrice: "{price}: Slack's list price of Pro, as the settings name none",
    hourlyRate: 'Hourly rate',
    notGiven: 'not given',
    hours: '{hours} {hours:hour|hours}',
    hoursAt: '{hours} {hours:hour|hours} at {price}',
    times: '{count} times: {what}',
    incident:
      '{people} {people:person|people} × {hours} {hours:hour|hours} at {price}, {perYear} a year',
  },
  rhythms: {
    once: '{what}, once',
    month: '{what}, each month',
    year: '{what}, each year',
  } satisfies Record<CostRhythm, string>,
  breakEven: {
    months: 'When has moving cost no more than staying?',
    care: 'From how many hours of care a month does staying cost as much?',
    'at-once': 'from the first day',
    after: 'after {months} months',
    until: 'until month {months}; after it, staying costs less',
    never: 'never: moving costs more, once and each month',
    unknown: 'not known: {why}',
    always: 'staying costs as much each month even without any care',
    from: 'from {hours} {hours:hour|hours} a month at {price}',
    noStaying: 'the costs of staying are not given',
    noRate: 'no hourly rate is given (inventory.costs.hourlyRate)',
    noFigures: 'every line lacks an input',
    incomplete:
      '{answer} (counted without the {count} {count:line that lacks|lines that lack} an input)',
    incompleteOne: '{answer} (counted without one line that lacks an input)',
  },
  chart: {
    title: 'Total cost over 36 months',
    staying: 'Staying',
    moving: 'Moving to Slack',
    month: 'month {month}',
  },
};
