import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { readZipEntries } from '../support/archive/zip-entries.ts';
import { PROGRAM } from '../support/program/built.ts';
import { problemsOf, runCli } from '../support/program/run-cli.ts';
import { makeScratchFolder, type ScratchFolder } from '../support/scratch-folder.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const ENGINES = ['mysql', 'postgres'] as const;

let folder: ScratchFolder;
const databases = new Map<string, TestDatabase>();

beforeAll(async () => {
  folder = await makeScratchFolder();
  for (const engine of ENGINES) {
    const database = await createDatabase(engine, 'zip_csv');
    await loadWorkspace(engine, '8.1', database.run);
    databases.set(engine, database);
  }
});
afterAll(async () => {
  for (const database of databases.values()) await database.drop();
  await folder.remove();
});

const flagsOf = (engine: string, work: string): readonly string[] => [
  ...['--source', databases.get(engine)?.readerUrl ?? '', '--work', folder.join(work)],
];

const zip = (engine: string, name: string, ...flags: readonly string[]) =>
  runCli([
    ...['zip', '--format', 'csv', '--out', folder.join(`${name}.zip`)],
    ...flagsOf(engine, `${name}-work`),
    ...flags,
  ]);

const namesIn = async (path: string): Promise<readonly string[]> => {
  const archive = await readZipEntries(path);
  archive.close();
  return [...archive.entries.keys()].sort();
};

