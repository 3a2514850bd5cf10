import type { UserId } from '../../model.ts';
import type { DecidedReplay } from './decide-replay.ts';

/** Slack's member id of everybody who was matched. */
export function matchedAccounts({
  read,
  target,
}: Pick<DecidedReplay, 'read' | 'target'>): ReadonlyMap<UserId, string> {
  const byEmail = new Map(
    target.users
      .filter(({ email }) => email !== '')
      .map(({ email, id }) => [email.toLowerCase(), id]),
  );
  const active = new Set(
    target.users.filter(({ isDeactivated }) => !isDeactivated).map(({ id }) => id),
  );
  return new Map(
    read.decided.people.flatMap(({ userId, action, slackId, slackEmail }) => {
      const id = slackId || byEmail.get(slackEmail.toLowerCase()) || '';
      return action === 'match' && active.has(id) ? [[userId, id] as const] : [];
    }),
  );
}
