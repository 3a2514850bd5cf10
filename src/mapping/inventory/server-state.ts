import type { InventoryFacts } from '../../model/inventory-facts.ts';
import { type EndOfLife, endOfLife } from './dated-facts.ts';

/** What runs the server, and until when somebody mends it. */
export interface ServerPart {
  readonly product: EndOfLife['product'];
  readonly version: string;
  /** `2028-02-16`; undefined when our table does not know this version. */
  readonly endsOn: string | undefined;
  readonly isOver: boolean;
  readonly source: string | undefined;
}

/** Mattermost, its database and, when told, the operating system. */
export function serverParts(
  { description }: Pick<InventoryFacts, 'description'>,
  operatingSystem: string | undefined,
  todayMs: number,
): readonly ServerPart[] {
  const { mattermostVersion, databaseVersion } = description;
  const part = (product: EndOfLife['product'], version: string): ServerPart => {
    const end = endOfLife(product, version);
    return {
      product,
      version,
      endsOn: end?.endsOn,
      isOver: end !== undefined && Date.parse(end.endsOn) < todayMs,
      source: end?.source,
    };
  };
  return [
    ...(mattermostVersion === '' ? [] : [part('Mattermost', mattermostVersion)]),
    part(productOf(description), /\d+(?:\.\d+)*/.exec(databaseVersion)?.[0] ?? ''),
    ...(operatingSystem === undefined ? [] : [part('system', operatingSystem)]),
  ];
}

function productOf({
  engine,
  databaseVersion,
}: InventoryFacts['description']): EndOfLife['product'] {
  if (engine === 'postgres') return 'PostgreSQL';
  return /mariadb/i.test(databaseVersion) ? 'MariaDB' : 'MySQL';
}

/** What is poor about the server, as codes that the reports put into words. */
export type ServerWarning =
  | 'facts_old'
  | 'mariadb_unsupported'
  | 'mysql_ends'
  | 'charset_mixed'
  | 'charset_poor';

/** Warnings that follow from the database's kind and from how text is stored. */
export function serverWarnings({ description, storage }: InventoryFacts): readonly ServerWarning[] {
  const product = productOf(description);
  const kinds = new Set(storage.map(({ charset, collation }) => `${charset} ${collation}`));
  const isPoor = storage.some(({ charset }) => !/^(?:utf8mb4|UTF8)$/.test(charset));
  return [
    ...(product === 'MariaDB' ? (['mariadb_unsupported'] as const) : []),
    ...(product === 'PostgreSQL' ? [] : (['mysql_ends'] as const)),
    ...(kinds.size > 1 ? (['charset_mixed'] as const) : []),
    ...(isPoor ? (['charset_poor'] as const) : []),
  ];
}
