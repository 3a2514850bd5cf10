import type { Database } from './database.ts';
import { text } from './rows.ts';
import type { SourceDescription } from './source.ts';
import type { Tables } from './tables.ts';

/** What the server and Mattermost say of themselves; versions are '' where they say nothing. */
export async function describeSource(
  database: Database,
  tables: Tables,
): Promise<SourceDescription> {
  const [version] = await database.query('SELECT VERSION()');
  const systems = tables.has('Systems')
    ? await database.query(`SELECT Value FROM ${tables.name('Systems')} WHERE Name = 'Version'`)
    : [];
  return {
    engine: database.engine,
    databaseVersion: text(version?.[0]),
    mattermostVersion: text(systems[0]?.[0]),
    warnings: tables.warnings,
  };
}
