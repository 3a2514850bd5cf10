import { describe, expect, it } from 'vitest';
import { durationText } from '../../../../src/reports/duration.ts';
import { momentText } from '../../../../src/reports/figures.ts';
import { cannotText, noteText, planWords } from '../../../../src/reports/plan/words.ts';

const en = planWords('en');
const ja = planWords('ja');

describe('a note of the recommendation', () => {
  it('has its values in the unit of their names', () => {
    const note = { code: 'api-days', values: { seconds: 273_600 } };
    expect(noteText(note, en)).toBe(
      "Through the API alone it would take 3 days 4 hours at Slack's rate limits.",
    );
    expect(noteText(note, ja)).toBe(
      'API だけで移すと、Slack のレート制限のもとで 3 日 4 時間かかります。',
    );
  });

  it('is its code and values when no sentence knows it, or a value is missing', () => {
    const values = { posts: 1_200, zipBytes: 2_500_000 };
    expect(noteText({ code: 'brand-new', values }, en)).toBe(
      'brand-new (posts 1,200, zipBytes 2.5 MB)',
    );
    expect(noteText({ code: 'api-days', values: {} }, en)).toBe('api-days');
    expect(noteText({ code: 'toString', values: {} }, en)).toBe('toString');
    expect(cannotText('constructor', en)).toBe('constructor');
  });
});

describe('figures', () => {
  it.each([
    [0, '0 seconds', '0 秒'],
    [1, '1 second', '1 秒'],
    [61.4, '1 minute 1 second', '1 分 1 秒'],
    [3_599, '59 minutes 59 seconds', '59 分 59 秒'],
    [86_399, '1 day', '1 日'],
    [90_061, '1 day 1 hour', '1 日 1 時間'],
    [86_400 * 1_234, '1,234 days', '1,234 日'],
  ])('say %d seconds in the two largest units', (seconds, english, japanese) => {
    expect(durationText(seconds, 'en')).toBe(english);
    expect(durationText(seconds, 'ja')).toBe(japanese);
  });

  it('say a time to the minute in UTC, and nothing for one that no calendar holds', () => {
    expect(momentText(Date.UTC(2026, 3, 5, 6, 7, 59), 'en')).toBe('2026-04-05 06:07 UTC');
    expect(momentText(Date.UTC(2026, 3, 5, 6, 7), 'ja')).toBe('2026年4月5日 06:07 UTC');
    expect(momentText(Number.MAX_VALUE, 'en')).toBe('');
  });
});
