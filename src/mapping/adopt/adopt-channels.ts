import type { Conversation } from '../conversations.ts';
import { channelLabel } from '../plan/channel-label.ts';
import type { ChannelDecision } from '../plan/decisions.ts';
import type { TargetChannel, TargetFacts } from '../plan/target-facts.ts';

/** Where a conversation of the archive is in the workspace, or why nobody knows. */
export interface AdoptedChannel {
  readonly conversation: Conversation;
  readonly place: TargetChannel | undefined;
  /** For a person; '' when the place is known. */
  readonly problem: string;
}

/**
 * Finds each conversation by its name, or by the id that channels.csv gives it. What is not public is never taken
 * for a public channel of the same name.
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
    if (place !== undefined && others.length === 0) return { conversation, place, problem: '' };
    const label = decision === undefined ? conversation.name : channelLabel(decision);
    return {
      conversation,
      place: undefined,
      problem: problemOf(label, named.length, others.length),
    };
  });
}

function problemOf(label: string, named: number, others: number): string {
  if (others > 0)
    return `${label}: several channels have its name; put the id of one into channels.csv`;
  if (named > 0) {
    return `${label}: the channel of its name is of another kind (public or private); put the right id into channels.csv`;
  }
  return `${label}: the app sees no channel of its name; invite the app to it, or put its id into channels.csv`;
}
