import type { Cost } from '../../mapping/inventory/cost.ts';
import type { CostSide } from '../../mapping/inventory/cost-sums.ts';
import type { Texts } from '../../texts/texts.ts';
import type { ChartSize } from '../charts.ts';
import { countText, fill } from '../figures.ts';
import type { Html } from '../html.ts';
import { lineChart } from '../line-chart.ts';

const MONTHS = 36;

/** Draws what both sides have cost after each month, which cross at break-even; undefined with one side alone. */
export function costChart(
  { moving, staying, inputs, breakEven }: Cost,
  { costs: { chart } }: Pick<Texts, 'costs'>,
  size?: ChartSize,
): Promise<Html> | undefined {
  if (staying === undefined || breakEven.months.when === 'unknown') return undefined;
  const months = Array.from({ length: MONTHS + 1 }, (_, month) => month);
  const line = (name: string, ink: number, side: CostSide) => ({
    ...{ name, ink },
    values: months.map((month) => side.once + side.month * month),
  });
  const drawn = {
    categories: months.map((month) => fill(chart.month, { month })),
    series: [line(chart.staying, 1, staying), line(chart.moving, 0, moving)],
    count: countText,
  };
  return lineChart(`${chart.title} (${inputs.currency})`, drawn, size);
}