describe('zip --format csv', () => {
  it('writes the same files from both engines, and verify finds nothing against them', async () => {
    const sums = new Set<string>();
    for (const engine of ENGINES) {
      const run = await zip(engine, engine, '--json', '--include', 'public,private,direct,group');
      expect(run.stderr).toBe('');
      expect(run.exitCode).toBe(0);
      const report = JSON.parse(run.stdout);
      expect(report.format).toBe('csv');
      expect(report.account.files).toMatchObject({ written: 0 });
      const bytes = await readFile(folder.join(`${engine}.zip`));
      sums.add(createHash('sha256').update(bytes).digest('hex'));
      const verified = await runCli([
        ...['verify', '--json', '--zip', folder.join(`${engine}.zip`)],
        ...flagsOf(engine, `${engine}-work`),
        ...['--include', 'public,private,direct,group'],
      ]);
      expect(verified.exitCode).toBe(0);
      expect(JSON.parse(verified.stdout).isClean).toBe(true);
    }
    expect(sums.size).toBe(1);
  });

  it('leaves direct and group messages out unless they are asked for', async () => {
    await zip('mysql', 'default', '--quiet');
    const names = await namesIn(folder.join('default.zip'));
    expect(names).toContain('private/経営会議.csv');
    expect(names.filter((name) => /dm-|group-/.test(name))).toEqual([]);
    const all = await namesIn(folder.join('mysql.zip'));
    expect(all).toContain('private/dm-suzuki--yamada.csv');
    expect(all).toContain('private/group-emma--sato--yamada-1.csv');
  });

  it('writes what a plan says, and verify by the same plan finds nothing', async () => {
    const planned = ['--plan', folder.join('planned-work/plan.json')];
    const flags = flagsOf('mysql', 'planned-work');
    const include = ['--include', 'public', '--exclude-channels', 'off-topic'];
    expect((await runCli(['plan', '--quiet', ...flags, ...include])).exitCode).toBe(0);
    const run = await zip('mysql', 'planned', '--json', ...planned);
    expect(run.stderr).toBe('');
    expect(run.exitCode).toBe(0);
    expect(JSON.parse(run.stdout).postsSincePlan).toBe(0);
    const names = await namesIn(folder.join('planned.zip'));
    expect(names).toContain('public/general.csv');
    expect(names.filter((name) => !name.startsWith('public/') || /off-topic/.test(name))).toEqual(
      [],
    );
    const archive = ['--zip', folder.join('planned.zip')];
    expect((await runCli(['verify', '--quiet', ...flags, ...archive, ...planned])).exitCode).toBe(
      0,
    );
  });

  it('lists in the checklist which files become private channels', async () => {
    const checklist = await readFile(folder.join('mysql-work/import-checklist.md'), 'utf8');
    const rows = checklist.split('\n').filter((line) => line.startsWith('| [ ] | private/'));
    const files = (await namesIn(folder.join('mysql.zip'))).filter((name) => /^private/.test(name));
    expect(rows).toHaveLength(files.length);
    for (const row of rows) expect(row).toContain('NEW PRIVATE channel');
  });

  it('writes two archives by visibility, which verify as one', async () => {
    expect((await zip('postgres', 'parts', '--quiet', '--split-by', 'visibility')).exitCode).toBe(
      0,
    );
    const parts = ['public', 'private'].map((kind) => folder.join(`parts-${kind}.zip`));
    expect((await namesIn(parts[0] ?? '')).every((name) => name.startsWith('public/'))).toBe(true);
    const flags = flagsOf('postgres', 'parts-work');
    expect((await runCli(['verify', '--quiet', ...flags, '--zip', ...parts])).exitCode).toBe(0);
    expect((await runCli(['verify', '--quiet', ...flags, '--zip', parts[0] ?? ''])).exitCode).toBe(
      1,
    );
  });

  it.each([
    ['--since-last'],
    ['--split-by', 'month'],
    ['--split-by', 'size'],
    ['--rehearsal', 'trial.example.com'],
  ])('refuses %s %s in one line, and does nothing', async (...flags) => {
    const run = await zip('mysql', 'refused', ...flags.filter((flag) => flag !== undefined));
    expect(problemsOf(run)).toMatch(/^mm2slack: --format csv .*$/);
    expect(run.exitCode).toBe(2);
    expect((await readdir(folder.path)).filter((name) => name === 'refused.zip')).toEqual([]);
  });

  it('refuses links to the new workspace and files in the archive, a line each', async () => {
    const config = folder.join('links.yaml');
    const target = 'target:\n  workspaceUrl: https://example.slack.com\n';
    await writeFile(config, `${target}files:\n  deliver: bundle\n`);
    const run = await zip('mysql', 'refused', '--config', config, '--rewrite-permalinks');
    expect(problemsOf(run)).toMatch(/^mm2slack: --format csv .*\nmm2slack: --format csv .*$/);
    expect(run.stderr).toContain('--rewrite-permalinks');
    expect(run.stderr).toContain('bundle');
    expect(run.exitCode).toBe(2);
    expect((await readdir(folder.path)).filter((name) => name === 'refused.zip')).toEqual([]);
  });

  it('refuses --csv-quoting for another format', async () => {
    const out = ['--out', folder.join('x.zip'), '--csv-quoting', 'doubled'];
    const run = await runCli(['zip', ...flagsOf('mysql', 'x-work'), ...out]);
    expect(problemsOf(run)).toMatch(/^mm2slack: --csv-quoting .*$/);
    expect(run.exitCode).toBe(2);
  });

  it('refuses to verify it together with an archive of another format', async () => {
    const flags = flagsOf('mysql', 'both-work');
    await runCli(['zip', '--quiet', ...flags, '--out', folder.join('both.zip')]);
    const zips = [folder.join('both.zip'), folder.join('mysql.zip')];
    const run = await runCli(['verify', ...flags, '--zip', ...zips]);
    expect(run.stderr).toContain('two formats');
    expect(run.exitCode).toBe(2);
  });

  it('leaves the record of earlier archives as it is, so that --since-last follows those alone', async () => {
    const record = folder.join('both-work/zip-posts.db');
    const before = await readFile(record);
    const flags = flagsOf('mysql', 'both-work');
    const out = ['--format', 'csv', '--out', folder.join('beside.zip')];
    expect((await runCli(['zip', '--quiet', ...flags, ...out])).exitCode).toBe(0);
    expect(await readFile(record)).toEqual(before);
  });

  it('leaves nothing half-written when it is killed, and the next run tidies up', async () => {
    const out = folder.join('killed.zip');
    const args = ['zip', '--format', 'csv', '--quiet', '--out', out];
    const flags = flagsOf('mysql', 'killed-work');
    const child = spawn(process.execPath, [...PROGRAM, ...args, ...flags], { stdio: 'ignore' });
    const parts = async (): Promise<readonly string[]> =>
      (await readdir(folder.path, { recursive: true })).filter(
        (name) => name.startsWith('killed') && name.endsWith('.part'),
      );
    while (child.exitCode === null && (await parts()).length === 0) await delay(2);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    const names = await readdir(folder.path);
    if (names.includes('killed.zip')) await namesIn(out);
    const again = await runCli([...args, '--force', ...flags]);
    expect(again.exitCode).toBe(0);
    expect(await parts()).toEqual([]);
    expect(await namesIn(out)).toEqual(await namesIn(folder.join('default.zip')));
  });
});
