import { describe, expect, it } from 'vitest';
import { printVerifyReport } from '../../../src/commands/verify/print.ts';
import type { VerifyReport } from '../../../src/mapping/verify/report.ts';
import { causeText, madePublic, verifyMarkdown, whatDiffers } from '../../../src/reports/verify.ts';

const TEXT_DIFFERS = {
  kind: 'differs',
  thing: 'message',
  field: 'text',
  cause: '',
  count: 1200,
  samples: ['https://chat.example.com/_redirect/pl/a|b'],
} as const;
const FILE_MISSING = { ...TEXT_DIFFERS, kind: 'missing', thing: 'file', field: '' } as const;

const REPORT: VerifyReport = {
  command: 'verify',
  kind: 'zip',
  targets: ['all.zip'],
  isClean: false,
  conversations: 2,
  account: { posts: { read: 5000, written: 3000, leftOut: { deleted: 2000 } } },
  differences: [TEXT_DIFFERS],
  expected: [{ ...FILE_MISSING, cause: 'file_missing' }],
  foreign: 0,
  pickedUp: { linked: 3, fetched: 1 },
  losses: [],
  warnings: [],
};

describe('verify.md', () => {
  it('counts differences, with samples that cannot break the table', () => {
    const text = verifyMarkdown(REPORT, 'en');
    expect(text).toContain('3,000 posts in 2 conversations');
    expect(text).toContain('| 1,200 | message: text differs |');
    expect(text).toContain('pl/a\\|b');
  });

  it('gives reasons and causes in the language of the report', () => {
    expect(verifyMarkdown(REPORT, 'en')).toContain('- 2,000: deleted in Mattermost');
    const japanese = verifyMarkdown(REPORT, 'ja');
    expect(japanese).toContain('- 2,000: Mattermost で削除済みです');
    expect(japanese).toContain('| 1,200 | メッセージの本文が違う |');
    expect(japanese).not.toMatch(/differs|missing/);
  });
});

const MADE_PUBLIC = { ...TEXT_DIFFERS, thing: 'channel', field: 'public', count: 3 } as const;

describe.each(['en', 'ja'] as const)('what is private and public in the target, in %s', (lang) => {
  const report = { ...REPORT, differences: [MADE_PUBLIC, TEXT_DIFFERS] };

  it('is the first line of verify.md and of what is printed', () => {
    const [warning = ''] = madePublic(report, lang);
    const [, first] = verifyMarkdown(report, lang).split('\n').filter(Boolean);
    expect(first).toBe(`**${warning}**`);
    expect(warning).toContain('3');
    const printed: string[] = [];
    const line = (text: string): void => void printed.push(text);
    const ignore = (): void => {};
    printVerifyReport(report, lang, { line, remark: ignore, problem: ignore, json: ignore });
    expect(printed[0]).toBe(warning);
  });

  it('has no line where nothing is', () => {
    expect(madePublic(REPORT, lang)).toEqual([]);
  });
});

describe('a difference', () => {
  it('is named with its field, or as a whole', () => {
    expect(whatDiffers(TEXT_DIFFERS, 'en')).toBe('message: text differs');
    expect(whatDiffers(FILE_MISSING, 'en')).toBe('file missing');
    expect(whatDiffers(FILE_MISSING, 'ja')).toBe('ファイルがない');
  });

  it('is explained by a loss, a pending change, a reason or a link that was not fetched', () => {
    const causes = ['file_missing', 'edited', 'not-in-a-replay', 'not-fetched'];
    const sentences = causes.map((cause) => causeText(cause, 'en'));
    expect(new Set(sentences).size).toBe(causes.length);
    expect(causes).not.toEqual(expect.arrayContaining(sentences));
    expect(causeText('edited', 'ja')).toContain('pending-changes.csv');
  });
});
