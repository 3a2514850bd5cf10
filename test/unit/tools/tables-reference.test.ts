import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { tablesReference } from '../../../tools/tables-reference.ts';

const PAGE = new URL('../../../docs/tables.md', import.meta.url);

it('docs/tables.md says what the program says (npm run generate:tables)', () => {
  // The formatter widens tables.
  const narrow = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
  expect(narrow(readFileSync(PAGE, 'utf8'))).toBe(narrow(tablesReference()));
});
