import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SCOPES } from '../../src/slack/scopes.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const text = (path: string): string => readFileSync(at(path), 'utf8');
const codeBlocks = (page: string): readonly string[] =>
  [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code = '']) =>
    code.replace(/#.*$/gm, ''),
  );
const links = (page: string): readonly (readonly [path: string, heading: string])[] =>
  [...page.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
    ([, path = '', heading = '']) => [path, heading],
  );
/** As GitHub names them in links. */
const headings = (page: string): readonly string[] =>
  [...page.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );

const PAGES = ['.', 'docs'].flatMap((folder) =>
  readdirSync(at(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

/** What the package takes besides what npm always takes. */
const PACKED = z
  .object({ files: z.array(z.string()) })
  .parse(JSON.parse(text('package.json'))).files;

/** The page in both languages. */
const PAIRS: readonly (readonly [english: string, japanese: string, blocks: number])[] = [
  ['README.md', 'README.ja.md', 3],
  ['docs/guide.md', 'docs/guide.ja.md', 5],
];

describe('the ways in', () => {
  it.each(PAIRS)('give in Japanese the same to run as in %s, in the same order', (...pair) => {
    const [english, japanese] = pair.slice(0, 2).map((page) =>
      codeBlocks(text(String(page))).map((code) =>
        // What a command printed is in the language of the page.
        (code.startsWith('$ ') ? code.replace(/\n[\s\S]*/, '') : code).replace(/\s+/g, ' '),
      ),
    );
    expect(english?.length).toBeGreaterThanOrEqual(pair[2]);
    expect(japanese).toEqual(english);
  });

  it.each(PAIRS)('have the same sections in %s and %s', (english, japanese) => {
    const sections = (page: string): readonly string[] =>
      [...text(page).matchAll(/^## (.*)$/gm)].map(([, title = '']) => title);
    const commandsOf = (title: string): string => (title.match(/`[^`]+`/g) ?? []).join(' ');
    expect(sections(japanese).map(commandsOf)).toEqual(sections(english).map(commandsOf));
  });

  it('fit the README on two screens', () => {
    expect(text('README.md').split('\n').length).toBeLessThanOrEqual(110);
    expect(text('README.ja.md').split('\n').length).toBeLessThanOrEqual(110);
  });

  it.each(PAGES)('link in %s to pages and headings that are there', (page) => {
    const missing = links(text(page)).filter(([path, heading]) => {
      const target = join(page, '..', path);
      if (path !== '' && !existsSync(at(target))) return true;
      return heading !== '' && !headings(text(path === '' ? page : target)).includes(heading);
    });
    expect(missing).toEqual([]);
  });

  it.each(PAGES)('lead from the packed %s to nothing that is left out of the package', (page) => {
    const isPacked = (path: string): boolean => {
      const [folder = ''] = path.split('/');
      return ['README.md', 'LICENSE', ...PACKED].includes(path) || PACKED.includes(folder);
    };
    if (!isPacked(page)) return;
    const left = links(text(page))
      .map(([path]) => (path === '' ? page : join(page, '..', path)))
      .filter((path) => !isPacked(path));
    expect(left).toEqual([]);
  });

  it('name every command in both languages', () => {
    const commands = [...text('docs/commands.md').matchAll(/^## `mm2slack ([\w-]+)/gm)];
    expect(commands.length).toBeGreaterThan(12);
    for (const [, command = ''] of commands) {
      expect([command, text('README.md').includes(command)]).toEqual([command, true]);
      expect([command, text('README.ja.md').includes(command)]).toEqual([command, true]);
    }
  });
});

describe('SECURITY.md', () => {
  const security = text('SECURITY.md');

  it('names every file of the work directory that FORMATS.md has', () => {
    const headings = [...text('FORMATS.md').matchAll(/^### (`.*`)$/gm)];
    const files = headings.flatMap(([, names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
    );
    expect(files).toContain('secrets.csv');
    expect(files.filter((name) => !security.includes(`\`${name}\``))).toEqual([]);
  });

  it('names the scopes that the commands need, and no other', () => {
    const [, list = ''] = /^## The token\n([\s\S]*?)^Slack may/m.exec(security) ?? [];
    const named = [...list.matchAll(/`([a-z]+:[a-z.]+)`/g)].map(([, scope = '']) => scope);
    expect(named).toEqual(SCOPES.map(({ scope }) => scope));
  });
});
