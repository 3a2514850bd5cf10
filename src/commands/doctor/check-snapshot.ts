import type { Database } from '../../exporters/database.ts';
import { readTablesWithoutSnapshots } from '../../exporters/doctor-storage.ts';
import { type Check, failure, ok } from './check.ts';

/** Opens the kind of transaction that a run reads in; it ends with the connection. */
export async function checkSnapshot(database: Database): Promise<readonly Check[]> {
  const without = await readTablesWithoutSnapshots(database);
  await database.beginSnapshot();
  await database.query('SELECT 1');
  if (without.length === 0) return [ok('snapshot', 'a run sees one moment of every table')];
  return [
    failure(
      'snapshot',
      `these tables have no snapshots: ${without.join(', ')}`,
      'read a restored dump instead, or convert them: ALTER TABLE … ENGINE=InnoDB',
    ),
  ];
}
