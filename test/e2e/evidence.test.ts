import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelRows } from '../../fixtures/workspace/channels.ts';
import { fileRows } from '../../fixtures/workspace/files.ts';
import { postRows } from '../../fixtures/workspace/posts.ts';
import { userRows } from '../../fixtures/workspace/users.ts';
import { readZipEntries } from '../support/archive/zip-entries.ts';
import { notEmpty } from '../support/not-empty.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const run = promisify(execFile);
const program = (...line: readonly string[]) => runCli(line);
const EVERYTHING = ['--include', 'public,private,direct,group'];

/** Names, addresses, texts and file names of the source, each long enough to be nothing else. */
function writtenByPeople(): readonly string[] {
  const columns: Readonly<Record<string, readonly string[]>> = {
    Users: ['Username', 'Email', 'FirstName', 'LastName', 'Nickname', 'Position'],
    Channels: ['Name', 'DisplayName', 'Header', 'Purpose'],
    Teams: ['Name', 'DisplayName'],
    FileInfo: ['Name', 'Path'],
    Posts: ['Message'],
  };
  const rows = [...userRows(), ...channelRows(), ...fileRows(), ...postRows()];
  const cells = rows.flatMap(({ table, values }) =>
    (columns[table] ?? []).map((column) => values[column]),
  );
  return [...new Set(cells)]
    .filter((text): text is string => typeof text === 'string')
    .flatMap((text) => text.split('\n').map((line) => line.trim()))
    .filter((text) => [...text].length > (/^[\x20-\x7e]*$/.test(text) ? 5 : 1));
}

