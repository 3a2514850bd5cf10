import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { makeReplayWorld, type ReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase, type TestDatabase } from '../support/servers/databases.ts';

interface PlannedPerson {
  readonly username: string;
  readonly state: string;
}

describe('mm2slack verify of a workspace that lacks accounts of the plan', () => {
  let database: TestDatabase;
  let world: ReplayWorld;
  beforeAll(async () => {
    database = await createDatabase('postgres', 'verify_accounts');
    await loadWorkspace('postgres', '8.1', database.run);
    world = await makeReplayWorld(database);
  });
  afterAll(async () => {
    await world.stop();
    await database.drop();
  });

  it('is clean: replay has recorded each, by name', async () => {
    expect(await world.everything('plan')).toMatchObject({ exitCode: 0 });
    const path = world.folder.join('work/plan.json');
    const plan = JSON.parse(await readFile(path, 'utf8'));
    const people: readonly PlannedPerson[] = plan.people;
    const [byId, byAddress] = people.filter(({ state }) => state === 'active');
    Object.assign(byId ?? {}, { action: 'match', slackId: 'U0GONE', slackEmail: '' });
    const address = { slackId: '', slackEmail: 'nobody@example.co.jp' };
    Object.assign(byAddress ?? {}, { action: 'match', ...address });
    await writeFile(path, JSON.stringify(plan));
    const replayed = await world.replay('--plan', path);
    expect(replayed).toMatchObject({ exitCode: 0 });
    const { losses } = JSON.parse(replayed.stdout);
    expect(losses).toContainEqual(expect.objectContaining({ code: 'account_missing', count: 2 }));
    const run = await world.everything('verify', '--plan', path, '--json');
    const report = JSON.parse(run.stdout);
    expect(report.differences).toEqual([]);
    expect(report.expected).toContainEqual(
      expect.objectContaining({
        thing: 'user',
        kind: 'missing',
        cause: 'account_missing',
        count: 2,
      }),
    );
    const counted = report.counts.find(({ kind }: { kind: string }) => kind === 'people');
    expect(counted.source - counted.target).toBe(2);
    expect(run.exitCode).toBe(0);
  });
});
