import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandsReference } from '../../../tools/commands-reference.ts';

const PAGE = new URL('../../../docs/commands.md', import.meta.url);

it('docs/commands.md says what the program says (npm run generate:commands)', () => {
  // The formatter widens tables.
  const narrow = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
  expect(narrow(readFileSync(PAGE, 'utf8'))).toBe(narrow(commandsReference()));
});

it('names every command and its own flags', () => {
  const page = commandsReference();
  for (const command of ['zip', 'replay', 'sync', 'verify', 'inventory', 'completion']) {
    expect(page).toContain(`## \`mm2slack ${command}`);
  }
  expect(page).toContain('| `--since-last` |');
  expect(page).toContain('| `--out <file>` | the ZIP to write Required. |');
});
