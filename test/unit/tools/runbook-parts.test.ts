import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LANGUAGES } from '../../../src/texts/language.ts';
import { RUNBOOK_PAGES, withRunbookParts } from '../../../tools/runbook-parts.ts';

const pageOf = (file: string): string =>
  readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

it.each(LANGUAGES)(
  'the written runbook says in %s what the printed one says (npm run generate:runbook)',
  (lang) => {
    const page = pageOf(RUNBOOK_PAGES[lang]);
    expect(page).toBe(withRunbookParts(page, lang));
    expect(page).toContain('(`no-select-on-table`)');
  },
);

it('a page that lost the place of a part is an error', () => {
  expect(() => withRunbookParts('# Runbook', 'en')).toThrow('no place for roles');
});
