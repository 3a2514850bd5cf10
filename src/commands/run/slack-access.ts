import type { SlackAccess } from '../../config/slack.ts';
import { problemOf, StoppedError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makeSlackClient, type SlackClient } from '../../importers/slack/client.ts';
import { slackTargetError } from '../../importers/slack/errors.ts';
import type { Reading } from '../../importers/slack/reading.ts';
import { systemClock } from '../../system/clock.ts';

/** A client of the configured workspace; UsageError without a token. */
export function slackClient({ token, apiUrl, retryAfterMs }: SlackAccess): SlackClient {
  if (token === undefined) {
    throw new UsageError(notice('slack-token-missing'));
  }
  return makeSlackClient({ token: token.reveal(), apiUrl, retryAfterMs });
}

/** Reads the configured workspace, without the budgets of a run; UsageError without a token. */
export function slackReading(slack: SlackAccess, signal: AbortSignal): Reading {
  return {
    client: slackClient(slack),
    sleep: systemClock.sleep,
    signal,
    pauseMs: pauseMsOf(slack),
  };
}

const PAUSE_MS = 1_000;

/** After an answer that did not come; never longer than where Slack asks to wait. */
export const pauseMsOf = ({ retryAfterMs }: SlackAccess): number =>
  Math.min(PAUSE_MS, retryAfterMs);

/** What stops a run that has begun to write: the same command goes on when it is mended. */
export async function askSlackOrStop<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    const known = slackTargetError(error);
    if (known === undefined) throw error;
    throw new StoppedError(notice('stopped-resumable', { problem: problemOf(known) }), {
      cause: error,
    });
  }
}

/** What Slack refuses or does not answer becomes one line for a person. */
export async function askSlack<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    throw slackTargetError(error) ?? error;
  }
}
