import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../../fixtures/workspace/post-spec.ts';
import { messagesByTs } from '../archive/messages-by-ts.ts';
import { mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { type CliRun, runCli } from '../program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { seededRandom } from '../seeded-random.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { enginesFor } from '../servers/engines.ts';

/*
 * A `zip` is killed at the moment at which its archives, its records and the record of its posts get their names: before
 * or after any of them. The next one holds what no archive has, and together they hold every message once.
 */

/** Renames of a run, two archives and a list of pending changes among them. */
const RENAMES = 9;

/** Kills the process that loads it, before or after a file gets its name. */
const KILLER = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { rename } = fs.promises;
  const [at, when] = process.env.KILL_AT.split(' ');
  let count = 0;
  fs.promises.rename = async (...names) => {
    count += 1;
    const isIt = count === Number(at);
    if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL');
    await rename(...names);
    if (isIt && when === 'after') process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();`;

/** Registers the suite with its seeds, one kill for each. */
export function describeNamingKills(seeds: readonly number[]): void {
  describe.each(enginesFor('mysql'))('a zip killed while it names, on %s', (engine) => {
    let database: TestDatabase;
    let folder: ScratchFolder;
    let whole: readonly string[];
    const ends = new Map<string, number>();

    beforeAll(async () => {
      folder = await makeScratchFolder();
      await writeFile(folder.join('killer.mjs'), KILLER);
      database = await createDatabase(engine, 'naming_kills');
      await loadWorkspace(engine, '8.1', database.run);
      await mkdir(folder.join('base'));
      expect(await zip('base', 'bulk')).toMatchObject({ exitCode: 0 });
      const people = mattermostWriter(database);
      await people.post(channelIdOf('devTokyo'), 'new');
      await people.post(channelIdOf('devTokyo'), 'late reply', postIdOf('broken-build'));
      await people.pin(postIdOf('screenshots'), true);
      await mkdir(folder.join('whole'));
      expect(await zip('whole', 'whole')).toMatchObject({ exitCode: 0 });
      whole = [...(await messagesByTs(folder.join('whole/whole.zip'))).keys()].sort();
    });
    afterAll(async () => {
      await database.drop();
      await folder.remove();
    });

    function zip(place: string, name: string, flags: readonly string[] = [], killAt?: string) {
      const places = [
        '--out',
        folder.join(place, `${name}.zip`),
        '--work',
        folder.join(place, 'work'),
      ];
      const source = ['--source', database.readerUrl, '--include', 'public,private'];
      const killer = {
        KILL_AT: killAt ?? '',
        NODE_OPTIONS: `--import=${folder.join('killer.mjs')}`,
      };
      return runCli(['zip', ...source, ...places, '--quiet', ...flags], {
        env: killAt === undefined ? {} : killer,
      });
    }

    const archivesIn = async (place: string): Promise<readonly string[]> =>
      (await readdir(folder.join(place)))
        .filter((name) => name.endsWith('.zip'))
        .sort()
        .map((name) => folder.join(place, name));

    /** Kills a run; returns what is wrong after the next one. */
    async function wrongAfter(seed: number): Promise<readonly string[]> {
      const random = seededRandom(seed);
      const place = `seed-${seed}`;
      const isFirst = random() < 0.3;
      if (isFirst) await mkdir(folder.join(place));
      else await cp(folder.join('base'), folder.join(place), { recursive: true });
      const split = random() < 0.5 ? ['--split-by', 'visibility'] : [];
      const killAt = `${1 + Math.floor(random() * RENAMES)} ${random() < 0.5 ? 'before' : 'after'}`;
      const killed = isFirst
        ? await zip(place, 'bulk', split, killAt)
        : await zip(place, 'second', ['--since-last', ...split], killAt);
      const next = await nextOf(place, isFirst);
      const how = `${isFirst ? 'first' : 'second'} ${split.length > 0 ? 'split' : 'whole'}, ${killAt}`;
      const end = `${killed.exitCode === null ? 'killed' : 'done'}, then ${next.exitCode}`;
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const wrong = await complaints(place);
      if (killed.exitCode !== null && killed.exitCode !== 0) wrong.push(killed.stderr);
      if (next.exitCode !== 0) wrong.push(next.stderr);
      return wrong.map((line) => `seed ${seed} (${how}): ${line}`);
    }

    /** Runs what a person would run next: what goes on, or the first one again when it has no result. */
    async function nextOf(place: string, isFirst: boolean): Promise<CliRun> {
      const next = await zip(place, 'third', ['--since-last']);
      const isNone = next.stderr.includes('make the first one without --since-last');
      return isFirst && isNone ? await zip(place, 'bulk') : next;
    }

    async function complaints(place: string): Promise<string[]> {
      const wrong: string[] = [];
      const archives = await archivesIn(place);
      const lists = await Promise.all(archives.map(messagesByTs));
      const found = lists.flatMap((messages) => [...messages.keys()]).sort();
      const twice = found.filter((key, index) => key === found[index - 1]);
      if (twice.length > 0) wrong.push(`${twice.length} messages are there twice`);
      const missing = whole.filter((key) => !found.includes(key));
      if (missing.length > 0) wrong.push(`${missing.length} messages are missing`);
      const left = [
        ...(await readdir(folder.join(place))),
        ...(await readdir(folder.join(place, 'work'))),
      ];
      wrong.push(...left.filter((name) => /\.part$|\.next\.db$/.test(name)));
      const verified = await runCli([
        ...['verify', '--source', database.readerUrl, '--include', 'public,private', '--quiet'],
        ...['--work', folder.join(place, 'work'), ...archives.flatMap((path) => ['--zip', path])],
      ]);
      if (verified.exitCode !== 0) wrong.push(`verify: ${verified.stdout}${verified.stderr}`);
      return wrong;
    }

    it(`leaves every message in one archive, in ${seeds.length} kills`, {
      timeout: 3_600_000,
    }, async () => {
      const wrong: string[] = [];
      for (const seed of seeds) wrong.push(...(await wrongAfter(seed)));
      process.stdout.write(`${engine}: ${JSON.stringify(Object.fromEntries(ends))}\n`);
      expect(wrong).toEqual([]);
      expect(ends.size).toBeGreaterThan(0);
    });
  });
}
