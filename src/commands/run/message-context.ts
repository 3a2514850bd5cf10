import type { ServerFacts } from '../../config/config.ts';
import type { Deliver, Delivery } from '../../config/files.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { BookmarkWords } from '../../mapping/bookmarks.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { FileRules } from '../../mapping/messages/files.ts';
import { KEEP_LINKS, makeNewAddressOf } from '../../mapping/messages/links.ts';
import type { MessageContext } from '../../mapping/messages/map-post.ts';
import { makeTsIssuer } from '../../mapping/messages/timestamps.ts';
import { decidedShape, mapBotProfile, type SlackUserIds } from '../../mapping/users.ts';
import type { PostWorkspace } from '../../mapping/workspace.ts';
import type { UserId } from '../../model/model.ts';
import type { ExportBotProfile } from '../../slack/export-format.ts';
import type { PostScope } from './shared-scope.ts';

/** Slack's limits for files do not apply to an archive for keeping, nor to names of files. */
const FILE_RULES: Readonly<Record<Deliver, FileRules>> = {
  api: { hasSlackLimits: true, place: 'later' },
  link: { hasSlackLimits: true, place: 'link' },
  bundle: { hasSlackLimits: false, place: 'bundle' },
  none: { hasSlackLimits: false, place: 'names' },
};

/** Settings that shape messages. */
export interface MessageSettings
  extends Pick<OutputShape, 'systemMessages' | 'rewriteLinksTo'>,
    Pick<ServerFacts, 'siteUrl'> {
  readonly delivery: Pick<Delivery, 'deliver'>;
  /** Words of the lists of bookmarks; undefined where there are no lists. */
  readonly bookmarks?: BookmarkWords | undefined;
}

/** Makes the context for mapping the posts of a conversation. */
export type MessageContexts = (conversation: Conversation) => MessageContext;

/** Makes a context for each conversation; call the result once for a conversation. */
export function messageContexts(
  settings: MessageSettings,
  { workspace, migrated, read }: Pick<PostScope, 'workspace' | 'migrated' | 'read'>,
  people: SlackUserIds,
): MessageContexts {
  const newAddressOf =
    settings.rewriteLinksTo === undefined
      ? KEEP_LINKS
      : makeNewAddressOf(
          settings.rewriteLinksTo,
          { migrated, named: workspace.known.named },
          read.teams,
        );
  const { accounts, samePeople } = workspace;
  const bots = botProfiles(workspace);
  const { siteUrl, systemMessages, delivery, bookmarks } = settings;
  const files = FILE_RULES[delivery.deliver];
  return (conversation) => ({
    conversation,
    people: {
      ids: people,
      nameOf: (id) => accounts.usernameOf(samePeople.get(id) ?? id) || 'unknown',
      botProfileOf: (id) => bots.get(id),
      system: {
        byName: (name) => accounts.idOf(name.toLowerCase()),
        slackId: people.of,
        mention: (id) => `<@${people.of(id)}>`,
      },
    },
    text: workspace.textContext(conversation.channel.teamId),
    links: {
      siteUrl,
      newAddressOf,
      conversationOf: migrated,
      textIn: ({ channel }) => workspace.textContext(channel.teamId),
    },
    rules: { issuer: makeTsIssuer(), systemMessages, files, bookmarks },
  });
}

/** What messages say of the accounts that are bots in Slack. */
function botProfiles({ accounts, people }: PostWorkspace): ReadonlyMap<UserId, ExportBotProfile> {
  const bots = [...accounts.perhapsBots.values()].filter(
    (user) => decidedShape(user, people.get(user.id)).isBot,
  );
  return new Map(bots.map((user) => [user.id, mapBotProfile(user)]));
}
