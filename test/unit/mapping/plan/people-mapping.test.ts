import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../../src/errors/errors.ts';
import { parsePeopleMapping } from '../../../../src/mapping/plan/people-mapping.ts';

const read = (...lines: readonly string[]) =>
  parsePeopleMapping(['mattermost,slack', ...lines].join('\n'), 'people.csv');

describe('the mapping file', () => {
  it('leads from usernames and addresses, in lower case, to member ids and addresses', () => {
    expect([...read('@Yamada,U0YAMADA01', 'Sato@Old.co.jp,Sato@new.co.jp')]).toEqual([
      ['yamada', 'U0YAMADA01'],
      ['sato@old.co.jp', 'Sato@new.co.jp'],
    ]);
  });

  it('complains of every line that cannot be followed at once', () => {
    const lines = ['yamada,U0YAMADA01', 'Yamada,U0OTHER001', 'sato,', ',U0SATO0001', 'ito,@ito2'];
    expect(() => read(...lines, 'kato,kato')).toThrow(UsageError);
    expect(() => read(...lines, 'kato,kato')).toFailWith(
      [
        "people.csv line 3: 'yamada' is listed twice",
        'people.csv line 4: empty cell',
        'people.csv line 5: empty cell',
        "people.csv line 6: '@ito2', expected a Slack member id or an e-mail address",
        "people.csv line 7: 'kato', expected a Slack member id or an e-mail address",
      ].join('\n'),
    );
  });
});
