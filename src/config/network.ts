import { BlockList, isIP, isIPv6 } from 'node:net';
import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { Secret } from './database-address.ts';
import type { Env } from './flags.ts';
import { type ReadFile, readSettingFile } from './read-file.ts';
import type { Settings } from './schema.ts';

/** A proxy of the company's network. */
export interface Proxy {
  /** With user and password, percent-encoded. */
  readonly url: Secret;
  /** Undefined for a proxy that asks for none. */
  readonly password: Secret | undefined;
  /** Without user and password, for people. */
  readonly shown: string;
  /** The variable that names it. */
  readonly from: string;
}

/** Certificates of authorities that a machine does not know by itself. */
export interface Authorities {
  /** `network.caFile` or `NODE_EXTRA_CA_CERTS`. */
  readonly key: string;
  readonly path: string;
  readonly pem: string;
}

/** How Slack and S3 are reached. Databases are never reached through a proxy. */
export interface NetworkSettings {
  readonly httpsProxy: Proxy | undefined;
  readonly httpProxy: Proxy | undefined;
  /** As the variable has it; '' for none. */
  readonly noProxy: string;
  /** In addition to those that Node knows; NODE_EXTRA_CA_CERTS alone is among Node's own and not listed here. */
  readonly authorities: readonly Authorities[];
  /** What Node itself reads, for reports; '' for nothing. */
  readonly nodeCaFile: string;
  /** NODE_TLS_REJECT_UNAUTHORIZED=0: no certificate is checked. */
  readonly trustsAll: boolean;
}

/** The way without proxy and with Node's own authorities. */
export const DIRECT: NetworkSettings = {
  httpsProxy: undefined,
  httpProxy: undefined,
  noProxy: '',
  authorities: [],
  nodeCaFile: '',
  trustsAll: false,
};

/**
 * The proxies that the variables of curl and of most programs name, and the authorities of the settings. Small letters
 * win (curl.se/docs/manpage.html, ENVIRONMENT). ConfigError for a proxy or a file that cannot be used.
 */
function resolveNetwork(env: Env, settings: Settings, readFile: ReadFile): NetworkSettings {
  return {
    httpsProxy: proxyOf(env, ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']),
    httpProxy: proxyOf(env, ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']),
    noProxy: env['no_proxy'] || env['NO_PROXY'] || '',
    authorities: authoritiesOf(env, settings, readFile),
    nodeCaFile: env['NODE_EXTRA_CA_CERTS'] ?? '',
    trustsAll: env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0',
  };
}

/** Resolves the network when it is first asked for: a run that reaches nothing outside needs no usable proxy. */
export function lazyNetwork(
  env: Env,
  settings: () => Settings,
  readFile: ReadFile,
): () => NetworkSettings {
  let resolved: (() => NetworkSettings) | undefined;
  const resolve = (): (() => NetworkSettings) => {
    try {
      const network = resolveNetwork(env, settings(), readFile);
      return () => network;
    } catch (error) {
      // The same error each time, so that it is complained of once.
      return () => {
        throw error;
      };
    }
  };
  return () => {
    resolved ??= resolve();
    return resolved();
  };
}

/** Node reads NODE_EXTRA_CA_CERTS by itself, but forgets it where a connection has authorities of its own. */
function authoritiesOf(
  env: Env,
  { network }: Settings,
  readFile: ReadFile,
): readonly Authorities[] {
  const path = network?.caFile;
  if (path === undefined) return [];
  const own = { key: 'network.caFile', path };
  const variable = { key: 'NODE_EXTRA_CA_CERTS', path: env['NODE_EXTRA_CA_CERTS'] ?? '' };
  const pem = readSettingFile(own.key, path, readFile).text;
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new ConfigError([notice('authorities-unusable', own)]);
  }
  return [{ ...own, pem }, ...extraAuthorities(variable, readFile)];
}

function extraAuthorities(
  { key, path }: Pick<Authorities, 'key' | 'path'>,
  readFile: ReadFile,
): readonly Authorities[] {
  if (path === '') return [];
  try {
    return [{ key, path, pem: readFile(path).text }];
  } catch {
    // Node warns of it when it starts, and goes on without it.
    return [];
  }
}

function proxyOf(env: Env, names: readonly string[]): Proxy | undefined {
  const from = names.find((name) => env[name]?.trim());
  const text = env[from ?? '']?.trim() ?? '';
  if (from === undefined || /^direct(?::\/\/)?$/i.test(text)) return undefined;
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  const address = hasScheme ? text : `http://${text}`;
  // Not shown: it may hold a password.
  if (!URL.canParse(address)) throw new ConfigError([notice('proxy-unreadable', { key: from })]);
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') {
    const scheme = url.protocol.slice(0, -1);
    throw new ConfigError([notice('proxy-scheme', { key: from, scheme })]);
  }
  const account = { user: decoded(url.username), password: decoded(url.password) };
  return {
    url: new Secret(`${url.protocol}//${accountPart(account)}${url.host}`),
    password: account.password === '' ? undefined : new Secret(account.password),
    shown: `${url.protocol}//${url.host}`,
    from,
  };
}

