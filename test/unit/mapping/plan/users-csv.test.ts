import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../src/errors/errors.ts';
import { csvLine } from '../../../../src/mapping/csv.ts';
import { PERSON_ACTIONS } from '../../../../src/mapping/decisions.ts';
import {
  parseUsersCsv,
  USERS_CSV_HEADER,
  userLine,
} from '../../../../src/mapping/plan/users-csv.ts';
import { userId } from '../../../../src/model/model.ts';
import { aPlannedPerson, HOSTILE_NAMES } from '../../../support/builders/plan-builders.ts';

const read = (text: string) => parseUsersCsv(text, 'users.csv');

describe('users.csv', () => {
  it('has the columns of its header', () => {
    const person = aPlannedPerson({ action: 'match', slackId: 'U0YAMADA01', reason: 'the same' });
    const cells = USERS_CSV_HEADER.map((column, at) => [column, userLine(person)[at]]);
    expect(userLine(person)).toHaveLength(USERS_CSV_HEADER.length);
    expect(Object.fromEntries(cells)).toEqual({
      username: 'yamada',
      full_name: 'Taro Yamada',
      nickname: '',
      email: 'yamada@example.co.jp',
      state: 'active',
      posts: '60',
      slack_id: 'U0YAMADA01',
      action: 'match',
      reason: 'the same',
    });
  });

  it('shows the nickname by which colleagues know a person', () => {
    const [header, line] = [USERS_CSV_HEADER, userLine(aPlannedPerson({ nickname: 'やまちゃん' }))];
    expect(line[header.indexOf('nickname')]).toBe('やまちゃん');
  });

  it('shows the address of a match whose id nobody knows', () => {
    const person = aPlannedPerson({ action: 'match', slackEmail: 'ann@acme.example' });
    expect(userLine(person)).toContain('ann@acme.example');
  });

  it('needs only the columns that decide, in any order, and takes actions in any case', () => {
    expect(read('Action;Username;Slack_ID\nName-Only;Yamada;\nMATCH;sato;U0SATO0001\n')).toEqual([
      { line: 2, username: 'Yamada', slackId: '', action: 'name-only', sameAs: '' },
      { line: 3, username: 'sato', slackId: 'U0SATO0001', action: 'match', sameAs: '' },
    ]);
  });

  it.each([
    ['same-as ann', 'ann'],
    ['SAME-AS Ann.B', 'Ann.B'],
    ['  same-as   @ann ', 'ann'],
    ['same-as\u3000ann', 'ann'],
  ])('reads a further account of a person: %j', (action, sameAs) => {
    const text = `username,slack_id,action\nbob,,"${action}"\n`;
    expect(read(text)).toEqual([
      { line: 2, username: 'bob', slackId: '', action: 'same-as', sameAs },
    ]);
  });

  it.each([
    ['same-as', 'the action same-as requires a username behind it: same-as USERNAME'],
    ['same-as @', 'the action same-as requires a username behind it: same-as USERNAME'],
    [
      'skip ann',
      "action 'skip ann', expected match, invite, bot, name-only, skip, same-as USERNAME",
    ],
    [
      'same ann',
      "action 'same ann', expected match, invite, bot, name-only, skip, same-as USERNAME",
    ],
  ])('refuses %j with its line', (action, problem) => {
    const text = `username,slack_id,action\nbob,,${action}\n`;
    expect(() => read(text)).toFailWith(`users.csv line 2: ${problem}`);
  });

  it('complains of every line that cannot be followed at once', () => {
    const text = [
      'username,slack_id,action',
      'yamada,,invite',
      'sato,,invit',
      ',,skip',
      'Yamada,,skip',
      'suzuki,skip',
      '',
    ];
    expect(() => read(text.join('\r\n'))).toThrow(UsageError);
    expect(() => read(text.join('\r\n'))).toFailWith(
      [
        'users.csv line 6: 2 cells, expected 3',
        "users.csv line 3: action 'invit', expected match, invite, bot, name-only, skip, same-as USERNAME",
        'users.csv line 4: missing username',
        "users.csv line 5: 'yamada' is already in line 2",
      ].join('\n'),
    );
  });

  it('is read back as it was written, whatever people are called', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...HOSTILE_NAMES, '山田 "太郎"', '=1+1', "'=1", '+81', '\r\n', 'a\nb', ';\t'),
    );
    const person = fc.record({
      fullName: name,
      email: name,
      reason: name,
      action: fc.constantFrom(...PERSON_ACTIONS),
      slackId: fc.constantFrom('', 'U0YAMADA01', 'ann+mm@acme.example', '@x'),
    });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 5 }), (people) => {
        const planned = people.map((over, at) => {
          const sameAs = { userId: userId('x'), username: `-山 ${at + 1}` };
          const rest = over.action === 'same-as' ? { sameAs } : {};
          return aPlannedPerson({ ...over, ...rest, username: `-山${at}` });
        });
        const text = [USERS_CSV_HEADER, ...planned.map(userLine)].map(csvLine).join('');
        expect(read(`\ufeff${text}`).map(({ line: _line, ...edit }) => edit)).toEqual(
          planned.map(({ username, slackId, action, sameAs }) => ({
            ...{ username, slackId, action, sameAs: sameAs?.username ?? '' },
          })),
        );
      }),
    );
  });
});
