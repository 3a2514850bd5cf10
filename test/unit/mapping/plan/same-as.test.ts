import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { changedPeople } from '../../../../src/mapping/plan/changed-lines.ts';
import { checkPlan } from '../../../../src/mapping/plan/check-plan.ts';
import { decide as decideAll } from '../../../../src/mapping/plan/decide.ts';
import {
  addressWarnings,
  alikeDirectMessages,
} from '../../../../src/mapping/plan/people-warnings.ts';
import { NO_TARGET, type TargetFacts } from '../../../../src/mapping/plan/target.ts';
import {
  isUnmatched,
  type PersonEdit,
  parseUsersCsv,
  USERS_CSV_HEADER,
  userLine,
} from '../../../../src/mapping/plan/users-csv.ts';
import { samePeople } from '../../../../src/mapping/same-people.ts';
import { channelId, type User, userId } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { aChannel, aUser } from '../../../support/builders/builders.ts';
import { anEdit, complaints, decide, edits } from '../../../support/builders/deciding-people.ts';
import { aPlan, aPlannedPerson } from '../../../support/builders/plan-builders.ts';
import { aTargetUser, aWorkspace } from '../../../support/builders/target-builders.ts';

const person = (username: string, over: Partial<User> = {}): User =>
  aUser({ id: userId(`user${username}`), username, email: `${username}@acme.example`, ...over });
const ann = person('ann');
const ann2 = person('ann2');
const bob = person('bob');
const robot = person('robot', { kind: 'bot' });
const ALL = [ann, ann2, bob, robot];

/** Lines of users.csv from the second on: username and whose account it is. */
const same = (...pairs: readonly (readonly [username: string, sameAs: string])[]) =>
  pairs.map(([username, sameAs], at) =>
    anEdit({ line: at + 2, username, action: 'same-as', sameAs }),
  );

describe('a line with same-as', () => {
  it.each([
    ['the username', 'ann'],
    ['the username in another case', 'ANN'],
  ])('makes an account one person with that of %s', (_what, name) => {
    for (const target of [NO_TARGET, aWorkspace(aTargetUser({ email: ann2.email }))]) {
      const [first, second] = decide(ALL, target, edits(...same(['ann2', name])));
      expect(first?.sameAs).toBeUndefined();
      expect(second).toMatchObject({
        action: 'same-as',
        sameAs: { userId: ann.id, username: 'ann' },
        slackId: '',
        slackEmail: '',
        by: 'file',
        reason: 'users.csv says so: one person with ann',
      });
    }
  });

  it('leaves the account in Slack to its person, and several may be of one person', () => {
    const target = aWorkspace(aTargetUser({ id: 'U0ANN00001', email: ann.email }));
    const twin = person('ann3', { email: ann.email.toUpperCase() });
    const users = [twin, ann, ann2];
    const people = decide(users, target, edits(...same(['ann3', 'ann'], ['ann2', 'ann'])));
    expect(people.map(({ action, slackId }) => [action, slackId])).toEqual([
      ['same-as', ''],
      ['match', 'U0ANN00001'],
      ['same-as', ''],
    ]);
  });

  it.each([
    ['nobody known', [['ann2', 'nobody']], ["line 2: no account has the username 'nobody'"]],
    ['itself', [['ann', 'Ann']], ['line 2: an account cannot be the same as itself']],
    [
      'a bot',
      [['ann2', 'robot']],
      ['line 2: robot is a bot, and no bot is one person with another'],
    ],
    [
      'a person, for a bot',
      [['robot', 'ann']],
      ['line 2: robot is a bot, and no bot is one person'],
    ],
    [
      'a further account',
      [
        ['ann2', 'ann'],
        ['bob', 'ann2'],
      ],
      ['line 3: same-as ann2: ann2 is itself same-as ann; write same-as ann'],
    ],
    [
      'one whose line leads back',
      [
        ['ann2', 'ann'],
        ['ann', 'ann2'],
      ],
      ['line 2: same-as ann: the lines lead in a circle; one account must stay'],
    ],
    [
      'one of a larger circle, and another into it',
      [
        ['ann', 'ann2'],
        ['ann2', 'bob'],
        ['bob', 'ann'],
      ],
      ['line 2: same-as ann2: the lines lead in a circle'],
    ],
  ] as const)('is refused for %s, with file and line', (_what, pairs, expected) => {
    const refused = complaints(ALL, NO_TARGET, edits(...same(...pairs))).split('\n');
    expect(refused).toHaveLength(expected.length);
    for (const [at, text] of expected.entries()) expect(refused[at]).toContain(`users.csv ${text}`);
  });

  it.each([
    ['skip', 'line 3: same-as bob: bob is skipped'],
    ['bot', 'line 3: bob is a bot'],
  ] as const)('is refused for a person with the action %s', (action, expected) => {
    const lines = edits(
      anEdit({ line: 2, username: 'bob', action }),
      anEdit({ line: 3, username: 'ann2', action: 'same-as', sameAs: 'bob' }),
    );
    expect(complaints(ALL, NO_TARGET, lines)).toContain(`users.csv ${expected}`);
  });

  it('is refused for a username that two accounts have', () => {
    const users = [...ALL, person('Bob', { id: userId('userbob2') })];
    expect(complaints(users, NO_TARGET, edits(...same(['ann2', 'bob'])))).toBe(
      'users.csv line 2: same-as bob: several accounts have this username',
    );
  });

  it('is refused with an account of its own in Slack', () => {
    const line = anEdit({
      username: 'ann2',
      action: 'same-as',
      sameAs: 'ann',
      slackId: 'U0NEW00001',
    });
    expect(complaints(ALL, NO_TARGET, edits(line))).toMatch(/^users\.csv line 2: 'U0NEW00001' /);
  });

  it('is written back as it was read, and goes on to win', () => {
    const [, decision] = decide(ALL, NO_TARGET, edits(...same(['ann2', 'ann'])));
    const planned = aPlannedPerson(decision);
    const text = [USERS_CSV_HEADER, userLine(planned)].map(csvLine).join('');
    const read = parseUsersCsv(text, 'users.csv');
    expect(read).toMatchObject([{ username: 'ann2', action: 'same-as', sameAs: 'ann' }]);
    expect(changedPeople(read, { ...aPlan(), people: [planned] })).toEqual(read);
  });

  it('is warned about when its person would be deactivated, but not the other way round', () => {
    const left = person('left', { deleteAtMs: 1 });
    const users = [ann, left];
    const warned = (...pair: readonly [string, string]) =>
      lineTexts(addressWarnings(decide(users, NO_TARGET, edits(...same(pair)))), 'en');
    expect(warned('ann', 'left')).toEqual([expect.stringMatching(/^1 account .*: ann = left$/)]);
    expect(warned('left', 'ann')).toEqual([]);
  });

  it('needs no account to be sorted out', () => {
    const [, decision] = decide(ALL, NO_TARGET, edits(...same(['ann2', 'ann'])));
    for (const kind of ['none', 'slack', 'zip'] as const) {
      expect(isUnmatched(aPlannedPerson(decision), kind)).toBe(false);
    }
  });
});

