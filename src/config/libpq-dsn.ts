import { ConfigError } from '../errors.ts';
import type { ParsedAddress } from './database-address.ts';
import { optionsOf, parsePort } from './dsn-parts.ts';
import { Secret } from './secret.ts';

const KEYWORDS =
  /^\s*(?:host|hostaddr|port|user|password|dbname|sslmode|connect_timeout|search_path)\s*=/;

/** True for libpq's keyword form, `host=db user=mm dbname=mattermost`. */
export function isLibpqDsn(text: string): boolean {
  return KEYWORDS.test(text);
}

const PAIR = /(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?!')(?:[^\s\\]|\\.)*))\s*/gsy;

/** Reads libpq's keyword form; values may be quoted, a backslash keeps the next character. */
export function parseLibpqDsn(key: string, dsn: string): ParsedAddress {
  const values = new URLSearchParams();
  const text = dsn.trim();
  let end = 0;
  for (const match of text.matchAll(PAIR)) {
    const [whole, name = '', quoted, plain = ''] = match;
    values.set(name, (quoted ?? plain).replace(/\\(.)/gs, '$1'));
    end = match.index + whole.length;
  }
  if (end !== text.length) {
    throw new ConfigError([`${key}: no pairs of keyword=value, expected host=… user=… dbname=…`]);
  }
  return postgresAddress(key, values);
}

/**
 * The address that libpq's keywords name; parameters of a URL are the same keywords. A host that is a
 * path is the folder of the server's socket.
 */
export function postgresAddress(key: string, values: URLSearchParams): ParsedAddress {
  const database = values.get('dbname') ?? '';
  if (database === '') throw new ConfigError([`${key}: no database name, expected one`]);
  const host = values.get('host') || values.get('hostaddr') || 'localhost';
  return {
    engine: 'postgres',
    host,
    port: parsePort(key, values.get('port') ?? '', 'postgres'),
    socketPath: host.startsWith('/') ? host : undefined,
    user: values.get('user') ?? '',
    password: new Secret(values.get('password') ?? ''),
    database,
    ...optionsOf(key, values),
  };
}
