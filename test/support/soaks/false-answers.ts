import { writeFile } from 'node:fs/promises';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadWorkspace } from '../../../fixtures/load.ts';
import type { Engine } from '../../../src/model/model.ts';
import { CHANNELS_TO_WRITE, mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { changeAtRandom } from '../mattermost/random-changes.ts';
import { fastSlack } from '../program/fast-slack.ts';
import { makeReplayWorld, type ReplayWorld } from '../program/replay-world.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { postsNotOnce } from '../slack/every-post-once.ts';
import { importArchive } from '../slack/import-archive.ts';
import { type LyingProxy, startLyingProxy } from '../slack/lying-proxy.ts';
import { askServer } from '../slack/read-back.ts';
import { sharedFiles } from '../slack/shared-files.ts';
import { lyingRun, type RunEnd } from './lying-run.ts';

/*
 * A proxy lies between the program and Slack: wrong clocks, answers that are none, calls that arrive late or twice, refused
 * people and contents. Meanwhile the program is killed and started again. In the end everything is there once, and verify
 * finds nothing that nobody recorded.
 */

const SIDE_BY_SIDE = 2;
/** Well above what a late call takes to arrive on a busy machine. */
const SETTLE_MS = 800;
const LYING_RUNS = 4;
const CHANGES = 10;

/** What one seed does; `tells` runs a command against lies and kills, `must` with the truth. */
interface History {
  readonly world: ReplayWorld;
  readonly database: TestDatabase;
  readonly random: () => number;
  /** Runs a command against lies and kills until it ends well, a few times at most. */
  readonly lie: (command: string, ...flags: readonly string[]) => Promise<void>;
  /** Runs a command without lies; it has to end with 0. Gives its JSON. */
  readonly must: (command: string, ...flags: readonly string[]) => Promise<string>;
  readonly wrong: string[];
}

/** What is killed and lied to, by name. */
const HISTORIES: Readonly<Record<string, (history: History) => Promise<void>>> = {
  async replay({ lie, must, wrong, database, world }) {
    await lie('replay');
    await must('replay');
    await must('verify');
    wrong.push(...(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)));
  },

  async sync({ lie, must, wrong, database, world, random }) {
    await must('replay');
    const people = mattermostWriter(database);
    for (let round = 0; round < 2; round += 1) {
      await changeAtRandom(people, { changes: CHANGES, channelIds: CHANNELS_TO_WRITE, random });
      await lie('sync');
    }
    await must('sync', '--until-synced', '--watch', '1');
    await must('verify');
    wrong.push(...(await copiesIn(world)));
  },

  async files({ lie, must, wrong, world }) {
    await writeFile(
      world.folder.join('mm2slack.yaml'),
      `${fastSlack({ settleMs: SETTLE_MS })}channels: { names: ascii }\nfiles: { deliver: api }\n`,
    );
    // No app sees the direct messages of an import.
    const include = ['--include', 'public,private'];
    await must('zip', '--out', world.folder.join('bulk.zip'), ...include);
    await importArchive(world.slack, world.folder.join('bulk.zip'), {
      withoutAccount: 'deactivated',
    });
    await must('adopt', '--yes', ...include);
    await lie('files', ...include);
    const { account } = filesReport.parse(JSON.parse(await must('files', ...include)));
    const shared = await sharedFiles(world.slack);
    if (shared.length !== account.files.written || shared.length === 0) {
      wrong.push(`${shared.length} files are there, and ${account.files.written} were written`);
    }
    await must('verify', ...include);
  },

  async undo({ lie, must, wrong, world, database }) {
    await must('replay');
    await lie('undo', '--yes');
    await must('undo', '--yes');
    const server = askServer(world.slack.apiUrl);
    const channels = await server.channels();
    const left = await Promise.all(channels.map(({ id }) => server.messages(id)));
    const ours = left.flat().filter(({ metadata }) => metadata?.event_payload !== undefined);
    wrong.push(...ours.map(({ ts }) => `${ts} is still there`));
    await must('replay');
    await must('verify');
    wrong.push(...(await postsNotOnce(database, CHANNELS_TO_WRITE, world.slack.apiUrl)));
  },
};

const filesReport = z.object({
  account: z.object({ files: z.object({ written: z.number() }) }),
});

async function copiesIn({ slack }: ReplayWorld): Promise<readonly string[]> {
  const server = askServer(slack.apiUrl);
  const keys: string[] = [];
  for (const { id } of await server.channels()) {
    for (const { metadata } of await server.messages(id)) {
      const { post_id: post = '', part = 0 } = metadata?.event_payload ?? {};
      if (post !== '') keys.push(`${post}:${part}`);
    }
  }
  return repeated(keys).map((key) => `${key} is there twice`);
}

const repeated = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** What happened in all seeds, by command and engine. */
type Tally = Map<string, { seeds: number; runs: number; kills: number; lies: number }>;

