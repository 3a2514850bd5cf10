import { expect, it } from 'vitest';
import type { PassedSync } from '../../../../src/commands/sync/pass.ts';
import { noSyncTally } from '../../../../src/commands/sync/post-sync.ts';
import { roundOf } from '../../../../src/commands/sync/sync.ts';
import { NO_TARGET } from '../../../../src/mapping/plan/target.ts';
import type { SlackMethod } from '../../../../src/slack/methods.ts';
import { makeStubSession } from '../../../support/slack/stub-session.ts';

const passed: PassedSync = {
  tally: noSyncTally(),
  target: NO_TARGET,
  conversations: 0,
  isComparing: true,
  warnings: [],
};

it('gives the time that a pass with writes took, although the date of the machine was set back', async () => {
  const { session } = makeStubSession();
  const calls = new Map<SlackMethod, number>();
  const counts = { ...session.pacer.counts, calls };
  let nowMs = 1_000;
  let todayMs = Date.UTC(2026, 10, 29);
  const run = {
    settings: { lang: 'en' },
    session: { ...session, pacer: { ...session.pacer, counts } },
    context: { nowMs: () => nowMs, todayMs: () => todayMs, output: { remark() {}, note() {} } },
  } as const;
  const pass = async (): Promise<PassedSync> => {
    calls.set('chat.postMessage', 1);
    nowMs += 7_000;
    todayMs -= 3_600_000;
    return passed;
  };
  const options = {
    ...{ applied: undefined, maxDurationMs: undefined, everyMs: undefined },
    ...{ isUntilSynced: false, isRemovalMeant: false },
  };
  const round = await roundOf(run, pass, options, undefined);
  expect(round).toMatchObject({ writes: 1, isInSync: false, lagMs: 7_000 });
});
