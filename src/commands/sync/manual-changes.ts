import type { Action, Ledger } from '../../importers/ledger/ledger.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { PendingChange } from '../../mapping/manual-changes.ts';
import { manualWorkspaceChanges } from '../../mapping/manual-workspace-changes.ts';
import type { SlackChannels } from '../workspace/message-context.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';

/** Lists what only a person can change in the workspace. */
export function manualChanges(
  ledger: Ledger,
  { workspace, decisions, target, conversations }: WorkspaceScope,
  channels: SlackChannels,
): readonly PendingChange[] {
  const there = new Set<string>(workspace.conversations.map(({ channel }) => channel.id));
  const made = ledger.ofKind('channel').filter(({ key }) => !key.endsWith(':joined'));
  return manualWorkspaceChanges({
    people: decisions.people,
    target,
    emoji: workspace.emoji.all.map(({ to }) => to),
    removedChannels: made
      .filter(({ channelId }) => !there.has(channelId))
      .map(({ channelId, detail }) => ({ channelId, slackChannel: detail })),
    publicChannels: conversations
      .filter(({ channel, list }) => list === 'channels' && channel.type === 'public')
      .map(({ channel: { id } }) => ({ channelId: id, slackId: channels.get(id) ?? '' })),
    importedChannels: importedChannels(conversations, made),
  });
}

/** Channels that an import made under names of ours: General keeps the name that the workspace gave it. */
function importedChannels(conversations: readonly Conversation[], made: readonly Action[]) {
  const imported = new Map(
    made
      .filter(({ origin }) => origin === 'import')
      .map(({ channelId, slackChannel }) => [channelId, slackChannel]),
  );
  return conversations
    .filter(({ list, isGeneral }) => (list === 'channels' || list === 'groups') && !isGeneral)
    .map(({ channel: { id }, name }) => ({
      ...{ channelId: id, name },
      slackId: imported.get(id) ?? '',
    }));
}
