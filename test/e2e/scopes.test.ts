import { expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { PLAN_SCOPES, REPLAY_SCOPES } from '../../src/slack/scopes.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase } from '../support/servers/databases.ts';
import { recordCalls } from '../support/slack/call-record.ts';

const SCOPES = [...PLAN_SCOPES, ...REPLAY_SCOPES].map(({ scope }) => scope);

it("every command that uses a workspace runs with the scopes of doctor's manifest alone", async () => {
  const database = await createDatabase('postgres', 'scopes');
  await loadWorkspace('postgres', '8.1', database.run);
  const world = await makeReplayWorld(database, { scopes: SCOPES });
  const calls = recordCalls(world.slack);
  try {
    expect((await world.replay()).exitCode).toBe(0);
    for (const flags of [
      ['sync'],
      ['files'],
      ['verify'],
      ['sync', '--repair'],
      ['undo', '--yes'],
    ] as const) {
      const [command, ...more] = flags;
      const run = await (command === 'undo'
        ? world.run(command, ...more)
        : world.everything(command, ...more));
      expect([command, run.exitCode]).toEqual([command, 0]);
    }
    const refused = calls.filter(({ answer }) => JSON.stringify(answer).includes('missing_scope'));
    expect(refused.map(({ method, answer }) => [method, answer])).toEqual([]);
    expect(new Set(calls.map(({ method }) => method)).size).toBeGreaterThan(20);
  } finally {
    await world.stop();
    await database.drop();
  }
}, 240_000);
