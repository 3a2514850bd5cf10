import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withWorkLock } from '../../../../src/commands/run/work-lock.ts';
import { TargetError } from '../../../../src/errors/errors.ts';
import { lockLedger, lockWorkDirectory } from '../../../../src/importers/ledger/lock.ts';
import { makeScratchFolder, type ScratchFolder } from '../../../support/scratch-folder.ts';

const LOCKS = {
  'of a ledger': {
    lock: (folder: string, command: string) => lockLedger(`${folder}/ledger.db`, command),
    file: 'ledger.db.lock',
    says: 'uses it; wait until that run ends, or stop it',
  },
  'of a work directory': {
    lock: lockWorkDirectory,
    file: 'work.lock',
    says: 'writes into this work directory; wait until that run ends, stop it, or use another --work',
  },
} as const;

describe.each(Object.entries(LOCKS))('the lock %s', (_name, { lock, file, says }) => {
  let folder: ScratchFolder;
  const others: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await makeScratchFolder();
  });
  afterEach(async () => {
    for (const child of others.splice(0)) child.kill('SIGKILL');
    await folder.remove();
  });

  /** Another process, which holds the lock as an SQLite of its own does. */
  async function other(statement: string): Promise<ChildProcess> {
    const libsql = pathToFileURL(`${process.cwd()}/node_modules/libsql/index.js`).href;
    const script = `
      const { default: Database } = await import('${libsql}');
      const held = new Database(${JSON.stringify(folder.join(file))});
      held.exec(${JSON.stringify(statement)});
      process.stdout.write('held');
      setInterval(() => held.name, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    others.push(child);
    await once(child.stdout, 'data');
    return child;
  }

  it('is held by one at a time, and the other is told which process it is', () => {
    const held = lock(folder.path, 'sync');
    const refused = (): unknown => lock(folder.path, 'zip');
    expect(refused).toThrow(TargetError);
    const holder = `mm2slack sync \\(process ${process.pid}, since 20\\d\\d-.+ UTC\\) ${says}$`;
    expect(refused).toFailWith(new RegExp(holder));
    held.release();
    expect(() => lock(folder.path, 'zip').release()).not.toThrow();
  });

  it('is free again when the process that held it was killed', async () => {
    await writeFile(folder.join(file), '');
    const child = await other('BEGIN IMMEDIATE');
    expect(() => lock(folder.path, 'zip')).toFailWith(new RegExp(`another mm2slack run ${says}$`));
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(() => lock(folder.path, 'zip').release()).not.toThrow();
  });

  it('is free when the note of a process that was killed is in it', async () => {
    const note =
      'CREATE TABLE holder (command TEXT, pid INTEGER, since_ms INTEGER);' +
      `INSERT INTO holder VALUES ('sync', ${process.pid}, 1)`;
    const child = await other(note);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(() => lock(folder.path, 'zip').release()).not.toThrow();
  });

  it('refuses beside a program of an older version, which holds the whole file', async () => {
    await writeFile(folder.join(file), '');
    await other('BEGIN EXCLUSIVE');
    expect(() => lock(folder.path, 'zip')).toFailWith(new RegExp(`another mm2slack run ${says}$`));
  });

  it('says in one line that its folder is not there', () => {
    expect(() => lock(folder.join('none'), 'zip')).toThrow(TargetError);
  });
});

describe('a command that writes into the work directory', () => {
  let folder: ScratchFolder;
  beforeEach(async () => {
    folder = await makeScratchFolder();
    return () => folder.remove();
  });
  const failing = (work: string, before: () => Promise<void> = async () => {}) =>
    withWorkLock(work, 'zip', async () => {
      await before();
      throw new Error('it fails');
    });

  it('leaves no directory of its own when it fails', async () => {
    await expect(failing(folder.join('work'))).rejects.toThrow('it fails');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('leaves a directory with something in it, and one that was there', async () => {
    const work = folder.join('work');
    const filling = failing(work, () => writeFile(`${work}/plan.json`, ''));
    await expect(filling).rejects.toThrow('it fails');
    expect(await readdir(work)).toEqual(expect.arrayContaining(['plan.json']));
    await expect(failing(work)).rejects.toThrow('it fails');
    expect(await readdir(folder.path)).toEqual(['work']);
  });

  it('is refused while another is at work in it, and does not touch it', async () => {
    const work = folder.join('work');
    await withWorkLock(work, 'replay', async () => {
      await expect(failing(work)).rejects.toThrow(TargetError);
      await writeFile(`${work}/plan.json`, '');
    });
    expect(await readdir(work)).toContain('plan.json');
  });
});
