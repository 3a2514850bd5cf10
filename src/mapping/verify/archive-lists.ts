import { z } from 'zod';
import type { ConversationList } from '../conversations.ts';
import { unescapeText } from '../escape.ts';
import type { ChannelFacts, PersonFacts } from './facts.ts';
import type { TargetNames } from './mrkdwn-text.ts';

const text = z.string().catch('');
const flag = z.boolean().catch(false);
const value = z
  .looseObject({ value: text })
  .catch({ value: '' })
  .transform(({ value: words }) => unescapeText(words));

const userEntry = z.looseObject({
  name: text,
  real_name: text,
  deleted: flag,
  is_bot: flag,
  profile: z
    .looseObject({ display_name: text, email: text })
    .catch({ display_name: '', email: '' }),
});

const channelEntry = z.looseObject({
  name: text,
  is_archived: flag,
  members: z.array(text).catch([]),
  topic: value,
  purpose: value,
  pins: z.array(z.looseObject({ id: text })).catch([]),
});

export const VISIBILITIES: Readonly<Record<ConversationList, string>> = {
  channels: 'public',
  groups: 'private',
  mpims: 'group',
  dms: 'direct',
};

/** An entry of users.json. */
export function archivePerson(entry: unknown): PersonFacts {
  const { name, real_name, deleted, is_bot, profile } = userEntry.parse(entry);
  return {
    username: name,
    realName: real_name,
    displayName: profile.display_name,
    email: profile.email,
    isBot: is_bot,
    isDeactivated: deleted,
  };
}

/** An entry of one of the lists of conversations. */
export function archiveChannel(
  entry: unknown,
  list: ConversationList,
  { user }: TargetNames,
): ChannelFacts & { readonly pins: readonly string[] } {
  const { name, is_archived, members, topic, purpose, pins } = channelEntry.parse(entry);
  return {
    name,
    visibility: VISIBILITIES[list],
    isArchived: is_archived,
    topic,
    purpose,
    members: members.map(user).sort(),
    pins: pins.map(({ id }) => id).sort(),
  };
}
