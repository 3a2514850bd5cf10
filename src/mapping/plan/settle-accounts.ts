import type { PersonDecision } from './decisions.ts';
import { SAME_ADDRESS } from './match-email.ts';
import type { PersonEdit } from './users-csv.ts';

export interface SettledAccounts {
  readonly people: readonly PersonDecision[];
  /** Where a line of the team gives somebody an account that is another's, each naming the line. */
  readonly conflicts: readonly string[];
}

/**
 * Nobody shares an account: two people would write as one. Among those whom rules lead to it the very address
 * comes before a similar one, the first before the second, and the other moves by name. Where a line of the
 * team is part of it, the team has to say what it means.
 */
export function settleAccounts(
  decisions: readonly PersonDecision[],
  edits: ReadonlyMap<string, PersonEdit>,
): SettledAccounts {
  const owners = new Map<string, PersonDecision>();
  const conflicts: string[] = [];
  for (const decision of decisions) {
    const key = accountOf(decision);
    const owner = key === '' ? undefined : owners.get(key);
    if (key === '') continue;
    if (owner === undefined || weight(decision) > weight(owner)) owners.set(key, decision);
    if (owner !== undefined && (owner.by === 'file' || decision.by === 'file')) {
      conflicts.push(conflictText(owner, decision, key, edits));
    }
  }
  const people = decisions.map((decision) => {
    const owner = owners.get(accountOf(decision));
    return owner === undefined || owner === decision ? decision : displaced(decision, owner);
  });
  return { people, conflicts };
}

function accountOf({ action, slackId, slackEmail }: PersonDecision): string {
  return action === 'match' ? slackId || slackEmail.toLowerCase() : '';
}

/** How surely a rule leads somebody to an account. */
function weight({ reason }: PersonDecision): number {
  return reason === SAME_ADDRESS ? 1 : 0;
}

function displaced(decision: PersonDecision, owner: PersonDecision): PersonDecision {
  const reason = `${decision.reason}, but that account is ${owner.username}'s`;
  return { ...decision, action: 'name-only', slackId: '', slackEmail: '', reason };
}

function conflictText(
  owner: PersonDecision,
  second: PersonDecision,
  key: string,
  edits: ReadonlyMap<string, PersonEdit>,
): string {
  const line = lineOf(second, edits) ?? lineOf(owner, edits) ?? 0;
  return `users.csv line ${line}: ${owner.username} and ${second.username} would both be ${key}; change one of them`;
}

function lineOf(
  { username }: PersonDecision,
  edits: ReadonlyMap<string, PersonEdit>,
): number | undefined {
  return edits.get(username.toLowerCase())?.line;
}
