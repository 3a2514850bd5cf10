import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { UsageError } from '../errors.ts';
import type { Reading, Sleep } from '../importers/slack/read-calls.ts';
import { makeSlackClient, type SlackClient } from '../importers/slack/slack-client.ts';
import { slackTargetError } from '../importers/slack/slack-errors.ts';

/** A client of the configured workspace; UsageError without a token. */
export function slackClient({ slack }: Config): SlackClient {
  if (slack.token === undefined) {
    throw new UsageError('SLACK_TOKEN is not set; put the token of your Slack app into it');
  }
  return makeSlackClient({ token: slack.token.reveal(), apiUrl: slack.apiUrl });
}

export function slackReading(config: Config, signal: AbortSignal): Reading {
  return { client: slackClient(config), sleep: sleepUntilAborted, signal };
}

export const sleepUntilAborted: Sleep = async (ms, signal) => {
  await wait(ms, undefined, { signal });
};

/** What Slack refuses or does not answer becomes one line for a person. */
export async function askSlack<Value>(ask: () => Promise<Value>): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    throw slackTargetError(error) ?? error;
  }
}
