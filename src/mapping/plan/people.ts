import { UsageError } from '../../errors/errors.ts';
import { type Notice, notice } from '../../errors/notices.ts';
import type { User } from '../../model/model.ts';
import { addressFault, trimAddress } from '../addresses.ts';
import { inLine } from '../csv.ts';
import { type PersonDecision, personState } from '../decisions.ts';
import { joinReasons, REASONS, reasonText } from '../reasons.ts';
import { isBotAccount, realNameOf } from '../users.ts';
import {
  type DomainRule,
  findAccount,
  indexByEmail,
  isAccountName,
  type NamedAccounts,
  nameAccounts,
  settleAccounts,
} from './accounts.ts';
import { cleanedPerson, type TakenProposals } from './clean-up.ts';
import { withSharedAddresses } from './people-warnings.ts';
import { findSameAs, type NamedUsers, nameUsers, sameAsComplaints } from './same-as.ts';
import type { TargetFacts, TargetUser } from './target.ts';
import type { PersonEdit } from './users-csv.ts';

export interface PeopleRules {
  readonly domains: readonly DomainRule[];
  /** The mapping file: username or e-mail in Mattermost, lower case, to Slack's member id or e-mail. */
  readonly mapping: ReadonlyMap<string, string>;
  /** Lines of the team's file by username in lower case; they take precedence. */
  readonly edits: ReadonlyMap<string, PersonEdit>;
  /** Proposals of cleanup.csv, of channels too; they change what the rules decide. */
  readonly taken: TakenProposals;
}

/**
 * Decides about every account: by the team's line, else the Slack account with the same e-mail address, else the
 * mapping file, else the state of the account. UsageError with all complaints about the files.
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
    users: nameUsers(users),
  };
  const decisions = users.map((user) => {
    const edit = rules.edits.get(user.username.toLowerCase());
    if (edit === undefined) {
      return cleanedPerson(ruleDecision(user, matching, complaints), rules.taken);
    }
    return editedPerson(ruleDecision(user, matching, []), edit, { ...matching, complaints });
  });
  const { people, conflicts } = settleAccounts(decisions, rules.edits);
  complaints.push(...conflicts, ...sameAsComplaints(people, rules.edits));
  if (complaints.length > 0) throw new UsageError(complaints);
  return withSharedAddresses(people);
}

interface Matching {
  readonly byEmail: ReturnType<typeof indexByEmail>;
  readonly named: NamedAccounts;
  readonly mapping: ReadonlyMap<string, string>;
  readonly isWorkspace: boolean;
  readonly users: NamedUsers;
}

function ruleDecision(user: User, matching: Matching, complaints: Notice[]): PersonDecision {
  const base: PersonDecision = {
    userId: user.id,
    username: user.username,
    fullName: realNameOf(user),
    ...(user.nickname === '' ? {} : { nickname: user.nickname }),
    email: isBotAccount(user) ? '' : trimAddress(user.email),
    state: personState(user),
    action: 'name-only',
    slackId: '',
    slackEmail: '',
    reason: '',
    by: 'rule',
  };
  if (base.state === 'bot') return { ...base, action: 'bot', reason: REASONS['bot-account'] };
  const byEmail = matching.byEmail(base.email);
  if (byEmail?.account !== undefined) return { ...base, ...matched(byEmail.account, byEmail.how) };
  const mapped = mappedPerson(base, matching, complaints);
  return { ...base, ...(mapped ?? withoutAccount(user, byEmail?.how)) };
}

type Fate = Pick<PersonDecision, 'action' | 'reason'> & Partial<PersonDecision>;

function mappedPerson(
  { username, email }: PersonDecision,
  { mapping, named, isWorkspace }: Matching,
  complaints: Notice[],
): Fate | undefined {
  const keys = [username.toLowerCase(), email.toLowerCase()];
  const key = keys.find((candidate) => mapping.has(candidate)) ?? '';
  const wanted = mapping.get(key);
  if (wanted === undefined) return undefined;
  const reason = REASONS['mapping-file'];
  const account = findAccount(named, wanted);
  if (account !== undefined) return matched(account, reason);
  if (isWorkspace) {
    complaints.push(notice('mapped-account-missing', { name: key, account: wanted }));
    return undefined;
  }
  const [slackId, slackEmail] = wanted.includes('@') ? ['', wanted] : [wanted, ''];
  return { action: 'match', slackId, slackEmail, reason };
}

/** A match, with the state of the Slack account. */
function matched({ id, email, isDeactivated }: TargetUser, how: string): Fate {
  const reason = isDeactivated ? joinReasons(how, REASONS['account-deactivated']) : how;
  return { action: 'match', slackId: id, slackEmail: email, reason };
}

