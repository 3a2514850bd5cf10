import { hasFeature, parseRelease, parseSpan, type ReleaseText } from '../release/spans.ts';
import { MARIADB, MYSQL, POSTGRESQL } from './facts/databases.ts';
import type { FactRow, FactTable } from './facts/fact-table.ts';
import { EDITIONS_SOURCE } from './facts/mattermost-editions.ts';
import { MATTERMOST_RELEASES } from './facts/mattermost-releases.ts';
import { FAIR_BILLING_SOURCE, SLACK_PRICES_SOURCE } from './facts/slack-prices.ts';
import { AMAZON_LINUX, CENTOS, CENTOS_STREAM, DEBIAN, RHEL, UBUNTU } from './facts/systems.ts';

const TABLES: readonly FactTable[] = [
  MATTERMOST_RELEASES,
  ...[MARIADB, MYSQL, POSTGRESQL],
  ...[AMAZON_LINUX, UBUNTU, RHEL, DEBIAN, CENTOS, CENTOS_STREAM],
];

const RELEASES = MATTERMOST_RELEASES.rows;

/**
 * How many feature releases of the table came after the newest one that the text leaves possible, and the newest of the
 * table; undefined where the table has none of them.
 */
export function releasesAfter(
  version: ReleaseText,
): { readonly newer: number; readonly newest: string } | undefined {
  const last = possibleReleases(version).at(-1);
  const newest = RELEASES.at(-1)?.[0];
  if (last === undefined || newest === undefined) return undefined;
  return { newer: RELEASES.length - 1 - RELEASES.indexOf(last), newest };
}

/** The releases of the table that the text leaves possible, in their order. */
function possibleReleases(version: ReleaseText): readonly FactRow[] {
  const span = parseSpan(version);
  if (span === undefined) return [];
  return RELEASES.filter(([release]) => {
    const parsed = parseRelease(release);
    return parsed !== undefined && hasFeature(span, parsed);
  });
}

/**
 * Returns the day of the newest of several possible releases, and the day on which support of the last of them ends.
 */
function mattermostFact(version: ReleaseText): DatedFact | undefined {
  const possible = possibleReleases(version);
  const last = possible.at(-1);
  if (last === undefined) return undefined;
  // `ended` sorts behind every day, and every release with it is older than those with a day.
  const days = possible.map(([, , day]) => day).filter((day) => day !== ENDED);
  const endsOn = days.toSorted().at(-1) ?? ENDED;
  return factOf(MATTERMOST_RELEASES, [version, last[1], endsOn]);
}

const ENDED = 'ended';

/** From when to when a version is looked after, and where that is written. */
export interface DatedFact {
  readonly product: FactTable['product'];
  readonly version: string;
  readonly releasedOn: string;
  /** Undefined where support has ended on a day that no source tells. */
  readonly endsOn: string | undefined;
  readonly source: string;
}

const factOf = (
  { product, source }: FactTable,
  [version, releasedOn, endsOn]: FactRow,
): DatedFact => ({
  ...{ product, version, releasedOn, source },
  endsOn: endsOn === ENDED ? undefined : endsOn,
});

const DAY_MS = 86_400_000;

/** True when a table is older than its products allow, and dates may have moved. */
export const areFactsOld = (todayMs: number): boolean =>
  FACT_SOURCES.some((fact) => isFactOld(fact, todayMs));

/** True when the source should be compared again. */
export const isFactOld = (
  { asOf, maxAgeDays }: Pick<FactSource, 'asOf' | 'maxAgeDays'>,
  todayMs: number,
): boolean => todayMs - Date.parse(asOf) > maxAgeDays * DAY_MS;

/** Where the facts of a report come from, and of which day. */
export type FactSource = Pick<FactTable, 'asOf' | 'maxAgeDays' | 'source'> & {
  readonly subject: FactTable['product'] | 'slack-plans' | 'fair-billing' | 'editions';
};

/** Every source of a fact that a report shows. */
export const FACT_SOURCES: readonly FactSource[] = [
  ...TABLES.map(({ product, asOf, maxAgeDays, source }) => ({
    subject: product,
    ...{ asOf, maxAgeDays, source },
  })),
  SLACK_PRICES_SOURCE,
  FAIR_BILLING_SOURCE,
  EDITIONS_SOURCE,
];

/** What the tables know of a version or a system's name; undefined for others. Case and blanks around do not matter. */
export function datedFact(product: DatedFact['product'], version: string): DatedFact | undefined {
  if (product === 'Mattermost') return mattermostFact(version);
  const asked = withoutAlias(version.trim().toLowerCase());
  for (const table of TABLES.filter((one) => one.product === product)) {
    const row = table.rows.find(([known]) => {
      const rest = after(asked, known.toLowerCase());
      return rest === '' || /^[. (]/.test(rest);
    });
    if (row !== undefined) return factOf(table, row);
  }
  return undefined;
}

/** `rhel 8.10` and `centos linux 7` under the names of the tables. */
const withoutAlias = (name: string): string =>
  name
    .replace(/^rhel\b/, 'red hat enterprise linux')
    .replace(/^centos linux\b/, 'centos')
    .replace(/^debian gnu\/linux\b/, 'debian');

/** What follows the beginning; a letter that stops every match where it does not begin so. */
const after = (text: string, beginning: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : 'x';
