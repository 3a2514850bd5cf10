import type { ServerFacts } from '../../../config/config.ts';
import type { DatabaseAddress } from '../../../config/database-address.ts';
import type { Line, SourceError } from '../../../errors/errors.ts';
import { type NoticeCode, notice } from '../../../errors/notices.ts';
import { readWriteRights } from '../../../exporters/checks/rights.ts';
import {
  readPostsBytes,
  readSampleFiles,
  readTablesWithoutSnapshots,
  readTextStorage,
  type SampleFile,
  type TextStorage,
} from '../../../exporters/checks/schema.ts';
import { readStoredTexts } from '../../../exporters/checks/text-sample.ts';
import type { Database } from '../../../exporters/database/database.ts';
import { openDatabase } from '../../../exporters/database/open.ts';
import { readCurrentSchema, schemasWith } from '../../../exporters/database/postgres-schema.ts';
import { quoted } from '../../../exporters/database/quoted.ts';
import { openReader } from '../../../exporters/database/reader.ts';
import { REQUIRED_TABLES, readTableFaults } from '../../../exporters/database/tables.ts';
import { describeSource } from '../../../exporters/mattermost.ts';
import type { StoredText } from '../../../model/encoding.ts';
import { serverRelease } from '../release.ts';
import { judgeStoredTexts, replacedNotice } from '../text-encoding.ts';
import { type Check, failure, guarded, ok, problemIn, warning } from './check.ts';
import { releaseHints, releaseLine } from './release.ts';

/** utf8 without mb4 holds no emoji: what was written then is cut, or question marks. */
const WHOLE: ReadonlySet<string> = new Set(['utf8mb4', 'UTF8']);

/** Whether text could be stored whole, and alike in every table, and whether it was restored as what it is. */
async function checkCharset(
  database: Database,
  { repairEncoding }: DatabaseAddress,
): Promise<readonly Check[]> {
  const storage = charsetCheck(await readTextStorage(database));
  if ((await readTableFaults(database)).length > 0) return [storage];
  const texts = await readStoredTexts(await openReader(database));
  const replaced = replacedTextsCheck(texts);
  const { verdict, told } = judgeStoredTexts(texts, repairEncoding);
  if (told === undefined) return [...replaced, storage];
  const isFailure = verdict.kind === 'repair' || verdict.kind === 'not-so';
  const check = isFailure ? failure('charset', told) : warning('charset', told);
  return [check, ...replaced, storage];
}

/** Warns of characters that were replaced by question marks before this database was read. */
export function replacedTextsCheck(texts: readonly StoredText[]): readonly Check[] {
  const says = replacedNotice(texts);
  return says === undefined ? [] : [warning('charset', says, notice('charset-replaced-hint'))];
}

/** Any mixture can be read; what a poor character set lost was lost when it was written. */
export function charsetCheck(storage: readonly TextStorage[]): Check {
  const poor = storage.filter(({ charset }) => !WHOLE.has(charset));
  if (poor.length > 0) {
    const places = poor.map(({ place, charset }) => `${place} (${charset})`).join(', ');
    return warning('charset', notice('charset-poor', { places }), notice('charset-poor-hint'));
  }
  const kinds = [...new Set(storage.map(({ charset, collation }) => `${charset}, ${collation}`))];
  if (kinds.length > 1) {
    return warning(
      'charset',
      notice('charset-mixed', { kinds: kinds.join('; ') }),
      notice('charset-mixed-hint'),
    );
  }
  return ok('charset', notice('charset-ok', { kinds: kinds.join('') }));
}

/** Whether the account can do harm. That it can read everything is the schema's check. */
async function checkRights(database: Database, source: DatabaseAddress): Promise<readonly Check[]> {
  const { rights, unknownRoles } = await readWriteRights(database);
  const better = [notice('reader-account-better'), ...readerGrants(source)];
  if (rights.length > 0) {
    const says = notice('rights-more-than-read', { user: source.user, rights: rights.join(', ') });
    return [warning('rights', says, ...better)];
  }
  if (unknownRoles.length > 0) {
    const says = notice('rights-unknown', {
      user: source.user,
      unknownRoles: unknownRoles.join(', '),
    });
    return [warning('rights', says, ...better)];
  }
  return [ok('rights', notice('rights-ok', { user: source.user }))];
}

/** Tables and columns are there and may be read; which versions answer. */
async function checkSchema(
  database: Database,
  source: DatabaseAddress,
  told: Told,
): Promise<readonly Check[]> {
  const faults = await readTableFaults(database);
  if (faults.length > 0) return [failureOf(faults, source)];
  const reader = await openReader(database);
  const { tables } = reader;
  const description = await describeSource(reader);
  const release = serverRelease(description, told);
  const what = releaseLine(release);
  return [
    ok(
      'schema',
      notice('schema-ok', { what, briefly: briefly(description.databaseVersion) }),
      ...releaseHints(release),
    ),
    ...release.warnings.map((line) => warning('release', line, notice('release-hint'))),
    ...tables.warnings.map((line) =>
      warning('schema', line, notice('table-grant-hint'), ...readerGrants(source)),
    ),
  ];
}

function failureOf(faults: readonly SourceError[], source: DatabaseAddress): Check {
  const [first = '', ...others] = distinct(faults.flatMap(({ lines }) => lines));
  const codes = new Set<string>(faults.flatMap(({ notices }) => notices.map(({ code }) => code)));
  return failure('schema', first, ...others, ...remedyOf(codes, source));
}

