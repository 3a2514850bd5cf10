import type { PendingChange, PendingKind } from './pending-changes.ts';

/** A conversation as an archive lists it. */
export interface ListedChannel {
  readonly channelId: string;
  readonly slackName: string;
  readonly isArchived: boolean;
  readonly topic: string;
  readonly purpose: string;
  /** Mattermost's ids of people, in code-unit order. */
  readonly members: readonly string[];
}

export interface ListedPerson {
  readonly userId: string;
  readonly username: string;
  readonly fullName: string;
  readonly isDeactivated: boolean;
}

/** What an import does not change in channels that are there already. */
export function channelChanges(
  before: readonly ListedChannel[],
  now: readonly ListedChannel[],
  nameOf: (userId: string) => string,
): readonly PendingChange[] {
  const present = new Map(now.map((channel) => [channel.channelId, channel]));
  return before.flatMap((old) => {
    const channel = present.get(old.channelId);
    if (channel === undefined) return [change(old, 'channel-removed', '')];
    return [
      ...(channel.slackName === old.slackName
        ? []
        : [change(old, 'channel-renamed', channel.slackName)]),
      ...(channel.isArchived === old.isArchived
        ? []
        : [change(old, channel.isArchived ? 'channel-archived' : 'channel-restored', '')]),
      ...(channel.topic === old.topic ? [] : [change(old, 'topic', channel.topic)]),
      ...(channel.purpose === old.purpose ? [] : [change(old, 'purpose', channel.purpose)]),
      ...without(channel.members, old.members).map((id) =>
        change(old, 'member-joined', nameOf(id)),
      ),
      ...without(old.members, channel.members).map((id) => change(old, 'member-left', nameOf(id))),
    ];
  });
}

/** What an import does not change in accounts that are there already. */
export function personChanges(
  before: readonly ListedPerson[],
  now: readonly ListedPerson[],
): readonly PendingChange[] {
  const present = new Map(now.map((person) => [person.userId, person]));
  return before.flatMap((old) => {
    const person = present.get(old.userId);
    if (person === undefined) return [];
    const renamed = person.fullName !== old.fullName || person.username !== old.username;
    const state = person.isDeactivated ? 'person-deactivated' : 'person-restored';
    return [
      ...(renamed ? [ofPerson(person, 'person-renamed')] : []),
      ...(person.isDeactivated === old.isDeactivated ? [] : [ofPerson(person, state)]),
    ];
  });
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  const known = new Set(others);
  return names.filter((name) => !known.has(name));
}

const change = (channel: ListedChannel, kind: PendingKind, value: string): PendingChange => ({
  change: kind,
  postId: '',
  channelId: channel.channelId,
  link: `#${channel.slackName}`,
  slackChannel: channel.slackName,
  ts: '',
  value,
});

const ofPerson = ({ username }: ListedPerson, kind: PendingKind): PendingChange => ({
  change: kind,
  postId: '',
  channelId: '',
  link: `@${username}`,
  slackChannel: '',
  ts: '',
  value: username,
});
