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
  plannedChannel,
  planSchema,
} from './plan.ts';
import { sameAsProblem } from './same-as.ts';

/** For a plan whose channels are checked one by one: together they can have a million members. */
const planOfChannels = planSchema.extend({ channels: z.array(z.custom<PlannedChannel>()) });

/**
 * Serializes a plan, piece by piece: indented by two spaces, keys always in the same order, so that two plans can be
 * compared line by line. Undefined fields are omitted. Throws if the plan is invalid.
 */
export function* planPieces(value: Plan): Generator<string> {
  // The schemas determine the order of keys.
  const plan = planOfChannels.parse({ kind: PLAN_KIND, ...value });
  let isFirst = true;
  for (const [key, field] of Object.entries(plan)) {
    if (field === undefined) continue;
    yield `${isFirst ? '{' : ','}\n  ${JSON.stringify(key)}: `;
    isFirst = false;
    if (key === 'channels') yield* channelPieces(value.channels);
    else yield indented(field, '  ');
  }
  yield '\n}\n';
}

function* channelPieces(channels: Plan['channels']): Generator<string> {
  let isFirst = true;
  for (const channel of channels) {
    yield `${isFirst ? '[' : ','}\n    ${indented(plannedChannel.parse(channel), '    ')}`;
    isFirst = false;
  }
  yield isFirst ? '[]' : '\n  ]';
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
  const channels = channelReader();
  const value = parseJson(json, channels.read, fileName);
  const known = head.safeParse(value);
  if (!known.success) throw new UsageError(notice('plan-is-none', { file: fileName }));
  const { version } = known.data;
  if (version !== PLAN_VERSION) {
    const code = version > PLAN_VERSION ? 'plan-newer' : 'plan-older';
    const versions = { version: String(version), expected: String(PLAN_VERSION) };
    throw new UsageError(notice(code, { file: fileName, ...versions }));
  }
  const parsed = planOfChannels.safeParse(value);
  const wrong = parsed.error?.issues[0] ?? channels.wrong();
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

/** Checks channels one by one. Each id of a member is one text: people are in many channels. */
function channelReader() {
  const ids = new Map<UserId, UserId>();
  let count = 0;
  let wrong: Wrong | undefined;
  const oneText = (id: UserId): UserId => {
    const known = ids.get(id);
    if (known === undefined) ids.set(id, id);
    return known ?? id;
  };
  return {
    /** The first wrong field. */
    wrong: (): Wrong | undefined => wrong,
    read(element: unknown): PlannedChannel | undefined {
      const parsed = plannedChannel.safeParse(element);
      count += 1;
      if (parsed.success) return { ...parsed.data, members: parsed.data.members.map(oneText) };
      const [issue] = parsed.error.issues;
      const path = ['channels', count - 1, ...(issue?.path ?? [])];
      wrong ??= { path, message: issue?.message ?? '' };
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

function parseJson(json: Buffer, read: (channel: unknown) => unknown, fileName: string): unknown {
  try {
    return parseInPieces(json, ['channels'], read);
  } catch (error) {
    throw new UsageError(notice('plan-not-json', { file: fileName }), { cause: error });
  }
}
