import { type Notice, notice } from '../errors/notices.ts';
import type { Conversation } from './conversations.ts';
import { type ChannelDecision, channelLabel } from './decisions.ts';
import type { TargetChannel, TargetFacts } from './plan/target.ts';

/** The workspace's channel of a conversation in the archive, or why it was not found. */
export interface AdoptedChannel {
  readonly conversation: Conversation;
  readonly place: TargetChannel | undefined;
  /** Undefined when the channel was found. */
  readonly problem: Notice | undefined;
}

/**
 * Finds the channel of each conversation by name, or by the id in channels.csv. A conversation that is not public is
 * never paired with a public channel of the same name.
 */
export function adoptChannels(
  conversations: readonly Conversation[],
  decisionOf: (conversation: Conversation) => ChannelDecision | undefined,
  target: TargetFacts,
): readonly AdoptedChannel[] {
  return conversations.map((conversation) => {
    const decision = decisionOf(conversation);
    const named = target.channels.filter((channel) =>
      decision?.slackId ? channel.id === decision.slackId : channel.name === conversation.name,
    );
    const isPublic = conversation.list === 'channels';
    const [place, ...others] = named.filter(({ list }) => (list === 'channels') === isPublic);
    if (place !== undefined && others.length === 0)
      return { conversation, place, problem: undefined };
    const label = decision === undefined ? conversation.name : channelLabel(decision);
    return {
      conversation,
      place: undefined,
      problem: problemOf(label, named.length, others.length),
    };
  });
}

function problemOf(channel: string, named: number, others: number): Notice {
  if (others > 0) return notice('adopt-channel-ambiguous', { channel });
  return notice(named > 0 ? 'adopt-channel-other-kind' : 'adopt-channel-hidden', { channel });
}
