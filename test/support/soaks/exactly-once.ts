import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../../fixtures/files.ts';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { channelId, type Post } from '../../../src/model/model.ts';
import { allPosts, EVERYTHING, openFixtures } from '../mattermost/fixture-source.ts';
import { PROGRAM } from '../program/built.ts';
import { fastSlack } from '../program/fast-slack.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { FAULT_KINDS, randomFaults } from '../slack/random-faults.ts';
import { askServer, type ServerMessage } from '../slack/read-back.ts';
import { showsNothing } from '../slack/shows-nothing.ts';
import { BOT_TOKEN, type SlackServer, startSlackServer } from '../slack/slack-server.ts';

/*
 * The real program is killed at random moments under random faults and started again, and in the end Slack holds
 * every message of the source exactly once.
 */

/**
 * Eight histories are two dozen kills and some 600 faults. The rarest kind of fault meets 2 % of their calls, which is
 * some thirty times; the kills take turns between before and after Slack has heard of a call, while the workspace is
 * read, while channels are made, while messages are posted. A test asserts this of the histories that there were. What
 * takes a rarer meeting of a fault and a kill is for the soak to find.
 */
export const ENOUGH_SEEDS = 8;
const SIDE_BY_SIDE = 8;
const KILLS = 3;
/** Runs after the kills: a lost answer too many stops a run, and the same command goes on. */
const MOST_RUNS = 12;
const SETTLE_MS = 500;
const MOST_DELAY_MS = 150;

const CHANNELS = ['tokyo/dev', 'tokyo/leadership', 'tokyo/off-topic'];

/** Registers the suite with its seeds, a history of faults and kills for each. */
export function describeExactlyOnce(seeds: readonly number[]): void {
  describe('a replay that is killed again and again', () => {
    let database: TestDatabase;
    let folder: ScratchFolder;
    let posts: readonly Post[];
    let expectedFiles: ReadonlyMap<string, number>;
    const faultsMet = new Map<string, number>();
    const kills: string[] = [];
    const noteFault = (kind: string): void => {
      faultsMet.set(kind, (faultsMet.get(kind) ?? 0) + 1);
    };
    beforeAll(async () => {
      folder = await makeScratchFolder();
      await mkdir(folder.join('files'));
      await writeFileStore(folder.join('files'));
      database = await createDatabase('postgres', 'exactly_once');
      await loadWorkspace('postgres', '8.1', database.run);
      const source = await openFixtures(database);
      const chosen = ['devTokyo', 'leadershipTokyo', 'offTopicTokyo'] as const;
      const lists = [];
      for (const key of chosen) {
        lists.push(await allPosts(source, channelId(channelIdOf(key)), EVERYTHING));
      }
      posts = lists.flat().filter(isShown);
      expectedFiles = await deliverable(posts, folder.join('files'));
      await source.close();
    });
    afterAll(async () => {
      await database.drop();
      await folder.remove();
    });

    it(`leaves every message in Slack exactly once, in ${seeds.length} histories of faults and kills`, {
      timeout: 3_600_000,
    }, async () => {
      expect(posts.length).toBeGreaterThanOrEqual(20);
      const limit = pLimit(SIDE_BY_SIDE);
      const faults = await Promise.all(seeds.map((seed) => limit(() => wrongAfter(seed))));
      expect(faults.flat()).toEqual([]);
    });

    it.runIf(seeds.length >= ENOUGH_SEEDS)(
      'has met every kind of fault, and kills at every step',
      () => {
        expect([...faultsMet.keys()].sort()).toEqual([...FAULT_KINDS].sort());
        expect(Math.min(...faultsMet.values())).toBeGreaterThan(9);
        const steps = MOMENTS.map(({ when, step }) => `${when} ${step}`);
        expect(steps.filter((step) => !kills.includes(step))).toEqual([]);
      },
    );

    /** What is wrong in Slack after the runs of a seed; `[]` when everything is there once. */
    async function wrongAfter(seed: number): Promise<readonly string[]> {
      const random = seededRandom(seed);
      const slack = await startSlackServer({ channels: [{ name: 'general' }] });
      try {
        await runToTheEnd(seed, random, slack);
        return (await complaints(slack, posts, expectedFiles)).map(
          (line) => `seed ${seed}: ${line}`,
        );
      } catch (error) {
        return [`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`];
      } finally {
        await slack.stop();
      }
    }

    async function runToTheEnd(
      seed: number,
      random: () => number,
      slack: SlackServer,
    ): Promise<void> {
      const work = folder.join(`work-${seed}`);
      const config = folder.join(`${seed}.yaml`);
      await writeFile(config, fastSlack({ settleMs: SETTLE_MS, retryAfterMs: 20 }));
      slack.intercept(
        randomFaults(random, {
          mostDelayMs: MOST_DELAY_MS,
          isMeant: ({ method }) => !STUBBED.has(method),
          onFault: (kind) => noteFault(kind),
        }),
      );
      let victim: ChildProcess | undefined;
      let moment: Moment | undefined;
      const strike = (when: Moment['when'], method: string): void => {
        if (moment?.when !== when || moment.step !== stepOf(method)) return;
        moment = { ...moment, calls: moment.calls - 1 };
        if (moment.calls > 0) return;
        kills.push(`${when} ${moment.step}`);
        moment = undefined;
        victim?.kill('SIGKILL');
      };
      slack.intercept(({ method }) => {
        strike('before', method);
        return undefined;
      });
      slack.afterEach(({ method }) => strike('after', method));
      const moments = momentsOf(seed, random);
      for (let run = 0; run < KILLS + MOST_RUNS; run += 1) {
        moment ??= moments.shift();
        victim = start(work, config, slack.apiUrl);
        const [code] = await once(victim, 'close');
        if (code !== 0) continue;
        if (moment === undefined && moments.length === 0) return;
        // The run came to its end before its moment came: the next moment is due.
        moment = undefined;
      }
      throw new Error('did not come to its end');
    }

    function start(work: string, config: string, apiUrl: string): ChildProcess {
      const flags = ['replay', '--source', database.readerUrl, '--files', folder.join('files')];
      const scope = ['--include', 'public,private', '--channels', CHANNELS.join(',')];
      const rest = ['--work', work, '--config', config, '--quiet'];
      return spawn(process.execPath, [...PROGRAM, ...flags, ...scope, ...rest], {
        env: { PATH: process.env['PATH'] ?? '', SLACK_TOKEN: BOT_TOKEN, SLACK_API_URL: apiUrl },
        stdio: [
          'ignore',
          'ignore',
          process.env['MM2SLACK_DEBUG'] === undefined ? 'ignore' : 'inherit',
        ],
      });
    }
  });
}

