import { MATTERMOST_RELEASES } from './mattermost-releases.ts';

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

const FACTS: readonly DatedFact[] = [
  ...MATTERMOST_RELEASES,
  ...LINES.map(([product, version, endsOn, source]) => ({
    ...{ product, version, endsOn, source },
    releasedOn: undefined,
  })),
];

/** What the table knows of a version; undefined when it does not know it. Case and blanks around do not matter. */
export function datedFact(product: Product, version: string): DatedFact | undefined {
  const asked = version.trim().toLowerCase();
  return FACTS.find((fact) => {
    const known = fact.version.toLowerCase();
    return fact.product === product && (asked === known || /^[. (]/.test(after(asked, known)));
  });
}

/** What follows the beginning; a letter that stops every match where it does not begin so. */
const after = (text: string, beginning: string): string =>
  text.startsWith(beginning) ? text.slice(beginning.length) : 'x';
