import { describe, expect, it } from 'vitest';
import { loadWorkspace } from '../../fixtures/load.ts';
import { makeReplayWorld } from '../support/program/replay-world.ts';
import { runCli } from '../support/program/run-cli.ts';
import { wrongClockEnv } from '../support/program/wrong-clock.ts';
import { createDatabase } from '../support/servers/databases.ts';
import { describeFalseAnswers } from '../support/soaks/false-answers.ts';
import { seedsFrom } from '../support/soaks/seeds.ts';

// `npm run soak:answers` tries 120: each command on both engines.
describeFalseAnswers(seedsFrom(1, 2));

describe('a clock that is wrong', () => {
  it('is told once', async () => {
    const database = await createDatabase('mysql', 'wrong_clock');
    await loadWorkspace('mysql', '8.1', database.run);
    const world = await makeReplayWorld(database);
    const aheadMs = 20 * 60_000;
    const run = await runCli(['replay', ...world.flags, '--dry-run', '--json'], {
      env: {
        ...world.env,
        ...wrongClockEnv({ aheadMs, laterMs: aheadMs, jumpMs: 0 }),
      },
    });
    expect(run.exitCode).toBe(0);
    const { warnings } = JSON.parse(run.stdout) as { readonly warnings: readonly string[] };
    const said = warnings.filter((warning) => /clock/.test(warning));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/ are 1,(?:199|200|201) s apart/);
    await world.stop();
    await database.drop();
  });
});
