import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { channelChange } from '../../mapping/manual-changes.ts';
import type { PendingChanges } from '../run/pending-changes.ts';
import { someNames } from './some-names.ts';

/*
 * Channels that are public in Slack and private in Mattermost now, or the other way round. An import changes neither;
 * pending-changes.csv has them until a person removes their line.
 */

interface Listed {
  readonly pending: Pick<PendingChanges, 'has'>;
}

const pendingOf = (
  { channel, name }: Conversation,
  change: 'channel-made-private' | 'channel-made-public',
) => channelChange({ channelId: channel.id, slackName: name }, change, '');

/** True for a private conversation that is public in Slack, as far as is known: adopt does not find it there. */
export function isPublicInSlack(
  { exported, pending }: Listed & { readonly exported: Pick<ExportedPosts, 'channels'> },
  conversation: Conversation,
): boolean {
  if (conversation.list === 'channels') return false;
  const [before] = exported.channels([conversation.channel.id]);
  return before?.isPublic === true || pending.has(pendingOf(conversation, 'channel-made-private'));
}

/** Warns of every channel that is to be made private or public in Slack; after the lists are recorded. */
export function visibilityWarnings(
  { pending, isSinceLast }: Listed & { readonly isSinceLast: boolean },
  conversations: readonly Conversation[],
): readonly Line[] {
  if (!isSinceLast) return [];
  const named = (change: 'channel-made-private' | 'channel-made-public') =>
    conversations
      .filter(({ list }) => (list === 'channels') === (change === 'channel-made-public'))
      .filter((conversation) => pending.has(pendingOf(conversation, change)))
      .map(({ name }) => `#${name}`);
  const hidden = named('channel-made-private');
  const shown = named('channel-made-public');
  return [
    ...(hidden.length === 0
      ? []
      : [notice('channels-made-private', { channels: someNames(hidden) })]),
    ...(shown.length === 0 ? [] : [notice('channels-made-public', { channels: someNames(shown) })]),
  ];
}
