import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { beforeEach, describe, expect, it } from 'vitest';
import { TargetError } from '../../../src/errors.ts';
import type { Intent, Ledger } from '../../../src/importers/ledger/ledger.ts';
import { lockLedger } from '../../../src/importers/ledger/ledger-lock.ts';
import { openLedger } from '../../../src/importers/ledger/sqlite-ledger.ts';
import { makeScratchFolder, type ScratchFolder } from '../../support/scratch-folder.ts';

const intent = (over: Partial<Intent> = {}): Intent => ({
  key: 'message:p1:0',
  kind: 'message',
  channelId: 'dev',
  postId: 'p1',
  slackChannel: 'C1',
  threadTs: '',
  fileId: '',
  digest: 'd',
  atMs: 1_000,
  ...over,
});

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

describe('a ledger', () => {
  it('holds an intent until its outcome is known, and that for the next run', () => {
    withLedger((ledger) => {
      ledger.intend(intent());
      expect(ledger.unclear().map(({ key }) => key)).toEqual(['message:p1:0']);
    });
    withLedger((ledger) => {
      expect(ledger.get('message:p1:0')?.state).toBe('intended');
      ledger.complete('message:p1:0', { ts: '1.000001' }, 2_000);
    });
    withLedger((ledger) => {
      expect(ledger.unclear()).toEqual([]);
      expect(ledger.get('message:p1:0')).toMatchObject({
        state: 'done',
        ts: '1.000001',
        slackChannel: 'C1',
        intendedAtMs: 1_000,
        doneAtMs: 2_000,
      });
    });
  });

  it('forgets what was not carried out, and keeps what Slack refused', () => {
    withLedger((ledger) => {
      ledger.intend(intent());
      ledger.forget('message:p1:0');
      expect(ledger.get('message:p1:0')).toBeUndefined();
      ledger.intend(intent({ key: 'pin:p1', kind: 'pin' }));
      ledger.fail('pin:p1', 'too_many_pins', 3_000);
      expect(ledger.get('pin:p1')).toMatchObject({ state: 'failed', detail: 'too_many_pins' });
    });
  });

  it('gives what was done last, and counts everything', () => {
    withLedger((ledger) => {
      for (const postId of ['z', 'a', 'm']) {
        ledger.intend(intent({ key: `message:${postId}:0`, postId }));
        ledger.complete(`message:${postId}:0`, { ts: '1.1' }, 5);
      }
      ledger.intend(intent({ key: 'channel:dev', kind: 'channel', postId: '' }));
      expect(ledger.newest('message', 2).map(({ postId }) => postId)).toEqual(['m', 'a']);
      expect(ledger.counts()).toEqual([
        { kind: 'channel', state: 'intended', rows: 1 },
        { kind: 'message', state: 'done', rows: 3 },
      ]);
      expect(ledger.lastIntentAtMs()).toBe(1_000);
    });
  });

  it('is for one workspace and one app', () => {
    const owner = { teamId: 'T1', botUserId: 'U1' };
    withLedger((ledger) => ledger.belongTo(owner));
    withLedger((ledger) => ledger.belongTo(owner));
    withLedger((ledger) => {
      expect(() => ledger.belongTo({ teamId: 'T2', botUserId: 'U1' })).toThrow(
        /is the ledger of the workspace T1, the token is for T2/,
      );
      expect(() => ledger.belongTo({ teamId: 'T1', botUserId: 'U2' })).toThrow(TargetError);
    });
  });

  it('is readable by its owner alone, and by sqlite3', async () => {
    withLedger((ledger) => ledger.intend(intent()));
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const database = new Database(path);
    expect(database.prepare('SELECT key, state FROM action').get()).toMatchObject({
      key: 'message:p1:0',
      state: 'intended',
    });
    database.close();
  });

  it('refuses a file that is none, or of a newer version, in one line', async () => {
    await writeFile(path, 'this is a letter, not a ledger '.repeat(200));
    expect(() => openLedger(path)).toThrow(/ledger\.db: is no ledger of mm2slack's$/);
    const newer = folder.join('newer.db');
    const database = new Database(newer);
    database.exec('PRAGMA user_version = 9');
    database.close();
    expect(() => openLedger(newer)).toThrow(/a ledger of version 9, this mm2slack knows 1/);
    expect(() => openLedger(folder.join('no/such/folder.db'))).toThrow(TargetError);
  });

  it('stops the run when there is no room left, and has lost nothing after that', () => {
    withLedger((ledger) => ledger.intend(intent()));
    const small = openLedger(path, { maxPages: 12 });
    const fill = () => {
      for (let number = 0; number < 5_000; number += 1) {
        small.intend(intent({ key: `message:x${number}:0` }));
      }
    };
    expect(fill).toThrow(/no room on the disk; make some and run the same command again/);
    const kept = small.counts().reduce((sum, { rows }) => sum + rows, 0);
    small.close();
    withLedger((ledger) => {
      expect(ledger.counts()).toEqual([{ kind: 'message', state: 'intended', rows: kept }]);
    });
  });
});

describe('the lock of a ledger', () => {
  it('is held by one at a time', () => {
    const lock = lockLedger(path);
    expect(() => lockLedger(path)).toThrow(/another mm2slack is at work on it/);
    lock.release();
    lockLedger(path).release();
  });

  it('dies with its holder, who loses nothing that was acknowledged', async () => {
    const dist = fileURLToPath(new URL('../../../dist/importers/ledger/', import.meta.url));
    const program = `
      const { lockLedger } = await import(${JSON.stringify(`${dist}ledger-lock.js`)});
      const { openLedger } = await import(${JSON.stringify(`${dist}sqlite-ledger.js`)});
      lockLedger(${JSON.stringify(path)});
      const ledger = openLedger(${JSON.stringify(path)});
      for (let n = 0; ; n += 1) {
        ledger.intend({ ...${JSON.stringify(intent())}, key: 'message:' + process.pid + '-' + n + ':0' });
        process.stdout.write(process.pid + '-' + n + '\\n');
        await new Promise((resolve) => setImmediate(resolve));
      }`;
    const acknowledged = new Set<string>();
    for (let round = 0; round < 10; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        if (text.length > 40 + round * 97) child.kill('SIGKILL');
      });
      await once(child, 'close');
      // The last line may be cut.
      for (const line of text.split('\n').slice(0, -1)) acknowledged.add(line);
    }
    lockLedger(path).release();
    expect(acknowledged.size).toBeGreaterThan(20);
    withLedger((ledger) => {
      for (const name of acknowledged) expect(ledger.get(`message:${name}:0`)).toBeDefined();
    });
  });
});
