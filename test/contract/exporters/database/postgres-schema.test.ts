import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../../fixtures/load.ts';
import { checkDatabase } from '../../../../src/commands/run/checks/database.ts';
import { openDatabase } from '../../../../src/exporters/database/open.ts';
import { readTables } from '../../../../src/exporters/database/tables.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { addressOf } from '../../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../../support/servers/databases.ts';

describe('tables in a schema of their own, as pgloader leaves them', () => {
  let admin: TestDatabase;
  beforeEach(async () => {
    admin = await createDatabase('postgres', 'schema');
    await loadWorkspace('postgres', '8.1', admin.run);
    await admin.run(`CREATE SCHEMA mattermost;
      DO $$ DECLARE name text; BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
          EXECUTE format('ALTER TABLE public.%I SET SCHEMA mattermost', name);
        END LOOP; END $$;
      REVOKE SELECT ON ALL TABLES IN SCHEMA mattermost FROM ${admin.readerName}`);
  });
  afterEach(() => admin.drop());

  const useSchema = () => admin.run(`GRANT USAGE ON SCHEMA mattermost TO ${admin.readerName}`);
  const letRead = async () => {
    await useSchema();
    await admin.run(`GRANT SELECT ON ALL TABLES IN SCHEMA mattermost TO ${admin.readerName}`);
  };
  /** As a new version of Mattermost makes them before it is filled. */
  const makeEmptyCopy = () =>
    admin.run(`DO $$ DECLARE name text; BEGIN
      FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'mattermost' LOOP
        EXECUTE format('CREATE TABLE public.%I (LIKE mattermost.%I)', name, name);
      END LOOP; END $$`);
  const readAt = async (url: string): Promise<string> => {
    const database = await openDatabase(addressOf(url));
    try {
      return (await readTables(database)).name('Posts');
    } finally {
      await database.close();
    }
  };

  it('are not found, and the schema is named with what to do', async () => {
    await letRead();
    await expect(readAt(admin.readerUrl)).rejects.toFailWith(
      /in schema mattermost: add search_path=mattermost to the address/,
    );
  });

  it.each([
    'search_path=mattermost',
    'search_path=nowhere,mattermost,public',
    'options=-c%20search_path%3Dmattermost',
    'options=-c+statement_timeout%3D5s+--search_path%3Dmattermost,public',
    'currentSchema=mattermost',
  ])('are read with %s', async (parameter) => {
    await letRead();
    expect(await readAt(`${admin.readerUrl}?${parameter}`)).toBe('"posts"');
  });

  it.each([true, false])(
    'are named where the current schema has the same tables without a post (which may be read: %s)',
    async (mayRead) => {
      await makeEmptyCopy();
      if (mayRead) await letRead();
      const said = /schema public has no post, and schema mattermost has tables of Mattermost with/;
      await expect(readAt(admin.readerUrl)).rejects.toFailWith(said);
      const { checks } = await checkDatabase(addressOf(admin.readerUrl));
      const schema = checks.find(({ id }) => id === 'schema');
      expect(lineTexts([schema?.message ?? ''], 'en').join()).toMatch(said);
      await admin.run(
        'INSERT INTO public.posts SELECT * FROM mattermost.posts ORDER BY Id LIMIT 1',
      );
      expect(await readAt(admin.readerUrl)).toBe('"posts"');
    },
  );

  it('are not asked for where they are as empty as those of the current schema', async () => {
    await makeEmptyCopy();
    await admin.run('TRUNCATE mattermost.posts');
    expect(await readAt(admin.readerUrl)).toBe('"posts"');
  });

  it("are read when the role's own search_path leads there", async () => {
    await letRead();
    await admin.run(`ALTER ROLE ${admin.readerName} SET search_path = mattermost`);
    expect(await readAt(admin.readerUrl)).toBe('"posts"');
  });

  it('that may not be read are named with the statement for their schema', async () => {
    await useSchema();
    const grant = /GRANT SELECT ON ALL TABLES IN SCHEMA "mattermost"/;
    await expect(readAt(`${admin.readerUrl}?search_path=mattermost`)).rejects.toFailWith(grant);
    await admin.run(`ALTER ROLE ${admin.readerName} SET search_path = mattermost`);
    await expect(readAt(admin.readerUrl)).rejects.toFailWith(grant);
  });

  it.each(['', '?search_path=mattermost'])(
    'have their schema in the statements of doctor, and a superuser is told to be one (%s)',
    async (query) => {
      const { checks } = await checkDatabase(addressOf(`${admin.url}${query}`));
      const rights = checks.find(({ id }) => id === 'rights');
      expect(rights?.state).toBe('warning');
      const said = lineTexts([rights?.message ?? '', ...(rights?.hints ?? [])], 'en').join('\n');
      expect(said).toContain('SUPERUSER');
      expect(said).toContain('IN SCHEMA "mattermost"');
      expect(said).not.toContain('"public"');
    },
  );
});
