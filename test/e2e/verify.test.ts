import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { channelIdOf } from '../../fixtures/workspace/channels.ts';
import { mattermostWriter } from '../support/mattermost/mattermost-writer.ts';
import { notEmpty } from '../support/not-empty.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';
import { enginesFor } from '../support/servers/engines.ts';

const EVERYTHING = ['--include', 'public,private,direct,group'];
interface Expected {
  readonly kind: string;
  readonly thing: string;
  readonly cause: string;
  readonly count: number;
}

interface Count {
  readonly kind: string;
  readonly source: number;
  readonly target: number;
}

interface Expected {
  readonly kind: string;
  readonly thing: string;
  readonly count: number;
}

const READS = /(?:test|info|list|history|replies|members)$/;

describe.each(enginesFor('mysql'))('mm2slack verify, on %s', (engine) => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase(engine, 'verify');
    await loadWorkspace(engine, '8.1', database.run, { broken: true, priority: true });
    world = await makeReplayWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  const files = () => ['--files', world.folder.join('files'), ...EVERYTHING];
  const zip = (name: string, ...flags: string[]) =>
    world.run('zip', ...files(), '--out', world.folder.join(name), '--quiet', ...flags);
  const verify = (...flags: string[]) => world.run('verify', ...files(), ...flags);

  it('finds an archive as it was made', async () => {
    expect(await zip('all.zip')).toMatchObject({ exitCode: 0 });
    const run = await verify('--zip', world.folder.join('all.zip'), '--json');
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ command: 'verify', kind: 'zip', isClean: true });
    expect(report.differences).toEqual([]);
    const { read, written, leftOut } = report.account.posts;
    const rows = Object.values(leftOut).reduce((sum: number, count) => sum + Number(count), 0);
    expect(read).toBe(written + rows);
    expect(written).toBeGreaterThan(50);
    // One number of posts in the verdict and in the table, deleted roots of threads apart.
    expect(report.counts).toContainEqual({ kind: 'posts', source: written, target: written });
    expect(report.counts).toContainEqual({ kind: 'tombstones', source: 1, target: 1 });
    for (const { kind, source, target } of notEmpty<Count>(report.counts)) {
      // Files are named in the texts, and uploaded after the import.
      expect(target, kind).toBe(kind === 'files' ? 0 : source);
    }
    const { source: files } = report.counts.find(({ kind }: Count) => kind === 'files');
    const missing: readonly Expected[] = report.expected.filter(
      ({ kind, thing }: Expected) => kind === 'missing' && thing === 'file',
    );
    expect(missing.reduce((sum, { count }) => sum + count, 0)).toBe(files);
    const causes = missing.map(({ cause }) => cause).sort();
    expect(causes).toEqual(['file_missing', 'not-delivered-yet']);
    expect(report.archives).toEqual([
      { file: 'all.zip', sizeBytes: expect.any(Number), sha256: expect.stringMatching(/^\w{64}$/) },
    ]);
  });

  it('writes its report three times, in the language of the run and alike from several threads', async () => {
    const zipped = world.folder.join('all.zip');
    const read = (name: string) => readFile(world.folder.join('work', name), 'utf8');
    const differences = await read('differences.jsonl');
    const run = await verify('--zip', zipped, '--lang', 'ja', '--workers', '2');
    expect(run).toMatchObject({ exitCode: 0 });
    expect(await read('differences.jsonl')).toBe(differences);
    expect(await read('verify.md')).toContain('# 検証結果');
    expect(await read('verify.html')).toContain('<html lang="ja">');
    const json = JSON.parse(await read('verify.json'));
    const sha256 = createHash('sha256')
      .update(await readFile(zipped))
      .digest('hex');
    expect(json).toMatchObject({
      ...{ kind: 'mm2slack-verify', version: 1, lang: 'ja', isClean: true, withText: false },
      source: { engine, database: expect.any(String), mattermostVersion: '8.1.2' },
      target: { kind: 'zip', archives: [{ file: 'all.zip', sha256 }] },
      options: { include: ['public', 'private', 'direct', 'group'] },
      differences: [],
    });
    expect(json.source.readAtMs).toBeGreaterThan(json.source.seenUpToMs);
    expect(json.madeAtMs).toBeGreaterThanOrEqual(json.source.readAtMs);
  });

  it('tells what was written after the archive from everything else, ends with 1, and goes on', async () => {
    const people = mattermostWriter(database);
    const id = await people.post(channelIdOf('devTokyo'), 'written after the archive');
    const far = Date.now() + 400 * 86_400_000;
    await database.run(`UPDATE Posts SET CreateAt = ${far}, UpdateAt = ${far} WHERE Id = '${id}'`);
    const run = await verify('--zip', world.folder.join('all.zip'), '--json');
    expect(run.exitCode).toBe(1);
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ isClean: false, later: { count: 1, others: 0 } });
    expect(report.next.step).toBe('adopt');
    const status = await runCli(['status', '--work', world.folder.join('work'), '--json']);
    expect(JSON.parse(status.stdout).next.step).toBe('adopt');
    await database.run(`DELETE FROM Posts WHERE Id = '${id}'`);
  });

  it('finds a workspace as it was replayed, and calls nothing that writes', async () => {
    expect(await world.replay()).toMatchObject({ exitCode: 0 });
    const before = world.slack.calls.length;
    const run = await verify('--json', '--bytes');
    expect(JSON.parse(run.stdout).differences).toEqual([]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ command: 'verify', kind: 'workspace', isClean: true });
    // Files that a loss explains are on one side only.
    const lost = report.expected
      .filter(({ thing, kind }: Expected) => thing === 'file' && kind === 'missing')
      .reduce((sum: number, { count }: Expected) => sum + count, 0);
    expect(lost).toBeGreaterThan(0);
    const { written: posts } = report.account.posts;
    expect(report.counts).toContainEqual({ kind: 'posts', source: posts, target: posts });
    for (const { kind, source, target } of notEmpty<Count>(report.counts)) {
      expect(target + (kind === 'files' ? lost : 0), kind).toBe(source);
    }
    expect(report.workspace).toEqual({ name: expect.any(String), id: expect.stringMatching(/^T/) });
    const calls = world.slack.calls.slice(before).filter(({ method }) => method !== '');
    expect(calls.filter(({ method }) => !READS.test(method))).toEqual([]);
    const written = await readFile(world.folder.join('work/verify.md'), 'utf8');
    expect(written).toContain('Clean: every difference is explained');
  });
});
