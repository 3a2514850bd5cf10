import type { ReplaySettings } from '../../config/config.ts';
import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { KEEP_LINKS } from '../../mapping/messages/links.ts';
import type { TextContext } from '../../mapping/rendered-text.ts';
import type { ReplayContext } from '../../mapping/replay/replay-post.ts';
import { makeSlackUserIds, realNameOf } from '../../mapping/users.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { escapeText, type SlackChannelId, slackChannelId } from '../../slack/shapes.ts';
import { type MessageSettings, messageContexts } from '../run/message-context.ts';
import type { Scope } from '../run/scope.ts';

/** Slack's channel ids by the ids of the conversations. */
export type SlackChannels = ReadonlyMap<ChannelId, string>;

/** Settings that shape messages posted through the API. */
export interface ReplayMessageSettings extends MessageSettings, Pick<OutputShape, 'tables'> {
  readonly replay: ReplaySettings;
}

/** Makes the context for replaying the posts of a conversation. */
export type ReplayContexts = (conversation: Conversation) => ReplayContext;

/** Makes a context for each conversation: names in place of mentions, real channels in links. */
export function replayContexts(
  settings: ReplayMessageSettings,
  scope: Scope,
  channels: SlackChannels,
): ReplayContexts {
  const { workspace } = scope;
  const people = makeSlackUserIds(workspace);
  const contexts = messageContexts(settings, scope, people);
  const displayName = (id: UserId): string => {
    const user = workspace.personOf(id);
    return user === undefined ? 'unknown' : user.nickname || realNameOf(user);
  };
  const madeUpIds = new Map(
    workspace.conversations.map(({ slackId, channel }) => [slackId, channels.get(channel.id)]),
  );
  const asReplayed = (text: TextContext): TextContext => ({
    ...text,
    mentions: 'text',
    exportForm: undefined,
    // Slack answers at once, and what it refuses is sent in another form.
    tables: settings.tables ?? 'block',
    channel: (name) => realChannel(text.channel(name), madeUpIds),
  });
  return (conversation) => {
    const context = contexts(conversation);
    return {
      ...context,
      people: {
        ...context.people,
        displayName,
        usernameOf: (id) => workspace.personOf(id)?.username ?? id,
        system: { ...context.people.system, mention: (id) => escapeText(displayName(id)) },
      },
      links: {
        ...context.links,
        newAddressOf: KEEP_LINKS,
        textIn: (place) => asReplayed(context.links.textIn(place)),
      },
      rules: {
        ...context.rules,
        settings: settings.replay,
        files: {
          hasSlackLimits: true,
          place: settings.delivery.deliver === 'api' ? 'upload' : 'names',
        },
      },
      text: asReplayed(context.text),
    };
  };
}

function realChannel(
  madeUp: SlackChannelId | undefined,
  channels: ReadonlyMap<SlackChannelId, string | undefined>,
): SlackChannelId | undefined {
  const real = madeUp === undefined ? undefined : channels.get(madeUp);
  return real === undefined ? undefined : slackChannelId(real);
}
