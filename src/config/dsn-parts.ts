import { ConfigError } from '../errors.ts';
import { DEFAULT_PORTS, type ParsedAddress, tlsMode } from './database-address.ts';
import { didYouMean } from './one-of.ts';

/** A percent-encoded part of a URL; ConfigError when a `%` encodes nothing. */
export function decodePart(key: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError([`${key}: a '%' that encodes nothing, expected %25 for the sign itself`]);
  }
}

/** A TCP port, the engine's usual one where none is given; ConfigError outside 1 to 65535. */
export function parsePort(key: string, text: string, engine: ParsedAddress['engine']): number {
  if (text === '') return DEFAULT_PORTS[engine];
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  // Other texts are not shown: where the user was forgotten, the password is in this place.
  const got = /^\d+$/.test(text) ? `port ${text}` : 'a port that is no number';
  throw new ConfigError([`${key}: ${got}, expected 1 to 65535`]);
}

const TLS_PARAMETERS = ['sslmode', 'ssl-mode', 'tls', 'ssl'];
const CA_PARAMETERS = ['sslrootcert', 'ssl-ca'];
const TLS_MODES = ['disable', 'require', 'verify-full', 'true', 'false', 'skip-verify'];
const MAX_TIMEOUT_SECONDS = 2_000_000;

/** Parameters of other clients (binary_parameters, charset, readTimeout) mean nothing to us and are let be. */
export function optionsOf(
  key: string,
  parameters: URLSearchParams,
): Pick<ParsedAddress, 'tls' | 'caFile' | 'schema' | 'connectTimeoutMs'> {
  const word = firstOf(parameters, TLS_PARAMETERS);
  const tls = word === undefined ? undefined : tlsMode(word);
  if (word !== undefined && tls === undefined) {
    throw new ConfigError([
      `${key}: TLS mode '${word}', expected ${TLS_MODES.join(', ')}${didYouMean(word, TLS_MODES)}`,
    ]);
  }
  // libpq's `system` names the authorities of the system, which are the default here.
  const caFile = firstOf(parameters, CA_PARAMETERS);
  return {
    tls,
    caFile: caFile === 'system' ? undefined : caFile,
    schema: firstOf(parameters, ['search_path']),
    connectTimeoutMs: timeoutMs(parameters.get('connect_timeout') ?? ''),
  };
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
