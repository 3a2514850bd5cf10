import { type Notice, type NoticeValue, notice } from '../../errors/notices.ts';
import type { Channel, ChannelId, ChannelType } from '../../model/model.ts';
import { CHANNEL_NAME_CHARACTERS } from '../../slack/limits.ts';
import { legalName } from '../channel-names.ts';
import type { Conversation, ConversationList } from '../conversations.ts';
import { inLine } from '../csv.ts';
import type { ChannelDecision } from '../decisions.ts';
import { REASONS } from '../reasons.ts';
import { type ChannelEdit, VISIBILITIES } from './channels-csv.ts';
import type { TargetChannel, TargetFacts } from './target.ts';

/** Lists that a type of conversation may become in Slack: never one that more people can see. */
const PLACES: Readonly<Record<ChannelType, readonly ConversationList[]>> = {
  public: ['channels', 'groups'],
  private: ['groups'],
  direct: ['dms', 'groups'],
  group: ['mpims', 'groups'],
};

/** Applies a line of the team's file to what the rules decided. Problems are added to `complaints`. */
export function editedChannel(
  byRule: ChannelDecision,
  edit: ChannelEdit,
  target: TargetFacts,
  complaints: Notice[],
): ChannelDecision {
  const complain = (problem: Notice): ChannelDecision => {
    complaints.push(inLine('channels.csv', edit.line, problem));
    return byRule;
  };
  const { action, list, archive } = edit;
  const decision: ChannelDecision = { ...byRule, archive, by: 'file', ifTaken: '' };
  const reason = REASONS['channels-csv'];
  if (action === 'skip') return { ...decision, action, slackId: '', reason };
  if (!PLACES[byRule.type].includes(list)) {
    const { type } = byRule;
    const names = PLACES[type].map((place) => VISIBILITIES[place]);
    const visibility = VISIBILITIES[list];
    return complain(notice('visibility-refused', { type, visibility, expected: oneOf(names) }));
  }
  if (action === 'merge') return merged(decision, edit, target, complain);
  const hasName = list === 'channels' || list === 'groups';
  if (!hasName) return { ...decision, action, list, slackId: '', reason };
  const { slackName } = edit;
  if (slackName === '' || legalName(slackName) !== slackName) {
    return complain(
      notice('channel-name-wrong', { name: slackName, max: CHANNEL_NAME_CHARACTERS }),
    );
  }
  const there =
    target.kind === 'slack' ? findTargetChannel(target, { slackId: '', slackName }) : undefined;
  if (there !== undefined) {
    return complain(notice('channel-name-exists', { name: slackName }));
  }
  return { ...decision, action, list, slackName, slackId: '', reason };
}

const oneOf = ([first = '', second]: readonly string[]): NoticeValue =>
  second === undefined ? first : notice('either', { first, second });

function merged(
  decision: ChannelDecision,
  { list, slackId, slackName }: ChannelEdit,
  target: TargetFacts,
  complain: (problem: Notice) => ChannelDecision,
): ChannelDecision {
  const reason = REASONS['channels-csv'];
  if (target.kind !== 'slack') {
    if (slackName === '') return complain(notice('merge-needs-name'));
    return { ...decision, action: 'merge', list, slackName, slackId, reason };
  }
  const there = findTargetChannel(target, { slackId, slackName });
  const named = slackId === '' ? `#${slackName}` : slackId;
  if (there === undefined) return complain(notice('channel-not-seen', { channel: named }));
  if (there.isArchived) return complain(notice('channel-archived-there', { channel: named }));
  if (decision.type !== 'public' && there.list === 'channels') {
    return complain(notice('merge-into-public', { type: decision.type, name: there.name }));
  }
  const place = { list: there.list, slackName: there.name, slackId: there.id };
  return { ...decision, action: 'merge', ...place, reason };
}

/** What determines whether a channel may have a name. */
export type NameClaimant = Pick<Channel, 'id' | 'type'>;

/** Names in Slack and their owners: those of the plan and of the team's file belong to their channels. */
export interface NameRegistry {
  isTaken(name: string, claimant: NameClaimant): boolean;
  claim(name: string, owner: ChannelId): void;
}

export interface NamesInUse {
  readonly target: TargetFacts;
  readonly edits: readonly ChannelEdit[];
  readonly fixed: ReadonlyMap<ChannelId, ChannelDecision>;
  /** Names of channels in Slack that the token cannot see. */
  readonly takenNames: readonly string[];
}

/**
 * Makes the registry of names in Slack, each of which one channel gets. Names of the lists and of the ledger are taken
 * before any other.
 */
export function makeNameRegistry({ target, edits, fixed, takenNames }: NamesInUse): NameRegistry {
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
      // Only the old general channel may become the general channel.
      return there.isGeneral || !canMerge(claimant, there);
    },
    claim(name, owner) {
      owners.set(name, owner);
    },
  };
}

/** Channels of a workspace by name. Those of an archive are our own, with the same names. */
function channelsByName(target: TargetFacts): ReadonlyMap<string, TargetChannel> {
  if (target.kind !== 'slack') return new Map();
  return new Map(target.channels.map((channel) => [channel.name, channel]));
}

/** Merges only public into public: nothing private may become visible to more people. */
export function canMerge({ type }: Pick<Channel, 'type'>, there: TargetChannel): boolean {
  return type === 'public' && there.list === 'channels' && !there.isArchived;
}

/** Channel of the workspace to merge into by rule: of the same name, or the general one. */
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

/** Finds a channel of the target by id, or by name if the id is unknown (''). */
export function findTargetChannel(
  { channels }: TargetFacts,
  { slackId, slackName }: { readonly slackId: string; readonly slackName: string },
): TargetChannel | undefined {
  return slackId === ''
    ? channels.find(({ name }) => name === slackName)
    : channels.find(({ id }) => id === slackId);
}
