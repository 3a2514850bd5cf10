import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { ConversationList } from '../conversations.ts';
import { formatDifferences } from './compare-lists.ts';
import { type Difference, differenceOf } from './facts.ts';
import { channelFormat, personFormat } from './format-lists.ts';

/** An entry of a list of an archive. */
type ListEntry = Readonly<Record<string, unknown>>;

/** A conversation as an earlier archive and a later one list it. */
export interface ConversationTwice {
  readonly entry: ListEntry;
  readonly later: ListEntry;
  readonly id: string;
  /** The list that has it; undefined where that is not certain. */
  readonly list: ConversationList | undefined;
}

/** Fields that neither Slack's lists nor Mattermost ever change. */
const FIXED = ['created', 'creator'] as const;

const person = z.looseObject({
  name: z.string().catch(''),
  is_bot: z.boolean().catch(false),
  profile: z.looseObject({ bot_id: z.string().optional().catch(undefined) }).catch({}),
});

const members = z.looseObject({ members: z.array(z.string()).catch([]) });

/** True when a later archive has the same entry, but for what any run may change. */
export const isSameEntry = (entry: ListEntry, later: ListEntry): boolean =>
  isDeepStrictEqual(steady(entry), steady(later));

/** Without the pins of an archive's own messages, and the time of any change of a person. */
const steady = (entry: ListEntry): object => ({ ...entry, pins: [], updated: 0 });

/** What is wrong with the form of a person that a later archive has otherwise. */
export function changedPerson(entry: ListEntry): readonly Difference[] {
  const { name, is_bot: isBot, profile } = person.parse(entry);
  const broken = personFormat(entry, isBot ? profile.bot_id : undefined);
  return formatDifferences(broken, { thing: 'user', name });
}

/** What is wrong with a conversation that a later archive has otherwise: its form, and what cannot change. */
export function changedConversation({
  entry,
  later,
  id,
  list,
}: ConversationTwice): readonly Difference[] {
  const about = { thing: 'channel', slackChannel: id } as const;
  const broken = list === undefined ? [] : channelFormat(entry, list);
  const fixed = FIXED.flatMap((field) => {
    const [source, target] = [String(later[field] ?? ''), String(entry[field] ?? '')];
    return source === target
      ? []
      : [differenceOf({ ...about, kind: 'differs', field, source, target })];
  });
  return [...formatDifferences(broken, about), ...fixed];
}

/** Members of conversations who are in no list of people of their own archive: an import of it knows none. */
export function unlistedMembers(
  users: Pick<ReadonlyMap<string, unknown>, 'has'>,
  conversations: Iterable<ListEntry>,
): readonly Difference[] {
  const unlisted = new Set<string>();
  for (const entry of conversations) {
    for (const id of members.parse(entry).members) if (!users.has(id)) unlisted.add(id);
  }
  return [...unlisted].map((name) => differenceOf({ kind: 'missing', thing: 'user', name }));
}
