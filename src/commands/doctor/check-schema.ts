import type { DatabaseAddress } from '../../config.ts';
import type { Database } from '../../exporters/database.ts';
import { describeSource } from '../../exporters/describe-source.ts';
import { missingColumns } from '../../exporters/doctor-schema.ts';
import { readTableFaults, readTables } from '../../exporters/tables.ts';
import { type Check, failure, ok, warning } from './check.ts';
import { readerGrants } from './reader-grants.ts';

/** Tables and columns are there and may be read; which versions answer. */
export async function checkSchema(
  database: Database,
  source: DatabaseAddress,
): Promise<readonly Check[]> {
  const faults = new Set((await readTableFaults(database)).map(({ message }) => message));
  if (faults.size > 0) return [failureOf([...faults], source)];
  const tables = await readTables(database);
  const missing = missingColumns(tables);
  if (missing.length > 0) {
    return [
      failure(
        'schema',
        `these columns are missing or may not be read: ${missing.join(', ')}`,
        'is this the whole database, migrated to its end? If so, an account that may read it all:',
        ...readerGrants(source),
      ),
    ];
  }
  const { databaseVersion, mattermostVersion } = await describeSource(database, tables);
  const what =
    mattermostVersion === '' ? 'Mattermost of unknown version' : `Mattermost ${mattermostVersion}`;
  return [
    ok(
      'schema',
      `${what} on ${briefly(databaseVersion)}; every table and column that is needed is there`,
    ),
    ...tables.warnings.map((says) =>
      warning('schema', says, 'if it is there, let the account read it:', ...readerGrants(source)),
    ),
  ];
}

function failureOf(faults: readonly string[], source: DatabaseAddress): Check {
  const [first = '', ...others] = faults;
  const isAboutRights = faults.some((fault) => /no SELECT|may not/.test(fault));
  const grants = isAboutRights
    ? ['an account that may read everything and change nothing:', ...readerGrants(source)]
    : ['name the database that Mattermost itself uses (SqlSettings.DataSource)'];
  return failure('schema', first, ...others, ...grants);
}

/** PostgreSQL adds machine and compiler. */
const briefly = (version: string): string => version.replace(/ on .*$/s, '');
