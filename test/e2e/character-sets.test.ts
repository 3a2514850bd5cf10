import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { breakBytes } from '../support/damages/broken-bytes.ts';
import { restoreAsLatin1 } from '../support/damages/mojibake.ts';
import { type CliRun, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

describe('a PostgreSQL database without an encoding, with bytes that are no text', () => {
  let folder: ScratchFolder;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    await writeFileStore(folder.join('files'));
    database = await createDatabase('postgres', 'broken_bytes', 'SQL_ASCII');
    await loadWorkspace('postgres', '8.1', database.run);
    await breakBytes(database);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const run = (command: string, ...more: string[]): Promise<CliRun> =>
    runCli([
      command,
      ...['--source', database.readerUrl, '--files', folder.join('files')],
      ...['--work', folder.join('work'), '--json', ...more],
    ]);

  it('stops no command; each such post is counted, and verify finds no difference', async () => {
    const all = ['--include', 'public,private,direct,group'];
    const doctor = await run('doctor');
    const checks: { id: string; state: string }[] = JSON.parse(doctor.stdout).checks;
    expect(checks.find(({ id }) => id === 'charset')?.state).toBe('warning');
    const inventory = await run('inventory');
    expect([inventory.exitCode, inventory.stderr]).toEqual([0, '']);
    const { health }: { health: { code: string; count: number }[] } = JSON.parse(inventory.stdout);
    const broken = health.find(({ code }) => code === 'broken_characters')?.count ?? 0;
    expect(broken).toBeGreaterThan(10);
    const plan = await run('plan', ...all);
    expect([plan.exitCode, plan.stderr]).toEqual([0, '']);
    const zip = await run('zip', ...all, '--out', folder.join('a.zip'));
    expect([zip.exitCode, zip.stderr]).toEqual([0, '']);
    for (const { stdout } of [plan, zip]) {
      const { losses }: { losses: { code: string; count: number }[] } = JSON.parse(stdout);
      const replaced = losses.find(({ code }) => code === 'character_replaced')?.count ?? 0;
      // Files, reactions and attachments count too, posts without a channel do not.
      expect(replaced).toBeGreaterThan(broken - 5);
    }
    const verify = await run('verify', ...all, '--zip', folder.join('a.zip'));
    expect([verify.exitCode, verify.stderr]).toEqual([0, '']);
  });
});

describe('a dump of UTF-8 that was restored as latin1', () => {
  let folder: ScratchFolder;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = await makeScratchFolder();
    await writeFileStore(folder.join('files'));
    database = await createDatabase('mysql', 'restored_as_latin1');
    await loadWorkspace('mysql', '8.1', database.run);
    await restoreAsLatin1(database);
    for (const repair of ['none', 'latin1'])
      await writeFile(folder.join(`${repair}.yaml`), `source: { repairEncoding: ${repair} }\n`);
  });
  afterAll(async () => {
    await database.drop();
    await folder.remove();
  });

  const run = (config: 'none' | 'latin1' | undefined, ...more: string[]): Promise<CliRun> =>
    runCli([
      ...more,
      ...(config === undefined ? [] : ['--config', folder.join(`${config}.yaml`)]),
      ...['--source', database.readerUrl, '--files', folder.join('files')],
      ...['--work', folder.join('work'), '--json'],
    ]);

  it('ends a run until the settings say what to do, which every later run must say too', async () => {
    const said = await run(undefined, 'plan');
    expect(said.exitCode).toBe(2);
    expect(said.stderr).toContain('set source.repairEncoding: latin1');
    expect((await run(undefined, 'inventory')).stdout).toContain('read as latin1');
    const plan = await run('latin1', 'plan');
    expect(plan.exitCode).toBe(0);
    expect(JSON.parse(plan.stdout).repairedTexts).toMatchObject({ teams: 1, emoji: 0 });
    const planned = ['--plan', folder.join('work/plan.json')];
    const out = folder.join('a.zip');
    const other = await run('none', 'zip', '--out', out, ...planned);
    expect(other.exitCode).toBe(2);
    expect(other.stderr).toContain("source.repairEncoding is 'none', but 'latin1' in the plan");
    const zip = await run('latin1', 'zip', '--out', out, ...planned);
    expect(zip.exitCode).toBe(0);
    const { losses, repairedTexts } = JSON.parse(zip.stdout);
    const recorded = losses.find(({ code }: { code: string }) => code === 'encoding_repaired');
    expect(recorded.count).toBeGreaterThan(20);
    expect(repairedTexts.posts).toBe(recorded.count);
    const again = await run('none', 'zip', '--since-last', '--out', folder.join('b.zip'));
    expect(again.exitCode).toBe(2);
    expect(again.stderr).toContain("repairEncoding is 'none', but 'latin1'");
    const verified = await run('latin1', 'verify', '--zip', out);
    expect([verified.exitCode, verified.stderr]).toEqual([0, '']);
    const otherwise = await run('none', 'verify', '--zip', out);
    expect(otherwise.exitCode).toBe(2);
    expect(otherwise.stderr).toContain("but 'latin1' in a.zip");
  });
});
