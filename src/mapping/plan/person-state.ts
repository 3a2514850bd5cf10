import type { User } from '../../model.ts';
import type { PersonState } from './decisions.ts';

/** How an account stands in the plan and in users.csv. */
export function personState(user: User): PersonState {
  if (user.kind === 'bot' || user.kind === 'system-bot') return 'bot';
  if (user.deleteAtMs !== undefined) return 'deactivated';
  return user.kind === 'guest' ? 'guest' : 'active';
}
