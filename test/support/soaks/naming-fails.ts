import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../../fixtures/load.ts';
import { channelIdOf } from '../../../fixtures/workspace/channels.ts';
import { mattermostWriter } from '../mattermost/mattermost-writer.ts';
import { notEmpty } from '../not-empty.ts';
import { type CliRun, problemsOf, runCli } from '../program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../servers/databases.ts';
import { enginesFor } from '../servers/engines.ts';

/** Refuses a file its name, as a failing disk does, once or from then on. */
const REFUSER = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { rename, rm } = fs.promises;
  const fault = () => Object.assign(new Error('EIO: i/o error'), { code: 'EIO' });
  let isFailing = false;
  let isOver = false;
  fs.promises.rename = async (from, to) => {
    isFailing ||= !isOver && to.endsWith(process.env.REFUSED_NAME);
    if (!isFailing) return await rename(from, to);
    isOver = process.env.REFUSED_ONCE === 'yes';
    isFailing = !isOver;
    throw fault();
  };
  fs.promises.rm = async (path, options) => {
    if (isFailing) throw fault();
    await rm(path, options);
  };
  syncBuiltinESMExports();`;

/** Files of a run, in the order in which they get their names. */
export const NAMES = [
  'zip-posts.next.db',
  '.zip.manifest.jsonl',
  'import-checklist.md',
  '-private.zip',
  '-public.zip',
  'zip-posts.db',
];
/** The same where nothing is replaced. */
const NEW_NAMES = ['.zip.manifest.jsonl', '-public.zip', 'zip-posts.db'];

/** The files that cannot get their names. */
export interface RefusedNames {
  readonly once: readonly string[];
  readonly fromThenOn: readonly string[];
}

/** Describes what is left of a run whose files cannot get their names, and that the same command goes on from there. */
export function describeNamingFails(refusals: RefusedNames): void {
  describe.each(enginesFor('mysql'))('zip whose files cannot get their names, on %s', (engine) => {
    let database: TestDatabase;
    let folder: ScratchFolder;
    beforeAll(async () => {
      folder = await makeScratchFolder();
      await writeFile(folder.join('refuser.mjs'), REFUSER);
      database = await createDatabase(engine, 'zip_naming_fails');
      await loadWorkspace(engine, '8.1', database.run);
      for (const place of ['empty', 'base']) await mkdir(folder.join(place));
      expect(await zip('base', 'bulk')).toMatchObject({ exitCode: 0 });
      await mattermostWriter(database).post(channelIdOf('devTokyo'), 'new');
    });
    afterAll(async () => {
      await database.drop();
      await folder.remove();
    });

    const zip = (
      place: string,
      name: string,
      flags: readonly string[] = [],
      env = {},
    ): Promise<CliRun> =>
      runCli(
        [
          ...['zip', '--source', database.readerUrl, '--work', folder.join(place, 'work')],
          ...['--out', folder.join(place, `${name}.zip`), '--split-by', 'visibility', '--quiet'],
          ...['--include', 'public,private', ...flags],
        ],
        { env },
      );
    const refused = (name: string, isOnce: boolean) => ({
      NODE_OPTIONS: `--import=${folder.join('refuser.mjs')}`,
      REFUSED_NAME: name,
      REFUSED_ONCE: isOnce ? 'yes' : 'no',
    });

    /** The checksums of archives and records, by name; without what tells of runs. */
    async function filesIn(place: string): Promise<Readonly<Record<string, string>>> {
      const sums: Record<string, string> = {};
      for (const name of (await readdir(folder.join(place), { recursive: true })).sort()) {
        if (!/\.(zip|jsonl|csv|part)$|import-checklist|\.db$/.test(name) || name.includes('log/'))
          continue;
        const bytes = await readFile(folder.join(place, name));
        // The record of a chain names folders.
        sums[name] = name.endsWith('.db') ? '' : createHash('sha256').update(bytes).digest('hex');
      }
      return sums;
    }

    describe.each([
      ['the first archive', 'empty', 'bulk', [], NEW_NAMES],
      ['one in the place of another', 'base', 'bulk', ['--force'], NAMES],
      ['an archive of what is new', 'base', 'second', ['--since-last'], NEW_NAMES],
    ] as const)('%s', (_what, from, name, flags, names) => {
      const isForced = flags.some((flag) => flag === '--force');
      const places: string[] = [];
      let whole: string;
      beforeAll(async () => {
        whole = await placeFor('whole');
        expect(await zip(whole, name, flags)).toMatchObject({ exitCode: 0 });
      });
      const placeFor = async (kind: string): Promise<string> => {
        const place = `${kind}-${from}-${name}-${places.length}`;
        places.push(place);
        await cp(folder.join(from), folder.join(place), { recursive: true });
        return place;
      };

      it.each(notEmpty(refusals.once.filter((refused) => names.includes(refused))))(
        'is as if nothing had been done where %s is refused once',
        async (refusedName) => {
          const place = await placeFor('once');
          const before = await filesIn(place);
          const failed = await zip(place, name, flags, refused(refusedName, true));
          expect(failed.exitCode).toBe(2);
          expect(problemsOf(failed)).toMatch(/^mm2slack: [^\n]+EIO[^\n]+\n?$/);
          const { 'work/pending-changes.csv': _pending, ...after } = await filesIn(place);
          expect(after).toEqual(before);
          expect(await zip(place, name, flags)).toMatchObject({ exitCode: 0 });
          expect(await filesIn(place)).toEqual(await filesIn(whole));
        },
      );

      it.each(notEmpty(refusals.fromThenOn))(
        'says what is wrong and goes on where the disk fails from %s on',
        async (refusedName) => {
          const place = await placeFor('always');
          const failed = await zip(place, name, flags, refused(refusedName, false));
          expect(failed.exitCode).toBe(2);
          expect(problemsOf(failed)).toMatch(/^mm2slack: [^\n]+EIO[^\n]+\n?$/);
          const again = await zip(place, name, flags);
          const isNamed = ['-public.zip', 'zip-posts.db'].includes(refusedName);
          if (isNamed && !isForced) {
            expect(again.exitCode).toBe(2);
            expect(problemsOf(again)).toContain('complete. ');
          } else expect([again.exitCode, again.stderr]).toEqual([0, '']);
          expect(await filesIn(place)).toEqual(await filesIn(whole));
        },
      );
    });
  });
}
