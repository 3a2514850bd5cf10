import { routesOf } from '../../config/network.ts';
import type { SlackAccess } from '../../config/slack.ts';
import {
  type Line,
  problemOf,
  StoppedError,
  TargetError,
  UsageError,
} from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makeSlackClient, type SlackClient } from '../../importers/slack/client.ts';
import { slackTargetError } from '../../importers/slack/errors.ts';
import type { Reading } from '../../importers/slack/reading.ts';
import { systemClock } from '../../system/clock.ts';
import { makeTransport } from '../../system/transport.ts';
import { type CallListener, notedClient } from './noted-client.ts';

/** Makes a client of the configured workspace; UsageError without a token. */
export function slackClient({ token, apiUrl, retryAfterMs, network }: SlackAccess): SlackClient {
  if (token === undefined) {
    throw new UsageError(notice('slack-token-missing'));
  }
  const { fetch } = makeTransport(routesOf(network));
  return makeSlackClient({ token: token.reveal(), apiUrl, retryAfterMs, fetch });
}

/** Makes a reader of the configured workspace, outside the budgets of a run; UsageError without a token. */
export function slackReading(
  slack: SlackAccess,
  signal: AbortSignal,
  listener: CallListener,
): Reading {
  return {
    client: notedClient(slackClient(slack), listener),
    sleep: systemClock.sleep,
    signal,
    pauseMs: pauseMsOf(slack),
  };
}

/** Slack's clock is in links that expire and in `ts`; a machine that is further off is wrong. */
export const MAX_SKEW_MS = 30_000;

/** Warns of a clock that differs from Slack's. */
export function clockWarnings({ clockSkewMs }: Pick<SlackClient, 'clockSkewMs'>): readonly Line[] {
  const skewMs = Math.abs(clockSkewMs() ?? 0);
  if (skewMs <= MAX_SKEW_MS) return [];
  return [notice('clocks-differ', { seconds: Math.round(skewMs / 1000) })];
}

const PAUSE_MS = 1_000;

/** Pause after a lost answer, in milliseconds; never longer than the default wait after a rate limit. */
export const pauseMsOf = ({ retryAfterMs }: SlackAccess): number =>
  Math.min(PAUSE_MS, retryAfterMs);

/** Turns errors of Slack into a StoppedError, for a run that has begun to write: the same command resumes it. */
export async function askSlackOrStop<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    const known = slackTargetError(error) ?? unexpectedAnswer(error);
    if (known === undefined) throw error;
    throw new StoppedError(notice('stopped-resumable', { problem: problemOf(known) }), {
      cause: error,
    });
  }
}

/** Returns the error of an answer that is Slack's by its form and lacks what its method answers. */
const unexpectedAnswer = (error: unknown): TargetError | undefined =>
  error instanceof TargetError &&
  error.notices.some(({ code }) => code === 'slack-answer-unexpected')
    ? error
    : undefined;

/** Turns errors of Slack into a TargetError with one line for a person. */
export async function askSlack<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    throw slackTargetError(error) ?? error;
  }
}
