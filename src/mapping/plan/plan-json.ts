import { z } from 'zod';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { UserId } from '../../model/model.ts';
import type { PersonDecision } from '../decisions.ts';
import { parseInPieces } from '../json-pieces.ts';
import {
  PLAN_KIND,
  PLAN_VERSION,
  type Plan,
  type PlannedChannel,
  type PlannedPerson,
  plannedChannel,
  plannedPerson,
  planSchema,
} from './plan.ts';
import { sameAsProblem } from './same-as.ts';

/**
 * Lists that are written, read and checked entry by entry: a server can have 50,000 people with a million memberships,
 * whose JSON is never held as a whole.
 */
const LONG_LISTS: Readonly<Record<string, z.ZodType<PlannedPerson | PlannedChannel>>> = {
  people: plannedPerson,
  channels: plannedChannel,
};

const planOfLists = planSchema.extend({
  people: z.array(z.custom<PlannedPerson>()),
  channels: z.array(z.custom<PlannedChannel>()),
});

/**
 * Serializes a plan, piece by piece: indented by two spaces, keys always in the same order, so that two plans can be
 * compared line by line. Undefined fields are omitted. Throws if the plan is invalid.
 */
export function* planPieces(value: Plan): Generator<string> {
  // The schemas determine the order of keys.
  const plan = planOfLists.parse({ kind: PLAN_KIND, ...value });
  let isFirst = true;
  for (const [key, field] of Object.entries(plan)) {
    if (field === undefined) continue;
    yield `${isFirst ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    isFirst = false;
    const shape = LONG_LISTS[key];
    if (shape !== undefined && Array.isArray(field)) yield* listPieces(field, shape);
    else yield indented(field, '  ');
  }
  yield '\n}\n';
}

function* listPieces(entries: readonly unknown[], shape: z.ZodType<object>): Generator<string> {
  let isFirst = true;
  for (const entry of entries) {
    yield `${isFirst ? '[' : ','}\n${ENTRY_INDENT}`;
    yield* entryPieces(shape.parse(entry));
    isFirst = false;
  }
  yield isFirst ? '[]' : '\n  ]';
}

/** Elements in one piece: a channel can have everybody as its members. */
const ELEMENTS_A_PIECE = 500;
const ENTRY_INDENT = '    ';
const FIELD_INDENT = '      ';

/** Serializes an entry of a long list. A long list of its own is divided: its text would be held as a whole. */
function* entryPieces(entry: object): Generator<string> {
  if (!Object.values(entry).some(isLong)) {
    yield indented(entry, ENTRY_INDENT);
    return;
  }
  let before = '{';
  for (const [key, field] of Object.entries(entry)) {
    if (field === undefined) continue;
    yield `${before}\n${FIELD_INDENT}${JSON.stringify(key)}: `;
    before = ',';
    if (isLong(field)) yield* elementPieces(field);
    else yield indented(field, FIELD_INDENT);
  }
  yield `\n${ENTRY_INDENT}}`;
}

const isLong = (field: unknown): field is readonly unknown[] =>
  Array.isArray(field) && field.length > ELEMENTS_A_PIECE;

function* elementPieces(elements: readonly unknown[]): Generator<string> {
  for (let start = 0; start < elements.length; start += ELEMENTS_A_PIECE) {
    const json = JSON.stringify(elements.slice(start, start + ELEMENTS_A_PIECE), null, 2);
    // Without its brackets, between which each element has a line.
    const lines = json.slice(1, -2).replaceAll('\n', `\n${FIELD_INDENT}`);
    yield `${start === 0 ? '[' : ','}${lines}`;
  }
  yield `\n${FIELD_INDENT}]`;
}

/** Serializes a value for a place that is indented already; its texts have no line ends. */
const indented = (value: unknown, indent: string): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);

/** Distinguishes a plan of another version from other files. */
const head = z.looseObject({ kind: z.literal(PLAN_KIND), version: z.number() });

/**
 * Parses plan.json and keeps unknown fields. UsageError, one line, if it is not a plan, has another version, or
 * has a wrong value, which it names.
 */
export function parsePlan(json: Buffer, fileName: string): Plan {
  const entries = entryReader();
  const value = parseJson(json, entries.read, fileName);
  const known = head.safeParse(value);
  if (!known.success) throw new UsageError(notice('plan-is-none', { file: fileName }));
  const { version } = known.data;
  if (version !== PLAN_VERSION) {
    const code = version > PLAN_VERSION ? 'plan-newer' : 'plan-older';
    const versions = { version: String(version), expected: String(PLAN_VERSION) };
    throw new UsageError(notice(code, { file: fileName, ...versions }));
  }
  const parsed = planOfLists.safeParse(value);
  const wrong = parsed.error?.issues[0] ?? entries.wrong();
  if (!parsed.success || wrong !== undefined) {
    const field = wrong?.path.join('.') ?? '';
    throw new UsageError(
      notice('plan-field-wrong', { file: fileName, field, problem: wrong?.message ?? '' }),
    );
  }
  const { kind: _, ...rest } = parsed.data;
  checkSameAs(rest.people, fileName);
  return rest;
}

/** What is wrong with a field. */
type Wrong = Pick<z.core.$ZodIssue, 'path' | 'message'>;

/** Checks entries one by one. Each id of a member is one text: people are in many channels. */
function entryReader() {
  const ids = new Map<UserId, UserId>();
  const counts: Record<string, number> = {};
  let wrong: Wrong | undefined;
  const oneText = (id: UserId): UserId => {
    const known = ids.get(id);
    if (known === undefined) ids.set(id, id);
    return known ?? id;
  };
  return {
    /** The first wrong field. */
    wrong: (): Wrong | undefined => wrong,
    read(element: unknown, list: string): unknown {
      const index = counts[list] ?? 0;
      counts[list] = index + 1;
      const parsed = LONG_LISTS[list]?.safeParse(element);
      if (parsed?.success) {
        const entry = parsed.data;
        return 'members' in entry ? { ...entry, members: entry.members.map(oneText) } : entry;
      }
      const [issue] = parsed?.error.issues ?? [];
      wrong ??= { path: [list, index, ...(issue?.path ?? [])], message: issue?.message ?? '' };
      return undefined;
    },
  };
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

function parseJson(
  json: Buffer,
  read: (entry: unknown, list: string) => unknown,
  fileName: string,
): unknown {
  try {
    return parseInPieces(json, Object.keys(LONG_LISTS), read);
  } catch (error) {
    throw new UsageError(notice('plan-not-json', { file: fileName }), { cause: error });
  }
}
