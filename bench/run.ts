import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import type { Engine } from '../fixtures/schemas/column-types.ts';
import { startMysqlServer } from '../test/support/servers/mysql-server.ts';
import { startPostgresServer } from '../test/support/servers/postgres-server.ts';
import { findServers } from '../test/support/servers/server-binaries.ts';
import { dayFileOverhead } from './day-file-overhead.ts';
import { fillDatabase } from './fill-database.ts';
import { stagesOf } from './stages.ts';
import { median, type TimedRun, timedProcess } from './timed-process.ts';

/*
 * zip, plan and verify, and reading alone, against what moving the bytes costs at all, on one database in one run:
 * `npm run bench -- --posts 100000 --runs 3 --engines mysql,postgres`. docs/performance.md keeps the figures.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '3' },
    engines: { type: 'string', default: 'mysql,postgres' },
    seed: { type: 'string', default: '1' },
    'buffer-pool': { type: 'string', default: '3G' },
    steps: { type: 'string', default: 'dump,zip,plan,verify,reading' },
  },
});
const posts = Number(values.posts);
const runs = Number(values.runs);
const wanted = values.steps.split(',');
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-bench-'));
const CLI = join(import.meta.dirname, '../../dist/cli.js');
const READ_POSTS = join(import.meta.dirname, 'read-posts.js');
/** Room for the tables of a million posts; more must be asked for. */
const BUFFER_POOL = values['buffer-pool'];
const say = (text: string): void => void process.stdout.write(`${text}\n`);

interface Filled {
  readonly url: string;
  /** A shell line that writes the table of posts, compressed, to nowhere. */
  readonly dump: string;
  readonly stop: () => Promise<void>;
}

async function filled(engine: Engine): Promise<Filled> {
  const { mysql, postgres } = await findServers([engine]);
  if (mysql !== undefined) {
    // Room for the table, as a host that takes a restored dump should have.
    const { url, stop } = await startMysqlServer(mysql, BUFFER_POOL);
    const connection = await createConnection({ uri: url, multipleStatements: false });
    await connection.query('CREATE DATABASE mattermost CHARACTER SET utf8mb4');
    await connection.query('USE mattermost');
    await fillDatabase('mysql', (sql) => connection.query(sql), {
      posts,
      seed: Number(values.seed),
    });
    await connection.end();
    const { port } = new URL(url);
    const login = `-h127.0.0.1 -P${port} -uadmin -padmin-secret`;
    return {
      url: `${url}/mattermost`,
      stop,
      dump: `mariadb-dump ${login} mattermost Posts | gzip > /dev/null`,
    };
  }
  if (postgres === undefined) throw new Error('no server');
  const { url, stop } = await startPostgresServer(postgres);
  const client = new Client({ connectionString: url });
  await client.connect();
  await fillDatabase('postgres', (sql) => client.query(sql), { posts, seed: Number(values.seed) });
  await client.end();
  return { url, stop, dump: `pg_dump -t posts '${url}' | gzip > /dev/null` };
}

async function measure(engine: Engine, { url, dump }: Filled): Promise<void> {
  const common = ['--source', url, '--work', join(folder, 'work'), '--quiet'];
  const zip = join(folder, 'bench.zip');
  const node = (...args: readonly string[]) => timedProcess(process.execPath, args);
  const steps: Readonly<Record<string, () => Promise<TimedRun>>> = {
    dump: () => timedProcess('bash', ['-o', 'pipefail', '-c', dump]),
    zip: () => node(CLI, 'zip', '--out', zip, '--force', ...common),
    plan: () => node(CLI, 'plan', ...common),
    verify: () => node(CLI, 'verify', '--zip', zip, ...common),
    reading: () => node(READ_POSTS, url),
  };
  const taken = new Map<string, TimedRun[]>(Object.keys(steps).map((name) => [name, []]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, step] of Object.entries(steps)) {
      if (wanted.includes(name)) taken.get(name)?.push(await step());
    }
  }
  const dumpSeconds = median((taken.get('dump') ?? []).map(({ seconds }) => seconds));
  say(`\n${engine}, ${posts.toLocaleString('en-US')} posts, medians of ${runs}`);
  say('step       seconds   processor s   times the dump   peak MiB');
  for (const [name, list] of taken) {
    if (list.length === 0) continue;
    const seconds = median(list.map((run) => run.seconds));
    const processor = median(list.map((run) => run.processorSeconds));
    const peak = Math.max(...list.map((run) => run.peakMebibytes));
    const ratio = (seconds / dumpSeconds).toFixed(1);
    say(
      [
        name.padEnd(8),
        seconds.toFixed(1).padStart(9),
        processor.toFixed(1).padStart(13),
        ratio.padStart(16),
        String(peak).padStart(10),
      ].join(' '),
    );
  }
  if (taken.get('zip')?.length === 0) return;
  await printStages(engine, common, zip);
  await printDayFiles(zip);
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
    const database = await filled(engine);
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
