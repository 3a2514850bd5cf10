import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { checkDatabase } from '../../../src/commands/run/checks/database.ts';
import { lineText } from '../../../src/reports/notices.ts';
import { addressOf } from '../../support/servers/address.ts';
import { createDatabase, type TestDatabase } from '../../support/servers/databases.ts';

/** 1 to 109 and 111 up to a number, as servers leave them. */
const upTo = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, index) => index + 1).filter((number) => number !== 110);

describe.each(['mysql', 'postgres'] as const)('doctor on %s', (engine) => {
  let admin: TestDatabase;
  beforeAll(async () => {
    admin = await createDatabase(engine, 'release');
    await loadWorkspace(engine, '8.1', admin.run);
  });
  afterAll(() => admin.drop());

  const record = async (numbers: readonly number[], row?: string): Promise<void> => {
    await admin.run('DELETE FROM db_migrations');
    await admin.run("DELETE FROM Systems WHERE Name = 'Version'");
    const values = numbers.map((number) => `(${number}, 'a_change')`).join(', ');
    if (values !== '') await admin.run(`INSERT INTO db_migrations VALUES ${values}`);
    if (row !== undefined) await admin.run(`INSERT INTO Systems VALUES ('Version', '${row}')`);
  };
  const linesOf = async (told?: string): Promise<readonly string[]> => {
    const mattermostVersion =
      told === undefined ? undefined : { key: 'source.mattermostVersion', text: told };
    const { checks } = await checkDatabase(addressOf(admin.url), { mattermostVersion });
    return checks
      .filter(({ id }) => id === 'schema' || id === 'release')
      .map(({ message }) => lineText(message, 'en'));
  };

  it('tells the release by the migrations of a server that writes no version', async () => {
    await record(upTo(111));
    const [line] = await linesOf();
    expect(line).toContain('Mattermost 8.1 to 9.0, exact release unknown (database migration 111)');
    expect(await linesOf('8.1.2')).toEqual([expect.stringContaining('Mattermost 8.1.2 on')]);
  });

  it('warns of a setting that the migrations contradict', async () => {
    await record(upTo(148), '5.37.0');
    const [line, doubt] = await linesOf('8.1.2');
    expect(line).toContain('Mattermost 11.3 to 11.4');
    expect(doubt).toContain("source.mattermostVersion says '8.1.2'");
  });

  it('knows nothing of a server that records nothing, and what an old one records', async () => {
    await record([]);
    expect(await linesOf()).toEqual([expect.stringContaining('Mattermost of unknown version')]);
    await record([], '5.37.10');
    expect(await linesOf()).toEqual([expect.stringContaining('Mattermost 5.37.10 on')]);
  });
});
