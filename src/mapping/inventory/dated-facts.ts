/** A date on which something is no longer supported, with where it is written. */
export interface EndOfLife {
  readonly product: 'Mattermost' | 'MariaDB' | 'MySQL' | 'PostgreSQL' | 'system';
  /** The beginning of the version or of the system's name. */
  readonly version: string;
  readonly endsOn: string;
  readonly source: string;
}

/** The state of the sources that the table gives; move it when every line was compared again. */
export const FACTS_AS_OF = '2025-11-01';

const YEAR_MS = 365 * 86_400_000;

/** True when the table is older than a year, and dates may have moved. */
export function areFactsOld(todayMs: number): boolean {
  return todayMs - Date.parse(FACTS_AS_OF) > YEAR_MS;
}

const MATTERMOST = 'https://docs.mattermost.com/about/mattermost-server-releases.html';
const MARIADB = 'https://mariadb.org/about/#maintenance-policy';
const MYSQL = 'https://www.oracle.com/us/support/library/lifetime-support-technology-069183.pdf';
const POSTGRES = 'https://www.postgresql.org/support/versioning/';

const END_OF_LIFE: readonly EndOfLife[] = [
  { product: 'Mattermost', version: '8.1', endsOn: '2024-05-15', source: MATTERMOST },
  { product: 'Mattermost', version: '9.5', endsOn: '2024-11-15', source: MATTERMOST },
  { product: 'Mattermost', version: '9.11', endsOn: '2025-05-15', source: MATTERMOST },
  { product: 'Mattermost', version: '10.5', endsOn: '2025-11-15', source: MATTERMOST },
  { product: 'Mattermost', version: '10.11', endsOn: '2026-08-15', source: MATTERMOST },
  { product: 'MariaDB', version: '10.5', endsOn: '2025-06-24', source: MARIADB },
  { product: 'MariaDB', version: '10.6', endsOn: '2026-07-06', source: MARIADB },
  { product: 'MariaDB', version: '10.11', endsOn: '2028-02-16', source: MARIADB },
  { product: 'MySQL', version: '5.7', endsOn: '2023-10-31', source: MYSQL },
  { product: 'MySQL', version: '8.0', endsOn: '2026-04-30', source: MYSQL },
  { product: 'PostgreSQL', version: '12', endsOn: '2024-11-21', source: POSTGRES },
  { product: 'PostgreSQL', version: '13', endsOn: '2025-11-13', source: POSTGRES },
  { product: 'PostgreSQL', version: '14', endsOn: '2026-11-12', source: POSTGRES },
  { product: 'PostgreSQL', version: '15', endsOn: '2027-11-11', source: POSTGRES },
  { product: 'PostgreSQL', version: '16', endsOn: '2028-11-09', source: POSTGRES },
  {
    product: 'system',
    version: 'Amazon Linux 2',
    endsOn: '2026-06-30',
    source: 'https://aws.amazon.com/amazon-linux-2/faqs/',
  },
];

/** The end of a version's support; undefined when the table does not know it. */
export function endOfLife(product: EndOfLife['product'], version: string): EndOfLife | undefined {
  return END_OF_LIFE.find(
    (entry) =>
      entry.product === product &&
      (version === entry.version || version.startsWith(`${entry.version}.`)),
  );
}
