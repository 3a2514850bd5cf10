import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../src/errors/errors.ts';
import { CHANNEL_ACTIONS, PERSON_ACTIONS } from '../../../../src/mapping/decisions.ts';
import { LOSS_CODES } from '../../../../src/mapping/losses.ts';
import {
  PLAN_VERSION,
  type Plan,
  type PlannedPerson,
  planSchema,
} from '../../../../src/mapping/plan/plan.ts';

import { planPieces } from '../../../../src/mapping/plan/plan-json.ts';
import { channelId, userId } from '../../../../src/model/model.ts';
import {
  aPlan,
  aPlannedChannel,
  aPlannedPerson,
  HOSTILE_NAMES,
  parsePlanText,
  planToJson,
} from '../../../support/builders/plan-builders.ts';
import { sentenceOf } from '../../../support/matchers.ts';

const count = fc.nat();
const word = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...HOSTILE_NAMES));
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const key = fc.stringMatching(/^[a-z]{1,8}$/);

const person: fc.Arbitrary<Plan['people'][number]> = fc.record({
  userId: word.map(userId),
  username: word,
  fullName: word,
  nickname: maybe(word),
  email: word,
  state: fc.constantFrom('active', 'guest', 'deactivated', 'bot'),
  action: fc.constantFrom(...PERSON_ACTIONS),
  slackId: word,
  slackEmail: word,
  reason: word,
  by: fc.constantFrom('rule', 'file'),
  posts: count,
});

/** Gives the further accounts of people an owner, who follows them. */
function withOwner(people: readonly PlannedPerson[]): readonly PlannedPerson[] {
  const owner = aPlannedPerson({ userId: userId('owner of further accounts'), action: 'invite' });
  const sameAs = { userId: owner.userId, username: owner.username };
  const own = people.map(
    (each): PlannedPerson =>
      each.action === 'same-as' ? { ...each, state: 'active', sameAs } : each,
  );
  return [...own, owner];
}

const channelType = fc.constantFrom('public', 'private', 'direct', 'group');

const counts: fc.Arbitrary<Plan['channels'][number]['counts']> = fc.record({
  posts: count,
  messages: count,
  replies: count,
  reactions: count,
  pins: count,
  files: count,
  fileBytes: count,
  deletedPosts: count,
  splitPosts: count,
  firstPostAtMs: maybe(count),
  lastPostAtMs: maybe(count),
  lastEditAtMs: maybe(count),
  reactionKinds: count,
  losses: fc.dictionary(fc.constantFrom(...LOSS_CODES), count, { noNullPrototype: true }),
});

const channel: fc.Arbitrary<Plan['channels'][number]> = fc.record({
  channelId: word.map(channelId),
  team: word,
  name: word,
  displayName: word,
  type: channelType,
  isArchived: fc.boolean(),
  action: fc.constantFrom(...CHANNEL_ACTIONS),
  slackName: word,
  slackId: word,
  list: fc.constantFrom('channels', 'groups', 'dms', 'mpims'),
  isGeneral: fc.boolean(),
  archive: fc.boolean(),
  ifTaken: word,
  reason: word,
  by: fc.constantFrom('rule', 'file'),
  members: fc.array(word.map(userId)),
  topic: word,
  purpose: word,
  counts,
});

const note = fc.record({
  code: word,
  values: fc.dictionary(key, fc.oneof(word, count), { noNullPrototype: true }),
});
const codes = fc.array(word);

const forecast: fc.Arbitrary<Plan['forecast']> = fc.record({
  totals: fc.record({
    posts: count,
    messages: count,
    reactions: count,
    files: count,
    fileBytes: count,
    missingFiles: count,
    oversizeFiles: count,
    splitPosts: count,
  }),
  months: fc.array(
    fc.record({ month: word, public: count, private: count, direct: count, group: count }),
  ),
  losses: fc.array(
    fc.record({ code: fc.constantFrom(...LOSS_CODES), count, samples: fc.array(word) }),
  ),
  zip: fc.record({ sizeBytes: count, jsonBytes: count, dayFiles: count }),
  api: fc.record({
    calls: fc.array(
      fc.record({
        method: word,
        calls: count,
        perMinute: fc.double({ min: 0, max: 1e6, noNaN: true }).filter((value) => value > 0),
        seconds: count,
      }),
    ),
    totalCalls: count,
    longestChannel: maybe(fc.record({ channelId: word, seconds: count })),
    seconds: count,
    boundBy: word,
  }),
  recommendation: fc.record({
    path: fc.constantFrom('zip', 'zip-then-sync', 'replay'),
    reasons: fc.array(note),
    cannot: fc.record({ zip: codes, 'zip-then-sync': codes, replay: codes }),
    warnings: fc.array(note),
  }),
});

