import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { filledServer } from './filled-server.ts';
import { WrittenFiles } from './written-files.ts';

/*
 * What V8 compiles again and again in `zip`, in all threads: a closure that is made for each unit of posts loses its
 * compiled code when it is collected. `npm run bench:compiles -- --posts 400000`; docs/performance.md keeps the figures.
 */

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '400000' },
    functions: { type: 'string', default: '30' },
  },
});
const CLI = join(import.meta.dirname, '../../dist/cli.js');
const folder = await mkdtemp(join(tmpdir(), 'mm2slack-bench-'));
const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** `code-creation,JS,kind,time,address,size,name url:line:column,shared function info,tier` */
const CREATED =
  /^code-creation,JS,\d+,\d+,0x[0-9a-f]+,\d+,(?<name>\S*) (?<url>\S+):(?<line>\d+):(?<column>\d+),(?<info>0x[0-9a-f]+),/;
const COMPILED =
  /completed compiling.*JSFunction (?<name>.*?) ?\(sfi = (?<info>0x[0-9a-f]+)\).*took (?<times>[\d., ]+) ms/;

/** Runs `zip` with V8's traces of the compiler: functions by the address of their shared part, and each compilation. */
async function traced(url: string) {
  const log = join(folder, 'v8.log');
  const work = ['--source', url, '--work', join(folder, 'work'), '--quiet'];
  const flags = ['--trace-opt', '--log-code', '--log-function-events', '--no-logfile-per-isolate'];
  const args = [...flags, `--logfile=${log}`, CLI, 'zip', '--out', join(folder, 'bench.zip')];
  const child = spawn(process.execPath, [...args, ...work], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const closed = once(child, 'close');
  const compiled: { readonly name: string; readonly info: bigint; readonly ms: number }[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const { name = '', info = '0', times = '' } = COMPILED.exec(line)?.groups ?? {};
    if (times === '') continue;
    const ms = times.split(', ').reduce((sum, time) => sum + Number(time), 0);
    compiled.push({ name, info: BigInt(info), ms });
  }
  const [code] = await closed;
  if (code !== 0) throw new Error(`zip ended with ${code}`);
  return { compiled, places: await placesIn(log) };
}

async function placesIn(log: string): Promise<ReadonlyMap<bigint, string>> {
  const written = new WrittenFiles();
  const places = new Map<bigint, string>();
  for await (const line of createInterface({ input: createReadStream(log) })) {
    const { name = '', url = '', line: row, column, info = '0' } = CREATED.exec(line)?.groups ?? {};
    if (url === '') continue;
    const place = { lineNumber: Number(row) - 1, columnNumber: Number(column) - 1 };
    places.set(BigInt(info), `${name} ${await written.lineOf(url, place)}`.trim());
  }
  return places;
}

function print({ compiled, places }: Awaited<ReturnType<typeof traced>>): void {
  const sums = new Map<string, { times: number; ms: number }>();
  for (const { name, info, ms } of compiled) {
    // The trace has the address with a tag in its last bit. What was moved since is known by its name alone.
    const place = places.get(info - 1n) ?? `${name} (moved)`;
    const { times, ms: before } = sums.get(place) ?? { times: 0, ms: 0 };
    sums.set(place, { times: times + 1, ms: before + ms });
  }
  const all = compiled.reduce((sum, { ms }) => sum + ms, 0);
  say(`${compiled.length} compilations, ${(all / 1000).toFixed(1)} s beside the threads`);
  const most = [...sums].sort(([, a], [, b]) => b.ms - a.ms).slice(0, Number(values.functions));
  for (const [place, { times, ms }] of most) {
    say(`${ms.toFixed(0).padStart(6)} ms ${String(times).padStart(5)} times  ${place}`);
  }
}

const server = await filledServer('mysql', {
  posts: Number(values.posts),
  seed: 1,
  bufferPool: '1G',
});
try {
  print(await traced(server.url));
} finally {
  await server.stop();
  await rm(folder, { recursive: true });
}
