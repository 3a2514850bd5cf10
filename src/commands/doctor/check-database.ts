import type { Config, DatabaseAddress } from '../../config.ts';
import { KnownError } from '../../errors.ts';
import type { Database } from '../../exporters/database.ts';
import { type DatabaseHealth, readDatabaseHealth } from '../../exporters/database-health.ts';
import { openDatabase } from '../../exporters/open-database.ts';
import { readSampleFiles, type SampleFile } from '../../exporters/sample-files.ts';
import { readTables } from '../../exporters/tables.ts';
import { type Check, failure, ok, warning } from './check.ts';
import { readerGrants } from './reader-grants.ts';

export interface DatabaseChecks {
  readonly checks: readonly Check[];
  /** Empty when the database could not be read. */
  readonly sampleFiles: readonly SampleFile[];
  /** Bytes of the posts' table; 0 when it could not be read. */
  readonly postsBytes: number;
}

/** Connects, and looks at rights, schema, character sets and whether a snapshot can be had. */
export async function checkDatabase({ source }: Config): Promise<DatabaseChecks> {
  const checks: Check[] = [];
  let database: Database | undefined;
  try {
    database = await openDatabase(source);
    checks.push(ok('database', `connected to ${source.database}`));
    const tables = await readTables(database);
    checks.push(...schemaChecks(tables.warnings));
    const health = await readDatabaseHealth(database, tables);
    checks.push(rightsCheck(health, source), ...charsetChecks(health));
    checks.push(snapshotCheck(health));
    await database.beginSnapshot();
    const sampleFiles = await readSampleFiles(database, tables);
    return { checks, sampleFiles, postsBytes: health.postsBytes };
  } catch (error) {
    if (!(error instanceof KnownError)) throw error;
    checks.push(failureOf(error, checks.length === 0 ? 'database' : 'schema', source));
    return { checks, sampleFiles: [], postsBytes: 0 };
  } finally {
    await database?.close();
  }
}

function failureOf(error: KnownError, id: string, source: DatabaseAddress): Check {
  const isAboutRights = /no SELECT|may not/.test(error.message);
  return failure(id, error.message, ...(isAboutRights ? readerGrants(source) : []));
}

function schemaChecks(warnings: readonly string[]): readonly Check[] {
  if (warnings.length === 0) return [ok('schema', 'every table that is needed is there')];
  return warnings.map((says) => warning('schema', says));
}

function rightsCheck({ writeRights, version }: DatabaseHealth, source: DatabaseAddress): Check {
  if (writeRights.length === 0) {
    return ok('rights', `user '${source.user}' may read and nothing else (server ${version})`);
  }
  return warning(
    'rights',
    `user '${source.user}' may also ${writeRights.join(', ')}; mm2slack only reads`,
    'make an account that can do no harm:',
    ...readerGrants(source),
  );
}

/** utf8 without mb4 holds no emoji; what Mattermost wrote then is cut or question marks already. */
const GOOD_CHARSETS: ReadonlySet<string> = new Set(['utf8mb4', 'UTF8']);

function charsetChecks({ charsets, collations }: DatabaseHealth): readonly Check[] {
  const poor = charsets.filter((charset) => !GOOD_CHARSETS.has(charset));
  const mixed = collations.length > 1;
  if (poor.length > 0) {
    return [
      warning(
        'charset',
        `text stands in ${poor.join(', ')}`,
        'characters that it cannot hold were lost when they were written; look at a few posts with preview',
      ),
    ];
  }
  if (mixed) {
    return [
      warning(
        'charset',
        `text stands in several collations: ${collations.join(', ')}`,
        'nothing: mm2slack sorts by itself',
      ),
    ];
  }
  return [ok('charset', `text stands in ${[...charsets, ...collations].join(', ')}`)];
}

function snapshotCheck({ withoutSnapshots }: DatabaseHealth): Check {
  if (withoutSnapshots.length === 0) {
    return ok('snapshot', 'a run sees one moment of every table');
  }
  return failure(
    'snapshot',
    `these tables have no snapshots: ${withoutSnapshots.join(', ')}`,
    'read a restored dump instead, or convert them: ALTER TABLE … ENGINE=InnoDB',
  );
}
