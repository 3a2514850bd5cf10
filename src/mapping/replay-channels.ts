import { TargetError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';
import type { ChannelId } from '../model/model.ts';
import { asciiOnly, legalName, withEnding } from './channel-names.ts';
import type { Conversation } from './conversations.ts';
import { type ChannelDecision, channelLabel } from './decisions.ts';
import { findTargetChannel } from './plan/channel-edits.ts';
import type { TargetChannel, TargetFacts } from './plan/target.ts';

/**
 * The channels of the workspace that conversations go into and that are there already, merged or made by an earlier
 * run. Asked of the workspace as it is now, because it may have changed since it was decided: TargetError with all
 * problems at once when one is gone, or when what is not public would stand where everybody reads it.
 */
export function knownPlaces(
  decisions: readonly ChannelDecision[],
  target: TargetFacts,
  madeBefore: (id: ChannelId) => string | undefined,
): ReadonlyMap<ChannelId, TargetChannel> {
  const places = new Map<ChannelId, TargetChannel>();
  const problems: Notice[] = [];
  for (const decision of decisions) {
    const { action, channelId, slackId, slackName } = decision;
    const earlier = madeBefore(channelId);
    const isMerge = action === 'merge';
    if (!isMerge && earlier === undefined) continue;
    const wanted = isMerge ? { slackId, slackName } : { slackId: earlier ?? '', slackName: '' };
    const there = findTargetChannel(target, wanted);
    if (there !== undefined) places.set(channelId, there);
    const problem = problemOf(decision, there);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new TargetError(problems);
  return places;
}

function problemOf(
  decision: ChannelDecision,
  there: TargetChannel | undefined,
): Notice | undefined {
  const { action, type, slackId, slackName } = decision;
  const channel = channelLabel(decision);
  if (there === undefined) {
    // Our own that is private may be hidden, or gone: Slack says so when it is written to.
    if (action !== 'merge') return undefined;
    const target = slackId === '' ? `#${slackName}` : slackId;
    return notice('merge-target-hidden', { channel, target });
  }
  if (type === 'public' || there.list !== 'channels') return undefined;
  return notice('target-channel-public', { channel, type, target: there.id });
}

/**
 * Names for the channel that a replay makes, the wanted one first. The next is tried when Slack says that a name
 * is taken, maybe by a channel that nobody shows us, or refuses its letters: whether the API takes names in
 * Japanese, as workspaces have them, is not documented.
 */
export function replayChannelNames(
  conversation: Conversation,
  ifTaken: string,
  people: readonly string[],
): readonly string[] {
  const wanted = wantedName(conversation, people);
  const second = ifTaken || withEnding(wanted, '-mm');
  const unique = `channel-${conversation.channel.id.slice(0, 8).toLowerCase()}`;
  const ascii = [asciiOnly(wanted), asciiOnly(second)].filter((name) => /[a-z0-9]/.test(name));
  return [...new Set([wanted, second, ...ascii, unique])];
}

/** Direct and group messages, in which an app cannot write for others, become private channels named after their people. */
function wantedName({ list, name }: Conversation, people: readonly string[]): string {
  if (list === 'channels' || list === 'groups') return name;
  const kind = list === 'dms' ? 'dm' : 'group';
  return legalName(`${kind}-${[...people].sort().join('-')}`);
}
