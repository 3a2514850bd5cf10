import type { User, UserId } from '../../model/model.ts';
import { type Conversation, directMembers } from '../conversations.ts';

/** File of a conversation in a text import. */
export interface ImportFile {
  /** Channel that the lines name; the file has the same name. */
  readonly channel: string;
  readonly folder: 'public' | 'private';
}

/** Finds the account that has the place of a person. */
type PersonOf = (id: UserId) => User | undefined;

/** Maximum length of a channel's name (docs.slack.dev/reference/methods/conversations.create). */
const NAME_CHARACTERS = 80;

/**
 * Names the files of conversations. Direct and group messages can only be imported as private channels, and Slack
 * names group messages itself: `dm-alice--bob`, `group-alice--bob--carol-1`. Where a name is taken, a number follows it.
 */
export function importFiles(
  conversations: readonly Conversation[],
  personOf: PersonOf,
): (conversation: Conversation) => ImportFile {
  const taken = new Set(
    conversations.filter(({ list }) => list === 'channels' || list === 'groups').map(nameOf),
  );
  const files = new Map<string, ImportFile>();
  // The order of ids, so that the same names come out of every run.
  const ordered = conversations.toSorted((a, b) => (a.slackId < b.slackId ? -1 : 1));
  for (const conversation of ordered) {
    const { list, slackId } = conversation;
    const folder = list === 'channels' ? 'public' : 'private';
    const isNamed = list === 'channels' || list === 'groups';
    const channel = isNamed
      ? conversation.name
      : freeName(
          list === 'dms' ? directName(conversation, personOf) : groupName(conversation),
          taken,
        );
    taken.add(channel);
    files.set(slackId, { channel, folder });
  }
  return ({ slackId, name }) => files.get(slackId) ?? { channel: name, folder: 'private' };
}

const nameOf = ({ name }: Conversation): string => name;

function directName({ channel }: Conversation, personOf: PersonOf): string {
  const ids = directMembers(channel, []).map((id) => personOf(id)?.id ?? id);
  const people = [...new Set(ids)].map((id) => personOf(id)?.username || 'unknown').sort();
  return `dm-${people.join('--') || 'unknown'}`;
}

const groupName = ({ name }: Conversation): string => name.replace(/^mpdm-/, 'group-');

/** A name in the characters and length of channels, which no other file has. */
function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const name = wanted.toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, '_');
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : `-${number}`;
    const free = [...name].slice(0, NAME_CHARACTERS - ending.length).join('') + ending;
    if (!taken.has(free)) return free;
  }
}

/** Entry of a conversation's file in the archive. */
export const importEntry = ({ folder, channel }: ImportFile): string => `${folder}/${channel}.csv`;
