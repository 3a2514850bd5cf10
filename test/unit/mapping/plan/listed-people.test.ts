import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from '../../../../src/mapping/csv.ts';
import {
  listedPeople,
  parseUsersCsv,
  USERS_CSV_HEADER,
  unlistedWarning,
  userLine,
} from '../../../../src/mapping/plan/users-csv.ts';
import { userId } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { aPlannedPerson } from '../../../support/builders/plan-builders.ts';

const called = (...usernames: readonly string[]) =>
  usernames.map((username, at) => aPlannedPerson({ username, userId: userId(`user${at}`) }));

describe('the people of users.csv', () => {
  it('are those whom a line can name, in their order', () => {
    const { listed, unlisted } = listedPeople(
      called('sato', '', 'Emma', 'emma', ' x', 'a\nb', "'=1"),
    );
    expect(listed.map(({ username }) => username)).toEqual(['sato', "'=1"]);
    expect(unlisted).toHaveLength(5);
  });

  it('are told of when one is left out, by id', () => {
    expect(unlistedWarning(called('sato'))).toEqual([]);
    expect(lineTexts(unlistedWarning(called('sato', '')), 'en')).toEqual([
      expect.stringMatching(/^Not in users\.csv.*: user1$/),
    ]);
    const [many] = lineTexts(
      unlistedWarning(called(...Array.from({ length: 30 }, () => ''))),
      'en',
    );
    expect(many).toMatch(/user9 and 20 more$/);
  });

  it('can be read back, whatever they are called', () => {
    const username = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', "'=1", "''=1", '=1', "'", "'a", '＝1', ' a', 'a\r', '\ud800', '山田'),
    );
    fc.assert(
      fc.property(fc.array(username, { maxLength: 6 }), (usernames) => {
        const { listed } = listedPeople(called(...usernames));
        const text = [USERS_CSV_HEADER, ...listed.map(userLine)].map(csvLine).join('');
        const onDisk = Buffer.from(`\ufeff${text}`).toString('utf8');
        expect(parseUsersCsv(onDisk, 'users.csv').map((edit) => edit.username)).toEqual(
          listed.map((person) => person.username),
        );
      }),
    );
  });
});