/** Registers the suite with its seeds; each tries one command on one engine. */
export function describeFalseAnswers(seeds: readonly number[]): void {
  describe('clocks and answers that lie', () => {
    const sources = new Map<Engine, TestDatabase>();
    beforeAll(async () => {
      for (const engine of ['mysql', 'postgres'] as const) {
        const database = await createDatabase(engine, 'false_answers');
        await loadWorkspace(engine, '8.1', database.run);
        sources.set(engine, database);
      }
    });
    afterAll(async () => {
      for (const database of sources.values()) await database.drop();
    });

    it(`lose nothing and double nothing, in ${seeds.length} histories`, {
      timeout: 7_200_000,
    }, async () => {
      const limit = pLimit(SIDE_BY_SIDE);
      const tally: Tally = new Map();
      const wrong: (readonly string[])[] = [];
      // The clock that an import sets for its messages is that of every workspace of this process.
      for (const seed of seeds.filter((each) => nameOf(each) === 'files')) {
        wrong.push(await wrongAfter(seed, sources, tally));
      }
      const others = seeds.filter((each) => nameOf(each) !== 'files');
      const ends = others.map((seed) => limit(() => wrongAfter(seed, sources, tally)));
      wrong.push(...(await Promise.all(ends)));
      for (const [name, { seeds: count, runs, kills, lies }] of [...tally].sort()) {
        process.stdout.write(
          `${name}: ${count} seeds, ${runs} runs, ${kills} kills, ${lies} lies\n`,
        );
      }
      expect(wrong.flat()).toEqual([]);
      expect(seeds.length).toBeGreaterThan(0);
    });
  });
}

const NAMES = Object.keys(HISTORIES);

const nameOf = (seed: number): string => NAMES[seed % NAMES.length] ?? '';

async function wrongAfter(
  seed: number,
  sources: ReadonlyMap<Engine, TestDatabase>,
  tally: Tally,
): Promise<readonly string[]> {
  const name = nameOf(seed);
  const engine: Engine = Math.floor(seed / NAMES.length) % 2 === 0 ? 'mysql' : 'postgres';
  const database = await sourceOf(name, engine, seed, sources);
  const world = await makeReplayWorld(database);
  await writeFile(world.folder.join('mm2slack.yaml'), fastSlack({ settleMs: SETTLE_MS }));
  const proxy = await startLyingProxy(world.slack.apiUrl);
  const random = seededRandom(seed);
  const wrong: string[] = [];
  const counted = tally.get(`${name} on ${engine}`) ?? { seeds: 0, runs: 0, kills: 0, lies: 0 };
  tally.set(`${name} on ${engine}`, counted);
  const must = async (command: string, ...flags: readonly string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await world.everything(command, ...flags, '--json');
    if (exitCode !== 0) wrong.push(`${command} ${exitCode}: ${stdout.slice(-3_000)}${stderr}`);
    return stdout;
  };
  const lie = (command: string, ...flags: readonly string[]) =>
    lieUntilDone({ world, proxy, random, wrong, counted }, [command, ...flags]);
  try {
    await HISTORIES[name]?.({ world, database, random, lie, must, wrong });
  } catch (error) {
    wrong.push(String(error));
  } finally {
    counted.seeds += 1;
    counted.lies += proxy.told.length;
    if (wrong.length > 0) {
      // A call that took longer may come after the time in which it is waited for.
      wrong.push(`the slowest call took ${proxy.slowestMs()} of ${SETTLE_MS} ms`, ...proxy.told);
    }
    await proxy.close();
    await world.stop();
    if (name === 'sync') await database.drop();
  }
  return wrong.map((line) => `seed ${seed}, ${name} on ${engine}: ${line}`);
}

/** `sync` changes its source, so it gets one of its own. */
async function sourceOf(
  name: string,
  engine: Engine,
  seed: number,
  sources: ReadonlyMap<Engine, TestDatabase>,
): Promise<TestDatabase> {
  const shared = sources.get(engine);
  if (name !== 'sync' && shared !== undefined) return shared;
  const database = await createDatabase(engine, `false_answers_${seed}`);
  await loadWorkspace(engine, '8.1', database.run);
  return database;
}

interface LyingWorld {
  readonly world: ReplayWorld;
  readonly proxy: LyingProxy;
  readonly random: () => number;
  readonly wrong: string[];
  readonly counted: { runs: number; kills: number };
}

async function lieUntilDone(
  { world, proxy, random, wrong, counted }: LyingWorld,
  command: readonly string[],
): Promise<void> {
  for (let run = 0; run < LYING_RUNS; run += 1) {
    // The last may come to its end.
    const end: RunEnd = await lyingRun({ world, proxy, random }, command, {
      isKilled: run < LYING_RUNS - 1,
    });
    counted.runs += 1;
    if (end.exitCode === null) counted.kills += 1;
    else if (end.exitCode === 0) return;
    else if (end.exitCode !== 3) {
      wrong.push(`${command.join(' ')} against lies ${end.exitCode}: ${end.stderr}`);
    }
  }
}