function withoutAccount(user: User, ambiguity: string | undefined): Fate {
  const kept = keptByName(user);
  if (kept === undefined) return { action: 'invite', reason: ambiguity ?? REASONS['no-account'] };
  return {
    action: 'name-only',
    reason: joinReasons(kept, ...(ambiguity === undefined ? [] : [ambiguity])),
  };
}

/** Why a person is not invited. */
function keptByName({ remoteId, deleteAtMs, email }: User): string | undefined {
  if (remoteId !== '') return REASONS['other-server'];
  if (deleteAtMs !== undefined) return joinReasons(REASONS.deactivated, REASONS['not-invited']);
  if (trimAddress(email) === '') return REASONS['no-address'];
  const fault = addressFault(email);
  return fault === undefined ? undefined : REASONS[`address-${fault}`];
}

function unknownPeople(users: readonly User[], edits: ReadonlyMap<string, PersonEdit>): Notice[] {
  const known = new Set(users.map(({ username }) => username.toLowerCase()));
  return [...edits]
    .filter(([username]) => !known.has(username))
    .map(([, { line, username }]) =>
      inLine('users.csv', line, notice('username-unknown', { username })),
    );
}

interface EditContext extends Matching {
  readonly complaints: Notice[];
}

/** Applies a line of the team's file to what the rules decided. Problems are added to `complaints`. */
function editedPerson(
  byRule: PersonDecision,
  edit: PersonEdit,
  context: EditContext,
): PersonDecision {
  const { action, slackId } = edit;
  if (action === 'match') return matchedByLine(byRule, edit, context);
  if (slackId !== '' && slackId !== byRule.slackId && slackId !== byRule.slackEmail) {
    complain(edit, context, notice('account-needs-match', { account: slackId }));
  }
  if (action === 'invite') {
    const problem = uninvitable(byRule);
    if (problem !== undefined) complain(edit, context, problem);
  }
  const decision = { ...byRule, action, ...NO_ACCOUNT, reason: REASONS['users-csv'] };
  if (action !== 'same-as') return { ...decision, by: 'file' };
  const sameAs = findSameAs(edit, context.users);
  if ('code' in sameAs) {
    complain(edit, context, sameAs);
    return { ...decision, by: 'file' };
  }
  const { reason: said } = decision;
  const reason = reasonText('one-person', { reason: said, name: sameAs.username });
  return { ...decision, by: 'file', sameAs, reason };
}

const NO_ACCOUNT = { slackId: '', slackEmail: '' } as const;

/** Says why a person cannot be invited; undefined when they can. */
export function uninvitable({
  username,
  email,
}: Pick<PersonDecision, 'username' | 'email'>): Notice | undefined {
  if (email === '') return notice('email-missing', { username });
  const fault = addressFault(email);
  return fault === undefined
    ? undefined
    : notice('email-undeliverable', { username, fault: notice(`address-${fault}`) });
}

function matchedByLine(
  byRule: PersonDecision,
  edit: PersonEdit,
  context: EditContext,
): PersonDecision {
  const { slackId } = edit;
  const decision = {
    ...byRule,
    action: 'match',
    by: 'file',
    reason: REASONS['users-csv'],
  } as const;
  if (slackId === '') {
    if (byRule.action === 'match') return decision;
    complain(edit, context, notice('match-needs-account'));
    return byRule;
  }
  const account = findAccount(context.named, slackId);
  if (account !== undefined) return { ...decision, slackId: account.id, slackEmail: account.email };
  if (context.isWorkspace) {
    complain(edit, context, notice('account-missing', { account: slackId }));
    return byRule;
  }
  if (!isAccountName(slackId)) {
    complain(edit, context, notice('account-wrong', { account: slackId }));
    return byRule;
  }
  if (slackId.includes('@')) return { ...decision, slackId: '', slackEmail: slackId };
  const isSame = byRule.slackId === slackId;
  return { ...decision, slackId, slackEmail: isSame ? byRule.slackEmail : '' };
}

function complain({ line }: PersonEdit, { complaints }: EditContext, problem: Notice): void {
  complaints.push(inLine('users.csv', line, problem));
}
