import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { didYouMean } from './complaints.ts';
import { DEFAULT_PORTS, type ParsedAddress, Secret, tlsMode } from './database-address.ts';

const ENGINES: Readonly<Record<string, ParsedAddress['engine']>> = {
  mysql: 'mysql',
  mariadb: 'mysql',
  postgres: 'postgres',
  postgresql: 'postgres',
};

const EXPECTED = notice('expected-database-url');
const RAW_CHARACTERS = notice('percent-encode-password');

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
    throw new ConfigError([
      text === ''
        ? notice('database-url-empty', { key, expected: EXPECTED })
        : notice('database-url-none', { key, expected: EXPECTED }),
    ]);
  }
  const engine = ENGINES[scheme];
  if (engine === undefined) {
    const near = didYouMean(scheme, Object.keys(ENGINES));
    throw new ConfigError([
      notice('database-url-scheme', { key, scheme, expected: EXPECTED, near }),
    ]);
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
    throw new ConfigError([
      notice('database-url-unreadable', { key, expected: EXPECTED, hint: RAW_CHARACTERS }),
    ]);
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
  if (parts.database === '')
    throw new ConfigError([notice('database-url-without-name', { key, expected: EXPECTED })]);
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

const PREFIX = /^(?:mysql|mariadb):\/\//i;
const ADDRESS = /(?:^|@|:\/\/)(?:tcp|unix)\(/;

/** True for `user:password@tcp(host:3306)/database?…`, the form that Mattermost's config.json has. */
function isGoMysqlDsn(text: string): boolean {
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
    throw new ConfigError([notice('go-dsn-unreadable', { key })]);
  }
  const [, account = '', protocol = '', address = '', database = '', query = ''] = match;
  if (database === '') {
    throw new ConfigError([notice('go-dsn-without-name', { key })]);
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
    throw new ConfigError([notice('go-dsn-protocol', { key })]);
  }
  const match = /^(?:\[([^\]]+)\]|([^:]*))(?::(.*))?$/.exec(address);
  if (match === null) throw new ConfigError([notice('go-dsn-address', { key, address })]);
  const [, ipv6 = '', name = '', port = ''] = match;
  return {
    host: ipv6 || name || '127.0.0.1',
    port: parsePort(key, port, 'mysql'),
    socketPath: undefined,
  };
}

const KEYWORDS =
  /^\s*(?:host|hostaddr|port|user|password|dbname|sslmode|connect_timeout|search_path|options)\s*=/;

/** True for libpq's keyword form, `host=db user=mm dbname=mattermost`. */
function isLibpqDsn(text: string): boolean {
  return KEYWORDS.test(text);
}

const PAIR = /(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?!')(?:[^\s\\]|\\.)*))\s*/gsy;

/** Reads libpq's keyword form; values may be quoted, a backslash keeps the next character. */
function parseLibpqDsn(key: string, dsn: string): ParsedAddress {
  const values = new URLSearchParams();
  const text = dsn.trim();
  let end = 0;
  for (const match of text.matchAll(PAIR)) {
    const [whole, name = '', quoted, plain = ''] = match;
    values.set(name, (quoted ?? plain).replace(/\\(.)/gs, '$1'));
    end = match.index + whole.length;
  }
  if (end !== text.length) {
    throw new ConfigError([notice('libpq-dsn-unreadable', { key })]);
  }
  return postgresAddress(key, values);
}

/**
 * The address that libpq's keywords name; parameters of a URL are the same keywords. A host that is a
 * path is the folder of the server's socket.
 */
function postgresAddress(key: string, values: URLSearchParams): ParsedAddress {
  const database = values.get('dbname') ?? '';
  if (database === '') throw new ConfigError([notice('libpq-dsn-without-name', { key })]);
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

/** A percent-encoded part of a URL; ConfigError when a `%` encodes nothing. */
function decodePart(key: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError([notice('percent-sign-alone', { key })]);
  }
}

/** A TCP port, the engine's usual one where none is given; ConfigError outside 1 to 65535. */
function parsePort(key: string, text: string, engine: ParsedAddress['engine']): number {
  if (text === '') return DEFAULT_PORTS[engine];
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  // Other texts are not shown: where the user was forgotten, the password is in this place.
  throw new ConfigError([
    /^\d+$/.test(text)
      ? notice('port-out-of-range', { key, text })
      : notice('port-no-number', { key }),
  ]);
}

const TLS_PARAMETERS = ['sslmode', 'ssl-mode', 'tls', 'ssl'];
const CA_PARAMETERS = ['sslrootcert', 'ssl-ca'];
const TLS_MODES = ['disable', 'require', 'verify-full', 'true', 'false', 'skip-verify'];
const MAX_TIMEOUT_SECONDS = 2_000_000;

/** Parameters of other clients (binary_parameters, charset, readTimeout) mean nothing to us and are let be. */
function optionsOf(
  key: string,
  parameters: URLSearchParams,
): Pick<ParsedAddress, 'tls' | 'caFile' | 'schema' | 'connectTimeoutMs'> {
  const word = firstOf(parameters, TLS_PARAMETERS);
  const tls = word === undefined ? undefined : tlsMode(word);
  if (word !== undefined && tls === undefined) {
    throw new ConfigError([
      notice('tls-mode-unknown', {
        key,
        word,
        modes: TLS_MODES.join(', '),
        near: didYouMean(word, TLS_MODES),
      }),
    ]);
  }
  // libpq's `system` names the authorities of the system, which are the default here.
  const caFile = firstOf(parameters, CA_PARAMETERS);
  return {
    tls,
    caFile: caFile === 'system' ? undefined : caFile,
    schema:
      firstOf(parameters, ['search_path', 'currentSchema']) ?? schemaIn(parameters.get('options')),
    connectTimeoutMs: timeoutMs(parameters.get('connect_timeout') ?? ''),
  };
}

/**
 * The search_path in libpq's `options`, the server's command line: `-c search_path=mattermost` or
 * `--search_path=mattermost`, where a backslash keeps the next character (postgresql.org/docs, libpq, options).
 */
function schemaIn(options: string | null): string | undefined {
  const match = /(?:^|\s)(?:-c\s*|--)search[_-]path=((?:\\.|[^\s\\])+)/s.exec(options ?? '');
  return match?.[1]?.replace(/\\(.)/gs, '$1');
}

/** Zero is libpq's word for no limit; we keep our own then. */
function timeoutMs(text: string): number | undefined {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  return seconds === 0 ? undefined : Math.min(seconds, MAX_TIMEOUT_SECONDS) * 1000;
}

function firstOf(parameters: URLSearchParams, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = parameters.get(name);
    if (value !== null && value !== '') return value;
  }
  return undefined;
}
