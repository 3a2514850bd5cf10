import { z } from 'zod';
import type { Action } from '../ledger/ledger.ts';
import { readPages } from '../slack/read-calls.ts';
import { EVENT_TYPE, messageShape } from './find-message.ts';
import { isGoneAfter } from './is-gone-after.ts';
import { pacedReading } from './paced-reading.ts';
import { pacedCall, type ReplayRun } from './replay-run.ts';

const written = messageShape.extend({
  user: z.string().optional(),
  subtype: z.string().optional(),
});

/** Renames the channel, because an archived one keeps its name, and archives it; false when it has to stay. */
export async function retireChannel(
  run: ReplayRun,
  action: Action,
  botUserId: string,
): Promise<boolean> {
  const { slackChannel: channel, detail } = action;
  const pages = readPages(
    pacedReading(run),
    'conversations.history',
    { channel, limit: 200, include_all_metadata: true },
    { key: 'messages', item: written },
  );
  for await (const { user, subtype, metadata } of pages) {
    const isOurs = user === botUserId || metadata?.event_type === EVENT_TYPE;
    if (!isOurs && !NEWS.has(subtype ?? '')) return false;
  }
  const name = `${detail.slice(0, 60)}-undone-${channel.slice(-6).toLowerCase()}`;
  await isGoneAfter(run, () => pacedCall(run, 'conversations.rename', { channel, name }));
  return await isGoneAfter(run, () => pacedCall(run, 'conversations.archive', { channel }));
}

/**
 * What Slack writes by itself when people come and topics are set. No `tombstone`: that stands for a root of ours
 * under which others have replied.
 */
const NEWS: ReadonlySet<string> = new Set([
  'channel_join',
  'group_join',
  'channel_leave',
  'group_leave',
  'channel_topic',
  'group_topic',
  'channel_purpose',
  'group_purpose',
  'channel_name',
  'group_name',
  'channel_archive',
  'group_archive',
  'channel_unarchive',
  'group_unarchive',
]);
