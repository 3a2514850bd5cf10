import { ConfigError } from '../errors.ts';
import { DEFAULT_PORTS, type ParsedAddress } from './database-address.ts';
import { optionsOf } from './dsn-parts.ts';
import { Secret } from './secret.ts';

/** True for libpq's keyword form, `host=db user=mm dbname=mattermost`. */
export function isLibpqDsn(text: string): boolean {
  return /^\s*\w+\s*=/.test(text) && !text.includes('://');
}

const PAIR = /(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s\\]|\\.)*))\s*/gsy;

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
  if (end !== text.length) throw new ConfigError([`${key}: expected host=… user=… dbname=…`]);
  const database = values.get('dbname') ?? '';
  if (database === '') throw new ConfigError([`${key}: no dbname`]);
  const host = values.get('host') ?? 'localhost';
  const port = values.get('port') ?? String(DEFAULT_PORTS.postgres);
  if (!/^\d+$/.test(port)) throw new ConfigError([`${key}: port '${port}', expected a number`]);
  return {
    engine: 'postgres',
    host,
    port: Number(port),
    socketPath: host.startsWith('/') ? host : undefined,
    user: values.get('user') ?? '',
    password: new Secret(values.get('password') ?? ''),
    database,
    ...optionsOf(key, values),
  };
}
