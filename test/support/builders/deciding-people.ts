import { UsageError } from '../../../src/errors/errors.ts';
import type { PersonDecision } from '../../../src/mapping/decisions.ts';
import { decidePeople, type PeopleRules } from '../../../src/mapping/plan/people.ts';
import { NO_TARGET, type TargetFacts } from '../../../src/mapping/plan/target.ts';
import type { PersonEdit } from '../../../src/mapping/plan/users-csv.ts';
import type { User } from '../../../src/model/model.ts';
import { sentenceOf } from '../matchers.ts';

const NO_RULES: PeopleRules = {
  domains: [],
  mapping: new Map(),
  edits: new Map(),
  taken: new Map(),
};

export const anEdit = (over: Partial<PersonEdit> = {}): PersonEdit => ({
  line: 2,
  username: 'yamada',
  slackId: '',
  action: 'match',
  sameAs: '',
  ...over,
});

export const edits = (...lines: readonly PersonEdit[]): Partial<PeopleRules> => ({
  edits: new Map(lines.map((line) => [line.username.toLowerCase(), line])),
});

export const mapping = (key: string, wanted: string): Partial<PeopleRules> => ({
  mapping: new Map([[key, wanted]]),
});

export function decide(
  users: readonly User[],
  target: TargetFacts = NO_TARGET,
  rules: Partial<PeopleRules> = {},
): readonly PersonDecision[] {
  return decidePeople(users, target, { ...NO_RULES, ...rules });
}

/** What is decided of one account: action, Slack id, Slack's e-mail and who decided. */
export function decideOne(user: User, target?: TargetFacts, rules?: Partial<PeopleRules>) {
  const [decision] = decide([user], target, rules);
  return [decision?.action, decision?.slackId, decision?.slackEmail, decision?.by];
}

export const reasonOf = (user: User, target?: TargetFacts, rules?: Partial<PeopleRules>) =>
  decide([user], target, rules)[0]?.reason;

/** All complaints of a run that is refused. */
export function complaints(
  users: readonly User[],
  target: TargetFacts,
  rules: Partial<PeopleRules>,
): string {
  try {
    decide(users, target, rules);
  } catch (error) {
    if (error instanceof UsageError) return sentenceOf(error);
    throw error;
  }
  return 'nothing was refused';
}
