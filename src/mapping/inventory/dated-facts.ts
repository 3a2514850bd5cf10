import { hasFeature, parseRelease, parseSpan, type ReleaseText } from '../release/spans.ts';

/** Where the dates of Mattermost's releases stand; those before 10.0 also at endoflife.date/mattermost. */
const SOURCE = 'https://docs.mattermost.com/product-overview/mattermost-server-releases.html';

type ReleaseRow = readonly [version: string, releasedOn: string, endsOn: string];

/** Version, day of release, day on which support ends. Extended Support Releases live longer than three months. */
const RELEASES: readonly ReleaseRow[] = [
  ['6.0', '2021-10-08', '2022-01-15'],
  ['6.1', '2021-11-11', '2022-02-15'],
  ['6.2', '2021-12-13', '2022-03-15'],
  ['6.3', '2022-01-13', '2022-10-15'],
  ['6.4', '2022-02-15', '2022-05-15'],
  ['6.5', '2022-03-11', '2022-06-15'],
  ['6.6', '2022-04-07', '2022-07-15'],
  ['6.7', '2022-05-11', '2022-08-15'],
  ['7.0', '2022-06-13', '2022-09-15'],
  ['7.1', '2022-07-13', '2023-05-15'],
  ['7.2', '2022-08-11', '2022-11-15'],
  ['7.3', '2022-09-14', '2022-12-15'],
  ['7.4', '2022-10-12', '2023-01-15'],
  ['7.5', '2022-11-09', '2023-02-15'],
  ['7.7', '2023-01-13', '2023-04-15'],
  ['7.8', '2023-02-14', '2023-11-15'],
  ['7.9', '2023-03-14', '2023-07-15'],
  ['7.10', '2023-04-12', '2023-08-15'],
  ['8.0', '2023-07-09', '2023-10-15'],
  ['8.1', '2023-08-24', '2024-05-15'],
  ['9.0', '2023-09-16', '2023-12-15'],
  ['9.1', '2023-10-16', '2024-01-15'],
  ['9.2', '2023-11-16', '2024-02-15'],
  ['9.3', '2023-12-16', '2024-03-15'],
  ['9.4', '2024-01-16', '2024-04-15'],
  ['9.5', '2024-02-16', '2024-11-15'],
  ['9.6', '2024-03-16', '2024-06-15'],
  ['9.7', '2024-04-16', '2024-07-15'],
  ['9.8', '2024-05-16', '2024-08-15'],
  ['9.9', '2024-06-14', '2024-09-15'],
  ['9.10', '2024-07-16', '2024-10-15'],
  ['9.11', '2024-08-16', '2025-05-15'],
  ['10.0', '2024-09-16', '2024-12-15'],
  ['10.1', '2024-10-16', '2025-01-15'],
  ['10.2', '2024-11-15', '2025-02-15'],
  ['10.3', '2024-12-16', '2025-03-15'],
  ['10.4', '2025-01-16', '2025-04-15'],
  ['10.5', '2025-02-16', '2025-11-15'],
  ['10.6', '2025-03-16', '2025-06-15'],
  ['10.7', '2025-04-16', '2025-07-15'],
  ['10.8', '2025-05-16', '2025-08-15'],
  ['10.9', '2025-06-16', '2025-09-15'],
  ['10.10', '2025-07-16', '2025-10-15'],
  ['10.11', '2025-08-15', '2026-08-15'],
  ['10.12', '2025-09-16', '2025-12-15'],
  ['11.0', '2025-10-16', '2026-01-15'],
  ['11.1', '2025-11-14', '2026-02-15'],
  ['11.2', '2025-12-16', '2026-03-15'],
  ['11.3', '2026-01-16', '2026-04-15'],
  ['11.4', '2026-02-16', '2026-05-15'],
  ['11.5', '2026-03-16', '2026-06-15'],
  ['11.6', '2026-04-16', '2026-07-15'],
  ['11.7', '2026-05-15', '2027-05-15'],
  ['11.8', '2026-06-16', '2026-09-15'],
  ['11.9', '2026-07-16', '2026-10-15'],
  ['11.10', '2026-08-14', '2026-11-15'],
];

