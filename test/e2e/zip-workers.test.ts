import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { type FaultyLine, openFaultyLine } from '../support/damages/faults/faulty-line.ts';
import { PROGRAM } from '../support/program/built.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

/** Everything that a run writes, but for the record, whose pages SQLite orders. */
const WRITTEN = ['manifest.jsonl', 'losses.jsonl', 'post-index.csv'].map((end) => `zip.${end}`);

/** Parts of all the bytes that the database sends to a run. */
const LOST_AFTER = [0.3, 0.6, 0.66, 0.7, 0.8, 0.9];

describe.each(enginesFor('postgres'))('zip in threads, on %s', (engine) => {
  let database: TestDatabase;
  let folder: ScratchFolder;
  let line: FaultyLine;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    database = await createDatabase(engine, 'threads');
    await loadWorkspace(engine, '8.1', database.run);
    line = await openFaultyLine(database.readerUrl);
    // Threads ask their owner for the state of each file.
    await writeFileStore(folder.join('store'));
  });
  afterAll(async () => {
    await line.close();
    await database.drop();
    await folder.remove();
  });

  const argsOf = (name: string, flags: readonly string[]): readonly string[] => [
    ...['zip', '--source', line.url, '--out', folder.join(`${name}/zip.zip`)],
    ...['--work', folder.join(name), '--include', 'public,private,direct,group', '--quiet'],
    ...['--files', folder.join('store')],
    ...flags,
  ];

  /** Runs it; gives what it printed and wrote. */
  async function zip(name: string, ...flags: readonly string[]) {
    await mkdir(folder.join(name));
    const run = await runCli(argsOf(name, flags));
    const read = (file: string) => readFile(folder.join(`${name}/${file}`));
    const files = ['zip.zip', ...WRITTEN.map((file) => file.replace('zip.', 'zip.zip.'))];
    const bytes = run.exitCode === 0 ? await Promise.all(files.map(read)) : [];
    return { run, bytes: bytes.map((each) => each.toString('latin1')) };
  }

  it('writes the same bytes, whatever their number', async () => {
    const alone = await zip('alone', '--redact-secrets');
    expect(alone.run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(alone.bytes.length).toBe(4);
    for (const workers of ['1', '2', '4']) {
      const { run, bytes } = await zip(`by-${workers}`, '--redact-secrets', '--workers', workers);
      expect(run).toMatchObject({ exitCode: 0, stderr: '' });
      expect(run.stdout.replaceAll(`by-${workers}`, 'alone')).toBe(alone.run.stdout);
      expect(bytes.every((each, at) => each === alone.bytes[at])).toBe(true);
    }
  });

  // The threads are opened, the posts divided and the rows counted at the same time, in an order that chance decides.
  it('ends with a line whenever the database is lost, and leaves nothing', async () => {
    const whole = await measured('before-loss');
    for (const part of LOST_AFTER) {
      line.set({ afterBytes: Math.ceil(part * whole), meanwhile: undefined });
      const { run } = await zip(`lost-${part}`, '--workers', '2');
      line.set(undefined);
      expect({ part, ...run }).toMatchObject({ exitCode: 3 });
      expect(problemsOf(run)).toMatch(/^mm2slack: .*the connection to .* was lost: .*$/);
      expect(await leftIn(`lost-${part}`)).toEqual([]);
    }
  });

  it('ends with 130 when it is interrupted, and leaves nothing', async () => {
    const whole = await measured('before-interruption');
    await mkdir(folder.join('interrupted'));
    const args = argsOf('interrupted', ['--workers', '2']);
    const child = spawn(process.execPath, [...PROGRAM, ...args], { stdio: 'ignore' });
    line.set({
      afterBytes: Math.ceil(0.8 * whole),
      // The line stays silent until the program has heard.
      meanwhile: async () => {
        child.kill('SIGINT');
        await once(child, 'exit');
      },
    });
    const [exitCode] = await once(child, 'close');
    line.set(undefined);
    expect(exitCode).toBe(130);
    expect(await leftIn('interrupted')).toEqual([]);
  });

  /** Bytes that the database sends to an undisturbed run. */
  async function measured(name: string): Promise<number> {
    line.set(undefined);
    const { run } = await zip(name, '--workers', '2');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    return line.bytes();
  }

  const leftIn = async (name: string): Promise<readonly string[]> =>
    (await readdir(folder.join(name))).filter(
      (file) => !['work.lock', 'log', 'index.html'].includes(file),
    );
});
