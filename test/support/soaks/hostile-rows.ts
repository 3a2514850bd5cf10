import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../../fixtures/files.ts';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { checkArchive } from '../archive/check-archive.ts';
import { readArchive } from '../archive/read-archive.ts';
import { damageIds, dropKeys, widenIds } from '../damages/hostile/hostile-ids.ts';
import { DAMAGED_TABLES, damageRows, widenColumns } from '../damages/hostile/hostile-rows.ts';
import { type CliRun, problemsOf, runCli } from '../program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase } from '../servers/databases.ts';

/*
 * Rows that no server of Mattermost would write. Whatever they hold, a run ends with a whole archive or with one
 * line that says why not, and verify finds in the archive what is in the rows.
 */

const VALUES = 300;
/**
 * Two databases on each engine are 600 damages: both shapes of the schema, files by link and in the archive, tables
 * and JSON; every table is damaged, and every command comes to a good end at least once, which the test asserts. Half
 * of the columns of people, channels and posts get each kind of value only in the soak.
 */
export const ENOUGH_SEEDS = 2;
/** Ids that are changed in each database. */
const ID_CHANGES = 40;
/** Keeps the random choices of ids apart from those of values. */
const ID_SEEDS = 1_000_000;
const COMMANDS = ['inventory', 'plan', 'zip', 'files'] as const;
/** Half of them are refused by some engine or column at the most. */
const FEWEST_TAKEN = VALUES / 2;

/** The names that the test gives; hostile names of files, channels and emoji must make no others. */
const OURS = /^(?:files|(?:mysql|postgres)-\d+(?:(?:-csv)?\.zip|-work|\.yaml))$/;
/** An archive for keeping has files; no town-square may be left. */
const EXPECTED = /^the folder __uploads belongs|^channels\.json has 0 general/;

/** Registers the suite with its seeds, a damaged database for each. */
export function describeHostileRows(seeds: readonly number[]): void {
  describe.each(['mysql', 'postgres'] as const)('a database of hostile rows, on %s', (engine) => {
    let folder: ScratchFolder;
    beforeAll(async () => {
      folder = await makeScratchFolder();
      await mkdir(folder.join('files'));
      await writeFileStore(folder.join('files'));
    });
    afterAll(() => folder.remove());

    it(`ends in a valid archive or a refusal of one line, in ${seeds.length} databases of ${VALUES} damages`, {
      timeout: 3_600_000,
    }, async () => {
      const ends = new Map<string, number>();
      const wrong: string[] = [];
      for (const seed of seeds) {
        for (const [command, end, faults] of await endsOf(seed)) {
          ends.set(`${command}: ${end}`, (ends.get(`${command}: ${end}`) ?? 0) + 1);
          wrong.push(...faults.map((fault) => `seed ${seed}, ${command}: ${fault}`));
        }
      }
      process.stdout.write(
        `hostile rows on ${engine}: ${JSON.stringify(Object.fromEntries(ends))}\n`,
      );
      expect(wrong).toEqual([]);
      if (seeds.length < ENOUGH_SEEDS) return;
      expect([...damaged].sort()).toEqual([...DAMAGED_TABLES].sort());
      expect(commandsDone(ends)).toEqual([...COMMANDS].sort());
    });

    const damaged = new Set<string>();

    type End = readonly [command: string, end: string, faults: readonly string[]];

    async function endsOf(seed: number): Promise<readonly End[]> {
      const database = await createDatabase(engine, `hostile_${seed}`);
      try {
        const shape = seed % 2 === 0 ? '8.1' : '5.37';
        await loadWorkspace(engine, shape, database.run);
        await widenColumns(database);
        await widenIds(database);
        // Every second pair of databases has lost its keys, in both shapes of the schema.
        if (seed % 4 >= 2) await dropKeys(database);
        const taken = await damageRows(database, seededRandom(seed), VALUES);
        expect(taken.length).toBeGreaterThan(FEWEST_TAKEN);
        for (const table of taken) damaged.add(table);
        await damageIds(database, seededRandom(seed + ID_SEEDS), ID_CHANGES);
        const out = folder.join(`${engine}-${seed}.zip`);
        const config = folder.join(`${engine}-${seed}.yaml`);
        // An archive for keeping has the names of files as its own names.
        await writeFile(config, seed % 3 === 0 ? 'files: { deliver: bundle }\n' : '');
        const flags = [
          ...['--config', config],
          ...['--source', database.readerUrl, '--files', folder.join('files')],
          ...[
            '--work',
            folder.join(`${engine}-${seed}-work`),
            '--include',
            'public,private,direct,group',
          ],
        ];
        // The tables for people print names too.
        const shown = seed % 2 === 0 ? [] : ['--json'];
        const ends: End[] = [];
        for (const command of COMMANDS) {
          const more = { inventory: [], plan: [], zip: ['--out', out], files: ['--check'] }[
            command
          ];
          const run = await runCli([command, ...flags, ...shown, ...more]);
          const faults = [...faultsOf(run)];
          const isDone = run.exitCode === 0;
          if (command === 'zip' && isDone) faults.push(...(await faultsOfArchive(out)));
          ends.push([
            command,
            isDone ? 'done' : `refused (${run.stderr.slice(0, 90).trim()})`,
            faults,
          ]);
          if (command !== 'zip' || !isDone) continue;
          const verified = await runCli(['verify', ...flags, ...shown, '--zip', out]);
          const work = folder.join(`${engine}-${seed}-work`);
          ends.push([
            'verify',
            `exit code ${verified.exitCode}`,
            await differencesOf(verified, work),
          ]);
          // The same as a text import, with both ways of writing quotes; a third of the seeds is enough.
          if (seed % 3 !== 1) continue;
          const csv = folder.join(`${engine}-${seed}-csv.zip`);
          const quoting = ['--csv-quoting', seed % 2 === 0 ? 'doubled' : 'backslash'];
          const shape = ['--format', 'csv', ...quoting, '--out', csv];
          const written = await runCli(['zip', ...flags, ...shown, ...shape]);
          ends.push(['zip csv', `exit code ${written.exitCode}`, faultsOf(written)]);
          if (written.exitCode !== 0) continue;
          const read = await runCli(['verify', ...flags, ...shown, '--zip', csv]);
          ends.push(['verify csv', `exit code ${read.exitCode}`, await differencesOf(read, work)]);
        }
        const outside = (await readdir(folder.path)).filter((name) => !OURS.test(name));
        ends.push(['files', 'inside', outside.map((name) => `wrote ${name}`)]);
        const left = await readdir(folder.path, { recursive: true });
        const parts = left.filter((name) => name.endsWith('.part'));
        return [...ends, ['zip', 'tidy', parts.map((part) => `left ${part}`)]];
      } finally {
        await database.drop();
      }
    }
  });
}

