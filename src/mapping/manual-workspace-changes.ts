import type { PersonDecision } from './decisions.ts';
import type { PendingChange, PendingKind } from './manual-changes.ts';
import type { TargetFacts } from './plan/target.ts';

/** A migrated channel and its name in Slack. */
interface NamedPlace {
  readonly channelId: string;
  readonly slackChannel: string;
}

/** Accounts, emoji and channels of both sides. */
export interface WorkspaceFacts {
  readonly people: readonly PersonDecision[];
  readonly target: TargetFacts;
  /** Slack's names of the server's custom emoji. */
  readonly emoji: readonly string[];
  /** Migrated channels that Mattermost no longer has, with their names. */
  readonly removedChannels: readonly NamedPlace[];
  /** Channels that are to be public, with their ids in Slack. */
  readonly publicChannels: readonly PlacedChannel[];
  /** Channels of an import, which the app may not rename, with the names that they are to have. */
  readonly importedChannels: readonly (PlacedChannel & { readonly name: string })[];
}

/** A migrated channel and its id in Slack. */
interface PlacedChannel {
  readonly channelId: string;
  readonly slackId: string;
}

/** Lists changes that no API allows an app to make: accounts, names and visibility of channels, and on most plans emoji. */
export function manualWorkspaceChanges(facts: WorkspaceFacts): readonly PendingChange[] {
  const { people, target, emoji, removedChannels, publicChannels } = facts;
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  const others = people.filter(
    ({ state, sameAs }) => sameAs !== undefined && state !== 'deactivated',
  );
  const stillInUse = new Set(others.map(({ sameAs }) => sameAs?.userId));
  const left = people.filter(
    ({ state, action, slackId, userId }) =>
      state === 'deactivated' &&
      action === 'match' &&
      active.has(slackId) &&
      !stillInUse.has(userId),
  );
  const known = new Set(target.emoji ?? emoji);
  return [
    ...left.map(({ username }) => change('person-deactivated', { value: username })),
    ...emoji
      .filter((name) => !known.has(name))
      .map((name) => change('emoji-added', { value: name })),
    ...removedChannels.map((channel) => change('channel-removed', channel)),
    ...privateAmong(publicChannels, target).map((place) => change('channel-made-public', place)),
    ...renamedAmong(facts.importedChannels, target),
  ];
}

/** Lists channels that have another name in Mattermost than when they were imported. */
function renamedAmong(
  channels: WorkspaceFacts['importedChannels'],
  target: TargetFacts,
): readonly PendingChange[] {
  const names = new Map(target.channels.map(({ id, name }) => [id, name]));
  return channels.flatMap(({ channelId, slackId, name }) => {
    const slackChannel = names.get(slackId);
    if (slackChannel === undefined || slackChannel === name) return [];
    const link = `#${slackChannel}`;
    return [change('channel-renamed', { channelId, slackChannel, link, value: name })];
  });
}

/** Finds channels that became public in Mattermost after they were made in Slack, which keeps them private. */
function privateAmong(
  channels: WorkspaceFacts['publicChannels'],
  target: TargetFacts,
): readonly NamedPlace[] {
  const hidden = new Map(
    target.channels.filter(({ list }) => list === 'groups').map(({ id, name }) => [id, name]),
  );
  return channels.flatMap(({ channelId, slackId }) => {
    const slackChannel = hidden.get(slackId);
    return slackChannel === undefined ? [] : [{ channelId, slackChannel }];
  });
}

/** Lists direct and group messages in the workspace that not everybody in them agrees to. */
export const consentChanges = (
  withdrawn: readonly {
    readonly channelId: string;
    readonly slackId: string;
    readonly slackChannel: string;
  }[],
): readonly PendingChange[] =>
  withdrawn.map(({ slackId, ...place }) =>
    change('consent-withdrawn', { ...place, value: slackId }),
  );

const change = (kind: PendingKind, about: Partial<PendingChange>): PendingChange => ({
  postId: '',
  channelId: '',
  link: about.value ?? '',
  slackChannel: '',
  ts: '',
  value: '',
  ...about,
  change: kind,
});
