import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { oneOf } from './complaints.ts';
import {
  type DatabaseAddress,
  type ParsedAddress,
  Secret,
  type TlsMode,
} from './database-address.ts';
import { parseGoMysqlDsn, parseSourceUrl } from './database-url.ts';
import { DEFAULTS } from './defaults.ts';
import type { Env } from './flags.ts';
import { first, type Given, type Places } from './place.ts';
import { type ReadFile, readSettingFile } from './read-file.ts';
import type { SourceSettings } from './schema.ts';

/** The database that the first place names, with the rest of mm2slack.yaml's `source`. */
export function resolveSource(
  places: Places,
  settings: () => SourceSettings,
  env: Env,
  readFile: ReadFile,
): DatabaseAddress {
  const parsed = parseFirstAddress(places);
  const source = settings();
  const caFile = source.caFile ?? parsed.caFile;
  if (caFile !== undefined) readSettingFile('source.caFile', caFile, readFile);
  const password = env['MM2SLACK_SOURCE_PASSWORD'];
  return {
    ...parsed,
    password: password === undefined || password === '' ? parsed.password : new Secret(password),
    tls: tlsOf(source.tls, parsed.tls, caFile),
    caFile,
    connectTimeoutMs:
      source.connectTimeoutMs ?? parsed.connectTimeoutMs ?? DEFAULTS['source.connectTimeoutMs'],
    statementTimeoutMs: source.statementTimeoutMs ?? DEFAULTS['source.statementTimeoutMs'],
    maxRowsPerSecond: source.maxRowsPerSecond,
  };
}

/** The database that the first place names; ConfigError when none does or it cannot be read. */
export function parseFirstAddress(places: Places): ParsedAddress {
  for (const read of places) {
    const { url, dataSource } = read();
    if (url !== undefined) return parseSourceUrl(url.key, url.text);
    if (dataSource !== undefined) return parseDataSource(dataSource, first(places, 'driverName'));
  }
  const configJson = first(places, 'configJson');
  throw new ConfigError([
    configJson === undefined
      ? notice('source-missing')
      : notice('source-not-in-config-json', { configJson }),
  ]);
}

/**
 * Who names an authority wants the certificate checked, as libpq takes `require` with a root
 * certificate; only source.tls itself says otherwise.
 */
function tlsOf(
  setting: TlsMode | undefined,
  inAddress: TlsMode | undefined,
  caFile: string | undefined,
): TlsMode {
  if (caFile === undefined) return setting ?? inAddress ?? 'off';
  if (setting === 'off' || (setting === undefined && inAddress === 'off')) {
    throw new ConfigError([notice('ca-file-without-tls', { caFile })]);
  }
  return setting ?? 'on';
}

const ENGINES = ['mysql', 'postgres'] as const;

/**
 * Mattermost's `SqlSettings.DataSource`, which is a Go MySQL DSN or a PostgreSQL address as
 * `SqlSettings.DriverName` says; without a driver name the text itself tells. ConfigError when the two
 * do not agree.
 */
function parseDataSource({ key, text }: Given, driver: Given | undefined): ParsedAddress {
  if (/^\*+$/.test(text)) {
    throw new ConfigError([notice('source-masked', { key })]);
  }
  if (driver === undefined) return parseSourceUrl(key, text);
  const engine = oneOf(driver.key, driver.text, ENGINES);
  const isGoForm = engine === 'mysql' && !/^[a-z]+:\/\//i.test(text);
  const parsed = isGoForm ? parseGoMysqlDsn(key, text) : parseSourceUrl(key, text);
  if (parsed.engine === engine) return parsed;
  throw new ConfigError([
    notice('driver-contradicts-source', {
      key: driver.key,
      engine,
      wanted: parsed.engine,
      setting: key,
    }),
  ]);
}