/** The commands that did what they were asked with some database. */
function commandsDone(ends: ReadonlyMap<string, number>): readonly string[] {
  return COMMANDS.filter((command) => ends.has(`${command}: done`)).sort();
}

/** Done and silent of control characters, or refused in lines that each say something. */
function faultsOf({ exitCode, stdout, stderr }: CliRun): readonly string[] {
  const shown = stderr.slice(0, 2_000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be printed.
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
  const faults = control.test(stderr) || control.test(stdout) ? ['a control character'] : [];
  if (exitCode === 0) return faults;
  const lines = problemsOf({ stderr }).split('\n');
  const isRefusal = exitCode === 2 && lines.every((line) => line.startsWith('mm2slack: '));
  return isRefusal ? faults : [...faults, `exit code ${exitCode}: ${shown}`];
}

/** What verify says against the archive: nothing, and it ends with 0. */
async function differencesOf(run: CliRun, work: string): Promise<readonly string[]> {
  if (run.exitCode === 0) return faultsOf(run);
  const end = `exit code ${run.exitCode}: ${run.stderr.slice(0, 2_000)}`;
  if (run.exitCode !== 1) return [end];
  const lines = (await readFile(`${work}/differences.jsonl`, 'utf8')).split('\n').filter(Boolean);
  const differences = lines
    .map((line): Readonly<Record<string, string>> => JSON.parse(line))
    .filter(({ cause }) => cause === '')
    .map((difference) => JSON.stringify(difference).slice(0, 1_000));
  return [end, ...differences];
}

async function faultsOfArchive(out: string): Promise<readonly string[]> {
  const archive = await readArchive(out);
  try {
    const faults = (await checkArchive(archive)).filter((fault) => !EXPECTED.test(fault));
    return faults.map((fault) => fault.slice(0, 300));
  } finally {
    archive.close();
  }
}
