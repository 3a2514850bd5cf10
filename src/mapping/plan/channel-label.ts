import type { ChannelDecision } from './decisions.ts';

/** How a message names a channel: what is not public only by its id, for its name may tell too much. */
export function channelLabel({
  type,
  team,
  name,
  channelId,
}: Pick<ChannelDecision, 'type' | 'team' | 'name' | 'channelId'>): string {
  return type === 'public' ? `${team}/${name}` : `${channelId} (${type})`;
}
