import { describe, expect, it } from 'vitest';
import { LOSS_CODES } from '../../../src/mapping/losses.ts';
import { lossLines, lossTexts, wordedLosses } from '../../../src/reports/losses.ts';
import { LANGUAGES } from '../../../src/texts/language.ts';
import { notEmpty } from '../../support/not-empty.ts';

const LOSSES = [{ code: 'topic_cut', count: 1_200, samples: ['/tokyo/pl/p1'] }] as const;

describe('the losses of a run', () => {
  it('are worded in its language, with the limits that Slack sets', () => {
    expect(lossLines(LOSSES, 'en')).toEqual([
      "  1,200 × The channel's header or purpose is longer than Slack's 250 characters; it was truncated.",
    ]);
    expect(lossLines(LOSSES, 'ja')).toEqual([
      '  1,200 × チャンネルのヘッダーまたは目的が Slack の 250 文字を超えるため、切り詰めました。',
    ]);
  });

  it('keep the keys of --json', () => {
    expect(wordedLosses(LOSSES, 'ja')).toEqual([
      {
        code: 'topic_cut',
        says: 'チャンネルのヘッダーまたは目的が Slack の 250 文字を超えるため、切り詰めました。',
        advice: '全文はチャンネルの投稿か canvas に残してください。',
        count: 1_200,
        samples: ['/tokyo/pl/p1'],
      },
    ]);
  });

  it.each(LANGUAGES)('have whole sentences in %s, with no limit left open', (lang) => {
    const texts = lossTexts(lang);
    for (const code of notEmpty(LOSS_CODES)) {
      const { name, message, hint } = texts[code];
      expect(name, code).not.toBe('');
      expect(message, code).toMatch(lang === 'en' ? /^[A-Z].*\.$/ : /[ぁ-ん].*。$/);
      expect(hint, code).toMatch(lang === 'en' ? /^(?:[A-Z].*\.)?$/ : /^(?:.*。)?$/);
      expect(`${message}${hint}`, code).not.toMatch(/[{}]/);
    }
  });
});
