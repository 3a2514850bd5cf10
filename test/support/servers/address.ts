import { resolveConfig } from '../../../src/config/config.ts';
import type { DatabaseAddress } from '../../../src/config/database-address.ts';
import { databaseOf } from '../database-of.ts';

/** The trusted form of a database URL, as the program itself makes it. */
export function addressOf(url: string): DatabaseAddress {
  return databaseOf(resolveConfig({ source: url }, {}));
}
