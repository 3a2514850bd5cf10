import { expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { COMMAND_METHODS, type WorkspaceCommand } from '../../src/slack/command-methods.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { createDatabase } from '../support/servers/databases.ts';
import { recordCalls } from '../support/slack/call-record.ts';

const RUNS: readonly (readonly [WorkspaceCommand, ...string[]])[] = [
  ['plan', '--target', 'slack'],
  ['replay'],
  ['sync'],
  ['files'],
  ['adopt', '--yes'],
  ['verify'],
  ['sync', '--repair'],
  ['undo', '--yes'],
];

it("every command that uses a workspace runs with the scopes of doctor's manifest alone, and calls what doctor knows of", async () => {
  const database = await createDatabase('postgres', 'scopes');
  await loadWorkspace('postgres', '8.1', database.run);
  const world = await makeReplayWorld(database);
  const calls = recordCalls(world.slack);
  const called = new Set<string>();
  try {
    for (const [command, ...flags] of RUNS) {
      const before = calls.length;
      const work = command === 'adopt' ? ['--work', world.folder.join('adopted')] : [];
      const run = await (command === 'undo'
        ? world.run(command, ...flags)
        : world.everything(command, ...flags, ...work));
      // What a replay made is no import: adopt finds channels and no messages of its own.
      const isAdopted = command === 'adopt' && run.exitCode === 1;
      expect([command, isAdopted ? 0 : run.exitCode, run.stderr]).toEqual([command, 0, run.stderr]);
      const methods = new Set(calls.slice(before).map(({ method }) => method));
      methods.delete('');
      for (const method of methods) called.add(method);
      const known: readonly string[] = COMMAND_METHODS[command];
      expect([command, [...methods].filter((method) => !known.includes(method))]).toEqual([
        command,
        [],
      ]);
    }
    const refused = calls.filter(({ answer }) => JSON.stringify(answer).includes('missing_scope'));
    expect(refused.map(({ method, answer }) => [method, answer])).toEqual([]);
    expect(called.size).toBeGreaterThan(20);
  } finally {
    await world.stop();
    await database.drop();
  }
}, 240_000);
