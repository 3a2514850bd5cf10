import type { ChannelType } from '../../model.ts';
import { legalName } from '../channel-names.ts';
import type { ConversationList } from '../conversations.ts';
import { type ChannelEdit, VISIBILITIES } from './channels-csv.ts';
import type { ChannelDecision } from './decisions.ts';
import { findTargetChannel } from './find-target-channel.ts';
import type { TargetFacts } from './target-facts.ts';

/** Where a conversation of each type may stand in Slack: never where more people would see it. */
const PLACES: Readonly<Record<ChannelType, readonly ConversationList[]>> = {
  public: ['channels', 'groups'],
  private: ['groups'],
  direct: ['dms', 'groups'],
  group: ['mpims', 'groups'],
};

/** The team's line over what the rules decided. What is wrong with the line goes into `complaints`. */
export function editedChannel(
  byRule: ChannelDecision,
  edit: ChannelEdit,
  target: TargetFacts,
  complaints: string[],
): ChannelDecision {
  const complain = (what: string): ChannelDecision => {
    complaints.push(`channels.csv line ${edit.line}: ${what}`);
    return byRule;
  };
  const { action, list, archive } = edit;
  const decision: ChannelDecision = { ...byRule, archive, by: 'file', ifTaken: '' };
  const reason = 'channels.csv says so';
  if (action === 'skip') return { ...decision, action, slackId: '', reason };
  if (!PLACES[byRule.type].includes(list)) {
    return complain(
      `a ${byRule.type} conversation cannot become ${VISIBILITIES[list]} in Slack; expected ${PLACES[byRule.type].map((place) => VISIBILITIES[place]).join(' or ')}`,
    );
  }
  if (action === 'merge') return merged(decision, edit, target, complain);
  const hasName = list === 'channels' || list === 'groups';
  if (!hasName) return { ...decision, action, list, slackId: '', reason };
  const { slackName } = edit;
  if (slackName === '' || legalName(slackName) !== slackName) {
    return complain(
      `'${slackName}' is no name for a channel in Slack; expected lower case, no spaces or punctuation, at most 80 characters`,
    );
  }
  const there =
    target.kind === 'slack' ? findTargetChannel(target, { slackId: '', slackName }) : undefined;
  if (there !== undefined) {
    return complain(
      `#${slackName} exists in the workspace already; choose another name, or the action merge`,
    );
  }
  return { ...decision, action, list, slackName, slackId: '', reason };
}

function merged(
  decision: ChannelDecision,
  { list, slackId, slackName }: ChannelEdit,
  target: TargetFacts,
  complain: (what: string) => ChannelDecision,
): ChannelDecision {
  const reason = 'channels.csv says so';
  if (target.kind !== 'slack') {
    if (slackName === '')
      return complain('the action merge needs the name of the channel in slack_name');
    return { ...decision, action: 'merge', list, slackName, slackId, reason };
  }
  const there = findTargetChannel(target, { slackId, slackName });
  const named = slackId === '' ? `#${slackName}` : slackId;
  if (there === undefined)
    return complain(`the workspace has no channel ${named} that the token can see`);
  if (there.isArchived)
    return complain(`${named} is archived in the workspace; nothing can be written to it`);
  if (decision.type !== 'public' && there.list === 'channels') {
    return complain(
      `a ${decision.type} conversation cannot be merged into the public channel #${there.name}`,
    );
  }
  const place = { list: there.list, slackName: there.name, slackId: there.id };
  return { ...decision, action: 'merge', ...place, reason };
}
