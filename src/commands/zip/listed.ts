import { type Conversation, topicText } from '../../mapping/conversations.ts';
import type { ListedChannel, ListedPerson } from '../../mapping/list-changes.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelId, UserId } from '../../model.ts';
import type { ReadWorkspace } from '../read-workspace.ts';

/** The conversations as the archive lists them. */
export function listedChannels(
  conversations: readonly Conversation[],
  members: ReadonlyMap<ChannelId, readonly UserId[]>,
): readonly ListedChannel[] {
  return conversations.map(({ channel, name, isArchived }) => ({
    channelId: channel.id,
    slackName: name,
    isArchived,
    topic: topicText(channel.header),
    purpose: topicText(channel.purpose),
    members: [...membersOf(channel, members.get(channel.id) ?? [])].sort(),
  }));
}

/** The people as the archive lists them. */
export function listedPeople({ decided, users }: ReadWorkspace): readonly ListedPerson[] {
  const deactivated = new Set(
    users.filter(({ deleteAtMs }) => deleteAtMs !== undefined).map(({ id }) => id),
  );
  return decided.people.map(({ userId, username, fullName }) => ({
    userId,
    username,
    fullName,
    isDeactivated: deactivated.has(userId),
  }));
}
