import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { CHANNELS_TO_WRITE } from '../support/mattermost/mattermost-writer.ts';
import { PROGRAM } from '../support/program/built.ts';
import { fastSlack } from '../support/program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { createDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';
import { postsNotOnce } from '../support/slack/every-post-once.ts';
import { liveMentions } from '../support/slack/live-mentions.ts';
import { randomFaults } from '../support/slack/random-faults.ts';
import { askServer } from '../support/slack/read-back.ts';
import { sharedFiles } from '../support/slack/shared-files.ts';

const SEEDS = [1];
const KILLS = 3;
const MOST_RUNS = 12;
const WRITES = /^(?:chat\.postMessage|files\.|reactions\.add|pins\.add)/;
const FILES = /^files\.|^$/;

describe.each(enginesFor('mysql'))('a repair that is killed again and again, on %s', (engine) => {
  it(`brings everything back once, ${SEEDS.length} times`, async () => {
    const database = await createDatabase(engine, 'repair_kill');
    await loadWorkspace(engine, '8.1', database.run);
    const world = await makeReplayWorld(database);
    try {
      await writeFile(
        world.folder.join('mm2slack.yaml'),
        `replay: { reactions: app }\n${fastSlack({ settleMs: 1_000, retryAfterMs: 20 })}`,
      );
      expect((await world.replay()).stderr).toBe('');
      let random = seededRandom(0);
      let victim: ChildProcess | undefined;
      let callsToLive = -1;
      let isFaulty = false;
      const strike = (method: string): void => {
        if (!WRITES.test(method)) return;
        callsToLive -= 1;
        if (callsToLive === 0) victim?.kill('SIGKILL');
      };
      world.slack.intercept(
        randomFaults(() => random(), {
          mostDelayMs: 100,
          isMeant: ({ method }) => isFaulty && (WRITES.test(method) || FILES.test(method)),
        }),
      );
      world.slack.intercept(({ method }) => {
        // Before Slack has heard of the call; after it, and before the answer, below.
        if (isFaulty && random() < 0.5) strike(method);
        return undefined;
      });
      world.slack.afterEach(({ method }) => strike(method));
      const filesBefore = await namesOfFiles(world);
      for (const seed of SEEDS) {
        random = seededRandom(seed * (engine === 'mysql' ? 1 : 100));
        const damages = await damageAtRandom(world, random);
        expect(damages).toBeGreaterThan(5);
        expect((await world.everything('verify')).exitCode).toBe(1);
        isFaulty = true;
        let kills = 0;
        for (let run = 0; run < KILLS + MOST_RUNS; run += 1) {
          callsToLive = run < KILLS ? 1 + Math.floor(random() * 10) : -1;
          victim = start(world);
          const [code] = await once(victim, 'close');
          if (code === null) kills += 1;
          if (code === 0 && run >= KILLS) break;
          expect([null, 0, 3]).toContain(code);
        }
        victim = undefined;
        isFaulty = false;
        expect(kills).toBeGreaterThan(0);
        const before = world.slack.calls.length;
        const again = await world.sync('--repair', '--json');
        expect(JSON.parse(again.stdout).sent).toEqual(NOTHING);
        expect(
          world.slack.calls
            .slice(before)
            .filter(({ method }) => WRITES.test(method) && method !== 'files.info'),
        ).toEqual([]);
        const last = await world.everything('verify', '--json');
        expect(JSON.parse(last.stdout).differences).toEqual([]);
        expect(last.exitCode).toBe(0);
        expect(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)).toEqual([]);
        expect(await namesOfFiles(world)).toEqual(filesBefore);
      }
      expect(world.slack.calls.flatMap(liveMentions)).toEqual([]);
    } finally {
      await world.stop();
      await database.drop();
    }
  }, 900_000);
});

const NOTHING = { messages: 0, files: 0, reactions: 0, pins: 0 };

const namesOfFiles = async (world: ReplayWorld): Promise<readonly string[]> =>
  (await sharedFiles(world.slack)).map(({ name, channel }) => `${channel} ${name}`).sort();

/** Removes messages with their files, reactions and pins by chance; returns how many. */
async function damageAtRandom(world: ReplayWorld, random: () => number): Promise<number> {
  const server = askServer(world.slack.apiUrl);
  let damages = 0;
  const remove = async (method: string, args: Readonly<Record<string, string>>) => {
    const answer = await server.call(method, args);
    if ((answer as { ok?: boolean }).ok === true) damages += 1;
  };
  for (const { id: channel, is_archived: isArchived } of await server.channels()) {
    if (isArchived) continue;
    for (const { ts, metadata, files = [], ...rest } of await server.messages(channel)) {
      const drawn = random();
      const [file] = files;
      const reactions = (rest['reactions'] ?? []) as readonly { name: string }[];
      if (file !== undefined) {
        if (drawn < 0.3) await remove('files.delete', { file: file.id });
      } else if (metadata?.event_payload === undefined) continue;
      else if (drawn < 0.08) await remove('chat.delete', { channel, ts });
      else if (drawn < 0.4) {
        await remove('pins.remove', { channel, timestamp: ts });
        for (const { name } of reactions) {
          await remove('reactions.remove', { channel, timestamp: ts, name });
        }
      }
    }
  }
  return damages;
}

function start({ flags, env }: ReplayWorld): ChildProcess {
  return spawn(process.execPath, [...PROGRAM, 'sync', '--repair', ...flags, '--quiet'], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'ignore', process.env['MM2SLACK_DEBUG'] === undefined ? 'ignore' : 'inherit'],
  });
}
