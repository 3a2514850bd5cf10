import { join } from 'node:path';
import type { Config } from '../../config.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type LedgerLock, lockLedger } from '../../importers/ledger/ledger-lock.ts';
import { openLedger } from '../../importers/ledger/sqlite-ledger.ts';
import { systemClock } from '../../importers/pacer/clock.ts';
import { makePacer } from '../../importers/pacer/pacer.ts';
import type { ReplayRun } from '../../importers/replay/replay-run.ts';
import { readCall } from '../../importers/slack/read-calls.ts';
import { SlackRateLimited } from '../../importers/slack/slack-errors.ts';
import { authShape } from '../../importers/slack/slack-shapes.ts';
import { limitsOver } from '../../mapping/api-limits.ts';
import type { CommandContext } from '../context.ts';
import { pauseMsOf, slackReading } from '../slack-access.ts';
import { makeWorkDirectory } from '../work-files.ts';

export const LEDGER_FILE = 'ledger.db';

/** A run in a workspace, and what has to be closed after it. */
export interface ReplaySetup {
  readonly run: ReplayRun;
  /** The app's own user. */
  readonly botUserId: string;
  readonly workspace: string;
  close(): void;
}

/**
 * Asks Slack who the token is, and takes the workspace's ledger, locked against every other process. TargetError
 * when the token is not good, the ledger is another workspace's, or somebody is at work on it.
 */
export async function setUpReplay(
  config: Config,
  context: CommandContext,
  signal: AbortSignal,
): Promise<ReplaySetup> {
  const reading = slackReading(config, signal);
  const {
    team,
    team_id: teamId,
    user_id: botUserId,
  } = await readCall(reading, 'auth.test', {}, authShape);
  await makeWorkDirectory(config.workDirectory);
  const path = join(config.workDirectory, LEDGER_FILE);
  const lock = lockLedger(path);
  let ledger: Ledger | undefined;
  try {
    ledger = openLedger(path);
    ledger.belongTo({ teamId, botUserId });
  } catch (error) {
    closeBoth(ledger, lock);
    throw error;
  }
  const held = ledger;
  return {
    botUserId,
    workspace: team || teamId,
    run: {
      client: reading.client,
      ledger: held,
      clock: systemClock,
      signal,
      todayMs: context.todayMs,
      settleMs: config.slack.settleMs,
      pauseMs: pauseMsOf(config),
      pacer: makePacer({
        limits: limitsOver(config.slack.limits),
        clock: systemClock,
        retryAfterMs: (error) =>
          error instanceof SlackRateLimited ? error.retryAfterMs : undefined,
      }),
    },
    close: () => closeBoth(held, lock),
  };
}

function closeBoth(ledger: Ledger | undefined, lock: LedgerLock): void {
  ledger?.close();
  lock.release();
}
