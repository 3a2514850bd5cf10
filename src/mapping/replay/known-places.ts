import { TargetError } from '../../errors.ts';
import type { ChannelId } from '../../model.ts';
import { channelLabel } from '../plan/channel-label.ts';
import type { ChannelDecision } from '../plan/decisions.ts';
import { findTargetChannel } from '../plan/find-target-channel.ts';
import type { TargetChannel, TargetFacts } from '../plan/target-facts.ts';

/**
 * The channels of the workspace that conversations go into and that are there already, merged or made by an earlier
 * run. Asked of the workspace as it is now, because it may have changed since it was decided: TargetError with all
 * complaints at once when one is gone, or when what is not public would stand where everybody reads it.
 */
export function knownPlaces(
  decisions: readonly ChannelDecision[],
  target: TargetFacts,
  madeBefore: (id: ChannelId) => string | undefined,
): ReadonlyMap<ChannelId, TargetChannel> {
  const places = new Map<ChannelId, TargetChannel>();
  const complaints: string[] = [];
  for (const decision of decisions) {
    const { action, channelId, slackId, slackName } = decision;
    const earlier = madeBefore(channelId);
    const isMerge = action === 'merge';
    if (!isMerge && earlier === undefined) continue;
    const wanted = isMerge ? { slackId, slackName } : { slackId: earlier ?? '', slackName: '' };
    const there = findTargetChannel(target, wanted);
    if (there !== undefined) places.set(channelId, there);
    const complaint = complaintAbout(decision, there);
    if (complaint !== undefined) complaints.push(`channel ${channelLabel(decision)}: ${complaint}`);
  }
  if (complaints.length > 0) throw new TargetError(complaints.join('\n'));
  return places;
}

function complaintAbout(
  { action, type, slackId, slackName }: ChannelDecision,
  there: TargetChannel | undefined,
): string | undefined {
  if (there === undefined) {
    // Our own that is private may be hidden, or gone: Slack says so when it is written to.
    if (action !== 'merge') return undefined;
    const named = slackId === '' ? `#${slackName}` : slackId;
    return `the workspace has no channel ${named} that the token can see; invite the app to it, or decide otherwise`;
  }
  if (type === 'public' || there.list !== 'channels') return undefined;
  return `it is ${type} in Mattermost, and ${there.id} in Slack is public; make that one private, or decide otherwise`;
}
