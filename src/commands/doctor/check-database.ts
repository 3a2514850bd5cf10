import type { DatabaseAddress } from '../../config.ts';
import type { Database } from '../../exporters/database.ts';
import { errorText } from '../../exporters/database-errors.ts';
import { readSampleFiles, type SampleFile } from '../../exporters/doctor-sample-files.ts';
import { readPostsBytes } from '../../exporters/doctor-storage.ts';
import { openDatabase } from '../../exporters/open-database.ts';
import { readTables } from '../../exporters/tables.ts';
import { type Check, failure, guarded, ok } from './check.ts';
import { checkCharset } from './check-charset.ts';
import { checkRights } from './check-rights.ts';
import { checkSchema } from './check-schema.ts';
import { checkSnapshot } from './check-snapshot.ts';

export interface DatabaseChecks {
  readonly checks: readonly Check[];
  /** Undefined when the database could not be read. */
  readonly sampleFiles: readonly SampleFile[] | undefined;
  /** Bytes of the posts' table; 0 when it could not be read. */
  readonly postsBytes: number;
}

type LookAt = (database: Database, source: DatabaseAddress) => Promise<readonly Check[]>;

/** The snapshot comes last: PostgreSQL ends its transaction at the first refusal. */
const CHECKS: readonly (readonly [id: string, look: LookAt])[] = [
  ['schema', checkSchema],
  ['rights', checkRights],
  ['charset', checkCharset],
  ['snapshot', checkSnapshot],
];

/** Connects once and looks at the database from every side. */
export async function checkDatabase(source: DatabaseAddress): Promise<DatabaseChecks> {
  let database: Database;
  try {
    database = await openDatabase(source);
  } catch (error) {
    return {
      checks: [failure('database', errorText(error))],
      sampleFiles: undefined,
      postsBytes: 0,
    };
  }
  try {
    const facts = await readFacts(database);
    const checks = [ok('database', `connected to ${source.database}`)];
    for (const [id, look] of CHECKS) {
      checks.push(...(await guarded(id, () => look(database, source))));
    }
    return { checks, ...facts };
  } finally {
    await database.close();
  }
}

/** What other checks need to know; the schema's check says why when they cannot be had. */
async function readFacts(
  database: Database,
): Promise<Pick<DatabaseChecks, 'sampleFiles' | 'postsBytes'>> {
  try {
    const postsBytes = await readPostsBytes(database);
    const sampleFiles = await readSampleFiles(database, await readTables(database));
    return { sampleFiles, postsBytes };
  } catch {
    return { sampleFiles: undefined, postsBytes: 0 };
  }
}
