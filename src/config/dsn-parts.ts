import { ConfigError } from '../errors.ts';
import { type ParsedAddress, tlsMode } from './database-address.ts';

/** A percent-encoded part of a URL; ConfigError when a `%` encodes nothing. */
export function decodePart(key: string, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ConfigError([`${key}: a '%' that encodes nothing, expected %25 for the sign itself`]);
  }
}

const TLS_PARAMETERS = ['sslmode', 'ssl-mode', 'tls', 'ssl'];

/** Parameters of other clients (binary_parameters, charset, readTimeout) mean nothing to us and are let be. */
export function optionsOf(
  key: string,
  parameters: URLSearchParams,
): Pick<ParsedAddress, 'tls' | 'schema' | 'connectTimeoutMs'> {
  const word = TLS_PARAMETERS.map((name) => parameters.get(name)).find((value) => value !== null);
  const tls = word === undefined || word === null ? 'off' : tlsMode(word);
  if (tls === undefined) {
    throw new ConfigError([
      `${key}: TLS mode '${word}', expected disable, require, verify-full, true, false or skip-verify`,
    ]);
  }
  const timeoutSeconds = Number(parameters.get('connect_timeout') ?? Number.NaN);
  return {
    tls,
    schema: parameters.get('search_path') ?? undefined,
    connectTimeoutMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : undefined,
  };
}
