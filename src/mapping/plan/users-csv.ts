import { PERSON_ACTIONS, type PersonAction } from './decisions.ts';
import { parseTable, tableComplaints } from './parse-table.ts';
import type { PlannedPerson } from './plan.ts';

export const USERS_CSV_HEADER = [
  'username',
  'full_name',
  'email',
  'state',
  'posts',
  'slack_id',
  'action',
  'reason',
] as const;

/** A line of users.csv, as far as it decides anything. */
export interface PersonEdit {
  readonly line: number;
  readonly username: string;
  /** A member id or an e-mail address; '' for none. */
  readonly slackId: string;
  readonly action: PersonAction;
}

export function userLine(person: PlannedPerson): readonly string[] {
  const { username, fullName, email, state, posts, slackId, slackEmail, action, reason } = person;
  return [username, fullName, email, state, String(posts), slackId || slackEmail, action, reason];
}

/** UsageError with every line that cannot be followed. */
export function parseUsersCsv(text: string, fileName: string): readonly PersonEdit[] {
  const complaints = tableComplaints(fileName);
  const rows = parseTable(text, ['username', 'slack_id', 'action'], fileName, complaints);
  const seen = new Map<string, number>();
  const edits: PersonEdit[] = [];
  for (const { line, cells } of rows) {
    const key = cells.username.toLowerCase();
    const action = PERSON_ACTIONS.find((known) => known === cells.action.toLowerCase());
    const earlier = seen.get(key);
    if (key === '') complaints.add(line, 'no username');
    else if (earlier !== undefined)
      complaints.add(line, `'${key}' stands in line ${earlier} already`);
    else if (action === undefined) {
      complaints.add(line, `action '${cells.action}', expected ${PERSON_ACTIONS.join(', ')}`);
    } else edits.push({ line, username: cells.username, slackId: cells.slack_id, action });
    seen.set(key, earlier ?? line);
  }
  complaints.throwAny();
  return edits;
}