/** What to do about faults with these codes. */
function remedyOf(codes: ReadonlySet<string>, source: DatabaseAddress): readonly Line[] {
  if ([...DENIALS].some((code) => codes.has(code)))
    return [notice('reader-account-needed'), ...readerGrants(source)];
  if (codes.has('columns-unreadable'))
    return [notice('columns-missing-hint'), ...readerGrants(source)];
  return codes.has('columns-of-other-types') ? [] : [notice('name-mattermost-database')];
}

/** Notices of tables that the account may not read. */
const DENIALS: ReadonlySet<string> = new Set<NoticeCode>([
  'no-select-on',
  'no-select-on-table',
  'no-select-on-column',
  'database-not-allowed',
]);

/** Each line once: many tables are missing for one reason. */
const distinct = (lines: readonly Line[]): readonly Line[] => [
  ...new Map(lines.map((line) => [JSON.stringify(line), line])).values(),
];

/** PostgreSQL adds machine and compiler. */
const briefly = (version: string): string => version.replace(/ on .*$/s, '');

/** Opens the kind of transaction that a run reads in; it ends with the connection. */
async function checkSnapshot(database: Database): Promise<readonly Check[]> {
  const without = await readTablesWithoutSnapshots(database);
  await database.beginSnapshot();
  await database.query('SELECT 1');
  if (without.length === 0) return [ok('snapshot', notice('snapshot-ok'))];
  return [
    failure(
      'snapshot',
      notice('snapshot-missing', { without: without.join(', ') }),
      notice('snapshot-missing-hint'),
    ),
  ];
}

export interface DatabaseChecks {
  readonly checks: readonly Check[];
  /** Undefined when the database could not be read. */
  readonly sampleFiles: readonly SampleFile[] | undefined;
  /** Bytes of the posts' table; 0 when it could not be read. */
  readonly postsBytes: number;
}

/** What the settings say of the server. */
type Told = Pick<ServerFacts, 'mattermostVersion'>;

type LookAt = (
  database: Database,
  source: DatabaseAddress,
  told: Told,
) => Promise<readonly Check[]>;

/** The snapshot comes last: PostgreSQL ends its transaction at the first refusal. */
const CHECKS: readonly (readonly [id: string, look: LookAt])[] = [
  ['schema', checkSchema],
  ['rights', checkRights],
  ['charset', checkCharset],
  ['snapshot', checkSnapshot],
];

/** Connects once and looks at the database from every side. */
export async function checkDatabase(
  source: DatabaseAddress,
  told: Told = { mattermostVersion: undefined },
): Promise<DatabaseChecks> {
  let database: Database;
  try {
    database = await openDatabase(source);
  } catch (error) {
    return {
      checks: [failure('database', problemIn(error))],
      sampleFiles: undefined,
      postsBytes: 0,
    };
  }
  try {
    const facts = await readFacts(database);
    const place = await withSchema(database, source);
    const checks = [ok('database', notice('database-ok', { database: source.database }))];
    for (const [id, look] of CHECKS) {
      checks.push(...(await guarded(id, () => look(database, place, told))));
    }
    return { checks, ...facts };
  } finally {
    await database.close();
  }
}

/** The address with the schema that holds Mattermost's tables, for the statements that give rights. */
async function withSchema(database: Database, source: DatabaseAddress): Promise<DatabaseAddress> {
  if (database.engine !== 'postgres') return source;
  const current = await readCurrentSchema(database);
  const holding = await schemasWith(database, REQUIRED_TABLES);
  const schema = holding.find((name) => name === current) ?? holding[0] ?? current;
  return schema === undefined ? source : { ...source, schema };
}

/** What other checks need to know; the schema's check says why when they cannot be had. */
async function readFacts(
  database: Database,
): Promise<Pick<DatabaseChecks, 'sampleFiles' | 'postsBytes'>> {
  try {
    const postsBytes = await readPostsBytes(database);
    const sampleFiles = await readSampleFiles(await openReader(database));
    return { sampleFiles, postsBytes };
  } catch {
    return { sampleFiles: undefined, postsBytes: 0 };
  }
}

/** The account's name in the statements; its password is for a person to choose. */
const READER = 'mm2slack';

/** Statements that make an account which can read Mattermost's tables and nothing else. */
export function readerGrants(address: DatabaseAddress): readonly string[] {
  return address.engine === 'mysql' ? mysqlGrants(address) : postgresGrants(address);
}

function mysqlGrants({ database }: DatabaseAddress): readonly string[] {
  return [
    `CREATE USER '${READER}'@'%' IDENTIFIED BY '<a password>';`,
    `GRANT SELECT ON ${quoted('mysql', database)}.* TO '${READER}'@'%';`,
  ];
}

function postgresGrants({ database, schema = 'public' }: DatabaseAddress): readonly string[] {
  const place = quoted('postgres', schema);
  return [
    `CREATE ROLE ${READER} LOGIN PASSWORD '<a password>';`,
    `GRANT CONNECT ON DATABASE ${quoted('postgres', database)} TO ${READER};`,
    `GRANT USAGE ON SCHEMA ${place} TO ${READER};`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA ${place} TO ${READER};`,
  ];
}
