import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filledServer } from './filled-server.ts';
import { SHAPES } from './server-shapes.ts';
import { median, type TimedRun, timedProcess } from './timed-process.ts';

/*
 * zip, plan and verify of servers of other shapes, each against the even one with as many posts:
 * `npm run bench:shapes -- --posts 100000 --runs 3 --engine mysql --shapes even,memberships --commands zip`;
 * `archive`, with deleted posts, where it is asked for.
 * docs/performance.md keeps the figures. `--cli` names another program to measure; verify needs the archive of zip.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'mysql' },
    shapes: { type: 'string', default: Object.keys(SHAPES).join(',') },
    commands: { type: 'string', default: 'zip,plan,verify' },
    'buffer-pool': { type: 'string', default: '1G' },
    cli: { type: 'string', default: join(import.meta.dirname, '../../dist/cli.js') },
  },
});
const posts = Number(values.posts);
const engine = values.engine === 'postgres' ? 'postgres' : 'mysql';
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-shapes-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

type Runs = ReadonlyMap<string, readonly TimedRun[]>;

async function measured(name: string): Promise<Runs> {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`no shape ${name}: ${Object.keys(SHAPES).join(', ')}`);
  const bufferPool = values['buffer-pool'];
  const server = await filledServer(engine, { posts, seed: 1, shape, bufferPool });
  const taken = new Map<string, TimedRun[]>();
  try {
    for (let run = 0; run < Number(values.runs); run += 1) {
      const work = join(folder, `${name}-${run}`);
      const zip = join(folder, 'shape.zip');
      const common = ['--source', server.url, '--work', work, '--quiet'];
      const commands: Readonly<Record<string, readonly string[]>> = {
        zip: ['zip', '--out', zip, '--force', ...common],
        plan: ['plan', ...common],
        verify: ['verify', '--zip', zip, ...common],
        archive: ['archive', '--with-deleted', '--force', '--out', join(work, 'site'), ...common],
      };
      for (const command of values.commands.split(',')) {
        const flags = commands[command];
        if (flags === undefined) throw new Error(`no command ${command}`);
        const timed = await timedProcess(process.execPath, [values.cli, ...flags]);
        taken.set(command, [...(taken.get(command) ?? []), timed]);
      }
      await rm(work, { recursive: true });
    }
    return taken;
  } finally {
    await server.stop();
  }
}

const middle = (runs: readonly TimedRun[] | undefined, of: (run: TimedRun) => number): number =>
  median((runs ?? []).map(of));

function sayRow(name: string, command: string, taken: Runs, even: Runs | undefined): void {
  const runs = taken.get(command) ?? [];
  const ofEven = (of: (run: TimedRun) => number): string =>
    even === undefined ? '' : (middle(runs, of) / middle(even.get(command), of)).toFixed(2);
  say(
    [
      name.padEnd(14),
      command.padEnd(7),
      middle(runs, ({ seconds }) => seconds)
        .toFixed(1)
        .padStart(9),
      ofEven(({ seconds }) => seconds).padStart(13),
      middle(runs, ({ processorSeconds }) => processorSeconds)
        .toFixed(1)
        .padStart(12),
      ofEven(({ processorSeconds }) => processorSeconds).padStart(13),
      String(Math.max(...runs.map((run) => run.peakMebibytes))).padStart(9),
    ].join(' '),
  );
}

try {
  say(`${engine}, ${posts.toLocaleString('en-US')} posts, medians of ${values.runs}`);
  say(`load before: ${(await readFile('/proc/loadavg', 'utf8').catch(() => 'unknown')).trim()}`);
  say('shape          command   seconds   times even   processor   times even   peak MiB');
  let even: Runs | undefined;
  for (const name of values.shapes.split(',')) {
    const taken = await measured(name);
    if (name === 'even') even = taken;
    for (const command of taken.keys()) sayRow(name, command, taken, even);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
