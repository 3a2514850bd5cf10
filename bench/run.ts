import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Engine } from '../fixtures/schemas/column-types.ts';
import { dayFileOverhead } from './day-file-overhead.ts';
import { type FilledServer, filledServer } from './filled-server.ts';
import { SHAPES } from './server-shapes.ts';
import { stagesOf } from './stages.ts';
import { median, type TimedRun, timedProcess } from './timed-process.ts';

/*
 * zip, plan and verify, and reading alone, against what moving the bytes costs at all, on one database in one run:
 * `npm run bench -- --posts 100000 --runs 3 --engines mysql,postgres`, with `--shape reactions` for a server of another
 * shape. docs/performance.md keeps the figures.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    engines: { type: 'string', default: 'mysql,postgres' },
    seed: { type: 'string', default: '1' },
    'buffer-pool': { type: 'string', default: '3G' },
    steps: { type: 'string', default: 'dump,zip,plan,verify,reading' },
    shape: { type: 'string', default: 'even' },
  },
});
const posts = Number(values.posts);
const runs = Number(values.runs);
const wanted = values.steps.split(',');
const shape = SHAPES[values.shape];
if (shape === undefined) throw new Error(`no shape ${values.shape}: ${Object.keys(SHAPES)}`);
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-bench-'));
const CLI = join(import.meta.dirname, '../../dist/cli.js');
const READ_POSTS = join(import.meta.dirname, 'read-posts.js');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** A run of a step, and what the database spent on it. */
interface StepRun extends TimedRun {
  readonly databaseSeconds: number;
}

async function measure(engine: Engine, server: FilledServer): Promise<void> {
  const common = ['--source', server.url, '--work', join(folder, 'work'), '--quiet'];
  const zip = join(folder, 'bench.zip');
  const node = (...args: readonly string[]) => timedProcess(process.execPath, args);
  const steps: Readonly<Record<string, () => Promise<TimedRun>>> = {
    dump: () => timedProcess('bash', ['-o', 'pipefail', '-c', server.dump]),
    zip: () => node(CLI, 'zip', '--out', zip, '--force', ...common),
    plan: () => node(CLI, 'plan', ...common),
    verify: () => node(CLI, 'verify', '--zip', zip, ...common),
    reading: () => node(READ_POSTS, server.url),
  };
  const taken = new Map<string, StepRun[]>();
  for (let run = 0; run < runs; run += 1) {
    for (const [name, step] of Object.entries(steps)) {
      if (!wanted.includes(name)) continue;
      const before = await server.processorSeconds();
      const timed = await step();
      const databaseSeconds = (await server.processorSeconds()) - before;
      taken.set(name, [...(taken.get(name) ?? []), { ...timed, databaseSeconds }]);
    }
  }
  say(`\n${engine}, ${posts.toLocaleString('en-US')} posts, medians of ${runs}`);
  printSteps(taken);
  if (!taken.has('zip')) return;
  await printStages(engine, common, zip);
  await printDayFiles(zip);
}

function printSteps(taken: ReadonlyMap<string, readonly StepRun[]>): void {
  const middle = (name: string, of: (run: StepRun) => number): number =>
    median((taken.get(name) ?? []).map(of));
  const dumpSeconds = middle('dump', ({ seconds }) => seconds);
  const zipSeconds = middle('zip', ({ seconds }) => seconds);
  const times = (seconds: number, of: number): string => (of > 0 ? (seconds / of).toFixed(2) : '');
  say('step       seconds   processor s   database s   times dump   times zip   peak MiB');
  for (const [name, list] of taken) {
    const seconds = middle(name, (run) => run.seconds);
    say(
      [
        name.padEnd(8),
        seconds.toFixed(1).padStart(9),
        middle(name, (run) => run.processorSeconds)
          .toFixed(1)
          .padStart(13),
        middle(name, (run) => run.databaseSeconds)
          .toFixed(1)
          .padStart(12),
        times(seconds, dumpSeconds).padStart(12),
        times(seconds, zipSeconds).padStart(11),
        String(Math.max(...list.map((run) => run.peakMebibytes))).padStart(10),
      ].join(' '),
    );
  }
}

async function printStages(engine: Engine, common: readonly string[], zip: string): Promise<void> {
  const profiles = join(folder, `profile-${engine}`);
  await timedProcess(process.execPath, [
    ...['--cpu-prof', `--cpu-prof-dir=${profiles}`, CLI, 'zip', '--out', zip, '--force', ...common],
  ]);
  for (const { thread, seconds } of await stagesOf(profiles)) {
    say(`zip, ${thread} thread by stage (with the profiler on):`);
    for (const [name, value] of seconds)
      say(`${name.padEnd(10)} ${value.toFixed(1).padStart(7)} s`);
  }
}

async function printDayFiles(zip: string): Promise<void> {
  const { entries, sizeBytes, ...packed } = await dayFileOverhead(zip);
  const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(0)} MiB`;
  const { secondsByDay, secondsInPieces, bytesByDay, bytesInPieces } = packed;
  say(`${entries.toLocaleString('en-US')} entries of ${mebibytes(sizeBytes)}, packed again:`);
  say(`one by one ${secondsByDay.toFixed(1)} s, ${mebibytes(bytesByDay)}`);
  say(`joined     ${secondsInPieces.toFixed(1)} s, ${mebibytes(bytesInPieces)}`);
}

const isEngine = (name: string): name is Engine => name === 'mysql' || name === 'postgres';

try {
  for (const engine of values.engines.split(',').filter(isEngine)) {
    const startMs = performance.now();
    const database = await filledServer(engine, {
      posts,
      seed: Number(values.seed),
      shape,
      bufferPool: values['buffer-pool'],
    });
    say(`${engine}: filled in ${((performance.now() - startMs) / 1000).toFixed(0)} s`);
    try {
      await measure(engine, database);
    } finally {
      await database.stop();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
