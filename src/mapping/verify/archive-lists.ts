import { z } from 'zod';
import { unescapeText } from '../../slack/shapes.ts';
import type { ConversationList } from '../conversations.ts';
import { onlyIn, repeatedIn } from './compare-lists.ts';
import {
  type ChannelFacts,
  type ComparedField,
  type Difference,
  differenceOf,
  type EmojiName,
  type PersonFacts,
} from './facts.ts';
import { archiveStatus, type StatusFacts } from './status.ts';
import type { TargetNames } from './text/tree.ts';

/* Entries of the lists of an archive, read loosely: a malformed field becomes a difference, not an error. */

const text = z.string().catch('');
const flag = z.boolean().catch(false);
const value = z
  .looseObject({ value: text })
  .catch({ value: '' })
  .transform(({ value: words }) => unescapeText(words));

const NO_PROFILE = {
  display_name: '',
  email: '',
  real_name: '',
  first_name: '',
  last_name: '',
  title: '',
  status_text: '',
  status_emoji: '',
};

const userEntry = z.looseObject({
  name: text,
  real_name: text,
  tz: text,
  deleted: flag,
  is_bot: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  profile: z
    .looseObject({
      display_name: text,
      email: text,
      real_name: text,
      first_name: text,
      last_name: text,
      title: text,
      status_text: text,
      status_emoji: text,
    })
    .catch(NO_PROFILE),
});

const channelEntry = z.looseObject({
  name: text,
  created: z.number().catch(0),
  creator: text,
  is_general: flag,
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

/** Reads an entry of users.json. */
export function archivePerson(
  entry: unknown,
  emojiName: EmojiName,
): { readonly facts: PersonFacts; readonly status: StatusFacts } {
  const user = userEntry.parse(entry);
  const status = archiveStatus(user.profile, emojiName);
  return { facts: personFacts(user, status), status };
}

function personFacts(user: z.infer<typeof userEntry>, status: StatusFacts): PersonFacts {
  const { profile } = user;
  return {
    username: user.name,
    realName: user.real_name,
    displayName: profile.display_name,
    email: profile.email,
    isBot: user.is_bot,
    isDeactivated: user.deleted,
    isAdmin: user.is_admin,
    isOwner: user.is_owner || user.is_primary_owner,
    restriction: restrictionOf(user),
    profile: profileLines({
      firstName: profile.first_name,
      lastName: profile.last_name,
      realName: profile.real_name,
      title: profile.title,
      timezone: user.tz,
      status: status.line,
    }),
  };
}

function restrictionOf(user: z.infer<typeof userEntry>): PersonFacts['restriction'] {
  if (user.is_ultra_restricted) return 'ultra-restricted';
  return user.is_restricted ? 'restricted' : 'none';
}

/** What a profile says of a person beside the names that Slack shows. */
export interface ProfileFacts {
  readonly firstName: string;
  readonly lastName: string;
  readonly realName: string;
  readonly title: string;
  readonly timezone: string;
  readonly status: string;
}

/** Writes a profile as lines, for comparison. */
export const profileLines = (profile: ProfileFacts): string =>
  [
    ...[profile.firstName, profile.lastName, profile.realName, profile.title, profile.timezone],
    ...(profile.status === '' ? [] : [profile.status]),
  ].join('\n');

/** An entry of a list of conversations, with what only an archive has. */
export interface ListedFacts extends ChannelFacts {
  readonly pins: readonly string[];
  readonly isGeneral: boolean;
  /** Slack's id; '' for a direct message, which names none. */
  readonly creatorId: string;
  /** Seconds since the epoch. */
  readonly createdSeconds: number;
}

/** Reads an entry of one of the lists of conversations. */
export function archiveChannel(
  entry: unknown,
  list: ConversationList,
  { user }: TargetNames,
): ListedFacts {
  const read = channelEntry.parse(entry);
  return {
    name: read.name,
    visibility: VISIBILITIES[list],
    isArchived: read.is_archived,
    topic: read.topic,
    purpose: read.purpose,
    members: read.members.map(user).sort(),
    pins: read.pins.map(({ id }) => id).sort(),
    isGeneral: read.is_general,
    creatorId: read.creator,
    createdSeconds: read.created,
  };
}

type ListedField = readonly [ComparedField, (facts: ListedFacts) => string];

const LISTED_FIELDS: readonly ListedField[] = [
  ['general', ({ isGeneral }) => String(isGeneral)],
  ['creator', ({ creatorId }) => creatorId],
  ['created', ({ createdSeconds }) => String(createdSeconds)],
  ['pins', ({ pins }) => [...repeatedIn(pins)].join(', ')],
  ['members', ({ members }) => [...repeatedIn(members)].join(', ')],
];

/** Compares what only the lists of an archive say of a conversation; pins and members only for repetitions. */
export function compareListed(
  source: Pick<ListedFacts, 'isGeneral' | 'creatorId' | 'createdSeconds'>,
  target: ListedFacts,
  place: Pick<Difference, 'channelId' | 'slackChannel'>,
): readonly Difference[] {
  const expected = { ...target, ...source, pins: [], members: [] };
  return LISTED_FIELDS.flatMap(([field, read]) => {
    const sides = { source: read(expected), target: read(target) };
    if (sides.source === sides.target) return [];
    return [differenceOf({ kind: 'differs', thing: 'channel', field, ...place, ...sides })];
  });
}

/** Compares the pins of a list with the pinned messages; undefined when they are equal. */
export function comparePins(
  pinned: readonly string[],
  { pins }: Pick<ListedFacts, 'pins'>,
  mayBeIncomplete: boolean,
): ReturnType<typeof onlyIn> {
  const there = new Set(pins);
  // A later archive lists the pins of its own messages.
  return onlyIn(mayBeIncomplete ? pinned.filter((ts) => there.has(ts)) : pinned, pins);
}
