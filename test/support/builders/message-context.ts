import { KEEP_LINKS } from '../../../src/mapping/messages/links.ts';
import type { MessageContext } from '../../../src/mapping/messages/map-post.ts';
import { makeTsIssuer } from '../../../src/mapping/messages/timestamps.ts';
import type { ReplayContext } from '../../../src/mapping/replay/replay-post.ts';
import { channelSlackId, userSlackId } from '../../../src/mapping/slack-ids.ts';
import { makeSlackUserIds } from '../../../src/mapping/users.ts';
import { aChannel, aUser } from './builders.ts';
import { aTextContext } from './text-context.ts';

/** Replaces some look-ups and rules of `aMessageContext`. */
export interface MessageContextOver {
  readonly conversation?: MessageContext['conversation'];
  readonly people?: Partial<MessageContext['people']>;
  readonly text?: MessageContext['text'];
  readonly links?: Partial<MessageContext['links']>;
  readonly rules?: Partial<MessageContext['rules']>;
}

/** The public channel and the one person that the builders name, and nothing else. */
export function aMessageContext(over: MessageContextOver = {}): MessageContext {
  const user = aUser();
  const channel = aChannel();
  return {
    conversation: over.conversation ?? {
      channel,
      slackId: channelSlackId(channel.id),
      list: 'channels',
      name: channel.name,
      folder: channel.name,
      isGeneral: false,
      isArchived: false,
      reason: '',
    },
    people: {
      ids: makeSlackUserIds({
        accounts: { usernameOf: (id) => (id === user.id ? user.username : undefined) },
        skipped: new Set(),
        samePeople: new Map(),
      }),
      system: {
        byName: () => undefined,
        slackId: userSlackId,
        mention: (id) => `<@${userSlackId(id)}>`,
      },
      nameOf: (id) => (id === user.id ? user.username : 'unknown'),
      botProfileOf: () => undefined,
      ...over.people,
    },
    text: over.text ?? aTextContext(),
    links: {
      siteUrl: undefined,
      newAddressOf: KEEP_LINKS,
      conversationOf: () => undefined,
      textIn: () => over.text ?? aTextContext(),
      ...over.links,
    },
    rules: {
      issuer: makeTsIssuer(),
      systemMessages: 'keep',
      files: { hasSlackLimits: true, place: 'upload' },
      ...over.rules,
    },
  };
}

/** The same for posts that are replayed through the API, as the settings are by default. */
export function aReplayContext(over: Partial<ReplayContext> = {}): ReplayContext {
  const user = aUser();
  const base = aMessageContext({ text: aTextContext({ mentions: 'text' }) });
  return {
    ...base,
    people: {
      ...base.people,
      displayName: (id) => (id === user.id ? 'Taro Yamada' : id),
      usernameOf: (id) => (id === user.id ? user.username : id),
    },
    rules: {
      ...base.rules,
      settings: { time: 'context', reactions: 'summary', iconUrl: undefined },
    },
    ...over,
  };
}
