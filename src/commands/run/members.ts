import type { Source } from '../../exporters/source.ts';
import type { ChannelId, UserId } from '../../model/model.ts';

const FIRST_CHANNELS = 64;
const MAX_CHANNELS = 256;
/** Members of the channels of one query, about: a channel can have all people of a server, or two of them. */
const MEMBERS_AT_ONCE = 50_000;

/** Reads the members of each channel, in the order of the channels, some channels at a time. */
export async function* membersInTurn(
  source: Pick<Source, 'members'>,
  channels: readonly ChannelId[],
): AsyncGenerator<readonly [channel: ChannelId, members: readonly UserId[]]> {
  let size = FIRST_CHANNELS;
  for (let start = 0; start < channels.length; ) {
    const some = channels.slice(start, start + size);
    start += some.length;
    const members = await source.members(some);
    let count = 0;
    for (const channel of some) {
      const list = members.get(channel) ?? [];
      count += list.length;
      yield [channel, list];
    }
    size = nextSize(size, count);
  }
}

/** Number of channels for the next query, when the last one of so many brought so many members. */
const nextSize = (size: number, count: number): number =>
  Math.max(1, Math.min(MAX_CHANNELS, 2 * size, Math.floor((size * MEMBERS_AT_ONCE) / (count + 1))));

/** Reads the members of all channels. Each id is one text: people are in many channels. */
export async function readAllMembers(
  source: Pick<Source, 'members'>,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, readonly UserId[]>> {
  const all = new Map<ChannelId, readonly UserId[]>();
  const known = new Map<UserId, UserId>();
  const knownId = (id: UserId): UserId => {
    const first = known.get(id);
    if (first === undefined) known.set(id, id);
    return first ?? id;
  };
  for await (const [channel, members] of membersInTurn(source, channels)) {
    if (members.length > 0) all.set(channel, members.map(knownId));
  }
  return all;
}
