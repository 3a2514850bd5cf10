import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/errors/errors.ts';
import { NOTICES } from '../../../src/errors/notice-codes.ts';
import { notice } from '../../../src/errors/notices.ts';
import { errorLines, noticeText } from '../../../src/reports/notices.ts';
import { NOTICE_TEXTS } from '../../../src/texts/notices.ts';

const valuesIn = (sentence: string): readonly string[] => [
  ...new Set([...sentence.matchAll(/\{(\w+)(?::[^}]*)?\}/g)].map(([, name = '']) => name)),
];

describe.each(['en', 'ja'] as const)('the sentence in %s', (lang) => {
  it.each(Object.entries(NOTICES))('of %s names its values and no others', (code, names) => {
    const sentence = Object.entries(NOTICE_TEXTS[lang]).find(([each]) => each === code)?.[1] ?? '';
    expect(sentence).not.toBe('');
    expect([...valuesIn(sentence)].sort()).toEqual([...names].sort());
  });
});

describe('a notice', () => {
  it('is worded in the language that is asked for', () => {
    const error = new UsageError(notice('name-not-selected', { name: 'dev' }));
    expect(errorLines(error, 'en')).toEqual([
      "no channel or team is called 'dev': nothing was done",
    ]);
    expect(errorLines(error, 'ja').join()).toContain('dev');
  });

  it('takes another one for a value', () => {
    const inner = notice('interrupted');
    expect(noticeText(notice('ids-collide', { collision: inner }), 'en')).toContain(
      'collide in Slack: interrupted;',
    );
  });

  it('groups numbers, and leaves braces in a value alone', () => {
    expect(noticeText(notice('name-not-selected', { name: 12_345 }), 'en')).toContain('12,345');
    expect(noticeText(notice('name-not-selected', { name: '{name}' }), 'en')).toContain("'{name}'");
  });
});
