import { ConfigError } from '../errors.ts';
import type { ParsedAddress } from './database-address.ts';
import { parseGoMysqlDsn } from './go-mysql-dsn.ts';
import { oneOf } from './one-of.ts';
import type { Given } from './place.ts';
import { parseSourceUrl } from './source-url.ts';

const ENGINES = ['mysql', 'postgres'] as const;

/**
 * Mattermost's `SqlSettings.DataSource`, which is a Go MySQL DSN or a PostgreSQL address as
 * `SqlSettings.DriverName` says; without a driver name the text itself tells. ConfigError when the two
 * do not agree.
 */
export function parseDataSource({ key, text }: Given, driver: Given | undefined): ParsedAddress {
  if (/^\*+$/.test(text)) {
    throw new ConfigError([
      `${key}: masked with asterisks, expected the address itself (Mattermost shows it masked: take the file, or give --source)`,
    ]);
  }
  if (driver === undefined) return parseSourceUrl(key, text);
  const engine = oneOf(driver.key, driver.text, ENGINES);
  const isGoForm = engine === 'mysql' && !/^[a-z]+:\/\//i.test(text);
  const parsed = isGoForm ? parseGoMysqlDsn(key, text) : parseSourceUrl(key, text);
  if (parsed.engine === engine) return parsed;
  throw new ConfigError([
    `${driver.key}: '${engine}', expected ${parsed.engine}, as ${key} is such an address`,
  ]);
}
