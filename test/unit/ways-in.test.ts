import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SCOPES } from '../../src/slack/scopes.ts';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const text = (path: string): string => readFileSync(at(path), 'utf8');
const codeBlocks = (page: string): readonly string[] =>
  [...page.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code = '']) =>
    code.replace(/#.*$/gm, ''),
  );
const links = (page: string): readonly string[] =>
  [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path = '']) => path);

describe('the ways in', () => {
  it('give in Japanese the same to run as in English, in the same order', () => {
    const [english, japanese] = ['README.md', 'README.ja.md'].map((page) =>
      codeBlocks(text(page)).map((code) => code.replace(/\s+/g, ' ')),
    );
    expect(english?.length).toBeGreaterThan(8);
    expect(japanese).toEqual(english);
  });

  it('have the same sections in both languages', () => {
    const sections = (page: string): readonly string[] =>
      [...text(page).matchAll(/^## (.*)$/gm)].map(([, title = '']) => title);
    const commandsOf = (title: string): string => (title.match(/`[^`]+`/g) ?? []).join(' ');
    expect(sections('README.ja.md').map(commandsOf)).toEqual(sections('README.md').map(commandsOf));
  });

  it.each(['README.md', 'README.ja.md', 'SECURITY.md', 'CONTRIBUTING.md'])(
    'link in %s to pages that are there',
    (page) => {
      expect(links(text(page)).filter((path) => !existsSync(at(path)))).toEqual([]);
    },
  );

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

describe('the container', () => {
  const lines = text('Dockerfile').split('\n');
  const scripts = (parse(text('package.json')) as { scripts: Record<string, string> }).scripts;

  it('copies what is there and what .dockerignore lets in', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied).toContain('src');
    const letIn = new Set(
      text('.dockerignore')
        .split('\n')
        .filter((line) => line.startsWith('!'))
        .map((line) => line.slice(1)),
    );
    expect(copied.filter((path) => !existsSync(at(path)) || !letIn.has(path))).toEqual([]);
  });

  it('runs scripts that there are, and the program as nobody special', () => {
    const run = lines.flatMap((line) =>
      [...line.matchAll(/npm run (\S+)/g)].map(([, name = '']) => name),
    );
    expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
    const last = lines.lastIndexOf('USER node');
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(lines.findIndex((line) => line.startsWith('ENTRYPOINT')));
  });
});
