import type { Config } from '../../config/config.ts';
import { problemOf, StoppedError, UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { makeSlackClient, type SlackClient } from '../../importers/slack/client.ts';
import { slackTargetError } from '../../importers/slack/errors.ts';
import type { Reading } from '../../importers/slack/reading.ts';
import { systemClock } from '../../system/clock.ts';

/** A client of the configured workspace; UsageError without a token. */
export function slackClient({ slack }: Pick<Config, 'slack'>): SlackClient {
  if (slack.token === undefined) {
    throw new UsageError('SLACK_TOKEN is not set; put the token of your Slack app into it');
  }
  const { token, apiUrl, retryAfterMs } = slack;
  return makeSlackClient({ token: token.reveal(), apiUrl, retryAfterMs });
}

export function slackReading(config: Config, signal: AbortSignal): Reading {
  return {
    client: slackClient(config),
    sleep: systemClock.sleep,
    signal,
    pauseMs: pauseMsOf(config),
  };
}

const PAUSE_MS = 1_000;

/** After an answer that did not come; never longer than where Slack asks to wait. */
export const pauseMsOf = ({ slack }: Config): number => Math.min(PAUSE_MS, slack.retryAfterMs);

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
