import { UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { Channel, ChannelId, Team } from '../../model/model.ts';
import {
  firstFree,
  legalName,
  type NamePreference,
  nameChannels,
  type RenameRule,
  withEnding,
} from '../channel-names.ts';
import { type Conversation, decideConversations } from '../conversations.ts';
import { inLine } from '../csv.ts';
import type { ChannelDecision } from '../decisions.ts';
import { REASONS, reasonText } from '../reasons.ts';
import {
  editedChannel,
  makeNameRegistry,
  mergeTarget,
  type NameRegistry,
} from './channel-edits.ts';
import type { ChannelEdit } from './channels-csv.ts';
import { cleanedChannel, type TakenProposals } from './clean-up.ts';
import type { TargetFacts } from './target.ts';

export interface ChannelRules {
  readonly preference: NamePreference;
  readonly rename: readonly RenameRule[];
  /** Archived channels: archived in Slack too, unarchived there, or skipped. */
  readonly archived: 'keep' | 'open' | 'skip';
  /** Names taken in Slack by channels that the token cannot see. */
  readonly takenNames: readonly string[];
  /** A group message with more people becomes a private channel. */
  readonly groupPeople: number;
}

export interface ChannelSource {
  readonly channels: readonly Channel[];
  readonly teams: readonly Team[];
  /** Usernames of the members of a group message, which give its name. */
  readonly groupMembers: (channel: ChannelId) => readonly string[];
}

export interface ChannelChoices {
  readonly target: TargetFacts;
  readonly rules: ChannelRules;
  /** Lines of the team's file; they take precedence over the rules. */
  readonly edits: readonly ChannelEdit[];
  /** Decisions of the applied plan; they take precedence over everything. */
  readonly fixed: ReadonlyMap<ChannelId, ChannelDecision>;
  /** Proposals of cleanup.csv; they change what the rules decide. */
  readonly taken: TakenProposals;
}

/** Decisions in the order of the source's channels, and the conversations with them applied. */
export interface DecidedChannels {
  readonly decisions: readonly ChannelDecision[];
  readonly conversations: readonly Conversation[];
}

/**
 * Decides name, list and action of every channel of the source, whatever a run selects. UsageError with all
 * complaints about the team's lines.
 */
export function decideChannels(source: ChannelSource, choices: ChannelChoices): DecidedChannels {
  const complaints = unknownChannels(source.channels, choices.edits);
  const names = makeNameRegistry({ ...choices, takenNames: choices.rules.takenNames });
  const byRule = decideByRule(source, choices, names);
  const edits = new Map(choices.edits.map((edit) => [edit.channelId, edit]));
  const decisions = byRule.map(({ decision }) => {
    const edit = edits.get(decision.channelId);
    return (
      choices.fixed.get(decision.channelId) ??
      (edit === undefined
        ? cleanedChannel(decision, choices.taken)
        : editedChannel(decision, edit, choices.target, complaints))
    );
  });
  complaints.push(...sharedNames(decisions, edits));
  if (complaints.length > 0) throw new UsageError(complaints);
  const final = decisions.map((decision) => withOtherName(decision, names));
  return {
    decisions: final,
    conversations: byRule.map(({ conversation }, index) => placed(conversation, final[index])),
  };
}

function unknownChannels(channels: readonly Channel[], edits: readonly ChannelEdit[]): Notice[] {
  const known = new Set(channels.map(({ id }) => id));
  return edits
    .filter(({ channelId }) => !known.has(channelId))
    .map(({ line, channelId: id }) =>
      inLine('channels.csv', line, notice('channel-id-unknown', { id })),
    );
}

interface RuledChannel {
  readonly conversation: Conversation;
  readonly decision: ChannelDecision;
}

function decideByRule(
  source: ChannelSource,
  choices: ChannelChoices,
  names: NameRegistry,
): readonly RuledChannel[] {
  const { preference, rename } = choices.rules;
  const named = nameChannels(source.channels, source.teams, {
    preference,
    rename,
    isTaken: names.isTaken,
  });
  for (const { name, channel } of named) names.claim(name, channel.id);
  const teamNames = new Map(source.teams.map((team) => [team.id, team.name]));
  return decideConversations(source.channels, named, source.groupMembers).map((conversation) => {
    const { id, teamId } = conversation.channel;
    const team = teamId === undefined ? '' : (teamNames.get(teamId) ?? '');
    const people = conversation.channel.type === 'group' ? source.groupMembers(id).length : 0;
    return {
      conversation,
      decision: ruleDecision(conversation, { ...choices, team, people, names }),
    };
  });
}

interface RuleContext {
  readonly target: TargetFacts;
  readonly rules: ChannelRules;
  readonly team: string;
  /** Of a group message; 0 for others. */
  readonly people: number;
  readonly names: NameRegistry;
}

function ruleDecision(conversation: Conversation, context: RuleContext): ChannelDecision {
  const { channel } = conversation;
  const isArchived = channel.deleteAtMs !== undefined;
  const base: ChannelDecision = {
    channelId: channel.id,
    team: context.team,
    name: channel.name,
    displayName: channel.displayName,
    type: channel.type,
    isArchived,
    action: 'create',
    slackName: conversation.name,
    slackId: '',
    list: conversation.list,
    isGeneral: conversation.isGeneral,
    archive: isArchived && context.rules.archived !== 'open',
    ifTaken: '',
    reason: conversation.reason,
    by: 'rule',
  };
  if (isArchived && context.rules.archived === 'skip') {
    return {
      ...base,
      action: 'skip',
      reason: REASONS['archived-skipped'],
    };
  }
  if (context.people > context.rules.groupPeople) return asPrivateChannel(base, context);
  const there = mergeTarget(conversation, context.target);
  if (there === undefined) return base;
  const reason = conversation.isGeneral ? REASONS['general-joined'] : REASONS['name-there'];
  // An existing channel of the workspace stays unarchived even if ours was archived.
  const { name: slackName, id: slackId } = there;
  return { ...base, action: 'merge', slackName, slackId, archive: false, reason };
}

function asPrivateChannel(base: ChannelDecision, context: RuleContext): ChannelDecision {
  const { names, rules, people } = context;
  const claimant = { id: base.channelId, type: 'private' } as const;
  const wish = legalName(base.slackName.replace(/^mpdm-/, 'group-'));
  const slackName = firstFree(wish, (name) => names.isTaken(name, claimant));
  names.claim(slackName, base.channelId);
  const reason = reasonText('group-too-large', { people, most: rules.groupPeople });
  return { ...base, list: 'groups', slackName, reason };
}

/** Complaints about channels with the same name, which would be mixed up, also in an archive. */
function sharedNames(
  decisions: readonly ChannelDecision[],
  edits: ReadonlyMap<ChannelId, ChannelEdit>,
): readonly Notice[] {
  const owners = new Map<string, ChannelDecision>();
  const complaints: Notice[] = [];
  for (const decision of decisions) {
    if (decision.action === 'skip') continue;
    const owner = owners.get(decision.slackName);
    owners.set(decision.slackName, decision);
    if (owner === undefined) continue;
    const line = edits.get(decision.channelId)?.line ?? edits.get(owner.channelId)?.line ?? 0;
    const names = {
      name: decision.slackName,
      first: `${owner.team}/${owner.name}`,
      second: `${decision.team}/${decision.name}`,
    };
    complaints.push(inLine('channels.csv', line, notice('channel-name-shared', names)));
  }
  return complaints;
}

/** Sets the name to use if a channel that the token cannot see has the wanted one. */
function withOtherName(decision: ChannelDecision, names: NameRegistry): ChannelDecision {
  const hasName = decision.list === 'channels' || decision.list === 'groups';
  if (decision.action !== 'create' || !hasName || decision.ifTaken !== '') return decision;
  const claimant = { id: decision.channelId, type: 'private' } as const;
  const ifTaken = firstFree(withEnding(decision.slackName, '-mm'), (name) =>
    names.isTaken(name, claimant),
  );
  names.claim(ifTaken, decision.channelId);
  return { ...decision, ifTaken };
}

function placed(conversation: Conversation, decision: ChannelDecision | undefined): Conversation {
  if (decision === undefined) return conversation;
  const { list, slackName, isGeneral, reason, archive } = decision;
  const folder = list === 'dms' ? conversation.folder : slackName;
  return { ...conversation, list, name: slackName, folder, isGeneral, reason, isArchived: archive };
}
