import type { User, UserId } from '../../model/model.ts';
import { WORKSPACE_ID } from '../../slack/shapes.ts';
import type { Conversation } from '../conversations.ts';
import type { SamePeople } from '../same-people.ts';
import { botSlackId } from '../slack-ids.ts';
import { mapUnknownUser, type SlackUserIds } from '../users.ts';
import type { PlainNames } from './plain-text.ts';

/** The people and conversations that texts may name. */
export interface NamedThings {
  readonly users: ReadonlyMap<UserId, User>;
  readonly samePeople: SamePeople;
  readonly conversations: readonly Conversation[];
}

/** Finds names by the Slack ids of this migration; usernames, because a text import has no accounts. */
export function importNames(
  { users, samePeople, conversations }: NamedThings,
  people: SlackUserIds,
): PlainNames {
  const names = new Map<string, string>();
  for (const { id, username } of users.values()) {
    if (samePeople.has(id)) continue;
    names.set(people.of(id), username || unknownName(id, people));
  }
  const channels = new Map<string, string>(
    conversations.map(({ slackId, name }) => [slackId, name]),
  );
  return {
    channel: (slackId) => channels.get(slackId) ?? slackId,
    user(slackId) {
      const known = names.get(slackId);
      if (known !== undefined) return known;
      // Accounts without a row are known once they occur.
      for (const id of people.unknown) names.set(people.of(id), unknownName(id, people));
      return names.get(slackId) ?? slackId;
    },
  };
}

const unknownName = (id: UserId, people: SlackUserIds): string =>
  mapUnknownUser(id, { slackId: people.of(id), botId: botSlackId(id), team: WORKSPACE_ID }).name;
