import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import Database from 'libsql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { postIdOf } from '../../fixtures/workspace/post-spec.ts';
import {
  type MattermostWriter,
  mattermostWriter,
} from '../support/mattermost/mattermost-writer.ts';
import { type KeptWorld, makeKeptWorld } from '../support/program/kept-world.ts';
import { type CliRun, problemsOf, runCli } from '../support/program/run-cli.ts';
import type { ScratchFolder } from '../support/scratch-folder.ts';
import { enginesFor } from '../support/servers/engines.ts';

const DEV = channelIdOf('devTokyo');

function change(path: string, statement: string): void {
  const database = new Database(path);
  database.exec(statement);
  database.close();
}

/** Where the archive of a run was before it got its name. */
function temporaryFileOf(record: string): string {
  const database = new Database(record);
  const row = database.prepare("SELECT value FROM meta WHERE name = 'naming'").get();
  database.close();
  const [archive] = namingShape.parse(JSON.parse(z.object({ value: z.string() }).parse(row).value));
  return archive?.temporaryFile ?? '';
}
const namingShape = z.array(z.object({ temporaryFile: z.string() }));

describe.each(enginesFor('mysql'))('a chain of archives, on %s', (engine) => {
  let world: KeptWorld;
  let people: MattermostWriter;
  let folder: ScratchFolder;
  beforeAll(async () => {
    world = await makeKeptWorld(engine, 'zip_chain', { broken: true });
    ({ folder } = world);
    people = mattermostWriter(world.database);
    await made('bulk');
    await world.keep();
  });
  beforeEach(() => world.restore());
  afterAll(() => world.remove());

  const source = () => ['--source', world.database.readerUrl, '--work', folder.join('work')];
  const zip = (name: string, ...flags: readonly string[]): Promise<CliRun> =>
    runCli(['zip', ...source(), '--out', folder.join(`${name}.zip`), '--json', ...flags]);
  const made = async (name: string, ...flags: readonly string[]): Promise<void> => {
    expect(await zip(name, ...flags)).toMatchObject({ exitCode: 0, stderr: '' });
  };
  const record = (name: string, kind: string): Promise<string> =>
    readFile(folder.join('work', `${name}.zip.${kind}`), 'utf8');
  const verify = (...names: readonly string[]): Promise<CliRun> =>
    runCli([
      ...['verify', ...source(), '--quiet'],
      ...names.flatMap((name) => ['--zip', folder.join(`${name}.zip`)]),
    ]);

  it('keeps the losses and the index of each, so that all of them together are clean', async () => {
    const kinds = ['losses.jsonl', 'post-index.csv', 'manifest.jsonl'] as const;
    const before = await Promise.all(kinds.map((kind) => record('bulk', kind)));
    const cut = await people.post(DEV, `# A heading\n![picture](https://example.com/x.png)`);
    await made('second', '--since-last');
    await made('third', '--since-last');
    expect(await Promise.all(kinds.map((kind) => record('bulk', kind)))).toEqual(before);
    expect(await record('second', 'losses.jsonl')).toContain(cut);
    expect(await record('second', 'post-index.csv')).toContain(cut);
    expect(await record('third', 'losses.jsonl')).not.toContain(cut);
    expect(await verify('bulk', 'second', 'third')).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('keeps the losses of two archives that were made one after another, and of each that is renamed', async () => {
    await world.restore(true);
    await made('one', '--include', 'public');
    await made('other', '--include', 'private');
    const verifyPublic = (name: string): Promise<CliRun> =>
      runCli([
        ...['verify', ...source(), '--quiet', '--include', 'public'],
        ...['--zip', folder.join(`${name}.zip`)],
      ]);
    expect(await verifyPublic('one')).toMatchObject({ exitCode: 0 });
    await rename(folder.join('one.zip'), folder.join('renamed.zip'));
    expect(await verifyPublic('renamed')).toMatchObject({ exitCode: 0 });
  });

  it('is alone in what is proposed to be verified: an archive made anew replaces the earlier ones', async () => {
    const nextOf = async (run: Promise<CliRun>): Promise<unknown> =>
      JSON.parse((await run).stdout).next;
    const verifyOf = (...names: readonly string[]) =>
      expect.objectContaining({
        step: 'verify-zip',
        command: expect.stringMatching(
          new RegExp(
            `^mm2slack verify${names.map((name) => ` --zip \\S*/${name}.zip`).join('')} --s`,
          ),
        ),
      });
    const status = () => runCli(['status', '--work', folder.join('work'), '--json']);
    const stated = async () => JSON.parse((await status()).stdout).next.command;
    await world.restore(true);
    await made('one', '--include', 'public');
    expect(await nextOf(zip('two'))).toEqual(verifyOf('two'));
    expect(await stated()).not.toContain('one.zip');
    expect(await verify('two')).toMatchObject({ exitCode: 0 });
    await people.post(DEV, 'new');
    expect(await nextOf(zip('three', '--since-last'))).toEqual(verifyOf('two', 'three'));
    expect(await nextOf(zip('texts', '--format', 'csv'))).toEqual(verifyOf('texts'));
    expect(await nextOf(zip('one', '--force'))).toEqual(verifyOf('one'));
  });

  it('is clean where posts with files were edited since, whose files are still to be uploaded', async () => {
    const words = ['short', 'A sentence of a long post. '.repeat(400)];
    const ids = [postIdOf('file-only'), postIdOf('screenshots')];
    for (const [index, id] of ids.entries()) await people.edit(id, words[index] ?? '');
    await made('second', '--since-last');
    expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0 });
  });

  it('takes the losses of an older version, which had one file for the last archive', async () => {
    await rename(folder.join('work/bulk.zip.losses.jsonl'), folder.join('work/losses.jsonl'));
    expect(await verify('bulk')).toMatchObject({ exitCode: 0 });
  });

  it('replaces the records of an archive that is made again, and no others', async () => {
    await people.post(DEV, '# A heading');
    await made('second', '--since-last');
    const second = await record('second', 'losses.jsonl');
    const gone = await people.post(DEV, '# Another heading');
    await made('bulk', '--force');
    expect(await record('bulk', 'losses.jsonl')).toContain(gone);
    expect(await record('second', 'losses.jsonl')).toBe(second);
  });

  it('refuses the name of one of its archives, whose posts would be lost', async () => {
    await people.post(DEV, 'new');
    await made('second', '--since-last');
    for (const [name, problem] of [
      ['second', 'second.zip: complete, from the last run; nothing else was written'],
      ['bulk', '--since-last: bulk.zip is the name of an earlier archive'],
    ] as const) {
      const again = await zip(name, '--since-last', '--force');
      expect(again.exitCode).toBe(2);
      expect(problemsOf(again)).toContain(problem);
    }
    expect(await verify('bulk', 'second')).toMatchObject({ exitCode: 0 });
  });

  it('refuses that a part of a new archive replaces one of its archives', async () => {
    await world.restore(true);
    await made('bulk-001');
    await people.post(DEV, 'new');
    const parts = ['--split-by', 'size', '--split-size', '50MB'];
    const again = await zip('bulk', '--since-last', '--force', ...parts);
    expect(again.exitCode).toBe(2);
    expect(problemsOf(again)).toContain('bulk-001.zip is the name of an earlier archive');
    expect(await verify('bulk-001')).toMatchObject({ exitCode: 1 });
    await made('second', '--since-last', ...parts);
    expect(await verify('bulk-001', 'second-001')).toMatchObject({ exitCode: 0 });
  });

  it('refuses a record from before its last archive, whose posts would be written again', async () => {
    const path = folder.join('work/zip-posts.db');
    const backup = await readFile(path);
    await people.post(DEV, 'new');
    await made('second', '--since-last');
    const whole = await readFile(path);
    await writeFile(path, backup);
    const again = await zip('third', '--since-last');
    expect(again.exitCode).toBe(2);
    expect(problemsOf(again)).toMatch(/^mm2slack: \S+zip-posts\.db: is from before second\.zip, /);
    await writeFile(path, whole);
    await made('third', '--since-last');
    // A series that begins anew has nothing to do with the archives of the one before.
    await people.post(DEV, 'newer');
    await made('bulk', '--force');
    await made('fourth', '--since-last');
  });

  it('says that its record is lost, where there are archives that it was of', async () => {
    await rename(folder.join('work/zip-posts.db'), folder.join('zip-posts.db'));
    const refused = await zip('second', '--since-last');
    expect(refused.exitCode).toBe(2);
    expect(problemsOf(refused)).toMatch(/zip-posts\.db: is not there, although bulk\.zip was made/);
    await rename(folder.join('zip-posts.db'), folder.join('work/zip-posts.db'));
    await made('second', '--since-last');
  });

  it('is read where an editor has saved its records with a byte order mark', async () => {
    for (const kind of ['manifest.jsonl', 'losses.jsonl']) {
      await writeFile(
        folder.join(`work/bulk.zip.${kind}`),
        `\ufeff${await record('bulk', kind)}`.replaceAll('\n', '\r\n'),
      );
    }
    const status = await runCli(['status', '--work', folder.join('work'), '--json']);
    expect(JSON.parse(status.stdout).next.command).toContain('bulk.zip');
    expect(await verify('bulk')).toMatchObject({ exitCode: 0 });
  });

  it('refuses a damaged record in one line, and leaves no archive', async () => {
    const path = folder.join('work/zip-posts.db');
    const bytes = await readFile(path);
    const damages: readonly (() => Promise<void> | void)[] = [
      // A text of the lists that is no UTF-8.
      () => writeFile(path, Buffer.from(bytes).fill(255, 9_000, 9_006)),
      () => change(path, "UPDATE meta SET value = '{' WHERE name = 'options'"),
      () => change(path, 'DELETE FROM packed WHERE number = 1'),
      () => change(path, 'DROP TABLE packed'),
    ];
    for (const damage of damages) {
      await writeFile(path, bytes);
      await damage();
      const refused = await zip('second', '--since-last');
      expect(refused.exitCode).toBe(2);
      expect(problemsOf(refused)).toMatch(/^mm2slack: \S+zip-posts\.db: is damaged, [^\n]*$/);
    }
    expect(existsSync(folder.join('second.zip'))).toBe(false);
    await writeFile(path, bytes);
    await made('second', '--since-last');
  });

  describe('whose last run was killed between the name of its archive and its record', () => {
    const work = (name: string): string => folder.join('work', name);
    beforeEach(async () => {
      const before = await readFile(work('zip-posts.db'));
      await people.post(DEV, 'new');
      await people.edit(postIdOf('broken-build'), 'It was me.');
      await made('second', '--since-last');
      await rename(work('zip-posts.db'), work('zip-posts.next.db'));
      await writeFile(work('zip-posts.db'), before);
    });
    const writtenBy = async (run: Promise<CliRun>): Promise<unknown> =>
      JSON.parse((await run).stdout).account.posts.written;

    it('repeats nothing: the record is finished', async () => {
      expect(await writtenBy(zip('third', '--since-last'))).toBe(0);
      expect(await verify('bulk', 'second', 'third')).toMatchObject({ exitCode: 0 });
    });

    it('is as before that run where its archive had no name yet', async () => {
      const waiting = temporaryFileOf(work('zip-posts.next.db'));
      await rename(folder.join('second.zip'), waiting);
      const status = await runCli(['status', '--work', folder.join('work'), '--json']);
      const { next, pending } = JSON.parse(status.stdout);
      expect(next.command).toMatch(/verify --zip \S+bulk\.zip --work/);
      expect(pending).toMatchObject({ unfinished: ['zip-posts.next.db'], archivesNotFound: [] });
      expect(await writtenBy(zip('third', '--since-last'))).toBe(1);
      expect(existsSync(work('second.zip.manifest.jsonl'))).toBe(false);
      expect(await verify('bulk', 'third')).toMatchObject({ exitCode: 0 });
    });

    it('keeps the records of earlier archives, though that of the chain is lost as well', async () => {
      await rename(folder.join('second.zip'), temporaryFileOf(work('zip-posts.next.db')));
      await rm(work('zip-posts.db'));
      const refused = await zip('third', '--since-last');
      expect(refused).toMatchObject({ exitCode: 2 });
      expect(refused.stderr).toContain('although bulk.zip was made with this --work');
      expect(existsSync(work('bulk.zip.manifest.jsonl'))).toBe(true);
      expect(existsSync(work('second.zip.manifest.jsonl'))).toBe(false);
    });

    it('refuses when the archive is no longer there, until it is put back', async () => {
      await rename(folder.join('second.zip'), folder.join('away.zip'));
      const refused = await zip('third', '--since-last');
      expect(refused.exitCode).toBe(2);
      expect(problemsOf(refused).split('\n')).toHaveLength(1);
      expect(refused.stderr).toContain('put them back under these names');
      expect(refused.stderr).toContain(work('zip-posts.next.db'));
      await rename(folder.join('away.zip'), folder.join('second.zip'));
      expect(await writtenBy(zip('third', '--since-last'))).toBe(0);
    });

    it('refuses another archive under that name too', async () => {
      await writeFile(folder.join('second.zip'), 'something else');
      expect(await zip('third', '--since-last')).toMatchObject({ exitCode: 2 });
    });

    it('can begin anew without it', async () => {
      await rename(folder.join('second.zip'), folder.join('away.zip'));
      await made('whole');
      await people.post(DEV, 'newer');
      expect(await writtenBy(zip('next', '--since-last'))).toBe(1);
    });
  });
});
