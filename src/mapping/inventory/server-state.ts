import type { InventoryFacts } from '../../model/inventory.ts';
import type { ServerSettings } from '../../model/server-settings.ts';
import { type DatedFact, datedFact, releasesAfter } from './dated-facts.ts';
import { ENTRY_MESSAGES, TEAM_EDITION_PEOPLE } from './facts/mattermost-editions.ts';

const DAY_MS = 86_400_000;

/** What runs the server, and until when somebody mends it. */
export interface ServerPart {
  readonly product: DatedFact['product'];
  /** Of Mattermost what is known of its release; '' for nothing. */
  readonly version: string;
  /** Since the version came out; undefined when our table does not know. */
  readonly ageDays: number | undefined;
  /** Feature releases since, and the newest that our table knows; undefined for other products. */
  readonly releasesAfter: { readonly newer: number; readonly newest: string } | undefined;
  /** `2028-02-16`; undefined when our table does not know this version or the day. */
  readonly endsOn: string | undefined;
  readonly isOver: boolean;
  /** Days since support ended; undefined while it goes on, and where the day is not known. */
  readonly overdueDays: number | undefined;
  readonly source: string | undefined;
}

/** Mattermost, its database and, when told, the operating system. */
export function serverParts(
  { description }: Pick<InventoryFacts, 'description'>,
  operatingSystem: string | undefined,
  todayMs: number,
): readonly ServerPart[] {
  const { mattermostVersion, databaseVersion } = description;
  const part = (product: DatedFact['product'], version: string): ServerPart => {
    const fact = datedFact(product, version);
    const isOver = fact !== undefined && isPast(fact.endsOn, todayMs);
    const daysSince = (day: string): number => Math.floor((todayMs - Date.parse(day)) / DAY_MS);
    return {
      product,
      version,
      ageDays: fact === undefined ? undefined : daysSince(fact.releasedOn),
      releasesAfter: product === 'Mattermost' ? releasesAfter(version) : undefined,
      endsOn: fact?.endsOn,
      isOver,
      overdueDays: isOver && fact.endsOn !== undefined ? daysSince(fact.endsOn) : undefined,
      source: fact?.source,
    };
  };
  const product = productOf(description);
  return [
    part('Mattermost', mattermostVersion),
    ...(product === undefined
      ? []
      : [part(product, /\d+(?:\.\d+)*/.exec(databaseVersion)?.[0] ?? '')]),
    ...(operatingSystem === undefined ? [] : [part('system', operatingSystem)]),
  ];
}

/** Without a day support has ended, as only such rows lack it. */
const isPast = (endsOn: string | undefined, todayMs: number): boolean =>
  endsOn === undefined || Date.parse(endsOn) < todayMs;

/** The database of the server; undefined for a bulk export, which does not name it. */
function productOf({
  engine,
  databaseVersion,
}: InventoryFacts['description']): DatedFact['product'] | undefined {
  if (engine === 'bulk') return undefined;
  if (engine === 'postgres') return 'PostgreSQL';
  return /mariadb/i.test(databaseVersion) ? 'MariaDB' : 'MySQL';
}

/** What is poor about the server, as codes that the reports put into words. */
export type ServerWarning =
  | 'facts_old'
  | 'mariadb_unsupported'
  | 'mysql_ends'
  | 'json_as_text'
  | 'charset_mixed'
  | 'charset_poor'
  | 'sign_in_needs_business'
  | 'retention_deletes'
  | 'team_edition_full'
  | 'entry_hides_history';

/** Warnings that follow from the database's kind, from how text is stored and from the server's settings. */
export function serverWarnings(
  { description, storage, jsonAsText, people, months }: InventoryFacts,
  settings: ServerSettings | undefined,
): readonly ServerWarning[] {
  const product = productOf(description);
  const kinds = new Set(storage.map(({ charset, collation }) => `${charset} ${collation}`));
  const isPoor = storage.some(({ charset }) => !/^(?:utf8mb4|UTF8)$/.test(charset));
  const found: Readonly<Record<ServerWarning, boolean>> = {
    facts_old: false,
    mariadb_unsupported: product === 'MariaDB',
    mysql_ends: product === 'MySQL' || product === 'MariaDB',
    json_as_text: jsonAsText.length > 0,
    charset_mixed: kinds.size > 1,
    charset_poor: isPoor,
    sign_in_needs_business: settings?.hasSingleSignOn === true,
    retention_deletes: settings?.retentionDays !== undefined,
    team_edition_full:
      people.filter(({ isBot, isDeactivated }) => !isBot && !isDeactivated).length >
      TEAM_EDITION_PEOPLE,
    entry_hides_history: months.reduce((sum, { posts }) => sum + posts, 0) > ENTRY_MESSAGES,
  };
  const codes = Object.keys(found) as readonly ServerWarning[];
  return codes.filter((code) => found[code]);
}
