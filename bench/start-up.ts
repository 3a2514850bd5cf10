import { median, timedProcess } from './timed-process.ts';

/*
 * What `mm2slack --help` takes beside Node itself and beside commander alone, in alternation, so that what else
 * the machine does meets all three. Ends with 1 when it takes over twice as long as Node. `npm run bench:start-up [RUNS]`
 */

const RUNS = Number(process.argv[2] ?? 15);
const MOST_TIMES = 2;
const MS_PER_SECOND = 1000;

const STARTS = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'commander alone', args: ['--input-type=module', '-e', "import 'commander'"] },
  { name: 'mm2slack --help', args: ['dist/cli.js', '--help'] },
] as const;

const times = STARTS.map((): number[] => []);
for (let run = 0; run < RUNS; run += 1) {
  for (const [index, { args }] of STARTS.entries()) {
    const { seconds } = await timedProcess(process.execPath, args);
    times[index]?.push(seconds * MS_PER_SECOND);
  }
}

const medians = times.map(median);
const [nodeMs = Number.NaN] = medians;
const ratios = medians.map((ms) => ms / nodeMs);
process.stdout.write(`Node ${process.versions.node}, medians of ${RUNS} in alternation\n`);
for (const [index, { name }] of STARTS.entries()) {
  const ms = (medians[index] ?? Number.NaN).toFixed(0).padStart(5);
  process.stdout.write(`${name.padEnd(16)} ${ms} ms ${(ratios[index] ?? Number.NaN).toFixed(2)}\n`);
}
// A figure that is none fails too.
if (!((ratios.at(-1) ?? Number.NaN) <= MOST_TIMES)) process.exitCode = 1;
