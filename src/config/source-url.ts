import { ConfigError } from '../errors.ts';
import type { ParsedAddress } from './database-address.ts';
import { decodePart, optionsOf, parsePort } from './dsn-parts.ts';
import { isGoMysqlDsn, parseGoMysqlDsn } from './go-mysql-dsn.ts';
import { isLibpqDsn, parseLibpqDsn, postgresAddress } from './libpq-dsn.ts';
import { didYouMean } from './one-of.ts';
import { Secret } from './secret.ts';

const ENGINES: Readonly<Record<string, ParsedAddress['engine']>> = {
  mysql: 'mysql',
  mariadb: 'mysql',
  postgres: 'postgres',
  postgresql: 'postgres',
};

const EXPECTED = 'expected mysql://, mariadb:// or postgres://user:password@host:port/database';
const RAW_CHARACTERS =
  ' (special characters of a password must be percent-encoded, or set MM2SLACK_SOURCE_PASSWORD)';

/**
 * Reads a database address in any form that people have at hand: a URL, Go's MySQL DSN with or without
 * `mysql://` in front, libpq's `key=value` form. `key` names the setting in complaints, which never
 * show the text itself, as it may hold a password. Fails with ConfigError.
 */
export function parseSourceUrl(key: string, text: string): ParsedAddress {
  if (isLibpqDsn(text)) return parseLibpqDsn(key, text);
  if (isGoMysqlDsn(text)) return parseGoMysqlDsn(key, text);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) {
    throw new ConfigError([`${key}: ${text === '' ? 'nothing' : 'no address'}, ${EXPECTED}`]);
  }
  const engine = ENGINES[scheme];
  if (engine === undefined) {
    const near = didYouMean(scheme, Object.keys(ENGINES));
    throw new ConfigError([`${key}: scheme '${scheme}', ${EXPECTED}${near}`]);
  }
  const parts = partsOf(key, text.slice(scheme.length + '://'.length));
  return engine === 'mysql' ? mysqlUrl(key, parts) : postgresUrl(key, parts);
}

interface UrlParts {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly port: string;
  readonly database: string;
  readonly parameters: URLSearchParams;
}

/** What follows the scheme. The platform's URL refuses `user@/name`, and says nothing of use about a bad port. */
const AFTER_SCHEME =
  /^(?:([^/?#]*)@)?(\[[^\]/?#@]*\]|[^/?#:[\]@]*)(?::([^/?#@]*))?(?:\/([^?#@]*))?(?:\?([^#]*))?$/;

function partsOf(key: string, text: string): UrlParts {
  const match = AFTER_SCHEME.exec(text);
  // An `@` that ends no account: the password is cut in two, and no complaint may show a part of it.
  const isCut = match !== null && match[1] === undefined && text.includes('@');
  if (match === null || isCut) {
    throw new ConfigError([`${key}: no URL, ${EXPECTED}${RAW_CHARACTERS}`]);
  }
  const [, account = '', host = '', port = '', database = '', query = ''] = match;
  const colon = account.indexOf(':');
  return {
    user: decodePart(key, colon === -1 ? account : account.slice(0, colon)),
    password: decodePart(key, colon === -1 ? '' : account.slice(colon + 1)),
    host: decodePart(key, host.replace(/^\[|\]$/g, '')),
    port,
    database: decodePart(key, database),
    parameters: new URLSearchParams(query),
  };
}

function mysqlUrl(key: string, parts: UrlParts): ParsedAddress {
  if (parts.database === '') throw new ConfigError([`${key}: no database name, ${EXPECTED}`]);
  return {
    engine: 'mysql',
    host: parts.host || 'localhost',
    port: parsePort(key, parts.port, 'mysql'),
    socketPath: parts.parameters.get('socket') ?? undefined,
    user: parts.user,
    password: new Secret(parts.password),
    database: parts.database,
    ...optionsOf(key, parts.parameters),
  };
}

function postgresUrl(key: string, parts: UrlParts): ParsedAddress {
  const { user, password, host, port, database: dbname, parameters } = parts;
  // As in libpq, a parameter wins over the part of the URL that it repeats.
  const values = new URLSearchParams({ user, password, host, port, dbname });
  for (const [name, value] of parameters) values.set(name, value);
  return postgresAddress(key, values);
}
