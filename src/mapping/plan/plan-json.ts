import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { PersonDecision } from '../decisions.ts';
import { PLAN_KIND, PLAN_VERSION, type Plan, planSchema } from './plan.ts';
import { sameAsProblem } from './same-as.ts';

/**
 * Serializes a plan: indented by two spaces, keys always in the same order, so that two plans can be compared line
 * by line. Undefined fields are omitted. Throws if the plan is invalid.
 */
export function planToJson(value: Plan): string {
  // The schema determines the order of keys.
  return `${JSON.stringify(planSchema.parse({ kind: PLAN_KIND, ...value }), null, 2)}\n`;
}

/** Distinguishes a plan of another version from other files. */
const head = z.looseObject({ kind: z.literal(PLAN_KIND), version: z.number() });

/**
 * Parses plan.json and keeps unknown fields. UsageError, one line, if it is not a plan, has another version, or
 * has a wrong value, which it names.
 */
export function parsePlan(json: string, fileName: string): Plan {
  const value = parseJson(json, fileName);
  const known = head.safeParse(value);
  if (!known.success) throw new UsageError(notice('plan-is-none', { file: fileName }));
  const { version } = known.data;
  if (version !== PLAN_VERSION) {
    const code = version > PLAN_VERSION ? 'plan-newer' : 'plan-older';
    const versions = { version: String(version), expected: String(PLAN_VERSION) };
    throw new UsageError(notice(code, { file: fileName, ...versions }));
  }
  const parsed = planSchema.safeParse(value);
  if (parsed.success) {
    const { kind: _, ...rest } = parsed.data;
    checkSameAs(rest.people, fileName);
    return rest;
  }
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  const problem = issue?.message ?? '';
  throw new UsageError(notice('plan-field-wrong', { file: fileName, field, problem }));
}

/** Checks the accounts that are one person with another, which somebody may have edited. UsageError with all problems. */
function checkSameAs(people: Plan['people'], file: string): void {
  const byId = new Map<string, PersonDecision>(people.map((person) => [person.userId, person]));
  const problems = people.flatMap((person, index) => {
    const { action, sameAs } = person;
    if (action !== 'same-as' && sameAs === undefined) return [];
    const owner = byId.get(sameAs?.userId ?? '');
    const problem =
      action !== 'same-as' || owner === undefined
        ? notice('username-unknown', { username: sameAs?.username ?? '' })
        : sameAsProblem(person, owner, byId);
    if (problem === undefined) return [];
    return [notice('plan-field-wrong', { file, field: `people.${index}.sameAs`, problem })];
  });
  if (problems.length > 0) throw new UsageError(problems);
}

function parseJson(json: string, fileName: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(notice('plan-not-json', { file: fileName }), { cause: error });
  }
}
