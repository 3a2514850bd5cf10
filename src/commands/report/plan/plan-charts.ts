import type { ChannelType } from '../../../model.ts';
import type { Html } from '../html.ts';
import { barChart } from './bar-chart.ts';
import { columnChart } from './column-chart.ts';
import type { PlanReport } from './plan-report.ts';
import { lossName, nameText, type PlanWords } from './plan-words.ts';

export const CHANNEL_TYPES: readonly ChannelType[] = ['public', 'private', 'direct', 'group'];

/** Stacked by type of channel. */
export function monthsChart({ months }: PlanReport, words: PlanWords): Promise<Html> {
  const { headings, shortTypes } = words.texts;
  const shown = CHANNEL_TYPES.filter((type) => months.some((month) => month[type] > 0));
  return columnChart(headings.months, {
    categories: months.map(({ month }) => month),
    series: shown.map((type) => ({
      name: shortTypes[type],
      ink: CHANNEL_TYPES.indexOf(type),
      values: months.map((month) => month[type]),
    })),
    count: words.figures.count,
  });
}

export function largestChart({ largestChannels }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = largestChannels.map(({ name, posts }) => ({
    label: nameText(name, words),
    value: posts,
    text: words.figures.count(posts),
  }));
  return barChart(words.texts.headings.largest, bars);
}

export function lossChart({ losses }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = losses.map(({ code, count }) => ({
    label: lossName(code, words),
    value: count,
    text: words.figures.count(count),
  }));
  return barChart(words.texts.headings.losses, bars);
}

export function forecastChart({ forecast }: PlanReport, words: PlanWords): Promise<Html> {
  const bars = forecast.calls.map(({ method, seconds }) => ({
    label: method,
    value: seconds,
    text: words.figures.duration(seconds),
  }));
  return barChart(words.texts.headings.forecast, bars);
}
