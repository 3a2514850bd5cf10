import { describe, expect, it } from 'vitest';
import { refuseCsvConflicts } from '../../../../src/commands/zip/csv-conflicts.ts';
import { UsageError } from '../../../../src/errors/errors.ts';
import { errorLines } from '../../../../src/reports/notices.ts';

type Settings = Parameters<typeof refuseCsvConflicts>[0];

const FINE: Settings = {
  splitBy: 'none',
  rehearsalDomain: undefined,
  rewriteLinksTo: undefined,
  zipBookmarks: 'none',
  delivery: { deliver: 'api' },
};

/** The lines with which a text import is refused; none when it is not. */
function refusals(over: Partial<Settings>, isSinceLast = false): readonly string[] {
  try {
    refuseCsvConflicts({ ...FINE, ...over }, { isSinceLast });
    return [];
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    return errorLines(error, 'en');
  }
}

describe('a text import', () => {
  it.each<[string, Partial<Settings>, isSinceLast?: boolean]>([
    ['files by link', { delivery: { deliver: 'link' } }],
    ['files in the archive', { delivery: { deliver: 'bundle' } }],
    ['links to the new workspace', { rewriteLinksTo: 'example' }],
    ['another domain for a trial', { rehearsalDomain: 'trial.example.com' }],
    ['an archive a month', { splitBy: 'month' }],
    ['archives of a size', { splitBy: 'size' }],
    ['lists of bookmarks', { zipBookmarks: 'message' }],
    ['posts since the last archive', {}, true],
  ])('is refused with %s, in one line that names the format', (_, over, isSinceLast) => {
    const lines = refusals(over, isSinceLast);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^--format csv /);
  });

  it.each<[string, Partial<Settings>]>([
    ['files that are uploaded later', {}],
    ['files that are not delivered', { delivery: { deliver: 'none' } }],
    ['archives by visibility', { splitBy: 'visibility' }],
  ])('is not refused with %s', (_, over) => {
    expect(refusals(over)).toEqual([]);
  });

  it('is refused with every reason at once', () => {
    expect(refusals({ splitBy: 'month', delivery: { deliver: 'link' } }, true)).toHaveLength(3);
  });
});