/** When a run is killed: at a call of a step, before Slack has heard of it, or after that and before the answer. */
interface Moment {
  readonly when: 'before' | 'after';
  readonly step: Step;
  /** Counts down, also over runs that a fault stops. */
  readonly calls: number;
}

/** What a replay does one after another, and among how many calls of it a kill is drawn. */
const MOST_CALLS = { reading: 5, 'channels and files': 6, messages: 20 } as const;
type Step = keyof typeof MOST_CALLS;

const MOMENTS = (['before', 'after'] as const).flatMap((when) =>
  (['messages', 'channels and files', 'reading'] as const).map((step) => ({ when, step })),
);

/** The kills of a history. They take turns: six histories in a row begin with a different one each. */
function momentsOf(seed: number, random: () => number): Moment[] {
  const inTurn = [...MOMENTS.slice(seed % MOMENTS.length), ...MOMENTS];
  return inTurn
    .slice(0, KILLS)
    .map((moment) => ({ ...moment, calls: 1 + Math.floor(random() * MOST_CALLS[moment.step]) }));
}

function stepOf(method: string): Step {
  if (method === 'chat.postMessage') return 'messages';
  return /\.(?:test|info|list|history|replies)$/.test(method) ? 'reading' : 'channels and files';
}

/** How often each file name is to be there: its bytes are in the store, and Slack takes them. */
async function deliverable(
  posts: readonly Post[],
  folder: string,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { name, path } of posts.flatMap(({ files, deleteAtMs }) =>
    deleteAtMs === undefined ? files : [],
  )) {
    const size = await stat(join(folder, path)).then(
      ({ size: bytes }) => bytes,
      () => 0,
    );
    if (size > 0) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Answered by the proxy itself: there is nothing behind it to carry a call out late. */
const STUBBED: ReadonlySet<string> = new Set([
  'emoji.list',
  'usergroups.list',
  'usergroups.create',
]);

/** False for a post that has no message, because it shows nothing. */
const isShown = ({ type, message, files, props }: Post): boolean =>
  type !== '' || files.length > 0 || 'attachments' in props || !showsNothing(message);

/** Compares by post id, both ways, and looks at threads, order, files and channels. */
async function complaints(
  slack: SlackServer,
  posts: readonly Post[],
  expectedFiles: ReadonlyMap<string, number>,
): Promise<readonly string[]> {
  const server = askServer(slack.apiUrl);
  // What is asked now must not be disturbed.
  slack.intercept(() => ({ delayMs: 0 }));
  const wrong: string[] = [];
  const seen = new Map<string, ServerMessage>();
  const files = new Map<string, number>();
  const names = new Set<string>();
  for (const { id, name } of await server.channels()) {
    if (names.has(name) || /-mm/.test(name)) wrong.push(`the channel ${name} is there twice`);
    names.add(name);
    let last = 0;
    for (const message of await server.messages(id)) {
      for (const { name: file = '' } of message.files ?? []) {
        files.set(file, (files.get(file) ?? 0) + 1);
      }
      const payload = message.metadata?.event_payload;
      if (payload === undefined) continue;
      const key = `${payload.post_id}:${payload.part}`;
      if (seen.has(key)) wrong.push(`${key} is there twice`);
      seen.set(key, message);
      const createAtMs = posts.find((post) => post.id === payload.post_id)?.createAtMs;
      if (createAtMs === undefined) wrong.push(`${key} is nobody's`);
      else if (createAtMs < last) wrong.push(`${key} stands behind a newer one`);
      last = Math.max(last, createAtMs ?? 0);
    }
  }
  const wanted = [...expectedFiles].map(([name, times]) => `${name} ${times}`).sort();
  const found = [...files].map(([name, times]) => `${name} ${times}`).sort();
  if (wanted.join() !== found.join())
    wrong.push(`files: ${found.join()}, expected ${wanted.join()}`);
  for (const post of posts) {
    const message = seen.get(`${post.id}:0`);
    if (message === undefined) wrong.push(`${post.id} is missing`);
    if (post.thread.kind !== 'reply') continue;
    const root = seen.get(`${post.thread.root.id}:0`);
    if (message?.thread_ts !== root?.ts) wrong.push(`${post.id} is not in its thread`);
  }
  return wrong;
}
