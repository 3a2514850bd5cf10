import type { SourceEngine } from '../../model/source-kind.ts';
import type { Database } from '../database/database.ts';
import { text } from '../database/rows.ts';

/** What an account may do beyond reading. */
export interface WriteRights {
  /** In the server's words, such as `INSERT`, sorted; empty for a reader. */
  readonly rights: readonly string[];
  /** Roles whose rights the server does not tell with the account's own. */
  readonly unknownRoles: readonly string[];
}

const READERS: Readonly<Record<SourceEngine, (database: Database) => Promise<WriteRights>>> = {
  mysql: mysqlRights,
  postgres: postgresRights,
  // It is opened for reading.
  bulk: async () => ({ rights: [], unknownRoles: [] }),
};

/** Asks the server alone; nothing is tried out, so nothing can be changed by it. */
export function readWriteRights(database: Database): Promise<WriteRights> {
  return READERS[database.engine](database);
}

/** information_schema leaves out what comes through a role, so the statements themselves are read. */
async function mysqlRights(database: Database): Promise<WriteRights> {
  const [name] = await database.query('SELECT DATABASE()');
  const grants = await database.query('SHOW GRANTS');
  return rightsInGrants(
    grants.map(([grant]) => text(grant)),
    text(name?.[0]),
  );
}

/** Rights that leave data as it is; everything else is named (dev.mysql.com: Privileges Provided by MySQL). */
const HARMLESS: ReadonlySet<string> = new Set([
  'USAGE',
  'SELECT',
  'SHOW VIEW',
  'SHOW DATABASES',
  'PROCESS',
  'REPLICATION CLIENT',
  'BINLOG MONITOR',
  'SLAVE MONITOR',
  'REPLICA MONITOR',
  'LOCK TABLES',
]);

const ON = /^GRANT (.+?) ON (?:TABLE )?(\*|`(?:[^`]|``)*`)\.(?:\*|`(?:[^`]|``)*`) TO (.+)$/s;
const ROLE_NAME = '`(?:[^`]|``)+`(?:@`(?:[^`]|``)*`)?';
const ROLES = new RegExp(`^GRANT (${ROLE_NAME}(?:, ?${ROLE_NAME})*) TO `);

/**
 * Reads the lines of SHOW GRANTS. MariaDB adds the lines of the roles in force, MySQL names the roles
 * alone. Grants on other databases do not count; `%` and `_` in a name are wildcards there.
 */
export function rightsInGrants(grants: readonly string[], database: string): WriteRights {
  const rights = new Set<string>();
  const roles: string[] = [];
  for (const grant of grants) {
    const [, privileges = '', place = '', grantee = ''] = ON.exec(grant) ?? [];
    if (privileges === '') {
      roles.push(...((ROLES.exec(grant)?.[1] ?? '').match(new RegExp(ROLE_NAME, 'g')) ?? []));
    } else if (place === '*' || likePattern(place).test(database)) {
      for (const right of privilegesIn(privileges)) rights.add(right);
      if (/ WITH (?:.* )?GRANT OPTION/.test(grantee)) rights.add('GRANT OPTION');
    }
  }
  return {
    rights: [...rights].filter((right) => !HARMLESS.has(right)).sort(),
    unknownRoles: roles.filter((role) => !grants.some((grant) => isAbout(grant, role))),
  };
}

/** Without the columns in brackets, in which commas stand too. */
function privilegesIn(list: string): readonly string[] {
  return list
    .replace(/\([^)]*\)/g, '')
    .split(',')
    .map((privilege) => privilege.trim())
    .filter((privilege) => privilege !== '');
}

function isAbout(grant: string, role: string): boolean {
  return ON.exec(grant)?.[3]?.startsWith(role) === true;
}

const SPECIAL = /[.*+?^${}()|[\]\\]/g;

/** A quoted database name of a GRANT, where `\\_` is the sign itself. */
function likePattern(quoted: string): RegExp {
  const name = quoted.slice(1, -1).replaceAll('``', '`');
  const pattern = name.replace(
    /\\([%_\\])|([%_])|[\s\S]/g,
    (whole, kept?: string, wild?: string) => {
      if (kept !== undefined) return kept.replace(SPECIAL, '\\$&');
      if (wild !== undefined) return wild === '%' ? '.*' : '.';
      return whole.replace(SPECIAL, '\\$&');
    },
  );
  return new RegExp(`^${pattern}$`, 'is');
}

/**
 * has_table_privilege heeds roles, PUBLIC and ownership; a superuser has every right, wherever the tables are. All
 * schemas with posts count, because the search_path may lead past them.
 */
async function postgresRights(database: Database): Promise<WriteRights> {
  const rows = await database.query(
    `SELECT 'SUPERUSER' AS right_name FROM pg_catalog.pg_roles WHERE rolname = current_user AND rolsuper
     UNION
     SELECT right_name FROM pg_catalog.pg_class c,
       unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) AS right_name
     WHERE c.relkind IN ('r', 'p') AND has_table_privilege(c.oid, right_name)
     AND c.relnamespace IN (SELECT p.relnamespace FROM pg_catalog.pg_class p
       WHERE LOWER(p.relname) = 'posts' AND p.relkind IN ('r', 'p'))
     ORDER BY right_name`,
  );
  return { rights: rows.map(([right]) => text(right)), unknownRoles: [] };
}
