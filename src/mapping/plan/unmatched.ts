import type { PersonDecision } from './decisions.ts';
import type { TargetKind } from './target-facts.ts';

/**
 * True for a person whose account somebody has to look after: held against a workspace, everybody without an
 * account there; without one, people who are neither matched nor invited. Bots and skipped people are none.
 */
export function isUnmatched(person: PersonDecision, target: TargetKind): boolean {
  const { action } = person;
  if (action === 'match' || action === 'bot' || action === 'skip') return false;
  return target === 'slack' || action !== 'invite';
}
