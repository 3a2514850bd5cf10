import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  joinReasons,
  parseReason,
  REASONS,
  type ReasonCode,
  reasonText,
} from '../../../src/mapping/reasons.ts';
import { shownReason } from '../../../src/reports/reasons.ts';

const CODES = Object.keys(REASONS) as readonly ReasonCode[];
const NAMES: readonly string[] = ['suzuki', 'u.tanaka-2', 'U0123456789', '山田'];

const FIELDS = ['name', 'names', 'accounts', 'people', 'most'];

/** One reason as the rules write it, with the names in it. */
const ONE = fc
  .record({ code: fc.constantFrom(...CODES), name: fc.constantFrom(...NAMES) })
  .map(({ code, name }) => {
    const values = Object.fromEntries(FIELDS.map((field) => [field, name]));
    const isNamed = FIELDS.some((field) => REASONS[code].includes(`{${field}}`));
    const text = reasonText(code, { ...values, reason: REASONS['same-address'] });
    return { text, names: isNamed ? [name] : [] };
  });
/** Several, and the last one of them in another. */
const REASON = fc
  .tuple(fc.array(ONE, { minLength: 1, maxLength: 3 }), fc.option(fc.constantFrom(...NAMES)))
  .map(([ones, owner]) => {
    const text = joinReasons(...ones.map((one) => one.text));
    const names = ones.flatMap((one) => one.names);
    if (owner === null) return { text, names };
    const nested = reasonText('account-of-other', { reason: text, name: owner });
    return { text: nested, names: [...names, owner] };
  });

describe('the reason of a decision', () => {
  it('is read again, and no word of its English is left in Japanese but names', () => {
    fc.assert(
      fc.property(REASON, ({ text, names }) => {
        expect(parseReason(text)).toBeDefined();
        const shown = shownReason(text, 'ja');
        for (const name of names) expect(shown).toContain(name);
        expect(shown).not.toMatch(/\{\w+\}| the | is | has | of | says /);
      }),
    );
  });

  it('is in English as the lists have it, and stays so where it is not known', () => {
    expect(shownReason('users.csv says so', 'en')).toBe('users.csv says so');
    for (const unknown of ['', 'what somebody wrote; users.csv says so']) {
      expect(shownReason(unknown, 'ja')).toBe(unknown);
    }
  });

  it.each([
    ['deactivated; nobody is invited', '無効なユーザー、招待しない'],
    [
      'the same e-mail address; the Slack account is deactivated',
      'メールアドレスが同じ、Slack のアカウントは無効',
    ],
    [
      "the same e-mail address, but that account is suzuki's",
      'メールアドレスが同じ (ただし、そのアカウントは suzuki のもの)',
    ],
    [
      "the same e-mail address; the Slack account is deactivated, but that account is suzuki's",
      'メールアドレスが同じ、Slack のアカウントは無効 (ただし、そのアカウントは suzuki のもの)',
    ],
    ['users.csv says so: one person with yamada', 'users.csv の指定 (yamada と同一人物)'],
  ])('%s', (reason, japanese) => {
    expect(shownReason(reason, 'ja')).toBe(japanese);
  });
});
