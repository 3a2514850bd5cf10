import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockLedger } from '../../src/importers/ledger/lock.ts';
import { openLedger } from '../../src/importers/ledger/sqlite.ts';
import { anIntent } from '../contract/suites/ledger-contract.ts';
import { type BuiltPieces, buildPieces } from '../support/program/built.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { seededRandom } from '../support/seeded-random.ts';

const KILLS = 20;
/** A writer that is told to die goes on writing meanwhile, so that the kill meets it anywhere. */
const MOST_LINES = 400;

let pieces: BuiltPieces;
const built = (name: string): string => JSON.stringify(pieces.path(name));
beforeAll(async () => {
  pieces = await buildPieces(['src/importers/ledger/lock.ts', 'src/importers/ledger/sqlite.ts']);
  return () => pieces.remove();
});

let folder: ScratchFolder;
let path: string;
beforeEach(async () => {
  folder = await makeScratchFolder();
  path = folder.join('ledger.db');
  return () => folder.remove();
});

/** Holds the lock, writes intents and effects without end, and says of each when it has been acknowledged. */
const writer = (): string => `
  import { writeSync } from 'node:fs';
  const { lockLedger } = await import(${built('lock')});
  const { openLedger } = await import(${built('sqlite')});
  lockLedger(${JSON.stringify(path)}, 'replay');
  const ledger = openLedger(${JSON.stringify(path)});
  writeSync(1, 'ready\\n');
  for (let n = 0; ; n += 1) {
    const name = process.pid + '-' + n;
    const key = 'message:' + name + ':0';
    ledger.intend({ ...${JSON.stringify(anIntent())}, key });
    writeSync(1, name + ' intended\\n');
    ledger.complete(key, { ts: '1.' + n }, n);
    writeSync(1, name + ' done\\n');
  }`;

/** Starts the writer and kills it when it has said so many lines; gives its whole lines. */
async function linesOfKilled(most: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer()], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (text.split('\n').length > most) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  // The last line may be cut.
  return text.split('\n').slice(1, -1);
}

describe('a ledger whose writer is killed', () => {
  it(`has every acknowledged row after ${KILLS} kills, and is free each time`, async () => {
    const random = seededRandom(5);
    const acknowledged = new Map<string, string>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      for (const line of await linesOfKilled(Math.floor(random() * MOST_LINES))) {
        const [name = '', state = ''] = line.split(' ');
        acknowledged.set(`message:${name}:0`, state);
      }
      lockLedger(path, 'sync').release();
    }
    const ledger = openLedger(path);
    const lost = [...acknowledged].filter(([key, state]) => {
      const found = ledger.get(key)?.state;
      return found !== 'done' && found !== state;
    });
    const unclear = ledger.unclear().length;
    ledger.close();
    expect(lost).toEqual([]);
    expect(acknowledged.size).toBeGreaterThan(KILLS);
    // Each kill leaves at most the one intent that it interrupted.
    expect(unclear).toBeLessThanOrEqual(KILLS);
  });

  it('is locked against a second process for as long as the first lives', async () => {
    const first = spawn(process.execPath, ['--input-type=module', '-e', writer()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    first.stdout.on('data', () => {});
    const ended = once(first, 'close');
    await Promise.race([once(first.stdout, 'data'), ended]);
    expect(() => lockLedger(path, 'sync')).toFailWith(
      new RegExp(
        `ledger.db: mm2slack replay \\(process ${first.pid}, since 20.+ UTC\\) uses it; wait until`,
      ),
    );
    first.kill('SIGKILL');
    await ended;
    lockLedger(path, 'sync').release();
  });
});
