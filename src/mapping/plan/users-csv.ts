import { type Notice, notice } from '../../errors/notices.ts';
import { parseTable, tableComplaints } from '../csv.ts';
import { PERSON_ACTIONS, type PersonAction, type PersonDecision } from '../decisions.ts';
import type { PlannedPerson } from './plan.ts';
import type { TargetKind } from './target.ts';

export const USERS_CSV_HEADER = [
  'username',
  'full_name',
  'nickname',
  'email',
  'state',
  'posts',
  'slack_id',
  'action',
  'reason',
] as const;

/** The deciding cells of a line of users.csv. */
export interface PersonEdit {
  readonly line: number;
  readonly username: string;
  /** A member id or an e-mail address; '' for none. */
  readonly slackId: string;
  readonly action: PersonAction;
  /** Username behind `same-as`; '' for another action. */
  readonly sameAs: string;
}

/** Line of users.csv, in the order of its header. */
export function userLine(person: PlannedPerson): readonly string[] {
  const { username, fullName, nickname = '', email, state, posts, sameAs, reason } = person;
  const cells = personFateCells({
    slackId: person.slackId || person.slackEmail,
    action: person.action,
    sameAs: sameAs?.username ?? '',
  });
  const who = [username, fullName, nickname, email, state, String(posts)];
  return [...who, cells.slack_id, cells.action, reason];
}

/** Parses users.csv. UsageError with all lines that are wrong. */
export function parseUsersCsv(text: string, fileName: string): readonly PersonEdit[] {
  const complaints = tableComplaints(fileName);
  const rows = parseTable(text, ['username', 'slack_id', 'action'], fileName, complaints);
  const seen = new Map<string, number>();
  const edits: PersonEdit[] = [];
  for (const { line, cells } of rows) {
    const key = cells.username.toLowerCase();
    const fate = parsePersonFate(cells);
    const earlier = seen.get(key);
    if (key === '') complaints.add(line, notice('username-missing'));
    else if (earlier !== undefined)
      complaints.add(line, notice('line-repeated', { name: key, line: String(earlier) }));
    else if ('code' in fate) complaints.add(line, fate);
    else edits.push({ line, username: cells.username, ...fate });
    seen.set(key, earlier ?? line);
  }
  complaints.throwAny();
  return edits;
}

const EXPECTED_ACTIONS = PERSON_ACTIONS.map((action) =>
  action === 'same-as' ? 'same-as USERNAME' : action,
);

/** What the deciding cells of a line say. */
export type PersonFate = Pick<PersonEdit, 'slackId' | 'action' | 'sameAs'>;

/** Parses the deciding cells of a line; a notice when they say nothing that is known. */
export function parsePersonFate(cells: {
  readonly slack_id: string;
  readonly action: string;
}): PersonFate | Notice {
  const { action, sameAs } = parseAction(cells.action);
  if (action === undefined) {
    const expected = EXPECTED_ACTIONS.join(', ');
    return notice('cell-unknown', { column: 'action', word: cells.action, expected });
  }
  if (action === 'same-as' && sameAs === '') return notice('same-as-nobody');
  return { slackId: cells.slack_id, action, sameAs };
}

/** Writes the deciding cells of a line. */
export const personFateCells = ({ slackId, action, sameAs }: PersonFate) => ({
  slack_id: slackId,
  action: sameAs === '' ? action : `${action} ${sameAs}`,
});

/** Parses an action; behind `same-as` follows a username, with or without `@`. */
function parseAction(cell: string): {
  readonly action: PersonAction | undefined;
  readonly sameAs: string;
} {
  const [, word = '', rest = ''] = /^(\S*)\s*(.*)$/su.exec(cell) ?? [];
  const action = PERSON_ACTIONS.find((known) => known === word.toLowerCase());
  if (action === 'same-as') return { action, sameAs: rest.replace(/^@/, '').trim() };
  return { action: rest === '' ? action : undefined, sameAs: '' };
}

/** People who can be listed in users.csv, and people who cannot. */
export interface ListedPeople<Person> {
  readonly listed: readonly Person[];
  readonly unlisted: readonly Person[];
}

/** Usernames that a spreadsheet or a parser changes or loses. */
const UNLISTABLE = /^$|^\s|\s$|[\p{Cc}\p{Cs}]/u;

/**
 * Separates people whom users.csv can list. A line is identified by its username alone: Mattermost's rules allow
 * that (server/public/model/user.go, IsValidUsername); rows that break them are not listed.
 */
export function listedPeople<Person extends Pick<PersonDecision, 'username'>>(
  people: readonly Person[],
): ListedPeople<Person> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { username } of people) {
    const key = username.toLowerCase();
    if (seen.has(key)) shared.add(key);
    seen.add(key);
  }
  const isListed = ({ username }: Person): boolean =>
    !UNLISTABLE.test(username) && !shared.has(username.toLowerCase());
  return {
    listed: people.filter(isListed),
    unlisted: people.filter((person) => !isListed(person)),
  };
}

const MAX_IDS = 10;

/** Warning about people who are not listed in users.csv. */
export function unlistedWarning(people: readonly PersonDecision[]): readonly Notice[] {
  const { unlisted } = listedPeople(people);
  if (unlisted.length === 0) return [];
  const shown = unlisted.slice(0, MAX_IDS).map(({ userId }) => userId);
  const ids = shown.join(', ');
  const count = unlisted.length - shown.length;
  return [
    count === 0
      ? notice('people-not-listed', { ids })
      : notice('more-people-not-listed', { ids, count }),
  ];
}

/** Actions that need no account of their own in Slack, or have one. */
const DECIDED: ReadonlySet<PersonAction> = new Set(['match', 'bot', 'skip', 'same-as']);

/**
 * True if the account of a person must be sorted out: compared with a workspace, everyone without an account there;
 * otherwise people who are neither matched nor invited. Never bots, skipped people and further accounts of a person.
 */
export function isUnmatched(person: Pick<PersonDecision, 'action'>, target: TargetKind): boolean {
  const { action } = person;
  if (DECIDED.has(action)) return false;
  return target === 'slack' || action !== 'invite';
}
