import type { DatabaseAddress } from '../../src/config/database-address.ts';
import type { SourceAddress } from '../../src/config/source.ts';

/** The database that a configuration names; fails when it names a bulk export. */
export function databaseOf({ source }: { readonly source: SourceAddress }): DatabaseAddress {
  if (source.engine === 'bulk') throw new Error('expected a database, got a bulk export');
  return source;
}
