import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

const EVERYTHING = ['--include', 'public,private,direct,group'];
const READS = /(?:test|info|list|history|replies|members)$/;

describe.each(['mysql', 'postgres'] as const)('mm2slack verify, on %s', (engine) => {
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
  });

  it('finds a workspace as it was replayed, and calls nothing that writes', async () => {
    expect(await world.replay()).toMatchObject({ exitCode: 0 });
    const before = world.slack.calls.length;
    const run = await verify('--json', '--bytes');
    expect(JSON.parse(run.stdout).differences).toEqual([]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    const report = JSON.parse(run.stdout);
    expect(report).toMatchObject({ command: 'verify', kind: 'workspace', isClean: true });
    const calls = world.slack.calls.slice(before).filter(({ method }) => method !== '');
    expect(calls.filter(({ method }) => !READS.test(method))).toEqual([]);
    const written = await readFile(world.folder.join('work/verify.md'), 'utf8');
    expect(written).toContain('Clean: every difference is explained');
  });
});
