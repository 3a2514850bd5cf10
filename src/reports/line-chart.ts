import { type ChartFrame, type ChartSize, chartBase, chartPicture, INSIDE } from './charts.ts';
import type { Html } from './html.ts';

/** One line; `ink` is the index of its colour. */
export interface LineSeries {
  readonly name: string;
  readonly ink: number;
  readonly values: readonly number[];
}

export interface LineChart {
  readonly categories: readonly string[];
  readonly series: readonly LineSeries[];
  readonly count: (value: number) => string;
}

/**
 * Draws lines over categories, each with its name in the legend; the second line is dashed, for print without colours.
 */
export function lineChart(alt: string, chart: LineChart, size?: ChartSize): Promise<Html> {
  const draw = (frame: ChartFrame) => ({
    heightPx: frame.isNarrow ? 260 : 320,
    option: lineOption(chart, frame),
  });
  return chartPicture(alt, draw, size);
}

function lineOption({ categories, series, count }: LineChart, { ink, isNarrow }: ChartFrame) {
  return {
    ...chartBase(ink.text),
    color: series.map((one) => ink.series[one.ink] ?? ink.bar),
    legend: {
      ...{ show: true, top: 0, left: 0, itemWidth: 24, itemHeight: 12 },
      itemGap: isNarrow ? 20 : 28,
      textStyle: { color: ink.text, fontSize: isNarrow ? 11 : 13 },
    },
    grid: { left: 14, right: 16, top: 40, bottom: 0, ...INSIDE },
    xAxis: {
      type: 'category' as const,
      boundaryGap: false,
      data: [...categories],
      axisTick: { show: false },
      axisLine: { lineStyle: { color: ink.faint } },
      axisLabel: { color: ink.faint, hideOverlap: true, interval: isNarrow ? 11 : 5 },
    },
    yAxis: {
      type: 'value' as const,
      min: 0,
      splitNumber: 4,
      splitLine: { lineStyle: { color: ink.line } },
      axisLabel: { color: ink.faint, formatter: count },
    },
    series: series.map(({ name, values }, index) => ({
      ...{ type: 'line' as const, name, showSymbol: false },
      lineStyle: { width: 2.5, type: index === 1 ? ('dashed' as const) : ('solid' as const) },
      emphasis: { disabled: true },
      data: [...values],
    })),
  };
}
