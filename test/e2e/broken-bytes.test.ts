import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFileStore } from '../../fixtures/files.ts';
import { loadWorkspace } from '../../fixtures/load.ts';
import { breakBytes } from '../support/damages/broken-bytes.ts';
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
