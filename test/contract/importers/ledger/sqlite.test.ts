import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoppedError, TargetError } from '../../../../src/errors/errors.ts';
import type { Ledger } from '../../../../src/importers/ledger/ledger.ts';
import { lockLedger } from '../../../../src/importers/ledger/lock.ts';
import { openLedger } from '../../../../src/importers/ledger/sqlite.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';
import { describeLedgerContract, anIntent as intent } from '../../suites/ledger-contract.ts';

let folder: ScratchFolder;
let path: string;
beforeEach(async () => {
  folder = await makeScratchFolder();
  path = folder.join('ledger.db');
  return () => folder.remove();
});

function withLedger<Value>(use: (ledger: Ledger) => Value): Value {
  const ledger = openLedger(path);
  try {
    return use(ledger);
  } finally {
    ledger.close();
  }
}

describeLedgerContract('SQLite', openLedger);

describe('a ledger in SQLite', () => {
  it('leaves no file beside it that others may read', async () => {
    const lock = lockLedger(path, 'replay');
    const ledger = openLedger(path);
    ledger.intend(intent());
    const names = await readdir(folder.path);
    expect(names).toEqual(expect.arrayContaining(['ledger.db', 'ledger.db-wal', 'ledger.db.lock']));
    for (const name of names) {
      expect([name, (await stat(folder.join(name))).mode & 0o077]).toEqual([name, 0]);
    }
    ledger.close();
    lock.release();
  });

  it('is refused when its file is empty, because the history would be sent again', async () => {
    await writeFile(path, '');
    expect(() => openLedger(path)).toThrow(TargetError);
    expect((await stat(path)).size).toBe(0);
  });

  it('has its name only when it is whole, and leaves nothing beside it', async () => {
    withLedger(() => undefined);
    const names = await readdir(folder.path);
    expect(names.filter((name) => name.includes('.part'))).toEqual([]);
    expect((await stat(path)).size).toBeGreaterThan(0);
  });

  it('can be read by sqlite3', () => {
    withLedger((ledger) => ledger.intend(intent()));
    const database = new Database(path);
    expect(database.prepare('SELECT key, state FROM action').get()).toMatchObject({
      key: 'message:p1:0',
      state: 'intended',
    });
    database.close();
  });

  it('refuses a file that is none, or of a newer version, in one line', async () => {
    await writeFile(path, 'this is a letter, not a ledger '.repeat(200));
    expect(() => openLedger(path)).toFailWith(/ledger\.db: is not a mm2slack ledger$/);
    const newer = folder.join('newer.db');
    const database = new Database(newer);
    database.exec('PRAGMA user_version = 9');
    database.close();
    expect(() => openLedger(newer)).toFailWith(
      /is a ledger of version 9; this mm2slack reads version 5 and older/,
    );
    expect(() => openLedger(folder.join('no/such/folder.db'))).toThrow(TargetError);
  });

  it("leaves another program's database as it is", async () => {
    for (const version of [0, 1]) {
      const foreign = folder.join(`cats-${version}.db`);
      const database = new Database(foreign);
      database.exec(`CREATE TABLE cat (name TEXT); PRAGMA user_version = ${version}`);
      database.close();
      const before = await readFile(foreign);
      expect(() => openLedger(foreign)).toFailWith(
        /is another program's database, not a mm2slack ledger/,
      );
      expect(await readFile(foreign)).toEqual(before);
    }
  });

  it('says so in one line when another program holds the file', () => {
    withLedger(() => {});
    const other = new Database(path);
    other.exec('BEGIN EXCLUSIVE');
    expect(() => withLedger((ledger) => ledger.intend(intent()))).toFailWith(
      /is open in another program; close that program$/,
    );
    other.close();
  });

  it('lets nothing more be sent when its file is no longer there, and goes on when it is put back', async () => {
    const ledger = openLedger(path);
    ledger.intend(intent());
    await rename(path, folder.join('elsewhere.db'));
    const next = intent({ key: 'message:p2:0' });
    expect(() => ledger.intend(next)).toThrow(StoppedError);
    expect(() => ledger.intend(next)).toFailWith(/ledger\.db: was moved or removed.+put it back/);
    await writeFile(path, '');
    expect(() => ledger.intend(next)).toThrow(StoppedError);
    await rm(path);
    await rename(folder.join('elsewhere.db'), path);
    ledger.intend(next);
    ledger.complete('message:p1:0', { ts: '1.000001' }, 1);
    ledger.close();
  });

  it('stops the run when there is no room left, and has lost nothing after that', () => {
    withLedger((ledger) => ledger.intend(intent()));
    const small = openLedger(path, { maxPages: 12 });
    const fill = () => {
      for (let number = 0; number < 5_000; number += 1) {
        small.intend(intent({ key: `message:x${number}:0` }));
      }
    };
    expect(fill).toFailWith(
      /the disk is full; free some space and run the same command again to resume/,
    );
    const kept = small.counts().reduce((sum, { rows }) => sum + rows, 0);
    small.close();
    withLedger((ledger) => {
      expect(ledger.counts()).toEqual([{ kind: 'message', state: 'intended', rows: kept }]);
    });
  });
});
