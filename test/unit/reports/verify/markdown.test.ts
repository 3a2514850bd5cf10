import { describe, expect, it } from 'vitest';
import { printVerifyReport } from '../../../../src/commands/verify/print.ts';
import { verifyHtml } from '../../../../src/reports/verify/html.ts';
import { verifyMarkdown } from '../../../../src/reports/verify/markdown.ts';
import {
  causeText,
  madePublic,
  placesText,
  whatDiffers,
} from '../../../../src/reports/verify/words.ts';
import { aDifferenceCount, aVerifyReport } from '../../../support/builders/verify-builders.ts';

const TEXT_DIFFERS = aDifferenceCount({ samples: ['https://chat.example.com/pl/a|b'] });
const FILE_MISSING = aDifferenceCount({ kind: 'missing', thing: 'file', field: '' });

describe('verify.md', () => {
  it('counts differences, with samples that cannot break the table', () => {
    const text = verifyMarkdown(aVerifyReport({ differences: [TEXT_DIFFERS] }), 'en');
    expect(text).toContain('3,000 posts in 2 conversations');
    expect(text).toContain('| message: text differs | 1,200 |');
    expect(text).toContain('pl/a\\|b');
  });

  it('says what was compared, with which program and when', () => {
    const text = verifyMarkdown(aVerifyReport(), 'en');
    for (const fact of ['8.1.2', '10.11.6', '1.2.3', '2026-04-03 01:30 UTC', '123.5 MB']) {
      expect(text).toContain(fact);
    }
    expect(text).toContain('ab'.repeat(32));
  });

  it.each([
    ['mysql', '10.11.6-MariaDB', 'MySQL/MariaDB 10.11.6-MariaDB'],
    ['postgres', 'PostgreSQL 15.5 on x86_64, compiled by gcc', 'PostgreSQL 15.5'],
    ['postgres', '15.5', 'PostgreSQL 15.5'],
  ] as const)('names the database server once: %s, %s', (engine, databaseVersion, shown) => {
    const source = { ...aVerifyReport().source, engine, databaseVersion };
    expect(verifyMarkdown(aVerifyReport({ source }), 'en')).toContain(`| ${shown} |`);
  });

  it('gives reasons and causes in the language of the report', () => {
    expect(verifyMarkdown(aVerifyReport(), 'en')).toContain('| deleted in Mattermost | 2,000 |');
    const japanese = verifyMarkdown(aVerifyReport(), 'ja');
    expect(japanese).toContain('| Mattermost で削除済みです | 2,000 |');
    expect(japanese).toContain('| メッセージの本文が違う | 1,200 |');
    expect(japanese).not.toMatch(/differs|[^_]missing|posts\b/);
  });

  it.each(['en', 'ja'] as const)('ends with lines to sign, in %s', (lang) => {
    const text = verifyMarkdown(aVerifyReport(), lang);
    expect(text.match(/: (?:\\_){32}$/gm)).toHaveLength(3);
  });

  it('says that there is nothing unexplained when it is clean, and leaves out empty sections', () => {
    const report = aVerifyReport({ isClean: true, differences: [], expected: [], losses: [] });
    const text = verifyMarkdown(report, 'en');
    expect(text).toContain('## Unexplained differences\n\nNone.');
    expect(text).not.toContain('## Recorded losses');
    expect(text).not.toContain('## Expected differences');
  });

  it('counts a loss whose code it does not know', () => {
    expect(verifyMarkdown(aVerifyReport(), 'en')).toContain('code\\_of\\_a\\_newer\\_version');
  });
});

const MADE_PUBLIC = aDifferenceCount({ thing: 'channel', field: 'public', count: 3 });

describe.each(['en', 'ja'] as const)('what is private and public in the target, in %s', (lang) => {
  const report = aVerifyReport({ differences: [MADE_PUBLIC, TEXT_DIFFERS] });

  it('is the first line of every report and of what is printed', () => {
    const [warning = ''] = madePublic(report, lang);
    const [, first] = verifyMarkdown(report, lang).split('\n').filter(Boolean);
    expect(first).toBe(`**${warning}**`);
    expect(warning).toContain('3');
    expect(verifyHtml(report, lang)).toContain(`<main>\n<p class="alarm">${warning}</p>`);
    const printed: string[] = [];
    const line = (text: string): void => void printed.push(text);
    const ignore = (): void => {};
    const ending = { written: [], next: undefined };
    printVerifyReport(report, ending, lang, {
      line,
      remark: ignore,
      problem: ignore,
      note: ignore,
      json: ignore,
    });
    expect(printed[0]).toBe(warning);
  });

  it('has no line where nothing is', () => {
    expect(madePublic(aVerifyReport(), lang)).toEqual([]);
    expect(verifyHtml(aVerifyReport(), lang)).not.toContain('<p class="alarm">');
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

  it('names its channels, of hidden ones the type', () => {
    const places = placesText({ ...TEXT_DIFFERS, otherPlaces: 4 }, 'en');
    expect(places).toBe('#general (1,000), private channels (200), 4 more');
  });
});
