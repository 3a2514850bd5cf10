import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceSettings } from '../../config/config.ts';
import type { DatabaseAddress } from '../../config/database-address.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import { routesOf } from '../../config/network.ts';
import type { SlackAccess } from '../../config/slack.ts';
import { StoppedError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { removeLedger } from '../../importers/ledger/create.ts';
import {
  LEDGER_FILE,
  type Ledger,
  type LedgerOwner,
  type OfMove,
} from '../../importers/ledger/ledger.ts';
import { type Lock, lockLedger, lockWorkDirectory } from '../../importers/ledger/lock.ts';
import { openLedger } from '../../importers/ledger/sqlite.ts';
import { SlackRateLimited } from '../../importers/slack/errors.ts';
import { makePacer } from '../../importers/slack/pacer.ts';
import { authShape, type Reading, readCall } from '../../importers/slack/reading.ts';
import { PrivateChannels } from '../../importers/workspace/private-channels.ts';
import { Refusals } from '../../importers/workspace/refusals.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import { makeSettling } from '../../importers/workspace/settling.ts';
import { limitsOver } from '../../slack/methods.ts';
import { systemClock } from '../../system/clock.ts';
import { makeTransport } from '../../system/transport.ts';
import type { CommandContext } from '../run/context.ts';
import { askSlack, clockWarnings, pauseMsOf, slackReading } from '../run/slack-access.ts';
import { refuseOtherRepair } from '../run/text-encoding.ts';
import { makeWorkDirectory } from '../run/work-files.ts';
import { isFilled } from './guards.ts';

/** Settings of a session. */
export interface SessionSettings extends Pick<OutputShape, 'redactSecrets'> {
  readonly slack: SlackAccess;
  readonly workDirectory: string;
  /** Undefined for a run that reads no source. */
  readonly source?: Pick<DatabaseAddress, 'repairEncoding'>;
}

export interface SessionOptions {
  /** The command, for others that find the ledger or the work directory locked. */
  readonly command: string;
  /**
   * Whether the run writes texts into the workspace, writes again what the last comparison missed, compares texts, or
   * only deletes. What writes or deletes makes the list of an earlier comparison stale.
   */
  readonly access: 'writes' | 'repairs' | 'reads' | 'deletes';
  /** Throws for a ledger with which the command cannot begin, before the run leaves a mark in it. */
  readonly check?: (ledger: Ledger) => void;
  /** Time after which the run stops. Undefined for no limit. */
  readonly maxDurationMs?: number | undefined;
}

type SessionContext = Pick<CommandContext, 'signal' | 'todayMs' | 'output' | 'progress'>;

/**
 * Opens a session, passes it to `use`, and closes it however `use` ends. TargetError when the token is invalid, the
 * ledger belongs to another workspace, or another process uses it; UsageError when the workspace was redacted and this
 * run does not redact.
 */
export async function withSession<Result>(
  settings: SessionSettings,
  context: SessionContext,
  { command, access, check, maxDurationMs }: SessionOptions,
  use: (session: WorkspaceSession) => Promise<Result>,
): Promise<Result> {
  return await withTimeLimit(context.signal, maxDurationMs, async (signal) => {
    const { session, close } = await askSlack(() =>
      openSession(settings, { ...context, signal }, { command, access }),
    );
    try {
      check?.(session.ledger);
      if (access !== 'deletes') {
        keepRedaction(session.ledger, settings, { isWriting: access !== 'reads' });
        keepRepair(session.ledger, settings.source ?? {}, { isWriting: access !== 'reads' });
      }
      if (access === 'writes' || access === 'deletes') {
        session.ledger.move.setWritingRun(String(context.todayMs()));
      }
      return await use(session);
    } catch (error) {
      throw withClockWarning(error, session.client);
    } finally {
      close();
    }
  });
}

/** Adds to the error of a run that stopped what its report would have warned of: a clock that differs from Slack's. */
function withClockWarning(error: unknown, client: WorkspaceSession['client']): unknown {
  const warnings = clockWarnings(client);
  if (!(error instanceof StoppedError) || warnings.length === 0) return error;
  return new StoppedError([...error.lines, ...warnings], { cause: error });
}

/**
 * Asks Slack for the owner of the token, and opens the ledger, locked with its work directory against other processes.
 */
async function openSession(
  { slack, workDirectory }: SessionSettings,
  { signal, todayMs, output, progress }: SessionContext,
  how: Pick<SessionOptions, 'command' | 'access'>,
): Promise<{ readonly session: WorkspaceSession; close(): void }> {
  const reading = slackReading(slack, signal, { output, lang: progress.lang });
  const auth = await readCall(reading, 'auth.test', {}, authShape);
  const { team, team_id: teamId, user_id: botUserId } = auth;
  await makeWorkDirectory(workDirectory);
  const { ledger, close } = openOwnLedger(workDirectory, { teamId, botUserId }, how);
  const { client } = reading;
  const session: WorkspaceSession = {
    workspace: team || teamId,
    teamId,
    botUserId,
    client,
    ledger,
    settling: makeSettling(systemClock, slack.settleMs),
    refusals: new Refusals(),
    privateChannels: new PrivateChannels(),
    transport: makeTransport(routesOf(slack.network)),
    clock: {
      ...systemClock,
      todayMs: () => client.slackTimeMs() ?? todayMs(),
      settleMs: slack.settleMs,
      pauseMs: pauseMsOf(slack),
    },
    signal,
    pacer: makePacer({
      limits: limitsOver(slack.limits),
      clock: systemClock,
      retryAfterMs: (error) => (error instanceof SlackRateLimited ? error.retryAfterMs : undefined),
    }),
  };
  return { session, close };
}

/** Opens the ledger for one workspace and app, and locks it. TargetError when it is of others, or is in use. */
function openOwnLedger(
  workDirectory: string,
  owner: LedgerOwner,
  { command, access }: Pick<SessionOptions, 'command' | 'access'>,
): { readonly ledger: Ledger; close(): void } {
  const path = join(workDirectory, LEDGER_FILE);
  const locks: Lock[] = [];
  let opened: Ledger | undefined;
  try {
    // A run that only compares may read beside a `zip`, but not beside a run that changes the workspace.
    if (access !== 'reads') locks.push(lockWorkDirectory(workDirectory, command));
    locks.push(lockLedger(path, command));
    const isNew = !existsSync(path);
    const ledger = openLedger(path);
    opened = ledger;
    ledger.move.bindTo(owner);
    const close = (): void => {
      // One that was made for a run that was refused would bind the next run to the same workspace and app.
      const isUnused = isNew && ledger.isUnused();
      ledger.close();
      if (isUnused) removeLedger(path);
      releaseAll(locks);
    };
    return { ledger, close };
  } catch (error) {
    opened?.close();
    releaseAll(locks);
    throw error;
  }
}

function releaseAll(locks: readonly Lock[]): void {
  for (const lock of locks) lock.release();
}

/** Makes a reader for calls before the run's own, outside their budgets and counts. */
export const unpacedReading = ({ client, clock, signal }: WorkspaceSession): Reading => ({
  client,
  sleep: clock.sleep,
  signal,
  pauseMs: clock.pauseMs,
});

/** Passes `use` a signal that is aborted with the outer one, or after the time limit. */
export async function withTimeLimit<Result>(
  outer: AbortSignal,
  maxDurationMs: number | undefined,
  use: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const own = new AbortController();
  const timer =
    maxDurationMs === undefined
      ? undefined
      : setTimeout(() => own.abort(new StoppedError(notice('time-limit-reached'))), maxDurationMs);
  timer?.unref();
  const signal = AbortSignal.any([outer, own.signal]);
  // Every channel listens to it.
  setMaxListeners(0, signal);
  try {
    return await use(signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Keeps a redacted workspace redacted. UsageError when this run does not redact: it would take each mark for an old
 * text, and replace it by the credential.
 */
function keepRedaction(
  ledger: Pick<Ledger, 'counts' | 'ofKind'> & OfMove<'isRedacted' | 'setRedacted'>,
  { redactSecrets }: Pick<OutputShape, 'redactSecrets'>,
  { isWriting }: { readonly isWriting: boolean },
): void {
  const wasRedacted = ledger.move.isRedacted();
  if (!redactSecrets && wasRedacted && isFilled(ledger)) {
    throw new UsageError(notice('workspace-is-redacted'));
  }
  if (isWriting && redactSecrets !== wasRedacted) ledger.move.setRedacted(redactSecrets);
}

/** Settings for reading the source of a workspace that was filled, whose texts have been looked at then. */
export function settledTexts<Settings extends Pick<SourceSettings, 'source'>>(
  settings: Settings,
  { ledger }: Pick<WorkspaceSession, 'ledger'>,
): Settings {
  if (!isFilled(ledger)) return settings;
  return { ...settings, source: { ...settings.source, isRepairSettled: true } };
}

/** Keeps texts as they were read when the workspace was filled. UsageError when this run would repair them otherwise. */
export function keepRepair(
  ledger: Pick<Ledger, 'ofKind' | 'counts'> & OfMove<'repairEncoding' | 'setRepairEncoding'>,
  setting: Pick<DatabaseAddress, 'repairEncoding'>,
  { isWriting }: { readonly isWriting: boolean },
): void {
  if (isFilled(ledger))
    refuseOtherRepair(setting, ledger.move.repairEncoding(), notice('the-ledger'));
  if (isWriting) ledger.move.setRepairEncoding(setting.repairEncoding ?? 'none');
}
