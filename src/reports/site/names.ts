import type { ChannelId, ChannelType, TeamId, User, UserId } from '../../model/model.ts';

/** A person or bot, as pages show them. */
export interface SitePerson {
  readonly id: UserId;
  readonly username: string;
  /** Empty when it is the same as the username. */
  readonly fullName: string;
}

/** Names a person or bot as pages show them: the full name, or else the nickname, beside the username. */
export function sitePerson({ id, username, firstName, lastName, nickname }: User): SitePerson {
  const names = [firstName, lastName].filter((name) => name.trim() !== '').join(' ');
  const fullName = names === '' ? nickname : names;
  return { id, username, fullName: fullName === username ? '' : fullName };
}

/** A channel, as pages show it. */
export interface SiteChannel {
  readonly id: ChannelId;
  readonly type: ChannelType;
  readonly teamId: TeamId | undefined;
  readonly name: string;
  /** What the pages call it. */
  readonly title: string;
  /** Its folder in the folder of its type. */
  readonly folder: string;
}

/** Look-ups for posts. Names are given in small letters. */
export interface SiteNames {
  readonly person: (id: UserId) => SitePerson | undefined;
  readonly personByName: (username: string) => SitePerson | undefined;
  readonly channel: (id: ChannelId) => SiteChannel | undefined;
  readonly channelByName: (team: TeamId | undefined, name: string) => SiteChannel | undefined;
  /** Characters of a standard emoji; undefined for any other name. */
  readonly emoji: (name: string) => string | undefined;
  /** Image of a custom emoji: its path in the site, or a whole address; undefined for one without. */
  readonly emojiImage: (name: string) => string | undefined;
}

/** Makes the look-ups. */
export function siteNames(
  people: readonly SitePerson[],
  channels: readonly SiteChannel[],
  emoji: SiteNames['emoji'],
  emojiImage: SiteNames['emojiImage'] = () => undefined,
): SiteNames {
  const byId = new Map(people.map((person) => [person.id, person]));
  const byName = new Map(people.map((person) => [person.username.toLowerCase(), person]));
  const channelsById = new Map(channels.map((channel) => [channel.id, channel]));
  const channelsByName = new Map(
    channels.map((channel) => [`${channel.teamId ?? ''}/${channel.name.toLowerCase()}`, channel]),
  );
  return {
    person: (id) => byId.get(id),
    personByName: (name) => byName.get(name),
    channel: (id) => channelsById.get(id),
    channelByName: (team, name) => channelsByName.get(`${team ?? ''}/${name}`),
    emoji,
    emojiImage,
  };
}

/** The path of a channel's page from the root of the site. */
export const channelPath = ({ type, folder }: Pick<SiteChannel, 'type' | 'folder'>): string =>
  `${type}/${folder}`;
