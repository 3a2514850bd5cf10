import { execFile } from 'node:child_process';
import { cp, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedServer, startEmbeddedServer } from '../../demo/embedded-server.ts';
import { rowsOf } from '../../fixtures/load.ts';
import { LICENCES_FILE } from '../../tools/bundled-licences.ts';
import { makeBundle } from '../../tools/bundled-program.ts';
import { writeZip } from '../support/mattermost/bulk-source.ts';
import { bulkLines } from '../support/mattermost/bulk-writer.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';

const run = promisify(execFile);

describe('the bundled program, copied to a host without npm', () => {
  let folder: ScratchFolder;
  let server: EmbeddedServer;
  beforeAll(async () => {
    folder = await makeScratchFolder({ isForPrograms: true });
    await makeBundle(folder.join('made'));
    await cp(folder.join('made'), folder.join('elsewhere'), { recursive: true });
    server = await startEmbeddedServer();
  });
  afterAll(async () => {
    await server.stop();
    await folder.remove();
  });

  const mm2slack = async (...args: string[]): Promise<string> =>
    (await run(process.execPath, ['elsewhere/mm2slack.mjs', ...args], { cwd: folder.path })).stdout;

  it('says its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8'));
    expect(await mm2slack('--version')).toBe(`${version}\n`);
  });

  it('builds an archive in threads, and proves it', async () => {
    const source = ['--source', server.url, '--quiet', '--json', '--workers', '2'];
    const made = JSON.parse(await mm2slack('zip', ...source, '--out', 'slack.zip'));
    expect(made.account.posts.written).toBeGreaterThan(50);
    const compared = JSON.parse(await mm2slack('verify', ...source, '--zip', 'slack.zip'));
    expect(compared.differences).toEqual([]);
  });

  it('reads a bulk export through SQLite, whose native part lies beside the file', async () => {
    const lines = bulkLines(rowsOf('mysql', '8.1'), '10.5');
    await writeZip(folder.join('export.zip'), [['import.jsonl', lines.join('\n')]]);
    const source = ['--source', 'export.zip', '--work', 'bulk-work', '--json', '--quiet'];
    const { account } = JSON.parse(await mm2slack('zip', ...source, '--out', 'bulk.zip'));
    expect(account.posts.written).toBeGreaterThan(50);
  });

  it('names every package whose code is in it, with the licence', async () => {
    const licences = await readFile(folder.join('elsewhere', LICENCES_FILE), 'utf8');
    for (const name of ['zod', 'mysql2', 'libsql', '@aws-sdk/client-s3', 'echarts', 'archiver']) {
      expect(licences).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });
});
