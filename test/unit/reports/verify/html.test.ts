import { describe, expect, it } from 'vitest';
import { verifyHtml } from '../../../../src/reports/verify/html.ts';
import { HOSTILE_NAMES } from '../../../support/builders/plan-builders.ts';
import { aDifferenceCount, aVerifyReport } from '../../../support/builders/verify-builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';

describe('verify.html', () => {
  it('runs no script and loads nothing', () => {
    const page = verifyHtml(aVerifyReport(), 'en');
    expect(page).toContain('default-src &#39;none&#39;; style-src &#39;sha256-');
    expect(page).not.toMatch(/<script|\sstyle="|\son\w+="|\s(?:src|href)=|<(?:link|iframe|form)\b/);
  });

  it('has headings in order, and captions and scopes in its tables', () => {
    const page = verifyHtml(aVerifyReport(), 'en');
    const levels = [...page.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
    expect(page.match(/<caption>/g)).toHaveLength(page.match(/<table/g)?.length ?? 0);
    for (const [head = ''] of notEmpty(page.matchAll(/<th[ >]/g))) expect(head).toBe('<th ');
  });

  it.each(HOSTILE_NAMES)('shows %j as text', (name) => {
    const report = aVerifyReport({
      withText: true,
      targets: [name],
      archives: [{ file: name, sizeBytes: 1, sha256: '' }],
      warnings: [name],
      differences: [
        aDifferenceCount({ samples: [name], places: [{ name, type: 'private', count: 1 }] }),
      ],
    });
    const page = verifyHtml(report, 'en');
    expect(page).not.toMatch(/<(?:script|img|svg)\b|\u202e/);
  });

  it('says which language it is in', () => {
    expect(verifyHtml(aVerifyReport(), 'ja')).toContain('<html lang="ja">');
  });
});
