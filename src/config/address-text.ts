import type { ParsedAddress, TlsMode } from './database-address.ts';

const SSL_MODES: Readonly<Record<TlsMode, string>> = {
  off: 'disable',
  on: 'verify-full',
  'skip-verify': 'require',
};

/**
 * A database address as a URL that parseSourceUrl reads back, without its password. It is made of the
 * parts that were understood: whatever else the original held, a password among it, is not there.
 */
export function addressWithoutPassword(address: ParsedAddress): string {
  const { engine, user, host, port, socketPath, database } = address;
  const account = user === '' ? '' : `${encoded(user)}@`;
  const server = socketPath === undefined ? `${hostPart(host)}:${port}` : `:${port}`;
  const parameters = new URLSearchParams(parametersOf(address)).toString();
  const query = parameters === '' ? '' : `?${parameters}`;
  return `${engine}://${account}${server}/${encoded(database)}${query}`;
}

function parametersOf(address: ParsedAddress): Record<string, string> {
  const { engine, socketPath, tls, caFile, schema, connectTimeoutMs } = address;
  const isMysql = engine === 'mysql';
  const all = {
    [isMysql ? 'socket' : 'host']: socketPath,
    sslmode: tls === undefined ? undefined : SSL_MODES[tls],
    sslrootcert: caFile,
    search_path: schema,
    connect_timeout: connectTimeoutMs === undefined ? undefined : `${connectTimeoutMs / 1000}`,
  };
  const given: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined) given[name] = value;
  return given;
}

function hostPart(host: string): string {
  return host.includes(':') ? `[${encoded(host).replaceAll('%3A', ':')}]` : encoded(host);
}

/** Brackets too, by which Go's form of an address is told. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}
