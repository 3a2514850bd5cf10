import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../../src/importers/ledger/schema.ts';

describe('a transaction', () => {
  let database: Database.Database;
  beforeEach(() => {
    database = new Database(':memory:');
    database.exec('CREATE TABLE line (text TEXT)');
    database.exec("INSERT INTO line VALUES ('before')");
  });

  const insert = (text: string) => database.prepare('INSERT INTO line VALUES (?)').run(text);
  const lines = (): number => database.prepare('SELECT text FROM line').all().length;

  it('keeps all of its writes', () => {
    transaction(database, () => {
      insert('one');
      insert('two');
    });
    expect(lines()).toBe(3);
  });

  it('keeps none of them when one fails', () => {
    const failing = (): void =>
      transaction(database, () => {
        insert('one');
        throw new Error('no more');
      });
    expect(failing).toFailWith('no more');
    expect(lines()).toBe(1);
    expect(database.inTransaction).toBe(false);
  });

  it('says that the disk is full when it is, and keeps none of its writes', () => {
    database.pragma('max_page_count = 3');
    const failing = (): void =>
      transaction(database, () => {
        for (let times = 0; times < 100; times += 1) insert('x'.repeat(4096));
      });
    expect(failing).toFailWith('database or disk is full');
    expect(lines()).toBe(1);
    expect(database.inTransaction).toBe(false);
  });
});
