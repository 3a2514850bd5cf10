import { describe, expect, it } from 'vitest';
import catalogues from '../../../../fixtures/schemas/catalogues.json' with { type: 'json' };
import { databaseAccount } from '../../../../src/mapping/database/account.ts';

const SERVERS = Object.entries(catalogues.catalogues).map(
  ([version, tables]) => [version, Object.entries<string>(tables)] as const,
);

/** What the migrations of Mattermost itself make of an empty database. */
describe.each(SERVERS)('the account of a database that Mattermost %s made', (_version, tables) => {
  const { tables: lines } = databaseAccount(
    {
      tables: tables.map(([name, columns]) => ({
        ...{ name, columns: columns.split(' ') },
        ...{ rows: 1, precision: 'exact' },
      })),
      parts: [],
    },
    false,
  );

  it('has a place for every table', () => {
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter(({ place }) => place === 'unknown').map(({ table }) => table)).toEqual([]);
  });

  it('has a place for every column of what it moves', () => {
    const unknown = lines.filter(({ unknownColumns }) => unknownColumns.length > 0);
    expect(unknown.map(({ table, unknownColumns }) => [table, unknownColumns])).toEqual([]);
  });
});