describe.each(enginesFor('postgres'))('mm2slack evidence, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'evidence');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    world = await makeReplayWorld(database);
    const files = ['--files', world.folder.join('files'), ...EVERYTHING];
    const zip = world.folder.join('acme-secret-name.zip');
    for (const line of [
      ['plan', ...files, '--with-text'],
      ['zip', ...files, '--out', zip, '--plan', world.folder.join('work/plan.json')],
      ['inventory', ...files, '--with-text'],
      ['files', ...files, '--check'],
      ['verify', ...files, '--zip', zip, '--with-text'],
    ]) {
      const [command = '', ...flags] = line;
      const done = await world.run(command, ...flags, '--quiet');
      expect(done, command).toMatchObject({ exitCode: 0 });
    }
    expect(await world.replay()).toMatchObject({ exitCode: 0 });
    await writeFile(world.folder.join('work/mm2slack.yaml'), 'source: { url: mysql://x:y@z/q }');
    await writeFile(world.folder.join('work/notes about yamada.txt'), 'yamada');
    await writeFile(world.folder.join('work/night.log'), 'a run of last night\n');
    await mkdir(world.folder.join('work/plan.json.d'));
  }, 240_000);
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const work = () => ['--work', world.folder.join('work')];
  async function evidence(name: string, ...flags: readonly string[]) {
    const out = world.folder.join(name);
    const done = await program('evidence', ...work(), '--out', out, ...flags);
    return { ...done, out };
  }

  async function contents(path: string): Promise<ReadonlyMap<string, string>> {
    const { entries, close } = await readZipEntries(path);
    const read = new Map<string, string>();
    for (const [name, entry] of entries) read.set(name, (await entry.read()).toString('utf8'));
    close();
    return read;
  }

  it('packs what the company keeps, with sums that are right after unzip', async () => {
    const { exitCode, stdout, out } = await evidence('evidence.zip', '--json');
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ command: 'evidence', file: out, isRedacted: false });
    const names = [...(await contents(out)).keys()];
    expect(names).toEqual(report.files.map(({ name }: { name: string }) => name));
    expect(names).toEqual(
      expect.arrayContaining([
        ...['manifest.jsonl', 'losses.jsonl', 'post-index.csv'].map(
          (end) => `acme-secret-name.zip.${end}`,
        ),
        'plan.json',
        ...['verify.html', 'verify.json', 'verify.md', 'replay-losses.jsonl', 'night.log'],
        ...['files-manifest.jsonl', 'differences.jsonl', 'SHA256SUMS'],
      ]),
    );
    expect(names.slice(0, -1)).toEqual(names.slice(0, -1).toSorted());
    await run('unzip', ['-q', out, '-d', world.folder.join('unpacked')]);
    const { stdout: checked } = await run('sha256sum', ['-c', 'SHA256SUMS'], {
      cwd: world.folder.join('unpacked'),
    });
    expect(checked.match(/: OK$/gm)).toHaveLength(names.length - 1);
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect((await evidence('again.zip')).exitCode).toBe(0);
    expect(await readFile(world.folder.join('again.zip'))).toEqual(await readFile(out));
  });

  it('names what it leaves out, and never packs settings, credentials or the ledger', async () => {
    const { stdout } = await evidence('named.zip', '--json');
    const { leftOut } = JSON.parse(stdout);
    const reasons = new Map(
      leftOut.map(({ path, reason }: { path: string; reason: string }) => [
        path.slice(world.folder.join('work').length + 1),
        reason,
      ]),
    );
    expect(Object.fromEntries(reasons)).toMatchObject({
      'mm2slack.yaml': 'unknown',
      'notes about yamada.txt': 'unknown',
      'ledger.db': 'working-state',
      'secrets.csv': 'holds-secrets',
      'plan.json.d': 'not-a-file',
    });
    const all = await readdir(world.folder.join('work'));
    const packed = [...(await contents(world.folder.join('named.zip'))).keys()];
    const known = packed
      .filter((name) => name !== 'SHA256SUMS')
      .map((name) => name.split('/', 1)[0]);
    expect([...new Set([...known, ...reasons.keys()])].sort()).toEqual(all.sort());
    expect(packed.some((name) => name.startsWith('log/'))).toBe(true);
  });

  it('holds no name, address or text of the source when it is redacted', async () => {
    const { exitCode, out, stdout } = await evidence('redacted.zip', '--redacted', '--json');
    expect(exitCode).toBe(0);
    const files = await contents(out);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        ...['plan.json', 'verify.json'],
        ...['archive-1.zip.post-index.csv', 'archive-1.zip.losses.jsonl'],
      ]),
    );
    const packed = JSON.parse(stdout).files.map(({ name }: { name: string }) => name);
    expect(packed).toContain('archive-1.zip.manifest.jsonl');
    const written = [...writtenByPeople(), 'acme-secret-name', 'chat.example', 'mysql://', 'night'];
    expect(written.length).toBeGreaterThan(100);
    for (const [name, text] of files) {
      const found = written.filter((word) => text.includes(word) || name.includes(word));
      expect(found, name).toEqual([]);
    }
    for (const name of ['losses.jsonl', 'post-index.csv']) {
      for (const line of notEmpty(
        (files.get(`archive-1.zip.${name}`) ?? '').trim().split('\n').slice(1),
      )) {
        expect(line).toMatch(/[a-z0-9]{26}/);
      }
    }
  });

  it('is refused where the file is there already, or there is nothing to pack', async () => {
    await writeFile(world.folder.join('mine.zip'), 'mine');
    const there = await evidence('mine.zip');
    expect(there.exitCode).toBe(2);
    expect(await readFile(world.folder.join('mine.zip'), 'utf8')).toBe('mine');
    expect((await evidence('mine.zip', '--force')).exitCode).toBe(0);
    const empty = world.folder.join('empty');
    await mkdir(empty);
    const out = world.folder.join('nothing.zip');
    const done = await program('evidence', '--work', empty, '--out', out);
    expect(done.exitCode).toBe(2);
    expect(await readdir(world.folder.path)).not.toContain('nothing.zip');
  });

  it('keeps several work directories apart, and no other command takes two', async () => {
    const other = world.folder.join('other');
    await mkdir(other);
    await writeFile(`${other}/losses.jsonl`, '');
    const { exitCode, out } = await evidence('both.zip', '--work', other);
    expect(exitCode).toBe(0);
    const names = [...(await contents(out)).keys()];
    expect(names).toContain('work-2/losses.jsonl');
    expect(names).toContain('work-1/plan.json');
    for (const command of ['plan', 'inventory', 'doctor', 'sync', 'undo']) {
      const done = await program(command, ...work(), '--work', other);
      expect(done, command).toMatchObject({ exitCode: 2, stdout: '' });
      expect(done.stderr).toContain('only verify and evidence unite several work directories');
    }
  });
});
