import { type User, type UserId, userId } from '../../../model/model.ts';
import type { Conversation } from '../../conversations.ts';

/** Where a text import should have a conversation. */
export interface WantedFile {
  readonly entry: string;
  /** Entry of the same name in the other folder. */
  readonly otherEntry: string;
  /** The channel that every line names. */
  readonly channel: string;
}

/** Finds the account whose name a person has in the target. */
type UserOf = (id: UserId) => User | undefined;

const NAME_CHARACTERS = 80;
const LISTED = ['channels', 'groups'];

/** Determines the file of each conversation by the rule of FORMATS.md, The text import. */
export function wantedFiles(
  conversations: readonly Conversation[],
  userOf: UserOf,
): ReadonlyMap<Conversation, WantedFile> {
  const named = conversations.filter(({ list }) => LISTED.includes(list));
  const used = new Set(named.map(({ name }) => name));
  const files = new Map(named.map((each) => [each, fileOf(each, each.name)]));
  const others = conversations.filter(({ list }) => !LISTED.includes(list));
  for (const each of others.toSorted(byId)) {
    const base = asChannel(each.list === 'dms' ? directName(each, userOf) : groupName(each));
    let name = cut(base, '');
    for (let number = 2; used.has(name); number += 1) name = cut(base, `-${number}`);
    used.add(name);
    files.set(each, fileOf(each, name));
  }
  return files;
}

const byId = (a: Conversation, b: Conversation): number => (a.slackId < b.slackId ? -1 : 1);

function fileOf({ list }: Conversation, channel: string): WantedFile {
  const [own, other] = list === 'channels' ? ['public', 'private'] : ['private', 'public'];
  return { entry: `${own}/${channel}.csv`, otherEntry: `${other}/${channel}.csv`, channel };
}

const asChannel = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}_-]/gu, '_');

const cut = (name: string, ending: string): string =>
  Array.from(name)
    .slice(0, NAME_CHARACTERS - ending.length)
    .join('') + ending;

const groupName = ({ name }: Conversation): string => `group-${name.slice('mpdm-'.length)}`;

/** The two people of the channel's name in Mattermost, `id__id`. */
function directName({ channel }: Conversation, userOf: UserOf): string {
  const ids = channel.name.split('__').filter((id) => id !== '');
  if (ids.length !== 2) return 'dm-unknown';
  const people = ids.map((id) => [userOf(userId(id))?.id ?? id, userOf(userId(id))?.username]);
  const names = [...new Map(people.map(([id, name]) => [id, name || 'unknown'])).values()];
  return `dm-${names.toSorted().join('--')}`;
}
