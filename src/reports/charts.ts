import type { EChartsOption } from 'echarts';
import { type Html, html } from './html.ts';

/** Without quotes: the library writes it into an attribute unescaped. */
const FONT = 'system-ui, Hiragino Sans, Yu Gothic UI, Noto Sans CJK JP, sans-serif';
const LETTER_PX = 12;
const BAR_PX = 30;
const NARROW_BAR_PX = 46;
const LABEL_ROOM_PX = 280;
/** More bars give no overview; the table lists all. */
const MAX_BARS = 15;

export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
}

/** Draws a horizontal bar chart, largest value first, with the figures at the end of the bars. */
export function barChart(alt: string, bars: readonly Bar[], size?: ChartSize): Promise<Html> {
  const shown = [...bars].sort((a, b) => b.value - a.value).slice(0, MAX_BARS);
  return chartPicture(alt, (frame) => barDrawing(shown, frame), size);
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

/** For narrow charts: the label is above its bar. */
const ABOVE_THE_BAR = {
  inside: true,
  margin: 0,
  verticalAlign: 'bottom' as const,
  padding: [0, 0, 10, 0],
};

/** What all charts share: no animation, and the font and colour of the page. */
export const chartBase = (color: string): EChartsOption => ({
  animation: false,
  textStyle: { fontFamily: FONT, color },
});

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(widthOf));

/**
 * Estimated width in pixels, for the widest of the system fonts, as text cannot be measured here: too much space
 * does no harm, too little truncates a name.
 */
function widthOf(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (letter > '\u1100' ? LETTER_PX : LETTER_PX * 0.64),
    0,
  );
}

/** Adds letter by letter, because a name can have any length. */
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

/** One series of the stacked columns; `ink` is the index of its colour. */
export interface ColumnSeries {
  readonly name: string;
  readonly ink: number;
  readonly values: readonly number[];
}

/** Draws a stacked column chart, one column per category; a single series has no legend. */
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
  size?: ChartSize,
): Promise<Html> {
  const hasLegend = series.length > 1;
  const draw = ({ ink, isNarrow }: ChartFrame): ChartDrawing => ({
    heightPx: isNarrow ? 260 : 320,
    option: {
      ...chartBase(ink.text),
      color: series.map((one) => ink.series[one.ink] ?? ink.bar),
      legend: {
        ...{ show: hasLegend, top: 0, left: 0, itemWidth: 12, itemHeight: 12 },
        itemGap: isNarrow ? 20 : 28,
        textStyle: { color: ink.text, fontSize: isNarrow ? 11 : 13 },
      },
      // Fonts of readers are wider than what is measured here, and would be cut at the edge.
      grid: { left: 10, right: 4, top: hasLegend ? 40 : 12, bottom: 0, ...INSIDE },
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
  });
  return chartPicture(alt, draw, size);
}

/** Keeps the labels of the axes inside the picture. */
export const INSIDE = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const;

/** Colours of a chart for the reader's colour scheme; the same as in the style sheet of the page. */
export interface ChartInk {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly bar: string;
  /** For adjacent series; they differ in lightness too. */
  readonly series: readonly string[];
}

/** Half for two charts side by side. */
export type ChartSize = 'full' | 'half';

/** A chart is drawn in two widths, so that it stays readable on a phone. */
export interface ChartFrame {
  readonly widthPx: number;
  readonly isNarrow: boolean;
  readonly ink: ChartInk;
}

interface ChartDrawing {
  readonly option: EChartsOption;
  readonly heightPx: number;
}

const LIGHT: ChartInk = {
  text: '#2b303b',
  faint: '#5f6775',
  line: '#e1e4ea',
  bar: '#3b6fb6',
  series: ['#3b6fb6', '#d08a2e', '#5a9e8a', '#94699f'],
};
const DARK: ChartInk = {
  text: '#dfe3ea',
  faint: '#a0a8b6',
  line: '#353b46',
  bar: '#6f9fe0',
  series: ['#6f9fe0', '#e0ac62', '#79bfaa', '#bb93c6'],
};

const WIDE_PX = 880;
const HALF_PX = 430;
const NARROW_PX = 340;
const NARROW = '(max-width: 600px)';
const DARK_SCREEN = 'screen and (prefers-color-scheme: dark)';

/**
 * Embeds a chart as pictures, of which the browser takes the one that fits. Pictures can neither run nor load
 * anything, and need no style that the page would have to allow.
 */
export async function chartPicture(
  alt: string,
  draw: (frame: ChartFrame) => ChartDrawing,
  size: ChartSize = 'full',
): Promise<Html> {
  const isHalf = size === 'half';
  const wide = { widthPx: isHalf ? HALF_PX : WIDE_PX, isNarrow: isHalf };
  const narrow = { widthPx: NARROW_PX, isNarrow: true };
  const drawn = (frame: Omit<ChartFrame, 'ink'>): Promise<string> =>
    drawSvg(draw({ ...frame, ink: LIGHT }), frame.widthPx);
  const [ofWide, ofNarrow] = [await drawn(wide), await drawn(narrow)];
  const { heightPx } = draw({ ...wide, ink: LIGHT });
  return html`<picture>
<source media="${DARK_SCREEN} and ${NARROW}" srcset="${address(darkened(ofNarrow))}">
<source media="${NARROW}" srcset="${address(ofNarrow)}">
<source media="${DARK_SCREEN}" srcset="${address(darkened(ofWide))}">
<img alt="${alt}" width="${wide.widthPx}" height="${heightPx}" src="${address(ofWide)}">
</picture>`;
}

const address = (svg: string): string =>
  `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;

const inks = ({ text, faint, line, bar, series }: ChartInk) => [text, faint, line, bar, ...series];
const DARK_FOR = new Map(inks(LIGHT).map((light, index) => [light, inks(DARK)[index] ?? light]));

/**
 * Gives a drawing the colours for dark screens: drawing it again takes a hundred times as long. Only elements are
 * looked at, for a text of the source may name a colour.
 */
const darkened = (svg: string): string =>
  svg.replace(/<[^>]+>/g, (element) =>
    element.replace(/#[0-9a-f]{6}\b/g, (color) => DARK_FOR.get(color) ?? color),
  );

async function drawSvg({ option, heightPx }: ChartDrawing, widthPx: number): Promise<string> {
  // Only pages need it, and the package's main entry is 600 files, which take ten times as long to load.
  const { init } = await import('echarts/dist/echarts.esm.min.mjs');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** Invisible; prevents a line break. */
const WORD_JOINER = '\u2060';

const INHERITED = new RegExp(Object.getOwnPropertyNames(Object.prototype).join('|'), 'g');

/**
 * Makes text of the source safe for the chart library, with the same look. The library caches text widths in a
 * plain object (zrender, core/LRU.js): for `__proto__` it would find Object.prototype and write into it.
 */
function measurable(text: string): string {
  return text.replace(INHERITED, (name) => name.slice(0, 1) + WORD_JOINER + name.slice(1));
}
