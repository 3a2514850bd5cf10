import type { Config } from '../../config/config.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { makeNewPlace, NO_NEW_PLACE } from '../../mapping/messages/links.ts';
import type { MessageContext } from '../../mapping/messages/map-post.ts';
import { makeTsIssuer } from '../../mapping/messages/timestamps.ts';
import type { SlackUserIds } from '../../mapping/users.ts';
import { type ReadWorkspace, selectedConversations } from './scope.ts';

/** An archive for keeping takes any file; so do mere names. */
const HAS_SLACK_LIMITS = { api: true, link: true, bundle: false, none: false } as const;

/** Gives each conversation what the mapping of its posts needs; ask once a conversation. */
export function messageContexts(
  config: Config,
  read: ReadWorkspace,
  people: SlackUserIds,
): (conversation: Conversation) => MessageContext {
  const { workspace, teams } = read;
  const conversations = selectedConversations(read);
  const byId = new Map(conversations.map((entry) => [entry.channel.id, entry]));
  const newPlace =
    config.rewriteLinksTo === undefined
      ? NO_NEW_PLACE
      : makeNewPlace(config.rewriteLinksTo, conversations, teams);
  return (conversation) => ({
    conversation,
    people,
    newPlace,
    siteUrl: config.siteUrl,
    conversationOf: (id) => byId.get(id),
    text: workspace.textContext(conversation.channel.teamId),
    issuer: makeTsIssuer(),
    systemMessages: config.systemMessages,
    files: { hasSlackLimits: HAS_SLACK_LIMITS[config.delivery.deliver], areNamedInText: false },
    nameOf: (id) => workspace.users.get(id)?.username ?? 'unknown',
    system: {
      byName: (name) => workspace.usersByName.get(name.toLowerCase())?.id,
      slackId: people.of,
      mention: (id) => `<@${people.of(id)}>`,
      isPrivate: conversation.list !== 'channels',
    },
  });
}
