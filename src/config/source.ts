import { ConfigError } from '../errors/errors.ts';
import { notice } from '../errors/notices.ts';
import { type BulkSource, isBulkSource, parseBulkSource } from './bulk-source.ts';
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
import { first, type Given, type Places, SOURCE_FLAG } from './place.ts';
import { type ReadFile, readSettingFile } from './read-file.ts';
import type { SourceSettings } from './schema.ts';

/** What content is read from. */
export type SourceAddress = DatabaseAddress | BulkSource;

/** Where a setting of the source may come from beside the places. */
export interface SourceRest {
  readonly settings: () => SourceSettings;
  readonly env: Env;
  readonly readFile: ReadFile;
  /** The folder that a bulk export is staged in. */
  readonly stageFolder: () => string;
}

/** The database that the first place names, with the rest of mm2slack.yaml's `source`; or a bulk export. */
export function resolveSource(places: Places, rest: SourceRest): SourceAddress {
  const bulk = firstBulkSource(places);
  if (bulk !== undefined) {
    return parseBulkSource(bulk, rest.stageFolder(), rest.settings().repairEncoding);
  }
  return resolveDatabase(places, rest);
}

/** The files that the first place names, when it names files and no database. */
export function firstBulkSource(places: Places): Given | undefined {
  for (const read of places) {
    const { url, dataSource } = read();
    if (url !== undefined) return isBulkSource(url.text) ? url : undefined;
    if (dataSource !== undefined) return undefined;
  }
  return undefined;
}

function resolveDatabase(places: Places, { settings, env, readFile }: SourceRest): DatabaseAddress {
  const { key, ...parsed } = parseFirstAddress(places);
  const source = settings();
  const caFile = source.caFile ?? parsed.caFile;
  if (caFile !== undefined) readSettingFile('source.caFile', caFile, readFile);
  return {
    ...parsed,
    ...passwordOf(parsed.password, key, env),
    tls: tlsOf(source.tls, parsed.tls, caFile),
    caFile,
    connectTimeoutMs:
      source.connectTimeoutMs ?? parsed.connectTimeoutMs ?? DEFAULTS['source.connectTimeoutMs'],
    statementTimeoutMs: source.statementTimeoutMs ?? DEFAULTS['source.statementTimeoutMs'],
    maxRowsPerSecond: source.maxRowsPerSecond,
    repairEncoding: source.repairEncoding,
  };
}

const PASSWORD_VARIABLE = 'MM2SLACK_SOURCE_PASSWORD';

/** The password of the flag, of the variable, or of the address from another place, in this order; and its place. */
function passwordOf(
  inAddress: Secret,
  key: string,
  env: Env,
): Pick<DatabaseAddress, 'password' | 'passwordFrom'> {
  const variable = env[PASSWORD_VARIABLE] ?? '';
  const hasOwn = inAddress.reveal() !== '';
  const isFlag = key === SOURCE_FLAG;
  if (variable !== '' && !(hasOwn && isFlag)) {
    return { password: new Secret(variable), passwordFrom: PASSWORD_VARIABLE };
  }
  const from = isFlag ? '--source' : key;
  return { password: inAddress, passwordFrom: hasOwn ? from : undefined };
}

/** An address, and the name of the setting that has it. */
interface FoundAddress extends ParsedAddress {
  readonly key: string;
}

/** The database that the first place names; ConfigError when none does or it cannot be read. */
export function parseFirstAddress(places: Places): FoundAddress {
  for (const read of places) {
    const { url, dataSource } = read();
    if (url !== undefined) return { ...parseSourceUrl(url.key, url.text), key: url.key };
    if (dataSource === undefined) continue;
    return { ...parseDataSource(dataSource, first(places, 'driverName')), key: dataSource.key };
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
