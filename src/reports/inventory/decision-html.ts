import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { barChart } from '../charts.ts';
import { countText, fill } from '../figures.ts';
import { type Html, type HtmlValue, html } from '../html.ts';
import { monthsChart, yearsChart } from './charts.ts';
import { costChart } from './cost-chart.ts';
import { decisionParts } from './decision-lines.ts';

/** Renders the page that decides: ten lines and two charts, which fill one sheet of A4 when printed. */
export async function decisionHtml(inventory: Inventory, lang: Language): Promise<Html> {
  const texts = TEXTS[lang];
  const parts = decisionParts(inventory, lang).map(
    ({ id, heading, lines }) => html`<section class="point" id="decide-${id}"><h2>${heading}</h2>
<div>${lines.map((line) => html`<p>${withWholeDays(line)}</p>`)}</div></section>
`,
  );
  const charts = await Promise.all(chartsOf(inventory, texts));
  const figures = charts.map(
    ([caption, chart]) =>
      html`<figure><figcaption>${caption}</figcaption>${chart}</figure>
`,
  );
  return html`<div class="decision">
${parts}<div class="pair">
${figures}</div></div>
`;
}

const DAY = /(\d{4}-\d{2}-\d{2})/;

/** The line with each of its days on one line: a browser breaks them behind a hyphen. */
const withWholeDays = (line: string): readonly HtmlValue[] =>
  line.split(DAY).map((part) => (DAY.test(part) ? html`<span class="day">${part}</span>` : part));

type Captioned = readonly [caption: string, chart: Html];

/** The first two that compare something: the costs, what is written, and how many people use the server. */
function chartsOf(inventory: Inventory, texts: Texts): readonly Promise<Captioned>[] {
  const { costs, decision, inventory: words } = texts;
  const currency = inventory.cost.inputs.currency;
  const all = [
    [`${costs.chart.title} (${currency})`, costChart(inventory.cost, texts, 'half')],
    [words.sections.years.heading, yearsChart(inventory, texts, 'half')],
    [decision.charts.people, peopleChart(inventory, texts)],
    [words.sections.months.heading, monthsChart(inventory, texts, 'half')],
  ] as const;
  return all
    .flatMap(([caption, chart]) => (chart === undefined ? [] : [captioned(caption, chart)]))
    .slice(0, 2);
}

const captioned = async (caption: string, chart: Promise<Html>): Promise<Captioned> => [
  caption,
  await chart,
];

function peopleChart({ people }: Inventory, { decision: { charts } }: Texts): Promise<Html> {
  const days = [
    [30, people.active30],
    [90, people.active90],
    [365, people.active365],
  ] as const;
  const usable = people.total - people.deactivated - people.bots;
  return barChart(
    charts.people,
    [
      ...days.map(([day, value]) => ({
        label: fill(charts.peopleActive, { days: day }),
        ...{ value, text: countText(value) },
      })),
      { label: charts.peopleTotal, value: usable, text: countText(usable) },
    ],
    'half',
  );
}
