import { ConfigError } from '../errors.ts';
import { DEFAULT_PORTS, type ParsedAddress } from './database-address.ts';
import { decodePart, optionsOf } from './dsn-parts.ts';
import { isGoMysqlDsn, parseGoMysqlDsn } from './go-mysql-dsn.ts';
import { isLibpqDsn, parseLibpqDsn } from './libpq-dsn.ts';
import { Secret } from './secret.ts';

const ENGINES: Readonly<Record<string, ParsedAddress['engine']>> = {
  'mysql:': 'mysql',
  'mariadb:': 'mysql',
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
};

const EXPECTED = 'expected mysql://, mariadb:// or postgres://user:password@host:port/database';

/**
 * Reads a database address in any form that people have at hand: a URL, Go's MySQL DSN with or without
 * `mysql://` in front, libpq's `key=value` form. `key` names the setting in complaints, which never
 * show the text itself, as it may hold a password. Fails with ConfigError.
 */
export function parseSourceUrl(key: string, text: string): ParsedAddress {
  if (isGoMysqlDsn(text)) return parseGoMysqlDsn(key, text);
  if (isLibpqDsn(text)) return parseLibpqDsn(key, text);
  const url = parseUrl(key, text);
  const engine = ENGINES[url.protocol];
  if (engine === undefined)
    throw new ConfigError([`${key}: scheme '${url.protocol}', ${EXPECTED}`]);
  const database = decodePart(key, url.pathname.replace(/^\//, ''));
  if (database === '') throw new ConfigError([`${key}: no database name, ${EXPECTED}`]);
  return {
    engine,
    host: url.hostname.replace(/^\[|\]$/g, '') || 'localhost',
    port: url.port === '' ? DEFAULT_PORTS[engine] : Number(url.port),
    socketPath: url.searchParams.get('socket') ?? undefined,
    user: decodePart(key, url.username),
    password: new Secret(decodePart(key, url.password)),
    database,
    ...optionsOf(key, url.searchParams),
  };
}

function parseUrl(key: string, text: string): URL {
  try {
    return new URL(text);
  } catch (error) {
    // Neither the text nor the cause may be shown: both hold the password.
    const hint = /[#?/[\]]/.test(text.replace(/^[a-z]+:\/\//i, ''))
      ? ' (special characters of a password must be percent-encoded, or set MM2SLACK_SOURCE_PASSWORD)'
      : '';
    const code = error instanceof Error ? error.name : 'error';
    throw new ConfigError([`${key}: not a URL (${code}), ${EXPECTED}${hint}`]);
  }
}
