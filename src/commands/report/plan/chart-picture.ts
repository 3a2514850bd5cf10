import type { EChartsOption } from 'echarts';
import { type Html, html } from '../html.ts';

/** Colours of a chart by the reader's setting; the same as in the page's style sheet. */
export interface ChartInk {
  readonly text: string;
  readonly faint: string;
  readonly line: string;
  readonly bar: string;
  /** For series beside each other, apart in lightness too. */
  readonly series: readonly string[];
}

/** A chart is drawn for two widths, so that its letters stay readable on a telephone. */
export interface ChartFrame {
  readonly widthPx: number;
  readonly isNarrow: boolean;
  readonly ink: ChartInk;
}

export interface ChartDrawing {
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
const NARROW_PX = 340;
const NARROW = '(max-width: 600px)';
const DARK_SCREEN = 'screen and (prefers-color-scheme: dark)';

/**
 * A chart as pictures inside the page, the browser taking the one that fits. As pictures they can run
 * nothing and load nothing, and need no style that the page would have to allow.
 */
export async function chartPicture(
  alt: string,
  draw: (frame: ChartFrame) => ChartDrawing,
): Promise<Html> {
  const wide = { widthPx: WIDE_PX, isNarrow: false };
  const narrow = { widthPx: NARROW_PX, isNarrow: true };
  const address = async (frame: ChartFrame): Promise<string> => {
    const svg = await drawSvg(draw(frame), frame.widthPx);
    return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  };
  const { heightPx } = draw({ ...wide, ink: LIGHT });
  return html`<picture>
<source media="${DARK_SCREEN} and ${NARROW}" srcset="${await address({ ...narrow, ink: DARK })}">
<source media="${NARROW}" srcset="${await address({ ...narrow, ink: LIGHT })}">
<source media="${DARK_SCREEN}" srcset="${await address({ ...wide, ink: DARK })}">
<img alt="${alt}" width="${WIDE_PX}" height="${heightPx}" src="${await address({ ...wide, ink: LIGHT })}">
</picture>`;
}

async function drawSvg({ option, heightPx }: ChartDrawing, widthPx: number): Promise<string> {
  // Only a page needs it, and it is slow to load.
  const { init } = await import('echarts');
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: widthPx, height: heightPx });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}
