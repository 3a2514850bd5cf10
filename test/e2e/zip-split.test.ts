import { readdir, stat } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { checkArchive } from '../support/archive/check-archive.ts';
import { messagesByTs } from '../support/archive/messages-by-ts.ts';
import { readArchive } from '../support/archive/read-archive.ts';
import { notEmpty } from '../support/not-empty.ts';
import { runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const SPLIT_BYTES = 20_000;

describe.each(enginesFor('mysql'))('mm2slack zip --split-by, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'split');
    await loadWorkspace(engine, '8.1', database.run);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  /** The archives of a run, and every message of theirs. */
  async function zip(name: string, ...flags: readonly string[]) {
    const out = folder.join(`${name}.zip`);
    const work = folder.join(`${name}-work`);
    const run = await runCli([
      ...['zip', '--source', database.readerUrl, '--out', out, '--work', work],
      ...['--json', '--include', 'public,private,direct,group', ...flags],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const files = (await readdir(folder.path))
      .filter((file) => file.startsWith(`${name}-`) && file.endsWith('.zip'))
      .sort();
    const messages = await Promise.all(files.map((file) => messagesByTs(folder.join(file))));
    return { report: JSON.parse(run.stdout), files, messages };
  }

  it.each([
    ['month', []],
    ['size', ['--split-size', String(SPLIT_BYTES)]],
  ])(
    '%s gives archives that together hold what one would, each message once',
    async (by, flags) => {
      await zip(`whole-${by}`);
      const whole = await messagesByTs(folder.join(`whole-${by}.zip`));
      const { files, messages, report } = await zip(`by-${by}`, '--split-by', by, ...flags);
      expect(files.length).toBeGreaterThan(2);
      expect(report.archives).toHaveLength(files.length);
      const all = messages.flatMap((archive) => [...archive.keys()]);
      expect(all.sort()).toEqual([...whole.keys()].sort());
      for (const archive of messages) {
        for (const [key, message] of notEmpty(archive)) expect(message).toEqual(whole.get(key));
      }
    },
  );

  it('month names each archive for its month, complete with its lists', async () => {
    const { files, messages } = await zip('months', '--split-by', 'month');
    for (const [index, file] of notEmpty(files).entries()) {
      const [, month = ''] = /-(\d{4}-\d{2})\.zip$/.exec(file) ?? [];
      for (const key of notEmpty(messages[index]?.keys() ?? [])) {
        const seconds = Number(key.split(' ')[1]);
        expect(new Date(seconds * 1000).toISOString().slice(0, 7)).toBe(month);
      }
      const archive = await readArchive(folder.join(file));
      const complaints = await checkArchive(archive);
      expect(complaints.filter((text) => !/thread|repl(?:y|ies)/.test(text))).toEqual([]);
      expect(archive.users.length).toBeGreaterThan(10);
      archive.close();
    }
  });

  it('size keeps every archive within its size', async () => {
    const { files } = await zip('sizes', '--split-by', 'size', '--split-size', String(SPLIT_BYTES));
    const sizes = await Promise.all(
      files.map(async (file) => (await stat(folder.join(file))).size),
    );
    expect(Math.max(...sizes)).toBeLessThanOrEqual(SPLIT_BYTES);
  });

  it('is refused with a size that is none', async () => {
    const run = await runCli([
      ...['zip', '--source', database.readerUrl, '--out', folder.join('x.zip')],
      ...['--split-by', 'size', '--split-size', 'big'],
    ]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("split-size: 'big', expected a size such as 500MB or 2GB");
  });
});
