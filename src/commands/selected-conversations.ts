import type { Conversation } from '../mapping/conversations.ts';
import type { ReadWorkspace } from './read-workspace.ts';

/** In the order of their folders, which is the order of the archive. */
export function selectedConversations({
  workspace,
  selection,
}: ReadWorkspace): readonly Conversation[] {
  const selected = new Set(selection.channels.map(({ id }) => id));
  return workspace.conversations
    .filter(({ channel }) => selected.has(channel.id))
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
