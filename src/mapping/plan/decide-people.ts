import { UsageError } from '../../errors.ts';
import type { User } from '../../model.ts';
import { ownShape, realNameOf } from '../users.ts';
import type { PersonDecision } from './decisions.ts';
import { type DomainRule, indexByEmail } from './match-email.ts';
import { findAccount, type NamedAccounts, nameAccounts } from './named-accounts.ts';
import { editedPerson } from './person-edits.ts';
import { personState } from './person-state.ts';
import type { TargetFacts, TargetUser } from './target-facts.ts';
import type { PersonEdit } from './users-csv.ts';

export interface PeopleRules {
  readonly domains: readonly DomainRule[];
  /** The mapping file: username or e-mail in Mattermost, lower case, to Slack's member id or e-mail. */
  readonly mapping: ReadonlyMap<string, string>;
  /** The team's own lines, by username in lower case; they win. */
  readonly edits: ReadonlyMap<string, PersonEdit>;
}

/**
 * Decides about every account: the team's line, else the Slack account of the same e-mail address, else the
 * mapping file, else the account's state. UsageError with all complaints about the files at once.
 */
export function decidePeople(
  users: readonly User[],
  target: TargetFacts,
  rules: PeopleRules,
): readonly PersonDecision[] {
  const complaints = unknownPeople(users, rules.edits);
  const accounts = target.kind === 'slack' ? target.users : [];
  const matching: Matching = {
    byEmail: indexByEmail(accounts, rules.domains),
    named: nameAccounts(accounts),
    mapping: rules.mapping,
    isWorkspace: target.kind === 'slack',
  };
  const decisions = users.map((user) => {
    const byRule = ruleDecision(user, matching);
    const edit = rules.edits.get(user.username.toLowerCase());
    return edit === undefined ? byRule : editedPerson(byRule, edit, { ...matching, complaints });
  });
  complaints.push(...sharedAccounts(decisions, rules.edits));
  if (complaints.length > 0) throw new UsageError(complaints.join('\n'));
  return decisions;
}

export interface Matching {
  readonly byEmail: ReturnType<typeof indexByEmail>;
  readonly named: NamedAccounts;
  readonly mapping: ReadonlyMap<string, string>;
  readonly isWorkspace: boolean;
}

function ruleDecision(user: User, matching: Matching): PersonDecision {
  const base: PersonDecision = {
    userId: user.id,
    username: user.username,
    fullName: realNameOf(user),
    email: ownShape(user).email,
    state: personState(user),
    action: 'name-only',
    slackId: '',
    slackEmail: '',
    reason: '',
    by: 'rule',
  };
  if (base.state === 'bot') return { ...base, action: 'bot', reason: 'a bot account' };
  const match = matchOf(base, matching);
  if (match !== undefined) return { ...base, ...match };
  return { ...base, ...withoutAccount(user) };
}

type Fate = Pick<PersonDecision, 'action' | 'reason'> & Partial<PersonDecision>;

function matchOf(person: PersonDecision, matching: Matching): Fate | undefined {
  const byEmail = matching.byEmail(person.email);
  if (byEmail !== undefined) return matched(byEmail.account, byEmail.how);
  const wanted =
    matching.mapping.get(person.username.toLowerCase()) ??
    matching.mapping.get(person.email.toLowerCase());
  if (wanted === undefined) return undefined;
  const reason = 'the mapping file says so';
  const account = findAccount(matching.named, wanted);
  if (account !== undefined) return matched(account, reason);
  if (matching.isWorkspace) return undefined;
  const isEmail = wanted.includes('@');
  const [slackId, slackEmail] = isEmail ? ['', wanted] : [wanted, ''];
  return { action: 'match', slackId, slackEmail, reason };
}

/** A match with an account, and what is to be known of it. */
export function matched({ id, email, isDeactivated }: TargetUser, how: string): Fate {
  const reason = isDeactivated ? `${how}; the Slack account is deactivated` : how;
  return { action: 'match', slackId: id, slackEmail: email, reason };
}

function withoutAccount(user: User): Fate {
  if (user.remoteId !== '') {
    return { action: 'name-only', reason: 'belongs to another server, through a shared channel' };
  }
  if (user.deleteAtMs !== undefined) {
    return { action: 'name-only', reason: 'deactivated; nobody is invited' };
  }
  if (user.email === '') return { action: 'name-only', reason: 'has no e-mail address' };
  return { action: 'invite', reason: 'has no Slack account yet' };
}

function unknownPeople(users: readonly User[], edits: ReadonlyMap<string, PersonEdit>): string[] {
  const known = new Set(users.map(({ username }) => username.toLowerCase()));
  return [...edits]
    .filter(([username]) => !known.has(username))
    .map(([, { line, username }]) => `users.csv line ${line}: nobody is called '${username}'`);
}

/** Two people on one account would write as one. */
function sharedAccounts(
  decisions: readonly PersonDecision[],
  edits: ReadonlyMap<string, PersonEdit>,
): readonly string[] {
  const owners = new Map<string, PersonDecision>();
  const complaints: string[] = [];
  for (const decision of decisions) {
    const key = decision.slackId || decision.slackEmail.toLowerCase();
    if (decision.action !== 'match' || key === '') continue;
    const owner = owners.get(key);
    owners.set(key, decision);
    if (owner === undefined) continue;
    const line = lineOf(decision, edits) ?? lineOf(owner, edits);
    const place = line === undefined ? 'users.csv' : `users.csv line ${line}`;
    complaints.push(
      `${place}: ${owner.username} and ${decision.username} would both be ${key}; change one of them`,
    );
  }
  return complaints;
}

function lineOf(
  { username }: PersonDecision,
  edits: ReadonlyMap<string, PersonEdit>,
): number | undefined {
  return edits.get(username.toLowerCase())?.line;
}
