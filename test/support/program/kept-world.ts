import { cp, readdir, rm } from 'node:fs/promises';
import { type Extras, loadWorkspace } from '../../../fixtures/load.ts';
import type { Engine } from '../../../src/model/model.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';

/**
 * A database with the fixture workspace and a folder, which tests change and get back as they were kept: what each of
 * them would begin with is run once for all.
 */
export interface KeptWorld {
  readonly database: TestDatabase;
  readonly folder: ScratchFolder;
  /** Remembers the rows of the database and what is in the folder. */
  keep(): Promise<void>;
  /** Gives both back as they were kept; `isEmpty`: with nothing in the folder. */
  restore(isEmpty?: boolean): Promise<void>;
  remove(): Promise<void>;
}

/** Makes both, with nothing in the folder. Call `remove` in afterAll. */
export async function makeKeptWorld(
  engine: Engine,
  name: string,
  extras: Extras = {},
): Promise<KeptWorld> {
  const folder = await makeScratchFolder();
  const copies = await makeScratchFolder();
  const database = await createDatabase(engine, name);
  await loadWorkspace(engine, '8.1', database.run, extras);
  const rows = await keptRows(database);
  return {
    database,
    folder,
    async keep() {
      await rows.keep();
      await cp(folder.path, copies.path, { recursive: true, preserveTimestamps: true });
    },
    async restore(isEmpty = false) {
      await rows.restore();
      for (const entry of await readdir(folder.path)) {
        await rm(folder.join(entry), { recursive: true });
      }
      if (isEmpty) return;
      await cp(copies.path, folder.path, { recursive: true, preserveTimestamps: true });
    },
    async remove() {
      await rows.drop();
      await database.drop();
      await folder.remove();
      await copies.remove();
    },
  };
}

const TABLES: Record<Engine, string> = {
  mysql: 'SELECT TABLE_NAME AS name FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE()',
  postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
};

/** Copies of all tables, where the program does not look: MariaDB in another database, PostgreSQL in another schema. */
async function keptRows({ engine, run, url }: TestDatabase) {
  const kind = engine === 'mysql' ? 'DATABASE' : 'SCHEMA';
  const place = engine === 'mysql' ? `${new URL(url).pathname.slice(1)}_kept` : 'kept';
  const tables = (await run(TABLES[engine])).map(({ name }) => String(name));
  const each = (statement: (table: string) => string): Promise<unknown> =>
    run(tables.map(statement).join(';\n'));
  await run(`CREATE ${kind} ${place}`);
  await each((table) => `CREATE TABLE ${place}.${table} AS SELECT * FROM ${table} WHERE 1 = 0`);
  return {
    async keep() {
      await each(
        (table) =>
          `DELETE FROM ${place}.${table}; INSERT INTO ${place}.${table} SELECT * FROM ${table}`,
      );
    },
    async restore() {
      await each(
        (table) => `DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM ${place}.${table}`,
      );
    },
    async drop() {
      await run(`DROP ${kind} ${place}${engine === 'mysql' ? '' : ' CASCADE'}`);
    },
  };
}
