import type { Source } from '../../exporters/source.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { Channel, ChannelId, User, UserId } from '../../model/model.ts';
import { readAllMembers } from './members.ts';

/** Reads the usernames of those who are in each of some conversations, in code-unit order. */
export async function readConversationPeople(
  source: Pick<Source, 'members'>,
  channels: readonly Channel[],
  users: ReadonlyMap<UserId, Pick<User, 'username'>>,
): Promise<ReadonlyMap<ChannelId, readonly string[]>> {
  const members = await readAllMembers(
    source,
    channels.map(({ id }) => id),
  );
  return new Map(
    channels.map((channel) => [
      channel.id,
      membersOf(channel, members.get(channel.id) ?? [])
        .map((id) => users.get(id)?.username ?? id)
        .sort(),
    ]),
  );
}
