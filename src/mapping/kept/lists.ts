import type { ChannelAdmin, Favourite, GroupMember } from '../../model/kept-rows.ts';
import type { ChannelBookmark, ChannelId, Team, TeamId, User, UserId } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { SamePeople } from '../same-people.ts';
import { membersOf } from '../workspace.ts';

/** Lists of what nothing carries to Slack. The names of the files are a contract. */
export const KEPT_FILES = {
  channelAdmins: 'channel-admins.csv',
  bookmarks: 'bookmarks.csv',
  favourites: 'favourites.csv',
  groups: 'groups.csv',
} as const;
export type KeptList = keyof typeof KEPT_FILES;

/** Columns of each list. */
export const KEPT_COLUMNS: Readonly<Record<KeptList, readonly string[]>> = {
  channelAdmins: ['channel', 'team', 'username'],
  bookmarks: ['channel', 'team', 'title', 'link', 'file', 'owner'],
  favourites: ['username', 'channel', 'team'],
  groups: ['group', 'display_name', 'username'],
};

/** Names of people and of the conversations that a run migrates. */
export interface KeptNames {
  readonly users: ReadonlyMap<UserId, Pick<User, 'username'>>;
  readonly skipped: ReadonlySet<UserId>;
  readonly samePeople: SamePeople;
  readonly teams: ReadonlyMap<TeamId, Pick<Team, 'name'>>;
  readonly conversations: ReadonlyMap<ChannelId, Conversation>;
}

/** Cells of a line; undefined for what belongs to a conversation or a person that the run does not migrate. */
type KeptLine = readonly string[] | undefined;

/** Line of a channel admin; undefined when the channel or the person does not move. */
export function adminLine({ channelId, userId }: ChannelAdmin, names: KeptNames): KeptLine {
  const place = placeOf(channelId, names);
  const username = usernameOf(userId, names);
  return place === undefined || username === undefined ? undefined : [...place, username];
}

/** Line of a favourite channel; undefined when the channel or the person does not move. */
export function favouriteLine({ channelId, userId }: Favourite, names: KeptNames): KeptLine {
  const place = placeOf(channelId, names);
  const username = usernameOf(userId, names);
  return place === undefined || username === undefined ? undefined : [username, ...place];
}

/** A bookmark of a skipped person is the channel's all the same, and has no owner. */
export function bookmarkLine(bookmark: ChannelBookmark, names: KeptNames): KeptLine {
  const place = placeOf(bookmark.channelId, names);
  if (place === undefined) return undefined;
  const { title, url, fileName, ownerId } = bookmark;
  const owner = ownerId === undefined ? undefined : usernameOf(ownerId, names);
  return [...place, title, url, fileName, owner ?? ''];
}

/** Line of a member of a group, or of a group without members; undefined when the person does not move. */
export function groupLine({ group, displayName, userId }: GroupMember, names: KeptNames): KeptLine {
  const username = userId === undefined ? '' : usernameOf(userId, names);
  return username === undefined ? undefined : [group, displayName, username];
}

/** Channel by its name in Slack, and team; a direct message by its people. */
function placeOf(id: ChannelId, names: KeptNames): readonly [string, string] | undefined {
  const conversation = names.conversations.get(id);
  if (conversation === undefined) return undefined;
  const { channel, name } = conversation;
  const team = channel.teamId === undefined ? undefined : names.teams.get(channel.teamId)?.name;
  if (channel.type !== 'direct') return [name, team ?? ''];
  const people = membersOf(channel, []).flatMap((user) => usernameOf(user, names) ?? []);
  return [people.join(', '), ''];
}

/** Username of the person of an account; an account without a row by its id. Undefined for a skipped person. */
function usernameOf(id: UserId, { users, skipped, samePeople }: KeptNames): string | undefined {
  const person = samePeople.get(id) ?? id;
  if (skipped.has(person)) return undefined;
  return users.get(person)?.username || person;
}
