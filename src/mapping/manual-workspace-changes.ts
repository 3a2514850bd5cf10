import type { PersonDecision } from './decisions.ts';
import type { PendingChange, PendingKind } from './manual-changes.ts';
import type { TargetFacts } from './plan/target.ts';

/** Accounts, emoji and removed channels of both sides. */
export interface WorkspaceFacts {
  readonly people: readonly PersonDecision[];
  readonly target: TargetFacts;
  /** Slack's names of the server's custom emoji. */
  readonly emoji: readonly string[];
  /** Migrated channels that Mattermost no longer has, with their names. */
  readonly removedChannels: readonly {
    readonly channelId: string;
    readonly slackChannel: string;
  }[];
}

/** Lists changes that no API allows an app to make: accounts, and on most plans emoji. */
export function manualWorkspaceChanges(facts: WorkspaceFacts): readonly PendingChange[] {
  const { people, target, emoji, removedChannels } = facts;
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
  ];
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