describe('a group message with two accounts of one person', () => {
  const group = aChannel({ id: channelId('group'), type: 'group', teamId: undefined, name: 'g' });
  const decided = (lines: readonly PersonEdit[], members: readonly string[], groupPeople = 9) => {
    const target: TargetFacts = NO_TARGET;
    return decideAll(
      { users: ALL, teams: [], channels: [group], groupMembers: () => members },
      {
        target,
        people: {
          ...{ domains: [], mapping: new Map(), edits: new Map(), taken: new Map() },
          ...edits(...lines),
        },
        channels: {
          ...{ preference: 'name', rename: [], archived: 'keep', takenNames: [], groupPeople },
        },
        channelEdits: [],
        plan: undefined,
      },
    ).conversations[0];
  };

  it('names the person once', () => {
    const members = ['ann', 'ann2', 'bob'];
    expect(decided([], members)?.name).toBe('mpdm-ann--ann2--bob-1');
    expect(decided(same(['ann2', 'ann']), members)?.name).toBe('mpdm-ann--bob-1');
  });

  it('stays a group message when it has too many accounts, but not too many people', () => {
    const members = ['ann', 'ann2', 'bob'];
    expect(decided([], members, 2)?.list).toBe('groups');
    expect(decided(same(['ann2', 'ann']), members, 2)?.list).toBe('mpims');
  });
});

describe('a further account in the plan that is applied', () => {
  const people = decide(ALL, NO_TARGET, edits(...same(['ann2', 'ann']))).map((each) =>
    aPlannedPerson(each),
  );
  const plan = { ...aPlan(), people, channels: [] };
  const decided = (users: readonly User[]) =>
    decideAll(
      { users, teams: [], channels: [], groupMembers: () => [] },
      {
        ...{ target: NO_TARGET, plan, channelEdits: [] },
        people: { domains: [], mapping: new Map(), edits: new Map(), taken: new Map() },
        channels: {
          ...{ preference: 'name', rename: [], archived: 'keep', takenNames: [], groupPeople: 9 },
        },
      },
    ).people;

  it('stays of its person, also when its row is gone', () => {
    for (const users of [ALL, [ann, bob, robot]]) {
      expect(samePeople(decided(users))).toEqual(new Map([[ann2.id, ann.id]]));
    }
  });

  it('contradicts nothing by its state, and its person does by being gone', () => {
    const now = (users: readonly User[]) =>
      checkPlan(plan, { users, teams: [], channels: [], selected: [] }).contradictions;
    expect(now([ann, { ...ann2, deleteAtMs: 1 }, bob, robot])).toEqual([]);
    expect(now([ann, bob, robot])).toEqual([]);
    expect(now([ann2, bob, robot])).toHaveLength(1);
  });
});

describe('direct messages of people with two accounts', () => {
  const dm = (...names: readonly string[]) => ({
    list: 'dms' as const,
    channel: aChannel({
      type: 'direct',
      teamId: undefined,
      name: names.map((n) => `user${n}`).join('__'),
    }),
  });
  const ALIKE = [
    dm('ann', 'bob'),
    dm('ann2', 'bob'),
    dm('ann', 'ann2'),
    dm('ann2', 'ann2'),
    dm('bob', 'robot'),
  ];

  it('are counted where another one has the same people', () => {
    const same = new Map([[ann2.id, ann.id]]);
    const warnings = alikeDirectMessages(ALIKE, same);
    expect(lineTexts(warnings, 'en')).toEqual([expect.stringContaining(' 2 direct messages ')]);
    expect(alikeDirectMessages(ALIKE.slice(-1), same)).toEqual([]);
    expect(alikeDirectMessages(ALIKE, new Map())).toEqual([]);
  });
});
