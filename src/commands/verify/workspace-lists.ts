import { readChannelMembers } from '../../importers/slack/read-target.ts';
import type { Reading } from '../../importers/slack/reading.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { compareChannels } from '../../mapping/verify/compare-lists.ts';
import { type ChannelFacts, differenceOf } from '../../mapping/verify/facts.ts';
import { personRule } from '../../mapping/verify/same-people.ts';
import { expectedMembers } from '../../mapping/verify/source-lists.ts';
import { topicText } from '../../mapping/verify/text/mrkdwn.ts';
import type { UserId } from '../../model/model.ts';
import { peopleWithoutAccount, type WorkspaceScope } from '../workspace/scope.ts';
import type { DifferenceLog } from './difference-log.ts';
import { accountsBySlackId, type WorkspaceViews } from './workspace-view.ts';

export interface WorkspaceLists {
  readonly scope: WorkspaceScope;
  readonly reading: Reading;
  readonly views: WorkspaceViews;
  readonly differences: DifferenceLog;
}

/** Compares a channel with the workspace's; of a channel that was merged into another only the members. */
export async function compareWorkspaceChannel(
  { scope, reading, differences }: WorkspaceLists,
  conversation: Conversation,
  slackChannel: string,
): Promise<void> {
  const { channel, list } = conversation;
  const there = scope.target.channels.find(({ id }) => id === slackChannel);
  const place = { channelId: channel.id, slackChannel };
  if (there === undefined) {
    await differences.record([differenceOf({ ...place, kind: 'missing', thing: 'channel' })]);
    return;
  }
  const target: ChannelFacts = {
    name: there.name,
    visibility: there.list === 'channels' ? 'public' : 'private',
    isArchived: there.isArchived,
    topic: topicText(there.topic),
    purpose: topicText(there.purpose),
    members: await readChannelMembers(reading, slackChannel),
  };
  const decision = scope.decisionOf(channel.id);
  const wanted = accountsIn(scope, conversation);
  const isMerge = decision?.action === 'merge';
  const isNamed = list === 'channels' || list === 'groups';
  const source: ChannelFacts = {
    name: isNamed && !isMerge ? conversation.name : target.name,
    visibility: list === 'channels' && channel.type === 'public' ? 'public' : 'private',
    isArchived: isMerge ? target.isArchived : decision?.archive === true,
    topic: isMerge ? target.topic : topicText(channel.header),
    purpose: isMerge ? target.purpose : topicText(channel.purpose),
    members: wanted,
  };
  // Further members joined by themselves.
  const known = new Set(wanted);
  const members = target.members.filter((id) => known.has(id));
  await differences.record(compareChannels(source, { ...target, members }, place));
}

/** Slack's member ids of the expected members that have an active account, sorted. */
function accountsIn(scope: WorkspaceScope, { channel }: Conversation): readonly string[] {
  const { workspace, target, members } = scope;
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  const accounts = matchedAccounts(scope);
  const people = {
    isSkipped: (id: UserId): boolean => workspace.skipped.has(id),
    personOf: personRule(workspace.people.values()),
  };
  return expectedMembers(channel, members.get(channel.id) ?? [], people)
    .flatMap((id) => accounts.get(id) ?? [])
    .filter((id) => active.has(id))
    .sort();
}

/** Slack's member id of each person who was matched with an account. */
function matchedAccounts({ workspace, target }: WorkspaceScope): ReadonlyMap<UserId, string> {
  const accounts = new Map<UserId, string>();
  for (const [slackId, { id }] of accountsBySlackId(workspace, target.users)) {
    if (workspace.people.get(id)?.action === 'match') accounts.set(id, slackId);
  }
  return accounts;
}

/** Compares the accounts of matched people, and custom emoji, which a replay cannot add. */
export async function compareWorkspaceLists(lists: WorkspaceLists): Promise<void> {
  const { scope, differences } = lists;
  const { workspace, target } = scope;
  for (const { username } of peopleWithoutAccount(scope)) {
    await differences.record([differenceOf({ kind: 'missing', thing: 'user', name: username })]);
  }
  const there = target.emoji === undefined ? undefined : new Set(target.emoji);
  for (const { from, to } of workspace.emoji.all) {
    if (there === undefined || there.has(to)) continue;
    differences.explanations.add('not-in-a-replay', {
      postId: '',
      channelId: '',
      ts: '',
      name: from,
    });
    await differences.record([differenceOf({ kind: 'missing', thing: 'emoji', name: from })]);
  }
}
