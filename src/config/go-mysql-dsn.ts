import { ConfigError } from '../errors.ts';
import { DEFAULT_PORTS, type ParsedAddress } from './database-address.ts';
import { decodePart, optionsOf, parsePort } from './dsn-parts.ts';
import { Secret } from './secret.ts';

const PREFIX = /^(?:mysql|mariadb):\/\//i;
const ADDRESS = /(?:^|@|:\/\/)(?:tcp|unix)\(/;

/** True for `user:password@tcp(host:3306)/database?…`, the form that Mattermost's config.json has. */
export function isGoMysqlDsn(text: string): boolean {
  return ADDRESS.test(text);
}

/**
 * `[user[:password]@][protocol[(address)]]/database[?parameters]`, as in the README of
 * go-sql-driver/mysql. The first group takes as much as it can: a password may hold `@`, `/` and `:`
 * and ends at the last `@` before the address.
 */
const DSN = /^(?:(.*)@)?(?:([a-z0-9]*)(?:\(([^)]*)\))?)\/([^/?]*)(?:\?(.*))?$/s;

/** Reads the DSN of Go's MySQL driver; the user ends at the first colon. Fails with ConfigError. */
export function parseGoMysqlDsn(key: string, dsn: string): ParsedAddress {
  const match = DSN.exec(dsn.replace(PREFIX, ''));
  if (match === null) {
    throw new ConfigError([
      `${key}: no MySQL address, expected user:password@tcp(host:port)/database`,
    ]);
  }
  const [, account = '', protocol = '', address = '', database = '', query = ''] = match;
  if (database === '') {
    throw new ConfigError([`${key}: no database name, expected it after the slash`]);
  }
  const colon = account.indexOf(':');
  return {
    engine: 'mysql',
    ...placeOf(key, protocol, address),
    user: colon === -1 ? account : account.slice(0, colon),
    password: new Secret(colon === -1 ? '' : account.slice(colon + 1)),
    database: decodePart(key, database),
    ...optionsOf(key, new URLSearchParams(query)),
  };
}

type Place = Pick<ParsedAddress, 'host' | 'port' | 'socketPath'>;

/** Without a protocol Go's driver takes TCP, without an address this machine. */
function placeOf(key: string, protocol: string, address: string): Place {
  if (protocol === 'unix') {
    const socketPath = address === '' ? '/tmp/mysql.sock' : address;
    return { host: 'localhost', port: DEFAULT_PORTS.mysql, socketPath };
  }
  if (protocol !== '' && protocol !== 'tcp') {
    // Not shown: where the address is missing, it is the end of the password.
    throw new ConfigError([`${key}: another protocol, expected tcp(host:port) or unix(/path)`]);
  }
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::(.*))?$/.exec(address);
  if (match === null) throw new ConfigError([`${key}: address '${address}', expected host:port`]);
  const [, ipv6 = '', name = '', port = ''] = match;
  return {
    host: ipv6 || name || '127.0.0.1',
    port: parsePort(key, port, 'mysql'),
    socketPath: undefined,
  };
}
