import { ConfigError } from '../errors.ts';
import { DEFAULT_PORTS, type ParsedAddress } from './database-address.ts';
import { decodePart, optionsOf } from './dsn-parts.ts';
import { Secret } from './secret.ts';

const PREFIX = /^(?:mysql|mariadb):\/\//i;
const ADDRESS = /@(?:tcp|unix)\(/;

/** True for `user:password@tcp(host:3306)/database?…`, the form that Mattermost's config.json has. */
export function isGoMysqlDsn(text: string): boolean {
  return ADDRESS.test(text);
}

/**
 * Reads the DSN of Go's MySQL driver. A password may hold `@`, `/` and `:`: it ends at the last `@`
 * before the address, and the user ends at the first colon. Fails with ConfigError.
 */
export function parseGoMysqlDsn(key: string, dsn: string): ParsedAddress {
  const text = dsn.replace(PREFIX, '');
  const at = Math.max(text.lastIndexOf('@tcp('), text.lastIndexOf('@unix('));
  const target = /^@(tcp|unix)\(([^)]*)\)\/([^?]*)(?:\?(.*))?$/s.exec(text.slice(at));
  if (target === null) {
    throw new ConfigError([`${key}: expected user:password@tcp(host:port)/database`]);
  }
  const [, protocol = '', address = '', database = '', query = ''] = target;
  if (database === '') throw new ConfigError([`${key}: no database name after the slash`]);
  const account = text.slice(0, at);
  const colon = account.indexOf(':');
  return {
    engine: 'mysql',
    ...(protocol === 'unix' ? socketAddress(address) : hostAddress(key, address)),
    user: colon === -1 ? account : account.slice(0, colon),
    password: new Secret(colon === -1 ? '' : account.slice(colon + 1)),
    database: decodePart(key, database),
    ...optionsOf(key, new URLSearchParams(query)),
  };
}

type Place = Pick<ParsedAddress, 'host' | 'port' | 'socketPath'>;

function socketAddress(path: string): Place {
  return { host: 'localhost', port: DEFAULT_PORTS.mysql, socketPath: path };
}

function hostAddress(key: string, address: string): Place {
  const [, host = '', port = ''] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? [];
  if (host === '') throw new ConfigError([`${key}: address '${address}', expected host:port`]);
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORTS.mysql : Number(port),
    socketPath: undefined,
  };
}
