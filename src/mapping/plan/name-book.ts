import type { Channel, ChannelId } from '../../model.ts';
import type { Conversation } from '../conversations.ts';
import type { ChannelEdit } from './channels-csv.ts';
import type { ChannelDecision } from './decisions.ts';
import type { TargetChannel, TargetFacts } from './target-facts.ts';

/** What decides whether a channel may have a name. */
export type NameClaimant = Pick<Channel, 'id' | 'type'>;

/** Who may have which name in Slack: the plan's and the team's names belong to their channels. */
export interface NameBook {
  isTaken(name: string, claimant: NameClaimant): boolean;
  claim(name: string, owner: ChannelId): void;
}

export interface NamesInUse {
  readonly target: TargetFacts;
  readonly edits: readonly ChannelEdit[];
  readonly fixed: ReadonlyMap<ChannelId, ChannelDecision>;
  /** Names of channels in Slack that nobody shows us. */
  readonly takenNames: readonly string[];
}

export function makeNameBook({ target, edits, fixed, takenNames }: NamesInUse): NameBook {
  const owners = new Map<string, ChannelId>();
  for (const { channelId, slackName, action } of edits) {
    if (action === 'create' && slackName !== '') owners.set(slackName, channelId);
  }
  for (const { channelId, slackName } of fixed.values()) owners.set(slackName, channelId);
  const inSlack = channelsByName(target);
  const hidden = new Set(takenNames);
  return {
    isTaken(name, claimant) {
      const owner = owners.get(name);
      if (owner !== undefined && owner !== claimant.id) return true;
      const there = inSlack.get(name);
      if (there === undefined) return hidden.has(name);
      // The general channel is for the old general channel alone.
      return there.isGeneral || !canMerge(claimant, there);
    },
    claim(name, owner) {
      owners.set(name, owner);
    },
  };
}

/** The channels of a workspace by name. An archive's are our own, under the same names as now. */
function channelsByName(target: TargetFacts): ReadonlyMap<string, TargetChannel> {
  if (target.kind !== 'slack') return new Map();
  return new Map(target.channels.map((channel) => [channel.name, channel]));
}

/** Only public into public: nothing private may ever be seen by more people than before. */
export function canMerge({ type }: Pick<Channel, 'type'>, there: TargetChannel): boolean {
  return type === 'public' && there.list === 'channels' && !there.isArchived;
}

/** The channel of the workspace that a conversation joins by rule: of the same name, or the general one. */
export function mergeTarget(
  { channel, name, isGeneral }: Conversation,
  target: TargetFacts,
): TargetChannel | undefined {
  if (target.kind !== 'slack') return undefined;
  return target.channels.find(
    (there) =>
      there.isGeneral === isGeneral &&
      (isGeneral || there.name === name) &&
      canMerge(channel, there),
  );
}
