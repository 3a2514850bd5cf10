import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { StoppedError, UsageError } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source } from '../../exporters/source.ts';
import type { Ledger } from '../../importers/ledger/ledger.ts';
import { type LedgerLock, lockLedger } from '../../importers/ledger/lock.ts';
import { openLedger } from '../../importers/ledger/sqlite.ts';
import { SlackRateLimited } from '../../importers/slack/errors.ts';
import { makePacer } from '../../importers/slack/pacer.ts';
import { authShape, readCall } from '../../importers/slack/reading.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { limitsOver } from '../../slack/methods.ts';
import { systemClock } from '../../system/clock.ts';
import type { CommandContext } from '../run/context.ts';
import type { LossLog } from '../run/loss-log.ts';
import { pauseMsOf, slackReading } from '../run/slack-access.ts';
import { makeWorkDirectory } from '../run/work-files.ts';

export const LEDGER_FILE = 'ledger.db';

/** A run in a workspace, and what has to be closed after it. */
export interface ReplaySetup {
  readonly run: WorkspaceSession;
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

/** What a run that writes into a workspace has at hand. */
export interface ReplayParts {
  readonly config: Config;
  readonly context: CommandContext;
  readonly setup: ReplaySetup;
  readonly source: Source;
  readonly fileStore: FileStore | undefined;
  readonly losses: LossLog;
}

export interface StoppableSignal {
  readonly signal: AbortSignal;
  /** The time no longer matters. */
  clear(): void;
}

/** A signal that is aborted with the given one, or when the time is over. */
export function stopAfter(outer: AbortSignal, durationMs: number | undefined): StoppableSignal {
  const own = new AbortController();
  const timer =
    durationMs === undefined
      ? undefined
      : setTimeout(
          () => own.abort(new StoppedError('the time is over; the same command goes on')),
          durationMs,
        );
  timer?.unref();
  return { signal: AbortSignal.any([outer, own.signal]), clear: () => clearTimeout(timer) };
}

/**
 * Credentials that were once kept out of a workspace stay out. UsageError when this run is not told to: it would
 * take each mark for an old text, and put the credential in its place.
 */
export function keepRedaction(
  ledger: Pick<Ledger, 'isRedacted' | 'setRedacted'>,
  { redactSecrets }: Pick<Config, 'redactSecrets'>,
  { isWriting }: { readonly isWriting: boolean },
): void {
  if (!redactSecrets && ledger.isRedacted()) {
    throw new UsageError(
      'the workspace was filled with --redact-secrets: say it again, or set redactSecrets: true in the configuration; nothing was done',
    );
  }
  if (redactSecrets && isWriting) ledger.setRedacted();
}