export const MATTERMOST_RELEASES: readonly DatedFact[] = RELEASES.map(
  ([version, releasedOn, endsOn]) => ({
    product: 'Mattermost',
    version,
    releasedOn,
    endsOn,
    source: SOURCE,
  }),
);

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
function possibleReleases(version: ReleaseText): readonly ReleaseRow[] {
  const span = parseSpan(version);
  if (span === undefined) return [];
  return RELEASES.filter(([release]) => {
    const parsed = parseRelease(release);
    return parsed !== undefined && hasFeature(span, parsed);
  });
}

/** Of several possible releases the newest one's day, and the day on which support of the last of them ends. */
function mattermostFact(version: ReleaseText): DatedFact | undefined {
  const possible = possibleReleases(version);
  const last = possible.at(-1);
  if (last === undefined) return undefined;
  const [, releasedOn] = last;
  const endsOn =
    possible
      .map(([, , day]) => day)
      .sort()
      .at(-1) ?? '';
  return { product: 'Mattermost', version, releasedOn, endsOn, source: SOURCE };
}

/** From when to when a version is looked after, and where that is written. */
export interface DatedFact {
  readonly product: 'Mattermost' | 'MariaDB' | 'MySQL' | 'PostgreSQL' | 'system';
  /** The beginning of the version or of the system's name. */
  readonly version: string;
  /** Undefined where nobody needs it. */
  readonly releasedOn: string | undefined;
  readonly endsOn: string;
  readonly source: string;
}

/** The newest state of the sources that the lines were compared with; move it when all were compared again. */
export const FACTS_AS_OF = '2026-06-26';

const YEAR_MS = 365 * 86_400_000;

/** True when the table is older than a year, and dates may have moved. */
export function areFactsOld(todayMs: number): boolean {
  return todayMs - Date.parse(FACTS_AS_OF) > YEAR_MS;
}

const MARIADB = 'https://mariadb.org/about/#maintenance-policy';
const MYSQL = 'https://endoflife.date/mysql';
const POSTGRES = 'https://www.postgresql.org/support/versioning/';
const AMAZON_LINUX_2 = 'https://aws.amazon.com/amazon-linux-2/faqs/';
const AMAZON_LINUX_2023 = 'https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html';

type Product = DatedFact['product'];
type Line = readonly [product: Product, version: string, endsOn: string, source: string];

/** Amazon moved the end of Amazon Linux 2 from 2023 to 2025 and then to 2026. */
const LINES: readonly Line[] = [
  ['MariaDB', '10.3', '2023-05-25', MARIADB],
  ['MariaDB', '10.4', '2024-06-18', MARIADB],
  ['MariaDB', '10.5', '2025-06-24', MARIADB],
  ['MariaDB', '10.6', '2026-07-06', MARIADB],
  ['MariaDB', '10.11', '2028-02-16', MARIADB],
  ['MariaDB', '11.4', '2029-05-29', MARIADB],
  ['MariaDB', '11.8', '2028-06-04', MARIADB],
  ['MySQL', '5.7', '2023-10-31', MYSQL],
  ['MySQL', '8.0', '2026-04-30', MYSQL],
  ['MySQL', '8.4', '2032-04-30', MYSQL],
  ['PostgreSQL', '11', '2023-11-09', POSTGRES],
  ['PostgreSQL', '12', '2024-11-21', POSTGRES],
  ['PostgreSQL', '13', '2025-11-13', POSTGRES],
  ['PostgreSQL', '14', '2026-11-12', POSTGRES],
  ['PostgreSQL', '15', '2027-11-11', POSTGRES],
  ['PostgreSQL', '16', '2028-11-09', POSTGRES],
  ['system', 'Amazon Linux 2', '2026-06-30', AMAZON_LINUX_2],
  ['system', 'Amazon Linux 2023', '2029-06-30', AMAZON_LINUX_2023],
];

const FACTS: readonly DatedFact[] = LINES.map(([product, version, endsOn, source]) => ({
  ...{ product, version, endsOn, source },
  releasedOn: undefined,
}));

/** What the table knows of a version; undefined when it does not know it. Case and blanks around do not matter. */
export function datedFact(product: Product, version: string): DatedFact | undefined {
  if (product === 'Mattermost') return mattermostFact(version);
  const asked = version.trim().toLowerCase();
  return FACTS.find((fact) => {
    const known = fact.version.toLowerCase();
    return fact.product === product && (asked === known || /^[. (]/.test(after(asked, known)));
  });
}

/** What follows the beginning; a letter that stops every match where it does not begin so. */
const after = (text: string, beginning: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : 'x';
