import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { type KeptWorld, makeKeptWorld } from '../support/program/kept-world.ts';
import { type CliRun, problemsOf, runCli } from '../support/program/run-cli.ts';
import type { ScratchFolder } from '../support/scratch-folder.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');

/** Kills the process that loads it, when so many files of an ending have their names. */
const KILLER = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const { rename } = fs.promises;
  let left = Number(process.env.KILL_AFTER);
  fs.promises.rename = async (from, to) => {
    await rename(from, to);
    if (to.endsWith(process.env.KILL_AT)) left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
  syncBuiltinESMExports();`;

describe.each(enginesFor('postgres'))('zip for a name that is there, on %s', (engine) => {
  let world: KeptWorld;
  let folder: ScratchFolder;
  let people: MattermostWriter;
  beforeAll(async () => {
    world = await makeKeptWorld(engine, 'zip_again');
    ({ folder } = world);
    people = mattermostWriter(world.database);
    await writeFile(folder.join('killer.mjs'), KILLER);
    await world.keep();
  });
  beforeEach(() => world.restore());
  afterAll(() => world.remove());

  const source = () => ['--source', world.database.readerUrl, '--work', folder.join('work')];
  const zip = (
    name: string,
    flags: readonly string[],
    killAfter = 0,
    killAt = '.zip',
  ): Promise<CliRun> =>
    runCli(['zip', ...source(), '--out', folder.join(`${name}.zip`), '--json', ...flags], {
      env:
        killAfter === 0
          ? {}
          : {
              KILL_AFTER: String(killAfter),
              KILL_AT: killAt,
              NODE_OPTIONS: `--import=${folder.join('killer.mjs')}`,
            },
    });
  const verify = (...names: readonly string[]): Promise<CliRun> =>
    runCli([
      ...['verify', ...source(), '--quiet', '--include', 'public,private'],
      ...names.flatMap((name) => ['--zip', folder.join(`${name}.zip`)]),
    ]);

  it.each([
    ['the first archive', []],
    ['an archive of what is new', ['--since-last']],
  ])('finishes %s of a run that was killed while it named it', async (_what, more) => {
    const flags = ['--split-by', 'visibility', '--include', 'public,private', ...more];
    const isFirst = more.length === 0;
    if (!isFirst) expect(await zip('bulk', flags.slice(0, 4))).toMatchObject({ exitCode: 0 });
    await people.post(DEV, 'new');
    expect((await zip('second', flags, 1)).exitCode).toBe(null);
    expect(
      ['public', 'private'].every((part) => existsSync(folder.join(`second-${part}.zip`))),
    ).toBe(false);
    const again = await zip('second', flags);
    expect(again.exitCode).toBe(2);
    expect(problemsOf(again)).toMatch(/second-private\.zip, \S+second-public\.zip: complete\. /);
    const parts = (name: string) => [`${name}-public`, `${name}-private`];
    const all = [...(isFirst ? [] : parts('bulk')), ...parts('second')];
    expect(await verify(...all)).toMatchObject({ exitCode: 0, stderr: '' });
    await people.post(DEV, 'newer');
    expect(await zip('third', [...flags, ...(isFirst ? ['--since-last'] : [])])).toMatchObject({
      exitCode: 0,
    });
    expect(await verify(...all, ...parts('third'))).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it.each([
    ['the first archive', []],
    ['an archive of what is new', ['--since-last']],
  ])('says that %s is complete where a run was killed before it said so', async (_what, more) => {
    const isFirst = more.length === 0;
    if (!isFirst) expect(await zip('bulk', [])).toMatchObject({ exitCode: 0 });
    await people.post(DEV, 'new');
    expect((await zip('second', more, 1, 'zip-posts.db')).exitCode).toBe(null);
    const again = await zip('second', more);
    expect(again.exitCode).toBe(2);
    expect(problemsOf(again)).toMatch(/^mm2slack: \S+second\.zip: complete, from the last run; /);
    await people.post(DEV, 'newer');
    expect(await zip('third', ['--since-last'])).toMatchObject({ exitCode: 0 });
    const all = [...(isFirst ? [] : ['bulk']), 'second', 'third'];
    expect(await verify(...all)).toMatchObject({ exitCode: 0, stderr: '' });
    // Another archive of the name is not the last run's.
    await writeFile(folder.join('third.zip'), 'another');
    expect((await zip('third', [])).stderr).toContain('exists already: give --force');
  });

  it('ends what a killed run began before a rehearsal removes temporary files', async () => {
    const flags = ['--split-by', 'visibility', '--include', 'public,private'];
    expect((await zip('bulk', flags, 1)).exitCode).toBe(null);
    expect(await zip('trial', ['--rehearsal', 'example.com'])).toMatchObject({ exitCode: 0 });
    expect(await zip('second', [...flags, '--since-last'])).toMatchObject({ exitCode: 0 });
    const names = ['bulk', 'second'].flatMap((name) => [`${name}-public`, `${name}-private`]);
    expect(await verify(...names)).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('replaces with --force what a killed run named, and begins anew', async () => {
    expect((await zip('bulk', [], 1)).exitCode).toBe(null);
    await people.post(DEV, 'new');
    expect(await zip('bulk', ['--force'])).toMatchObject({ exitCode: 0 });
    expect(existsSync(folder.join('work/zip-posts.next.db'))).toBe(false);
    expect(await zip('second', ['--since-last'])).toMatchObject({ exitCode: 0 });
  });

  it('proposes a comparison that knows what the archive was made with', async () => {
    const made = await zip('bulk', ['--system-messages', 'drop']);
    const { command } = JSON.parse(made.stdout).next as { command: string };
    expect(command).toContain(' --system-messages drop ');
    // A password is not printed.
    const words = command.split(' ').slice(1);
    words[words.indexOf('--source') + 1] = world.database.readerUrl;
    expect(await runCli(words)).toMatchObject({ exitCode: 0 });
  });

  describe('that others follow', () => {
    beforeAll(async () => {
      await world.restore();
      expect(await zip('bulk', [])).toMatchObject({ exitCode: 0 });
      await world.keep();
    });

    it('has a record of losses with which verify finds a line that somebody added', async () => {
      const path = folder.join('work/bulk.zip.losses.jsonl');
      const losses = await readFile(path, 'utf8');
      await writeFile(path, `${losses}{"code":"topic_cut","channel":"${DEV}"}\n`);
      expect(await verify('bulk')).toMatchObject({ exitCode: 1 });
      const differences = await readFile(folder.join('work/differences.jsonl'), 'utf8');
      expect(differences).toContain(
        '"kind":"differs","thing":"archive","field":"losses","cause":"","post":"","channel":""',
      );
      await writeFile(path, losses);
      expect(await verify('bulk')).toMatchObject({ exitCode: 0 });
    });

    it.each([
      ['a rehearsal', ['--rehearsal', 'example.com']],
      ['a text import', ['--format', 'csv']],
    ])('refuses %s under the name of an archive that others follow', async (_what, flags) => {
      const manifest = await readFile(folder.join('work/bulk.zip.manifest.jsonl'), 'utf8');
      await mkdir(folder.join('kept'));
      const isRefused = async (): Promise<void> => {
        const refused = await zip('bulk', [...flags, '--force']);
        expect(refused.exitCode).toBe(2);
        expect(problemsOf(refused)).toMatch(/^mm2slack: bulk\.zip is the name of an archive that/);
      };
      await isRefused();
      await rename(folder.join('bulk.zip'), folder.join('kept/bulk.zip'));
      await isRefused();
      await rename(folder.join('kept/bulk.zip'), folder.join('bulk.zip'));
      expect(await zip('trial', flags)).toMatchObject({ exitCode: 0 });
      expect(await zip('trial', [...flags, '--force'])).toMatchObject({ exitCode: 0 });
      expect(await readFile(folder.join('work/bulk.zip.manifest.jsonl'), 'utf8')).toBe(manifest);
      await people.post(DEV, 'new');
      expect(await zip('second', ['--since-last'])).toMatchObject({ exitCode: 0 });
      expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0, stderr: '' });
    });

    describe('with the next one', () => {
      beforeAll(async () => {
        await world.restore();
        await people.post(DEV, 'new');
        expect(await zip('second', ['--since-last'])).toMatchObject({ exitCode: 0 });
        await world.keep();
      });

      it.each([
        ['is missing', 'bulk', () => undefined],
        ['of the last one is missing', 'second', () => undefined],
        ['is cut before it lists the archive', 'bulk', (text: string) => text.slice(0, 3_000)],
        ['of each is missing', 'bulk second', () => undefined],
      ])(
        'is verified with all archives of its chain where a manifest %s',
        async (_what, of, cut) => {
          for (const name of of.split(' ')) {
            const path = folder.join(`work/${name}.zip.manifest.jsonl`);
            const text = cut(await readFile(path, 'utf8'));
            if (text === undefined) await rm(path);
            else await writeFile(path, text.slice(0, text.lastIndexOf('\n') + 1));
          }
          const status = async () =>
            JSON.parse((await runCli(['status', '--work', folder.join('work'), '--json'])).stdout);
          const { next, pending } = await status();
          expect(next.command).toMatch(/^mm2slack verify --zip \S+bulk\.zip --zip \S+second\.zip /);
          const unrecorded = of.split(' ').map((name) => `${name}.zip`);
          expect(pending).toMatchObject({ archivesNotFound: [], archivesUnrecorded: unrecorded });
          expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0 });
          expect((await status()).next.step).toBe('adopt');
        },
      );
    });
  });
});
