import { KEEP_LINKS } from '../../../src/mapping/messages/links.ts';
import type { MessageContext } from '../../../src/mapping/messages/map-post.ts';
import { makeTsIssuer } from '../../../src/mapping/messages/timestamps.ts';
import { channelSlackId, userSlackId } from '../../../src/mapping/slack-ids.ts';
import { makeSlackUserIds } from '../../../src/mapping/users.ts';
import { aChannel, aUser } from './builders.ts';
import { aTextContext } from './text-context.ts';

/** The public channel and the one person that the builders name, and nothing else. */
export function aMessageContext(over: Partial<MessageContext> = {}): MessageContext {
  const user = aUser();
  const channel = aChannel();
  return {
    conversation: {
      channel,
      slackId: channelSlackId(channel.id),
      list: 'channels',
      name: channel.name,
      folder: channel.name,
      isGeneral: false,
      isArchived: false,
      reason: '',
    },
    conversationOf: () => undefined,
    people: makeSlackUserIds(new Map([[user.id, user]])),
    system: {
      byName: () => undefined,
      slackId: userSlackId,
      mention: (id) => `<@${userSlackId(id)}>`,
      isPrivate: false,
    },
    nameOf: (id) => (id === user.id ? user.username : 'unknown'),
    text: aTextContext(),
    siteUrl: undefined,
    newAddressOf: KEEP_LINKS,
    issuer: makeTsIssuer(),
    systemMessages: 'keep',
    files: { hasSlackLimits: true, areNamedInText: false },
    ...over,
  };
}
