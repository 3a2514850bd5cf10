/** Subtype of what Slack shows in the place of a deleted root with replies (docs.slack.dev/reference/events/message). */
export const TOMBSTONE = 'tombstone';

/** Of what happens to a channel, as `channel_join` and `group_topic` are. */
const OF_CHANNEL = /^(?:channel|group)_/;
const FURTHER: ReadonlySet<string> = new Set([
  'pinned_item',
  'unpinned_item',
  'bot_add',
  'bot_remove',
  'reminder_add',
]);

/** True for the subtype of a notice that Slack writes by itself (docs.slack.dev/reference/events/message). */
export const isSystemSubtype = (subtype: string): boolean =>
  OF_CHANNEL.test(subtype) || FURTHER.has(subtype);
