import type { Cost } from '../../mapping/inventory/cost.ts';
import type { Proposal } from '../../mapping/inventory/decision.ts';
import type { Inventory } from '../../mapping/inventory/inventory.ts';
import type { ServerPart } from '../../mapping/inventory/server-state.ts';
import type { SecurityState } from '../../model/costs.ts';
import type { Language } from '../../texts/language.ts';
import { TEXTS, type Texts } from '../../texts/texts.ts';
import { countText, fill, sizeText } from '../figures.ts';
import { releaseText } from '../release.ts';
import { sideSum } from './cost-rows.ts';
import { moneyText } from './money.ts';

/** A heading of the first page and its two lines. */
export interface DecisionPart {
  readonly id: keyof Texts['decision']['headings'];
  readonly heading: string;
  readonly lines: readonly string[];
}

/** The first page in words: five headings with two lines each, whatever is known. */
export function decisionParts(inventory: Inventory, lang: Language): readonly DecisionPart[] {
  const { headings } = TEXTS[lang].decision;
  const lines = {
    have: haveLines(inventory, lang),
    cost: costLines(inventory.cost, lang),
    risk: riskLines(inventory, lang),
    propose: proposeLines(inventory, lang),
    next: nextLines(inventory, lang),
  };
  const ids = ['have', 'cost', 'risk', 'propose', 'next'] as const;
  return ids.map((id) => ({ id, heading: headings[id], lines: lines[id] }));
}

const DAY_MS = 86_400_000;

function haveLines(inventory: Inventory, lang: Language): readonly string[] {
  const { decision, inventory: words } = TEXTS[lang];
  const { server, people, channels, files, posts, months, todayMs } = inventory;
  const [mattermost, database] = server;
  const yearAgo = new Date(todayMs - 365 * DAY_MS).toISOString().slice(0, 7);
  const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
  return [
    fill(decision.have.server, {
      version: releaseText(mattermost?.version ?? '', lang) || words.unknown,
      database: database === undefined ? words.unknown : partName(database, lang),
      active: people.active90,
      total: people.total,
      channels: sum(channels.map(({ live, archived }) => live + archived)),
      posts,
      files: sum(files.map((one) => one.files)),
      size: sizeText(sum(files.map(({ sizeBytes }) => sizeBytes))),
    }),
    fill(decision.have.use, {
      recent: sum(months.filter(({ month }) => month > yearAgo).map((one) => one.posts)),
      integrations: inventory.integrations.filter(
        ({ isDeleted, counterpart }) =>
          !isDeleted && counterpart !== 'nothing' && counterpart !== 'with-commands',
      ).length,
    }),
  ];
}

/** `MariaDB 10.11.6`; of an operating system its own name. */
export function partName({ product, version }: ServerPart, lang: Language): string {
  if (product === 'system') return version;
  return `${product} ${product === 'Mattermost' ? releaseText(version, lang) : version}`.trim();
}

function costLines(cost: Cost, lang: Language): readonly string[] {
  const { decision, costs } = TEXTS[lang];
  const { moving, staying, seats, inputs, slack, breakEven } = cost;
  const sums = (side: Cost['moving']) => ({
    month: sideSum(side, 'month', inputs.currency, costs),
    once: sideSum(side, 'once', inputs.currency, costs),
    months36: sideSum(side, 'months36', inputs.currency, costs),
  });
  const { months } = breakEven;
  return [
    slack.missing.length > 0
      ? decision.cost.movingUnknown
      : fill(decision.cost.moving, { ...sums(moving), seats }),
    staying === undefined
      ? decision.cost.stayingUnknown
      : fill(decision.cost.staying, {
          ...sums(staying),
          breakEven: fill(
            decision.breakEven[months.when],
            'months' in months ? { months: months.months } : {},
          ),
        }),
  ];
}

function riskLines({ server, security }: Inventory, lang: Language): readonly string[] {
  const { risk } = TEXTS[lang].decision;
  const separator = lang === 'ja' ? '、' : ', ';
  const ended = server.filter(({ isOver }) => isOver);
  const parts = ended.map((part) => {
    const { endsOn: date, overdueDays: days } = part;
    const name = partName(part, lang);
    if (date === undefined || days === undefined) return fill(risk.partWithoutDay, { name });
    return fill(risk.part, { name, date, days });
  });
  const [next] = server
    .filter(({ endsOn, isOver }) => endsOn !== undefined && !isOver)
    .toSorted((a, b) => ((a.endsOn ?? '') < (b.endsOn ?? '') ? -1 : 1));
  const nextLine =
    next === undefined
      ? risk.noDates
      : fill(risk.next, { name: partName(next, lang), date: next.endsOn ?? '' });
  return [
    ended.length > 0 ? fill(risk.ended, { parts: parts.join(separator) }) : nextLine,
    `${databaseLine(server, risk)}${lang === 'ja' ? '' : ' '}${securityLine(security, risk)}`,
  ];
}

function securityLine(
  items: Inventory['security'],
  { security }: Texts['decision']['risk'],
): string {
  const count = (state: SecurityState): number =>
    items.filter((item) => item.state === state).length;
  return fill(security, {
    done: count('done'),
    open: count('not-done'),
    unknown: count('unknown'),
  });
}

function databaseLine(server: readonly ServerPart[], risk: Texts['decision']['risk']): string {
  const products = new Set(server.map(({ product }) => product));
  if (products.has('MariaDB')) return risk.mariadb;
  if (products.has('MySQL')) return risk.mysql;
  return products.has('PostgreSQL') ? risk.postgres : risk.bulk;
}

function proposeLines({ decision, cost }: Inventory, lang: Language): readonly string[] {
  const { propose, unknown, unknownLine, nothingUnknown } = TEXTS[lang].decision;
  const difference = moneyText(Math.abs(decision.difference36 ?? 0), cost.inputs.currency);
  const inputs = decision.unknown.map((input) => unknown[input]);
  return [
    fill(propose[decision.proposal], { difference, risks: countText(decision.risks) }),
    inputs.length === 0
      ? nothingUnknown
      : fill(unknownLine, { inputs: inputs.join(lang === 'ja' ? '、' : ', ') }),
  ];
}

const NEXT: Readonly<Record<Proposal, readonly (keyof Texts['decision']['next'])[]>> = {
  move: ['plan', 'rehearse'],
  weigh: ['plan', 'rehearse'],
  stay: ['stay', 'plan'],
  'complete-costs': ['fill', 'plan'],
  'enter-costs': ['fill', 'plan'],
};

function nextLines({ decision }: Inventory, lang: Language): readonly string[] {
  const { next } = TEXTS[lang].decision;
  return NEXT[decision.proposal].map((step) => next[step]);
}