const accountPart = ({ user, password }: Readonly<Record<'user' | 'password', string>>): string =>
  user === '' && password === ''
    ? ''
    : `${encodeURIComponent(user)}:${encodeURIComponent(password)}@`;

/** A `%` that encodes nothing is itself. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });

/** The proxy for an address; undefined where it is reached directly. */
export function proxyFor(network: NetworkSettings, address: string): Proxy | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const proxy = url.protocol === 'http:' ? network.httpProxy : network.httpsProxy;
  return proxy === undefined || isExcluded(network.noProxy, url) ? undefined : proxy;
}

/**
 * True for a host of NO_PROXY: entries are separated by commas or blanks; `*` is every host, a name is itself and what
 * ends in it behind a dot (`.name` and `*.name` too), an address may be a network (`10.0.0.0/8`), and a port may follow.
 */
function isExcluded(noProxy: string, url: URL): boolean {
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
  const port = url.port || (url.protocol === 'http:' ? '80' : '443');
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || isOfEntry(entry, host, port));
}

function isOfEntry(entry: string, host: string, port: string): boolean {
  if (isInNetwork(entry, host)) return true;
  const [, name = '', entryPort] =
    /^(\[[^\]]*\]|[^:]*|[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*)(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort !== undefined && entryPort !== port) return false;
  const wanted = name
    .replace(/^\[|\]$/g, '')
    .replace(/^\*?\./, '')
    .replace(/\.$/, '');
  if (wanted === '') return false;
  return host === wanted || (isIP(host) === 0 && host.endsWith(`.${wanted}`));
}

function isInNetwork(entry: string, host: string): boolean {
  const [, address = '', bits = ''] = /^\[?([0-9a-f.:]+)\]?\/(\d{1,3})$/.exec(entry) ?? [];
  if (isIP(address) === 0 || isIP(host) === 0) return false;
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const length = Number(bits);
  if (length > (family === 'ipv6' ? 128 : 32)) return false;
  const list = new BlockList();
  list.addSubnet(address, length, family);
  return list.check(host, isIPv6(host) ? 'ipv6' : 'ipv4');
}

/** The way to an address, for whoever connects. */
export interface Route {
  /** With user and password; undefined for a direct connection. */
  readonly proxyUrl: string | undefined;
  /** PEM, beside those that Node has; empty for Node's own alone. */
  readonly authorities: readonly string[];
}

/** Makes the look-up of the proxy and the authorities for an address. */
export const routesOf =
  (network: NetworkSettings) =>
  (address: string): Route => ({
    proxyUrl: proxyFor(network, address)?.url.reveal(),
    authorities: network.authorities.map(({ pem }) => pem),
  });
