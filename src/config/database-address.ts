import { inspect } from 'node:util';
import type { RepairEncoding } from '../model/encoding.ts';
import type { Engine } from '../model/model.ts';

export type TlsMode = 'off' | 'on' | 'skip-verify';

/** Where the database is and who asks. */
export interface DatabaseAddress {
  readonly engine: Engine;
  readonly host: string;
  readonly port: number;
  /** Used instead of host and port. */
  readonly socketPath: string | undefined;
  readonly user: string;
  readonly password: Secret;
  /** Name of the flag, variable or setting that gave the password; undefined for none. */
  readonly passwordFrom: string | undefined;
  /** True when a person typed the password in this run, so that no setting is to blame for it. */
  readonly isPasswordTyped?: boolean;
  readonly database: string;
  /** PostgreSQL's search_path, where it is not the default. */
  readonly schema: string | undefined;
  readonly tls: TlsMode;
  /** A certificate authority of one's own, PEM. */
  readonly caFile: string | undefined;
  readonly connectTimeoutMs: number;
  readonly statementTimeoutMs: number;
  /** Undefined when the source may be read as fast as it answers. */
  readonly maxRowsPerSecond: number | undefined;
  /** Undefined when the settings say nothing: then texts that need it end a run. */
  readonly repairEncoding?: RepairEncoding | undefined;
  /** True when an earlier run of the same work directory has looked whether that fits the texts. */
  readonly isRepairSettled?: boolean;
}

/** What a URL or DSN says; the rest comes from the settings. */
export interface ParsedAddress
  extends Pick<
    DatabaseAddress,
    | 'engine'
    | 'host'
    | 'port'
    | 'socketPath'
    | 'user'
    | 'password'
    | 'database'
    | 'schema'
    | 'caFile'
  > {
  /** Undefined when the address says nothing about TLS. */
  readonly tls: TlsMode | undefined;
  readonly connectTimeoutMs: number | undefined;
}

export const DEFAULT_PORTS = { mysql: 3306, postgres: 5432 } as const;

/** No driver here tries TLS first and goes on without it: `prefer` and `allow` mean off. */
const TLS_WORDS: Readonly<Record<string, TlsMode>> = {
  off: 'off',
  on: 'on',
  disable: 'off',
  disabled: 'off',
  false: 'off',
  '0': 'off',
  allow: 'off',
  prefer: 'off',
  preferred: 'off',
  require: 'skip-verify',
  required: 'skip-verify',
  'skip-verify': 'skip-verify',
  true: 'on',
  '1': 'on',
  'verify-ca': 'on',
  verify_ca: 'on',
  'verify-full': 'on',
  verify_identity: 'on',
};

/**
 * The TLS mode for the word that libpq, MySQL's clients or Go's driver use for it; undefined for an
 * unknown word. As in libpq, `require` encrypts without checking the certificate.
 */
export function tlsMode(word: string): TlsMode | undefined {
  return TLS_WORDS[word.toLowerCase()];
}

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

/** Brackets too, by which Go's form of an address is recognized. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}

const HIDDEN = '***';

/** A password or token that can be used but not printed by accident: every way to text gives `***`. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself, for the library that must have it. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
