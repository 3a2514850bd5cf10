import { z } from 'zod';
import { notice } from '../../../errors/notices.ts';
import type { SlackClient } from '../../../importers/slack/client.ts';
import { SlackRateLimited, SlackRefusal } from '../../../importers/slack/errors.ts';
import {
  PAGE_ITEMS,
  REDUCED_HISTORY_ITEMS,
  REDUCED_HISTORY_RETRY_MS,
} from '../../../slack/limits.ts';
import { type Check, ok, problemIn, skipped, warning } from './check.ts';

const channelList = z.looseObject({
  channels: z.array(
    z.looseObject({ id: z.string(), is_member: z.boolean().optional().catch(undefined) }),
  ),
});
const history = z.looseObject({
  messages: z.array(z.unknown()),
  has_more: z.boolean().optional().catch(undefined),
});

/** How often a channel's history is asked for; one that may be read once a minute refuses the second time. */
const CALLS = 2;

/**
 * Looks whether the token reads history as an app of one's own workspace does, or under the limits of 2025 for apps that
 * are distributed (docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps): one call a minute,
 * 15 messages each. Slack tells neither, so a history is read twice.
 */
export async function checkHistory(client: SlackClient): Promise<Check> {
  try {
    const channel = await channelToRead(client);
    if (channel === undefined) return skipped('history', notice('history-no-channel'));
    for (let call = 0; call < CALLS; call += 1) {
      const { body } = await client.call('conversations.history', { channel, limit: PAGE_ITEMS });
      const { messages, has_more: hasMore } = history.parse(body);
      if (hasMore === true && messages.length === REDUCED_HISTORY_ITEMS) {
        return reduced(notice('history-short-page', { asked: PAGE_ITEMS, count: messages.length }));
      }
    }
    return ok('history', notice('history-ok'));
  } catch (error) {
    return verdictOn(error);
  }
}

/** Returns a channel of which the token is a member, else a public one; undefined when there is none. */
async function channelToRead(client: SlackClient): Promise<string | undefined> {
  const args = { types: 'public_channel', exclude_archived: true, limit: PAGE_ITEMS };
  const { channels } = channelList.parse((await client.call('conversations.list', args)).body);
  return (channels.find((channel) => channel.is_member === true) ?? channels[0])?.id;
}

function verdictOn(error: unknown): Check {
  if (error instanceof SlackRefusal) {
    return skipped('history', notice('history-unread', { problem: error.code }));
  }
  // Whatever else it is, the other checks of the token say it or are not concerned.
  if (!(error instanceof SlackRateLimited)) {
    return skipped('history', notice('history-unread', { problem: problemIn(error) }));
  }
  const seconds = Math.round(error.retryAfterMs / 1000);
  const isOfHistory = error.method === 'conversations.history';
  return isOfHistory && error.retryAfterMs >= REDUCED_HISTORY_RETRY_MS
    ? reduced(notice('history-long-wait', { seconds }))
    : skipped('history', notice('history-busy', { seconds }));
}

const reduced = (says: Parameters<typeof warning>[1]): Check =>
  warning('history', says, notice('history-own-app'), notice('history-what-suffers'));
