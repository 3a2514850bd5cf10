import type { Html } from '../html.ts';
import { chartBase } from './bar-chart.ts';
import { chartPicture } from './chart-picture.ts';

/** What is stacked in each column; `ink` is its place among the colours. */
export interface ColumnSeries {
  readonly name: string;
  readonly ink: number;
  readonly values: readonly number[];
}

/** Standing columns, one for each of the categories, with their series stacked; one series needs no legend. */
export function columnChart(
  alt: string,
  {
    categories,
    series,
    count,
  }: {
    readonly categories: readonly string[];
    readonly series: readonly ColumnSeries[];
    readonly count: (value: number) => string;
  },
): Promise<Html> {
  const hasLegend = series.length > 1;
  return chartPicture(alt, ({ ink, isNarrow }) => ({
    heightPx: isNarrow ? 260 : 320,
    option: {
      ...chartBase(ink.text),
      color: series.map((one) => ink.series[one.ink] ?? ink.bar),
      legend: {
        ...{ show: hasLegend, top: 0, left: 0, itemWidth: 12, itemHeight: 12 },
        itemGap: isNarrow ? 20 : 28,
        textStyle: { color: ink.text, fontSize: isNarrow ? 11 : 13 },
      },
      grid: { left: 0, right: 4, top: hasLegend ? 40 : 12, bottom: 0, ...INSIDE },
      xAxis: {
        type: 'category',
        data: [...categories],
        axisTick: { show: false },
        axisLine: { lineStyle: { color: ink.faint } },
        axisLabel: { color: ink.faint, hideOverlap: true },
      },
      yAxis: {
        type: 'value',
        minInterval: 1,
        splitNumber: 4,
        splitLine: { lineStyle: { color: ink.line } },
        axisLabel: { color: ink.faint, formatter: count },
      },
      series: series.map(({ name, values }) => ({
        ...{ type: 'bar' as const, name, stack: 'all', barMaxWidth: 36 },
        barCategoryGap: '20%',
        emphasis: { disabled: true },
        data: [...values],
      })),
    },
  }));
}

/** Labels of the axes stay inside the picture. */
const INSIDE = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;
