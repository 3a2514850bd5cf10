import { expect, it } from 'vitest';
import type { PassedSync } from '../../../../src/commands/sync/pass.ts';
import { noSyncTally } from '../../../../src/commands/sync/post-sync.ts';
import { roundOf } from '../../../../src/commands/sync/sync.ts';
import { EXIT, StoppedError, TargetError } from '../../../../src/errors/errors.ts';
import { notice } from '../../../../src/errors/notices.ts';
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

const options = {
  ...{ applied: undefined, maxDurationMs: undefined, everyMs: undefined },
  ...{ isUntilSynced: false, isRemovalMeant: false },
};

/** A run whose clock stands still. */
const quietRun = () => ({
  settings: { lang: 'en' as const },
  session: makeStubSession().session,
  context: { nowMs: () => 0, output: { remark() {}, note() {} } },
});

it('refuses a first pass, and stops a run that has made passes before, for what a person must put right', async () => {
  const problem = notice('merge-target-hidden', { channel: 'team/dev', target: '#dev' });
  const pass = async (): Promise<PassedSync> => {
    throw new TargetError(problem);
  };
  const run = quietRun();
  await expect(roundOf(run, pass, options, undefined)).rejects.toMatchObject({
    exitCode: EXIT.refused,
  });
  const last = { passed, writes: 1, isInSync: false, lagMs: 0 };
  await expect(roundOf(run, pass, options, last)).rejects.toMatchObject({
    exitCode: EXIT.stopped,
    lines: [notice('stopped-resumable', { problem })],
  });
});

it('says of a pass that failed that the next one retries, and not to run the command again', async () => {
  const problem = notice('slack-refused', { message: 'chat.postMessage: fatal_error' });
  const pass = async (): Promise<PassedSync> => {
    throw new StoppedError(notice('stopped-resumable', { problem }));
  };
  const remarks: string[] = [];
  const run = quietRun();
  const output = { ...run.context.output, remark: (line: string) => void remarks.push(line) };
  const last = { passed, writes: 1, isInSync: false, lagMs: 0 };
  const round = await roundOf({ ...run, context: { ...run.context, output } }, pass, options, last);
  expect(round).toBeUndefined();
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toContain('the next one retries');
  expect(remarks[0]).toContain('fatal_error');
  expect(remarks[0]).not.toContain('run the same command again');
});

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
  const round = await roundOf(run, pass, options, undefined);
  expect(round).toMatchObject({ writes: 1, isInSync: false, lagMs: 7_000 });
});
