import type { Secret } from './secret.ts';

export type TlsMode = 'off' | 'on' | 'skip-verify';

/** Where the database is and who asks. */
export interface DatabaseAddress {
  readonly engine: 'mysql' | 'postgres';
  readonly host: string;
  readonly port: number;
  /** Used instead of host and port. */
  readonly socketPath: string | undefined;
  readonly user: string;
  readonly password: Secret;
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
