import type { Conversation } from '../mapping/conversations.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** What moves, in the order of the folders, which is the order of the archive. */
export function selectedConversations({
  workspace,
  selection,
  skippedChannels,
}: ReadWorkspace): readonly Conversation[] {
  const selected = new Set(selection.channels.map(({ id }) => id));
  for (const { id } of skippedChannels) selected.delete(id);
  return workspace.conversations
    .filter(({ channel }) => selected.has(channel.id))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
