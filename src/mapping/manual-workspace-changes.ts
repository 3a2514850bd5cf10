import type { PersonDecision } from './decisions.ts';
import type { PendingChange, PendingKind } from './manual-changes.ts';
import type { TargetFacts } from './plan/target.ts';

/** What is small about both sides. */
export interface SmallFacts {
  readonly people: readonly PersonDecision[];
  readonly target: TargetFacts;
  /** Names in Slack of the server's own emoji. */
  readonly emoji: readonly string[];
  /** Channels that were moved, with their names, and that Mattermost has no more. */
  readonly removedChannels: readonly {
    readonly channelId: string;
    readonly slackChannel: string;
  }[];
}

/** What no API lets an app change: accounts, and on most plans emoji. */
export function changesByHand(facts: SmallFacts): readonly PendingChange[] {
  const { people, target, emoji, removedChannels } = facts;
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  const left = people.filter(
    ({ state, action, slackId }) =>
      state === 'deactivated' && action === 'match' && active.has(slackId),
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
