import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { changeAtRandom } from '../mattermost/random-changes.ts';
import { PROGRAM } from '../program/built.ts';
import { makeReplayWorld, type ReplayWorld } from '../program/replay-world.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase } from '../servers/databases.ts';

/*
 * `sync` is killed at random calls while people write, and started again. In the end verify finds nothing that nobody
 * recorded: no loss was parted from its message.
 */

const SIDE_BY_SIDE = 3;
const KILLS = 3;
const CHANGES = 12;
const MOST_CALLS = 12;

/** Registers the suite with its seeds, a history of changes and kills for each. */
export function describeSyncKills(seeds: readonly number[]): void {
  describe('a sync that is killed again and again', () => {
    it(`leaves what verify calls clean, in ${seeds.length} histories of changes and kills`, {
      timeout: 3_600_000,
    }, async () => {
      const limit = pLimit(SIDE_BY_SIDE);
      const counts = { kills: 0 };
      const wrong = await Promise.all(seeds.map((seed) => limit(() => wrongAfter(seed, counts))));
      process.stdout.write(`${seeds.length} seeds, ${counts.kills} kills\n`);
      expect(wrong.flat()).toEqual([]);
      expect(counts.kills).toBeGreaterThan(seeds.length);
    });
  });
}

async function wrongAfter(seed: number, counts: { kills: number }): Promise<readonly string[]> {
  const engine = seed % 2 === 0 ? 'mysql' : 'postgres';
  const random = seededRandom(seed);
  const database = await createDatabase(engine, `sync_kills_${seed}`);
  await loadWorkspace(engine, '8.1', database.run);
  const world = await makeReplayWorld(database);
  const people = mattermostWriter(database);
  const wrong: string[] = [];
  const must = async (command: string, ...flags: readonly string[]): Promise<void> => {
    const { exitCode, stdout, stderr } = await world.everything(command, ...flags);
    if (exitCode !== 0) wrong.push(`seed ${seed}: ${command} ${exitCode}: ${stdout}${stderr}`);
  };
  try {
    await must('replay');
    for (let kill = 0; kill < KILLS; kill += 1) {
      await changeAtRandom(people, { changes: CHANGES, channelIds: CHANNELS_TO_WRITE, random });
      if (await isKilled(world, 1 + Math.floor(random() * MOST_CALLS))) counts.kills += 1;
    }
    // With a comparison of all ids, which alone finds rows that are gone.
    await must('sync', '--until-synced', '--watch', '1');
    await must('verify');
    return wrong;
  } finally {
    await world.stop();
    await database.drop();
  }
}

/** Starts `sync` and kills it after so many writing calls, before their answers; false when it made fewer. */
async function isKilled(world: ReplayWorld, callsToLive: number): Promise<boolean> {
  let left = callsToLive;
  let child: ChildProcess | undefined;
  world.slack.afterEach(({ method }) => {
    if (/\.(?:test|info|list|history|replies|members)$/.test(method)) return;
    left -= 1;
    if (left === 0) child?.kill('SIGKILL');
  });
  child = spawn(process.execPath, [...PROGRAM, 'sync', ...world.flags, '--quiet'], {
    env: { PATH: process.env['PATH'] ?? '', ...world.env },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'close');
  world.slack.afterEach(() => undefined);
  return code === null;
}
