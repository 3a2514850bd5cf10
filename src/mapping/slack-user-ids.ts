import type { User, UserId } from '../model.ts';
import type { SlackUserId } from './slack.ts';
import { userSlackId } from './slack-ids.ts';

/** Slack's id of every account that a run meets, and which of those accounts have no row. */
export interface SlackUserIds {
  of(id: UserId): SlackUserId;
  /** False for an id without a row in the users table. */
  has(id: UserId): boolean;
  /** True for somebody who does not move, nor anything that they wrote. */
  isSkipped(id: UserId): boolean;
  /** Met so far without a row in the users table; each needs an entry of its own in users.json. */
  readonly unknown: ReadonlySet<UserId>;
}

export function makeSlackUserIds(
  known: ReadonlyMap<UserId, User>,
  skipped: ReadonlySet<UserId> = new Set(),
): SlackUserIds {
  const ids = new Map<UserId, SlackUserId>();
  const unknown = new Set<UserId>();
  return {
    unknown,
    has: (id) => known.has(id),
    isSkipped: (id) => skipped.has(id),
    of(id) {
      const met = ids.get(id);
      if (met !== undefined) return met;
      if (!known.has(id)) unknown.add(id);
      const slackId = userSlackId(id);
      ids.set(id, slackId);
      return slackId;
    },
  };
}
