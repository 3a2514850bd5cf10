import type { EChartsOption } from 'echarts';
import type { Html } from '../html.ts';
import { type ChartDrawing, type ChartFrame, chartPicture } from './chart-picture.ts';
import { measurable } from './measurable.ts';

/** Unquoted: the library writes it into an attribute as it is. */
const FONT = 'system-ui, Hiragino Sans, Yu Gothic UI, Noto Sans CJK JP, sans-serif';
const LETTER_PX = 12;
const BAR_PX = 30;
const NARROW_BAR_PX = 46;
const LABEL_ROOM_PX = 280;
/** A chart of more bars is no overview; the table has them all. */
const BARS = 15;

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Bars that lie, the largest above, with their figures at the end. */
export function barChart(alt: string, bars: readonly Bar[]): Promise<Html> {
  const shown = [...bars].sort((a, b) => b.value - a.value).slice(0, BARS);
  return chartPicture(alt, (frame) => barDrawing(shown, frame));
}

function barDrawing(bars: readonly Bar[], { ink, isNarrow, widthPx }: ChartFrame): ChartDrawing {
  const room = isNarrow ? widthPx : LABEL_ROOM_PX;
  const names = bars.map(({ label }) => measurable(shortened(label, room)));
  const option: EChartsOption = {
    ...chartBase(ink.text),
    grid: {
      left: isNarrow ? 0 : widest(names) + 10,
      right: widest(bars.map(({ text }) => text)) + 14,
      top: 0,
      bottom: 0,
    },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: {
        ...{ color: ink.text, fontSize: LETTER_PX, interval: 0 },
        ...(isNarrow ? ABOVE_THE_BAR : {}),
      },
    },
    series: [
      {
        type: 'bar',
        barWidth: 16,
        barMinHeight: 2,
        emphasis: { disabled: true },
        itemStyle: { color: ink.bar, borderRadius: [0, 3, 3, 0] },
        label: {
          ...{ show: true, position: 'right', color: ink.text, fontSize: LETTER_PX },
          formatter: ({ dataIndex }) => bars[dataIndex]?.text ?? '',
        },
        data: bars.map(({ value }) => value),
      },
    ],
  };
  return { option, heightPx: Math.max(1, bars.length) * (isNarrow ? NARROW_BAR_PX : BAR_PX) };
}

/** Where there is no room beside the bars. */
const ABOVE_THE_BAR = {
  inside: true,
  margin: 0,
  verticalAlign: 'bottom' as const,
  padding: [0, 0, 10, 0],
};

export const chartBase = (color: string): EChartsOption => ({
  animation: false,
  textStyle: { fontFamily: FONT, color },
});

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));

/**
 * Pixels, estimated for the widest of the system fonts, because nothing here measures letters: too much room
 * does no harm, too little cuts a name off.
 */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (letter > '\u1100' ? LETTER_PX : LETTER_PX * 0.64),
    0,
  );
}

/** Letter by letter from the beginning: a name can have any length. */
function shortened(text: string, roomPx: number): string {
  if (widthOf(text) <= roomPx) return text;
  let kept = '';
  let widthPx = widthOf('…');
  for (const letter of text) {
    widthPx += widthOf(letter);
    if (widthPx > roomPx) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}
