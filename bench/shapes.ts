import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filledServer } from './filled-server.ts';
import { SHAPES } from './server-shapes.ts';
import { median, type TimedRun, timedProcess } from './timed-process.ts';

/*
 * zip of servers of other shapes, each against the even one with as many posts:
 * `npm run bench:shapes -- --posts 100000 --runs 3 --engine mysql --shapes even,memberships`. `--commands zip,plan,archive`
 * measures others on the same server, `archive` with deleted posts. docs/performance.md keeps the figures. `--cli` names
 * another program to measure.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'mysql' },
    shapes: { type: 'string', default: Object.keys(SHAPES).join(',') },
    commands: { type: 'string', default: 'zip' },
    'buffer-pool': { type: 'string', default: '1G' },
    cli: { type: 'string', default: join(import.meta.dirname, '../../dist/cli.js') },
  },
});
const posts = Number(values.posts);
const engine = values.engine === 'postgres' ? 'postgres' : 'mysql';
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-shapes-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  zip: ['zip', '--force', '--out', join(folder, 'shape.zip')],
  plan: ['plan'],
  archive: ['archive', '--with-deleted', '--force', '--out', join(folder, 'site')],
};
type Measured = readonly (readonly [command: string, runs: readonly TimedRun[]])[];

async function measured(name: string): Promise<Measured> {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`no shape ${name}: ${Object.keys(SHAPES).join(', ')}`);
  const bufferPool = values['buffer-pool'];
  const server = await filledServer(engine, { posts, seed: 1, shape, bufferPool });
  const all: (readonly [string, readonly TimedRun[]])[] = [];
  try {
    for (const command of values.commands.split(',')) {
      const flags = COMMANDS[command];
      if (flags === undefined) throw new Error(`no command ${command}`);
      const runs: TimedRun[] = [];
      for (let run = 0; run < Number(values.runs); run += 1) {
        const work = join(folder, `${name}-${run}`);
        const args = [...flags, '--source', server.url, '--work', work, '--quiet'];
        runs.push(await timedProcess(process.execPath, [values.cli, ...args]));
        await rm(work, { recursive: true, force: true });
      }
      all.push([command, runs]);
    }
    return all;
  } finally {
    await server.stop();
  }
}

function sayRow(what: string, runs: readonly TimedRun[], even: number | undefined): void {
  const seconds = median(runs.map((run) => run.seconds));
  const processor = median(runs.map((run) => run.processorSeconds));
  say(
    [
      what.padEnd(22),
      seconds.toFixed(1).padStart(9),
      processor.toFixed(1).padStart(13),
      (even === undefined ? '' : (seconds / even).toFixed(2)).padStart(16),
      String(Math.max(...runs.map((run) => run.peakMebibytes))).padStart(10),
    ].join(' '),
  );
}

try {
  say(`${engine}, ${posts.toLocaleString('en-US')} posts, medians of ${values.runs}`);
  say(`load before: ${(await readFile('/proc/loadavg', 'utf8').catch(() => 'unknown')).trim()}`);
  say('shape and command        seconds   processor s   times the even   peak MiB');
  const even = new Map<string, number>();
  for (const name of values.shapes.split(',')) {
    for (const [command, runs] of await measured(name)) {
      if (name === 'even') even.set(command, median(runs.map((run) => run.seconds)));
      sayRow(`${name} ${command}`, runs, even.get(command));
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
