import { TargetError } from '../errors/errors.ts';
import { type Notice, notice } from '../errors/notices.ts';
import type { ChannelId } from '../model/model.ts';
import { asciiOnly, legalName, withEnding } from './channel-names.ts';
import type { Conversation } from './conversations.ts';
import { type ChannelDecision, channelLabel } from './decisions.ts';
import { findTargetChannel } from './plan/channel-edits.ts';
import type { TargetChannel, TargetFacts } from './plan/target.ts';

/** Returns Slack's channel of a conversation that an earlier run made or found; undefined for none. */
type MadeBefore = (id: ChannelId) => string | undefined;

/**
 * Finds the existing channels of the workspace that conversations go into, from a merge or an earlier run. Checks the
 * workspace as it is now, because it may have changed since the decision: TargetError with all problems when a
 * channel is gone, or when a conversation that is not public would go into a public channel.
 */
export function existingChannels(
  decisions: readonly ChannelDecision[],
  target: TargetFacts,
  madeBefore: MadeBefore,
): ReadonlyMap<ChannelId, TargetChannel> {
  const places = foundChannels(decisions, target, madeBefore);
  const problems = decisions
    .filter(({ action, channelId }) => action === 'merge' || madeBefore(channelId) !== undefined)
    .flatMap((decision) => problemOf(decision, places.get(decision.channelId)) ?? []);
  if (problems.length > 0) throw new TargetError(problems);
  return places;
}

/** As `existingChannels`, for a run that writes nothing: refuses none, so that it can report what is wrong. */
export function foundChannels(
  decisions: readonly ChannelDecision[],
  target: TargetFacts,
  madeBefore: MadeBefore,
): ReadonlyMap<ChannelId, TargetChannel> {
  const places = new Map<ChannelId, TargetChannel>();
  for (const { action, channelId, slackId, slackName } of decisions) {
    const earlier = madeBefore(channelId);
    const isMerge = action === 'merge';
    if (!isMerge && earlier === undefined) continue;
    const wanted = isMerge ? { slackId, slackName } : { slackId: earlier ?? '', slackName: '' };
    const there = findTargetChannel(target, wanted);
    if (there !== undefined) places.set(channelId, there);
  }
  return places;
}

function problemOf(
  decision: ChannelDecision,
  there: TargetChannel | undefined,
): Notice | undefined {
  const { action, type, slackId, slackName } = decision;
  const channel = channelLabel(decision);
  if (there === undefined) {
    // A private channel that an earlier run made may be hidden or gone; Slack reports that when the app writes to it.
    if (action !== 'merge') return undefined;
    const target = slackId === '' ? `#${slackName}` : slackId;
    return notice('merge-target-hidden', { channel, target });
  }
  if (type === 'public' || there.list !== 'channels') return undefined;
  return notice('target-channel-public', { channel, type, target: there.id });
}

/** A conversation that a replay creates a channel for. */
export interface ReplayChannel {
  readonly conversation: Conversation;
  /** The name that the plan chose for the case that the first is taken; '' for none. */
  readonly ifTaken: string;
  /** Usernames of the members. */
  readonly people: readonly string[];
}

export interface ReplayChannelNames {
  readonly wanted: string;
  /** The names to try, the preferred one first. */
  readonly candidates: readonly string[];
}

/**
 * Names for the channels that a replay creates. The next candidate is tried when Slack says that a name is taken,
 * possibly by a hidden channel, or refuses its letters: it is not documented whether the API accepts Japanese names.
 * No two channels share a candidate: otherwise the names would depend on which of them is created first, and a run
 * that resumes could take the channel of one conversation for that of another.
 */
export function replayChannelNames(
  channels: readonly ReplayChannel[],
): ReadonlyMap<ChannelId, ReplayChannelNames> {
  const named = channels.map((channel) => ({
    id: channel.conversation.channel.id,
    names: namesInOrder(channel),
  }));
  const owners = new Map<string, ChannelId>();
  const longest = Math.max(0, ...named.map(({ names }) => names.length));
  for (let rank = 0; rank < longest; rank += 1) {
    for (const { id, names } of named) {
      const name = names[rank];
      if (name !== undefined && !owners.has(name)) owners.set(name, id);
    }
  }
  return new Map(
    named.map(({ id, names }) => [
      id,
      { wanted: names[0] ?? '', candidates: names.filter((name) => owners.get(name) === id) },
    ]),
  );
}

function namesInOrder({ conversation, ifTaken, people }: ReplayChannel): readonly string[] {
  const wanted = preferredName(conversation, people);
  const id = conversation.channel.id.toLowerCase();
  const second = ifTaken || withEnding(wanted, '-mm');
  const ascii = asciiOnly(wanted);
  // What is left of a Japanese name is sometimes a lone hyphen or nothing: it would say nothing.
  const plain = /[a-z0-9]/.test(ascii) ? [ascii, asciiOnly(second)] : [];
  return [...new Set([wanted, second, ...plain, `channel-${id.slice(0, 8)}`, `channel-${id}`])];
}

/**
 * Direct and group messages become private channels named after their people, because an app cannot write in them for
 * others.
 */
function preferredName({ list, name }: Conversation, people: readonly string[]): string {
  if (list === 'channels' || list === 'groups') return name;
  const kind = list === 'dms' ? 'dm' : 'group';
  return legalName(`${kind}-${[...people].sort().join('-')}`);
}
