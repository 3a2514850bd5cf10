import type { DatabaseAddress } from '../../config.ts';
import type { Database } from '../../exporters/database.ts';
import { readWriteRights } from '../../exporters/doctor-rights.ts';
import { type Check, ok, warning } from './check.ts';
import { readerGrants } from './reader-grants.ts';

/** Whether the account can do harm. That it can read everything is the schema's check. */
export async function checkRights(
  database: Database,
  source: DatabaseAddress,
): Promise<readonly Check[]> {
  const { rights, unknownRoles } = await readWriteRights(database);
  const better = ['better an account that can only read:', ...readerGrants(source)];
  if (rights.length > 0) {
    const says = `user '${source.user}' may do more than read (${rights.join(', ')}); mm2slack only reads`;
    return [warning('rights', says, ...better)];
  }
  if (unknownRoles.length > 0) {
    const says = `user '${source.user}' has roles, and the server does not say what they may do: ${unknownRoles.join(', ')}`;
    return [warning('rights', says, ...better)];
  }
  return [ok('rights', `user '${source.user}' may read and nothing else`)];
}
