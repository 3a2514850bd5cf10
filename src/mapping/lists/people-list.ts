import { type Notice, notice } from '../../errors/notices.ts';
import { userId } from '../../model/model.ts';
import { cellsOfRow, csvDocument } from '../csv-document.ts';
import type { PersonState } from '../decisions.ts';
import { findAccount, isAccountName, type NamedAccounts } from '../plan/accounts.ts';
import { uninvitable } from '../plan/people.ts';
import { type PersonLink, sameAsProblem } from '../plan/same-as.ts';
import type { TargetKind } from '../plan/target.ts';
import {
  isUnmatched,
  type PersonEdit,
  type PersonFate,
  parsePersonFate,
  parseUsersCsv,
  personFateCells,
} from '../plan/users-csv.ts';
import type { Identity } from './identities.ts';
import { asInFile, type EditedList, editedList, type ListLine, lineOf, linesNow } from './list.ts';

/** A line of users.csv. */
export interface PersonLine extends ListLine, PersonFate {
  readonly username: string;
  readonly fullName: string;
  /** '' for none, for one that is the full name, and for a list without such a column. */
  readonly nickname: string;
  readonly email: string;
  readonly state: PersonState;
  readonly reason: string;
}

export type PeopleList = EditedList<PersonLine>;

const SHOWN = ['full_name', 'email', 'state', 'posts', 'reason', 'nickname'] as const;
const DECIDING = ['slack_id', 'action'] as const;
const DECIDED = ['slackId', 'action', 'sameAs'] as const;

/** Reads users.csv as `plan` does. UsageError with all lines that are wrong. */
export function readPeopleList(text: string, fileName: string, target: TargetKind): PeopleList {
  const document = csvDocument(text);
  const lines = parseUsersCsv(text, fileName).map((edit, row) =>
    personLine(edit, cellsOfRow(document, row, SHOWN), cellsOfRow(document, row, DECIDING)),
  );
  return editedList(document, lines, (line) => isUnmatched(line, target));
}

function personLine(
  { username, slackId, action, sameAs }: PersonEdit,
  shown: Readonly<Record<(typeof SHOWN)[number], string>>,
  cells: PersonLine['cells'],
): PersonLine {
  const { full_name: fullName, email, nickname, reason } = shown;
  return {
    key: username.toLowerCase(),
    username,
    fullName,
    // Somebody without a name is called by it.
    nickname: nickname === fullName ? '' : nickname,
    email,
    state: stateOf(shown.state),
    posts: countOf(shown.posts),
    reason,
    slackId,
    action,
    sameAs,
    cells,
    words: [username, fullName, nickname, email, slackId].join('\n'),
  };
}

const STATES: Readonly<Record<string, PersonState>> = {
  guest: 'guest',
  deactivated: 'deactivated',
  bot: 'bot',
};
const stateOf = (cell: string): PersonState => STATES[cell.toLowerCase()] ?? 'active';

/** Reads a count that a spreadsheet may have grouped; 0 for what is none. */
export const countOf = (cell: string): number => Number(cell.replaceAll(/[,.\s]/g, '')) || 0;

/** What a person is known by. */
export const personIdentity = ({ username, fullName, nickname, email }: PersonLine): Identity => ({
  id: username,
  handle: username,
  names: [fullName, nickname].filter(Boolean),
  email,
});

/** The accounts of the workspace; undefined where it was not read. */
export type KnownAccounts = NamedAccounts | undefined;

/** Decides a line as its cells say; a notice when `plan` would refuse them. */
export function decidedPerson(
  list: PeopleList,
  line: PersonLine,
  wish: { readonly slack_id: string; readonly action: string },
  accounts: KnownAccounts,
): PersonLine | Notice {
  const fate = parsePersonFate(wish);
  if ('code' in fate) return fate;
  const settled = fate.action === 'match' ? matchedFate(list, line, fate, accounts) : fate;
  if ('code' in settled) return settled;
  const decided = { ...line, ...settled, cells: personFateCells(settled) };
  return personProblem(list, decided) ?? asInFile(list, decided, DECIDED);
}

/** Names the account of a match by its id where it is known; a notice when it cannot be the person's. */
function matchedFate(
  list: PeopleList,
  line: PersonLine,
  fate: PersonFate,
  accounts: KnownAccounts,
): PersonFate | Notice {
  const { slackId: account } = fate;
  if (account === '') return notice('match-needs-account');
  if (!isAccountName(account)) return notice('account-wrong', { account });
  const known = accounts === undefined ? undefined : findAccount(accounts, account);
  if (accounts !== undefined && known === undefined) return notice('account-missing', { account });
  const slackId = known?.id ?? account;
  const owner = accountOwners(list, accounts).get(accountKey(slackId, accounts));
  if (owner !== undefined && owner.key !== line.key) {
    const names = { first: owner.username, second: line.username, account: slackId };
    return notice('account-shared', names);
  }
  return { ...fate, slackId };
}

/** Finds who has each account of the workspace, by what `accountKey` makes of it. */
export function accountOwners(
  list: PeopleList,
  accounts: KnownAccounts,
): ReadonlyMap<string, PersonLine> {
  return new Map(
    linesNow(list)
      .filter(({ action, slackId }) => action === 'match' && slackId !== '')
      .map((line) => [accountKey(line.slackId, accounts), line]),
  );
}

/** An account is called by its id or by its address. */
export function accountKey(name: string, accounts: KnownAccounts): string {
  const known = accounts === undefined ? undefined : findAccount(accounts, name);
  return known?.id ?? (name.includes('@') ? name.toLowerCase() : name);
}

function personProblem(list: PeopleList, decided: PersonLine): Notice | undefined {
  const { action, slackId, sameAs, key } = decided;
  if (action !== 'match' && slackId !== '') {
    return notice('account-needs-match', { account: slackId });
  }
  if (action === 'invite') return uninvitable(decided);
  const further = linesNow(list).filter(
    (line) => line.sameAs.toLowerCase() === key && line.key !== key,
  );
  if (action !== 'same-as' && further.length === 0) return undefined;
  const owner = action === 'same-as' ? lineOf(list, sameAs.toLowerCase()) : undefined;
  if (action === 'same-as' && owner === undefined) {
    return notice('username-unknown', { username: sameAs });
  }
  const links = new Map(
    [...linesNow(list), decided].map((line) => [line.key, linkOf(line)] as const),
  );
  const pairs = [
    ...(owner === undefined ? [] : [[key, owner.key] as const]),
    ...further.map((line) => [line.key, key] as const),
  ];
  for (const [one, other] of pairs) {
    const [link, ownerLink] = [links.get(one), links.get(other)];
    if (link === undefined || ownerLink === undefined) continue;
    const problem = sameAsProblem(link, ownerLink, links);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** A line as a decision whose ids are keys of lines. */
function linkOf({ key, username, state, action, sameAs }: PersonLine): PersonLink {
  const owner = { userId: userId(sameAs.toLowerCase()), username: sameAs };
  return {
    userId: userId(key),
    username,
    state,
    action,
    sameAs: sameAs === '' ? undefined : owner,
  };
}