const plans: fc.Arbitrary<Plan> = fc.record({
  version: fc.constant(PLAN_VERSION),
  madeAtMs: count,
  source: fc.record({
    engine: fc.constantFrom('mysql', 'postgres'),
    databaseVersion: word,
    mattermostVersion: word,
    siteUrl: maybe(word),
    seenUpToMs: count,
  }),
  target: fc.record({
    kind: fc.constantFrom('none', 'slack', 'zip'),
    label: word,
    teamId: maybe(word),
    slackPlan: maybe(fc.constantFrom('free', 'pro', 'business-plus', 'enterprise-grid')),
  }),
  options: fc.record({
    include: fc.array(channelType),
    channels: fc.array(word),
    excludeChannels: fc.array(word),
    teams: fc.array(word),
    fromMs: maybe(count),
    toMs: maybe(count),
    channelNames: fc.constantFrom('display', 'name', 'ascii'),
    systemMessages: fc.constantFrom('keep', 'drop'),
    rewriteLinksTo: maybe(word),
    latex: fc.record({ block: fc.boolean(), inline: fc.boolean() }),
  }),
  defaults: fc.record({
    newPerson: fc.constantFrom('by-rule', 'name-only'),
    newChannel: fc.constantFrom('by-rule', 'skip'),
  }),
  people: fc.array(person, { maxLength: 4 }).map(withOwner),
  channels: fc.array(channel, { maxLength: 4 }),
  emoji: fc.array(fc.record({ name: word, slackName: word }), { maxLength: 4 }),
  userGroups: fc.array(fc.record({ name: word, displayName: word }), { maxLength: 4 }),
  forecast,
  warnings: fc.array(word),
});

/** plan.json of a good plan as a value, to be damaged. */
const saved = (): Record<string, unknown> => JSON.parse(planToJson(aPlan()));

function refusal(json: string): string {
  try {
    parsePlanText(json);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    const message = error instanceof UsageError ? sentenceOf(error) : '';
    expect(message).not.toContain('\n');
    return message;
  }
  throw new Error('it was accepted');
}

