import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandPages, commandsReference } from '../../../tools/commands-reference.ts';
import { manPage } from '../../../tools/man-page.ts';

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
  expect(page).toContain('| `--out <file>` | the ZIP to write. Required. |');
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

it('man/mm2slack.1 says what the program says (npm run generate:commands)', () => {
  const page = readFileSync(new URL('../../../man/mm2slack.1', import.meta.url), 'utf8');
  expect(page).toBe(manPage());
});

it('the manual page has every command and flag, and nothing that troff would take for a request', () => {
  const page = manPage();
  for (const name of ['zip \\-', 'serve\\-files', 'sync', 'version'])
    expect(page).toContain(name.split(' ')[0]);
  expect(page).toContain('.B \\-\\-since\\-last');
  expect(page).toContain('\nmm2slack zip \\-\\-since\\-last \\-\\-out later.zip\n');
  const requests = page.split('\n').filter((line) => /^[.']/.test(line));
  const known = /^\.(?:TH|SH|SS|TP|PP|nf|fi|B|I|RI|\\")(?: |$)/;
  expect(requests.filter((line) => !known.test(line))).toEqual([]);
  expect(page.split('\n').filter((line) => line === '').length).toBe(1);
});
