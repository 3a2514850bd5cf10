import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandPages, commandsReference } from '../../../tools/commands-reference.ts';

const FOLDER = new URL('../../../docs/commands/', import.meta.url);
const PAGE = new URL('../../../docs/commands.md', import.meta.url);

/** The formatter widens tables. */
const narrow = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

it('docs/commands.md says what the program says (npm run generate:commands)', () => {
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

it('docs/commands has a page for each command, with its examples and all of its flags', () => {
  const pages = [...commandPages()];
  expect(pages.length).toBeGreaterThan(15);
  expect(readdirSync(FOLDER).sort()).toEqual(pages.map(([name]) => `${name}.md`).sort());
  for (const [name, page] of pages) {
    expect(narrow(readFileSync(new URL(`${name}.md`, FOLDER), 'utf8'))).toBe(narrow(page));
  }
  const zip = commandPages().get('zip');
  expect(zip).toContain('\nmm2slack zip --since-last --out later.zip\n');
  expect(zip).toContain('| `--source <url>` |');
  expect(zip).toContain('| `--out <file>` |');
});