describe('plan.json', () => {
  it('gives back any plan that was written to it', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        expect(parsePlanText(planToJson(plan))).toEqual(plan);
      }),
    );
  });

  it.each([
    ['nobody', undefined, /people\.0\.sameAs/],
    ['itself', { userId: 'a', username: 'a' }, /itself/],
    ['an account that it does not have', { userId: 'x', username: 'xaver' }, /'xaver'/],
    ['a bot', { userId: 'bot', username: 'bot' }, /bot is a bot/],
    ['a skipped person', { userId: 'gone', username: 'gone' }, /gone is skipped/],
    ['a further account', { userId: 'b', username: 'b' }, /b is itself same-as c/],
  ])('is refused with one line when somebody made an account the same as %s', (_what, to, line) => {
    const one = (id: string, over: Partial<PlannedPerson> = {}): PlannedPerson =>
      aPlannedPerson({ userId: userId(id), username: id, ...over });
    const sameAs = to === undefined ? undefined : { ...to, userId: userId(to.userId) };
    const people = [
      one('a', { action: 'same-as', sameAs }),
      one('b', { action: 'same-as', sameAs: { userId: userId('c'), username: 'c' } }),
      one('c'),
      one('bot', { state: 'bot', action: 'bot' }),
      one('gone', { action: 'skip' }),
    ];
    expect(refusal(planToJson({ ...aPlan(), people }))).toMatch(line);
  });

  it('has its keys in one order, however the plan was put together', () => {
    const plan = aPlan();
    expect(planToJson(reversed(plan))).toBe(planToJson(plan));
    fc.assert(
      fc.property(plans, (any) => {
        const text = planToJson(any);
        expect(planToJson(parsePlanText(text))).toBe(text);
      }),
    );
  });

  it('is written channel by channel as it would be as a whole', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        const whole = planSchema.parse({ kind: 'mm2slack-plan', ...plan });
        expect(planToJson(plan)).toBe(`${JSON.stringify(whole, null, 2)}\n`);
      }),
    );
    const big = aPlan({ channels: Array.from({ length: 1000 }, () => aPlannedChannel()) });
    // Of one channel or field a piece, none of the plan.
    expect(Math.max(...Array.from(planPieces(big), (piece) => piece.length))).toBeLessThan(10_000);
  });

  it('is written in pieces of a bounded size, however many members a channel has', () => {
    for (const count of [499, 500, 501, 1000, 1001, 20_000]) {
      const members = Array.from({ length: count }, (_, index) => userId(`person "${index}"`));
      const plan = aPlan({ channels: [aPlannedChannel(), aPlannedChannel({ members })] });
      const whole = planSchema.parse({ kind: 'mm2slack-plan', ...plan });
      const pieces = [...planPieces(plan)];
      expect(pieces.join('')).toBe(`${JSON.stringify(whole, null, 2)}\n`);
      expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(20_000);
    }
  });

  it('is not written when it could not be read', () => {
    expect(() => planToJson(aPlan({ madeAtMs: Number.NaN }))).toFailWith('madeAtMs');
  });

  it('is indented, says first what it is, and ends in a line end', () => {
    const text = planToJson(aPlan());
    expect(text).toMatch(/^\{\n {2}"kind": "mm2slack-plan",\n {2}"version": 1,\n {2}"madeAtMs": /);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('does not hold what is undefined', () => {
    const text = planToJson(aPlan());
    expect(text).not.toContain('"fromMs"');
    expect(text).not.toContain('null');
    expect(parsePlanText(text).options).not.toHaveProperty('fromMs');
  });

  it('carries fields that it does not know', () => {
    const value = saved();
    value['later'] = { a: [1] };
    const people = value['people'] as Record<string, unknown>[];
    Object.assign(people[0] ?? {}, { shoeSize: 26 });
    const again = JSON.parse(planToJson(parsePlanText(JSON.stringify(value))));
    expect(again).toEqual(value);
  });

  it.each([
    [7, 'a newer'],
    [0, 'an older'],
  ])('of version %i was made by %s mm2slack', (version, maker) => {
    // Nothing else of another version is looked at.
    expect(refusal(JSON.stringify({ kind: 'mm2slack-plan', version }))).toBe(
      `plan.json: version ${version}, expected 1; it was made by ${maker} mm2slack: make a new plan with this one`,
    );
  });

  it.each(['', '{', 'kind: plan', '{"kind":'])('is refused when it is no JSON: %j', (text) => {
    expect(refusal(text)).toBe('plan.json: is not valid JSON');
  });

  it.each(['[]', 'null', '7', '{}', '{"kind":"mm2slack-plan"}', '{"version":1}'])(
    'is refused when it is something else: %s',
    (text) => {
      expect(refusal(text)).toBe('plan.json: is not a plan of mm2slack');
    },
  );

  it.each([
    ['madeAtMs', (plan: Plan) => ({ ...plan, madeAtMs: undefined })],
    ['people.1.username', (plan: Plan) => withSecond(plan, 'people', { username: undefined })],
    ['people.1.action', (plan: Plan) => withSecond(plan, 'people', { action: 'promote' })],
    ['channels.1.counts', (plan: Plan) => withSecond(plan, 'channels', { counts: undefined })],
    ['channels.1.list', (plan: Plan) => withSecond(plan, 'channels', { list: 'public' })],
    ['options.latex', (plan: Plan) => ({ ...plan, options: { ...plan.options, latex: 'no' } })],
  ])('is refused when %s is missing or wrong, naming it', (path, damaged) => {
    const text = JSON.stringify({ kind: 'mm2slack-plan', ...damaged(aPlan()) });
    expect(refusal(text)).toMatch(new RegExp(`^plan\\.json: ${path.replaceAll('.', '\\.')}: \\S`));
  });
});

/** The same value, the keys of every object turned round. */
function reversed<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    isRecord(part) ? Object.fromEntries(Object.entries(part).reverse()) : part,
  );
}

const isRecord = (part: unknown): part is Record<string, unknown> =>
  typeof part === 'object' && part !== null && !Array.isArray(part);

function withSecond(plan: Plan, list: 'people' | 'channels', over: Record<string, unknown>) {
  const entries: readonly object[] = plan[list];
  return {
    ...plan,
    [list]: entries.map((entry, index) => (index === 1 ? { ...entry, ...over } : entry)),
  };
}
