import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { filledServer } from './filled-server.ts';
import { SHAPES } from './server-shapes.ts';
import { median, type TimedRun, timedProcess } from './timed-process.ts';

/*
 * zip of servers of other shapes, each against the even one with as many posts:
 * `npm run bench:shapes -- --posts 100000 --runs 3 --engine mysql --shapes even,memberships`. docs/performance.md keeps
 * the figures. `--cli` names another program to measure.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    engine: { type: 'string', default: 'mysql' },
    shapes: { type: 'string', default: Object.keys(SHAPES).join(',') },
    'buffer-pool': { type: 'string', default: '1G' },
    cli: { type: 'string', default: join(import.meta.dirname, '../../dist/cli.js') },
  },
});
const posts = Number(values.posts);
const engine = values.engine === 'postgres' ? 'postgres' : 'mysql';
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-shapes-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function measured(name: string): Promise<readonly TimedRun[]> {
  const shape = SHAPES[name];
  if (shape === undefined) throw new Error(`no shape ${name}: ${Object.keys(SHAPES).join(', ')}`);
  const bufferPool = values['buffer-pool'];
  const server = await filledServer(engine, { posts, seed: 1, shape, bufferPool });
  try {
    const runs: TimedRun[] = [];
    for (let run = 0; run < Number(values.runs); run += 1) {
      const work = join(folder, `${name}-${run}`);
      const out = join(folder, 'shape.zip');
      const common = ['--source', server.url, '--work', work, '--quiet'];
      runs.push(
        await timedProcess(process.execPath, [
          values.cli,
          'zip',
          '--out',
          out,
          '--force',
          ...common,
        ]),
      );
      await rm(work, { recursive: true });
    }
    return runs;
  } finally {
    await server.stop();
  }
}

try {
  say(`${engine}, ${posts.toLocaleString('en-US')} posts, medians of ${values.runs}`);
  say(`load before: ${(await readFile('/proc/loadavg', 'utf8').catch(() => 'unknown')).trim()}`);
  say('shape            seconds   processor s   times the even   peak MiB');
  let even: number | undefined;
  for (const name of values.shapes.split(',')) {
    const runs = await measured(name);
    const seconds = median(runs.map((run) => run.seconds));
    if (name === 'even') even = seconds;
    say(
      [
        name.padEnd(14),
        seconds.toFixed(1).padStart(9),
        median(runs.map((run) => run.processorSeconds))
          .toFixed(1)
          .padStart(13),
        (even === undefined ? '' : (seconds / even).toFixed(2)).padStart(16),
        String(Math.max(...runs.map((run) => run.peakMebibytes))).padStart(10),
      ].join(' '),
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
