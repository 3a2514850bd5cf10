import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { circlesIn, importGraph, waysTo } from '../support/architecture/graph.ts';
import { maskSource } from '../support/architecture/mask-source.ts';
import { RULES } from '../support/architecture/rules.ts';
import { sourceFile } from '../support/architecture/source-file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const SOURCES = readdirSync(`${ROOT}/src`, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .sort()
  .map((path) => sourceFile(path, readFileSync(`${ROOT}/${path}`, 'utf8')));

function faults(rule: string, path: string, text: string): readonly string[] {
  const check = RULES[rule];
  if (check === undefined) throw new Error(`no rule: ${rule}`);
  return check(sourceFile(path, text));
}

describe('the sources', () => {
  it('are all there', () => {
    expect(SOURCES.length).toBeGreaterThan(50);
    expect(SOURCES.flatMap(({ imports }) => imports).length).toBeGreaterThan(200);
  });

  it('are read to their ends: in each, brackets close as they open', () => {
    const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;
    const lost = SOURCES.filter(
      ({ code }) =>
        count(code, /[{]/g) !== count(code, /[}]/g) ||
        count(code, /[(]/g) !== count(code, /[)]/g) ||
        count(code, /[[]/g) !== count(code, /[\]]/g),
    );
    expect(lost.map(({ path }) => path)).toEqual([]);
  });

  it.each(Object.entries(RULES))('keep the rule: %s', (_name, rule) => {
    const broken = SOURCES.flatMap((file) => rule(file).map((fault) => `${file.path}: ${fault}`));
    expect(broken).toEqual([]);
  });
});

const GRAPH = importGraph(SOURCES);

it('no file imports itself by way of others, types included', () => {
  expect(GRAPH.size).toBeGreaterThan(50);
  expect(circlesIn(GRAPH)).toEqual([]);
});

/** What writes the target: with any of it in verify, one fault would be on both sides and nobody would see it. */
const WRITERS =
  /^src\/(?:mapping\/(?:messages|markdown|replay|csv-import)\/|importers\/archive\/(?:zip-writer|zip-records|day-files|csv-file|compress))/;

it.each(['src/mapping/verify/', 'src/commands/verify/'])(
  '%s reads both sides without the code that wrote the target, over all its imports',
  (folder) => {
    const starts = [...GRAPH.keys()].filter((path) => path.startsWith(folder));
    expect(starts.length).toBeGreaterThan(5);
    expect(
      waysTo(
        GRAPH,
        (path) => path.startsWith(folder),
        (path) => WRITERS.test(path),
      ),
    ).toEqual([]);
  },
);

describe('the graph of imports', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  it('finds a circle of any length', () => {
    expect(circlesIn(graph)).toEqual([['a', 'b', 'c', 'a']]);
    expect(circlesIn(new Map([['a', ['a']]]))).toEqual([['a', 'a']]);
    expect(
      circlesIn(
        new Map([
          ['a', ['b', 'c']],
          ['b', ['c']],
          ['c', []],
        ]),
      ),
    ).toEqual([]);
  });
  it('finds the way to what must not be reached', () => {
    const ways = waysTo(
      graph,
      (path) => path === 'a',
      (path) => path === 'd',
    );
    expect(ways).toEqual(['d <- b <- a']);
  });
});

type Breach = readonly [rule: string, path: string, text: string];

const DIRECTION = 'imports go in one direction';
const TYPES = 'texts import types alone';
const PASSES_ON = 'no file passes on what another exports';
const PURE = 'pure rooms use pure packages only';
const STILL = 'pure rooms know no process, clock, chance, timer or network';
const EXITS = 'only cli.ts exits';
const PRINTS = 'only commands/run/output prints';
const VARIABLE = 'no module holds a variable';
const ANY = 'no value is any';
const BANG = 'no value is taken to be there with !';
const SQL = 'SQL is made of constants';
const LENGTH = 'no file is over 300 lines, no text over 400';
const REQUESTS = 'requests go by the transport';
const SILENCE = 'nothing silences the type checker';
const DOCSTRING = 'what is public has a docstring';

const BREACHES: readonly Breach[] = [
  [DIRECTION, 'src/exporters/a.ts', "import { b } from '../importers/b.ts';"],
  [DIRECTION, 'src/importers/a.ts', "import { b } from '../exporters/b.ts';"],
  [DIRECTION, 'src/exporters/a.ts', "import type { B } from '../mapping/b.ts';"],
  [DIRECTION, 'src/exporters/s3/a.ts', "import { b } from '../../mapping/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "import { b } from '../exporters/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "import { b } from '../config/b.ts';"],
  [DIRECTION, 'src/importers/a.ts', "const b = await import('../commands/b.ts');"],
  [DIRECTION, 'src/exporters/a.ts', "type B = typeof import('../commands/b.ts');"],
  [DIRECTION, 'src/commands/a.ts', "import '../cli.ts';"],
  [DIRECTION, 'src/cli.ts', "import { b } from './exporters/b.ts';"],
  [DIRECTION, 'src/model/a.ts', "import { b } from '../mapping/b.ts';"],
  [DIRECTION, 'src/model/a.ts', "import { b } from '../errors.ts';"],
  [DIRECTION, 'src/config/a.ts', "import { b } from '../commands/b.ts';"],
  [DIRECTION, 'src/commands/zip/a.ts', "import { b } from '../plan/b.ts';"],
  [DIRECTION, 'src/commands/zip/a.ts', "import type { B } from '../plan/b.ts';"],
  [DIRECTION, 'src/commands/run/a.ts', "import { b } from '../zip/b.ts';"],
  [DIRECTION, 'src/commands/run/a.ts', "import { b } from '../prepare.ts';"],
  [DIRECTION, 'src/commands/run/a.ts', "import { b } from '../workspace/b.ts';"],
  [DIRECTION, 'src/commands/workspace/a.ts', "import { b } from '../replay/b.ts';"],
  [DIRECTION, 'src/reports/a.ts', "import { b } from '../commands/run/b.ts';"],
  [DIRECTION, 'src/reports/a.ts', "import { b } from '../importers/b.ts';"],
  [DIRECTION, 'src/slack/a.ts', "import { b } from '../mapping/b.ts';"],
  [DIRECTION, 'src/system/a.ts', "import { b } from '../model/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "import { b } from '../texts/b.ts';"],
  [TYPES, 'src/texts/en/a.ts', "import { b } from '../../mapping/b.ts';"],
  [TYPES, 'src/texts/en/a.ts', "import { type A, b } from '../../slack/b.ts';"],
  [TYPES, 'src/texts/en/a.ts', "import { b } from 'zod';"],
  [PASSES_ON, 'src/mapping/a.ts', "export { b } from './b.ts';"],
  [PASSES_ON, 'src/mapping/a.ts', "export type { B } from './b.ts';"],
  [DIRECTION, 'src/config/a.ts', "import { b } from '../mapping/b.ts';"],
  [DIRECTION, 'src/errors/errors.ts', "import { b } from '../exporters/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', 'import {\n  b,\n  c,\n} from "../exporters/b.ts";'],
  [DIRECTION, 'src/helpers/a.ts', 'export const a = 1;'],
  [PURE, 'src/mapping/a.ts', "import { readFileSync } from 'node:fs';"],
  [PURE, 'src/mapping/a.ts', "import { createHash } from 'node:crypto';"],
  [PURE, 'src/mapping/slack-ids.ts', "import { readFile } from 'fs/promises';"],
  [PURE, 'src/mapping/a.ts', "import pg from 'pg';"],
  [PURE, 'src/mapping/a.ts', "import x from 'markdown-it-emoji';"],
  [PURE, 'src/model/a.ts', "import { z } from 'zod';"],
  [PURE, 'src/reports/a.ts', "import { readFile } from 'node:fs/promises';"],
  [PURE, 'src/slack/a.ts', "import { setTimeout } from 'node:timers/promises';"],
  [STILL, 'src/mapping/a.ts', 'const home = process.env.HOME;'],
  [STILL, 'src/mapping/a.ts', 'const now = Date.now();'],
  [STILL, 'src/mapping/a.ts', 'const now = new Date();'],
  [STILL, 'src/reports/a.ts', 'const now = Date.now();'],
  [STILL, 'src/texts/a.ts', 'const lang = process.env.LANG;'],
  [STILL, 'src/mapping/a.ts', 'const now = performance.now();'],
  [STILL, 'src/mapping/a.ts', 'const dice = Math.random();'],
  [STILL, 'src/mapping/a.ts', 'const id = crypto.randomUUID();'],
  [STILL, 'src/mapping/a.ts', "console.log('x');"],
  [STILL, 'src/mapping/a.ts', 'setTimeout(done, 1);'],
  [STILL, 'src/mapping/a.ts', 'const page = await fetch(url);'],
  [STILL, 'src/mapping/a.ts', `const text = \`\${Date.now()}\`;`],
  [EXITS, 'src/commands/a.ts', 'process.exit(1);'],
  [EXITS, 'src/commands/a.ts', 'process.exitCode = 1;'],
  [EXITS, 'src/importers/a.ts', 'process . exit(1);'],
  [PRINTS, 'src/commands/zip.ts', "process.stdout.write('x');"],
  [PRINTS, 'src/importers/a.ts', 'const err = process.stderr;'],
  [PRINTS, 'src/exporters/a.ts', "console.error('x');"],
  [PRINTS, 'src/cli.ts', "process.stderr.write('x');"],
  [PRINTS, 'src/commands/run/progress.ts', "process.stderr.write('x');"],
  [PRINTS, 'src/commands/zip/output.ts', "process.stdout.write('x');"],
  ['the progress bar stays in commands', 'src/importers/a.ts', "import ora from 'ora';"],
  ['imports name the .ts file', 'src/commands/a.ts', "import { b } from './b.js';"],
  [LENGTH, 'src/commands/a.ts', 'a();\n'.repeat(301)],
  [LENGTH, 'src/texts/en/a.ts', 'a();\n'.repeat(401)],
  [SQL, 'src/exporters/a.ts', `const sql = \`SELECT 1 FROM Posts WHERE Id = '\${id}'\`;`],
  [
    SQL,
    'src/exporters/a.ts',
    `d.query(\`SELECT 1 FROM \${tables.name('Posts')} LIMIT \${limit}\`);`,
  ],
  [SQL, 'src/exporters/a.ts', "await database.query('SELECT 1 FROM Posts WHERE Id = ' + id);"],
  [
    SQL,
    'src/importers/ledger/a.ts',
    `database.exec(\`DELETE FROM action WHERE key = '\${key}'\`);`,
  ],
  [REQUESTS, 'src/commands/a.ts', 'const page = await fetch(url);'],
  [REQUESTS, 'src/commands/a.ts', 'const client = makeSlackClient({ token, fetch });'],
  [REQUESTS, 'src/commands/a.ts', 'await globalThis.fetch(url);'],
  [REQUESTS, 'src/commands/a.ts', "import { request } from 'node:https';"],
  [REQUESTS, 'src/commands/a.ts', "const { Agent } = await import('undici');"],
  [REQUESTS, 'src/exporters/a.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
  [REQUESTS, 'src/importers/a.ts', "import { WebClient } from '@slack/web-api';"],
  [REQUESTS, 'src/commands/replay/run.ts', 'const answer = await fetch(url);'],
  [REQUESTS, 'src/commands/verify/workspace-files.ts', 'const answer = await fetch(url);'],
  [REQUESTS, 'src/exporters/files/s3.ts', "import { S3Client } from '@aws-sdk/client-s3';"],
  [REQUESTS, 'src/importers/workspace/uploads.ts', 'const lines = 1;'],
  [VARIABLE, 'src/system/a.ts', 'let last = 0;\nconst next = () => (last += 1);'],
  [ANY, 'src/commands/a.ts', 'function f(value: any): void {}'],
  [ANY, 'src/commands/a.ts', 'const f = (x: unknown) => x as any;'],
  [ANY, 'src/commands/a.ts', 'const list: any[] = [];'],
  [ANY, 'src/commands/a.ts', 'const map = new Map<string, any>();'],
  [BANG, 'src/commands/a.ts', 'const a = list[0]!;'],
  [BANG, 'src/commands/a.ts', 'const a = map.get(key)!.name;'],
  [BANG, 'src/commands/a.ts', 'const a = user!.name;'],
  [SILENCE, 'src/commands/a.ts', '// @ts-ignore\na();'],
  [SILENCE, 'src/commands/a.ts', '// @ts-expect-error\na();'],
  [SILENCE, 'src/commands/a.ts', '// @ts-nocheck'],
  [DOCSTRING, 'src/commands/a.ts', 'export function f(): void {}'],
  [DOCSTRING, 'src/commands/a.ts', 'export async function* f() {}'],
  [DOCSTRING, 'src/commands/a.ts', 'export class F {}'],
  [DOCSTRING, 'src/commands/a.ts', '// Not one.\nexport const f = (x: X): Y => x;'],
  [DOCSTRING, 'src/commands/a.ts', 'export const f: Rule = async (x) => x;'],
  [DOCSTRING, 'src/commands/a.ts', '/** One. */\nconst a = 1;\nexport const f = <A>(x: A) => x;'],
];

/** With its first line for the test's name. */
function titled([rule, path, text]: Breach): readonly [string, string, string, string] {
  return [rule, path, text.split('\n', 1).join(), text];
}

describe('a rule', () => {
  it.each(BREACHES.map(titled))('(%s) finds in %s: %s', (rule, path, _line, text) => {
    expect(faults(rule, path, text)).toHaveLength(1);
  });

  it.each(Object.keys(RULES))('(%s) is tried above', (rule) => {
    expect(BREACHES.map(([tried]) => tried)).toContain(rule);
  });
});

/** What must not be taken for a breach. */
const RIGHT: readonly (readonly [path: string, text: string])[] = [
  ['src/mapping/slack-ids.ts', "import { createHash } from 'node:crypto';"],
  ['src/mapping/a.ts', "import MarkdownIt from 'markdown-it';\nimport { b } from '../model.ts';"],
  ['src/mapping/a.ts', '// Date.now() is not pure, nor is process.env\nexport const a = 1;'],
  ['src/mapping/a.ts', "const text = 'process.exit(1), console.log, any!';"],
  ['src/mapping/a.ts', `const text = \`any process.env \${name} Math.random()\`;`],
  ['src/mapping/a.ts', "const mark = /['\"`]/.test(text) ? 'a' : `b`;\nconst b = x / y / z;"],
  [
    'src/exporters/a.ts',
    `d.query(\`SELECT Id FROM \${tables.name('Posts')} WHERE Id IN (\${ids.marks})\`, ids.values);`,
  ],
  [
    'src/exporters/a.ts',
    `const line = \`user '\${user}' has no SELECT: GRANT SELECT ON \${name}\`;`,
  ],
  ['src/mapping/a.ts', 'const day = new Date(createAtMs).toISOString();'],
  ['src/mapping/a.ts', 'const text = "import { b } from \'../exporters/b.ts\'";'],
  ['src/commands/a.ts', 'if (a !== b && !c) await Promise.any([d]);'],
  ['src/commands/run/output-json.ts', "process.stdout.write('x');"],
  ['src/commands/run/progress.ts', "import ora from 'ora';\nora({ stream: process.stderr });"],
  ['src/texts/en/a.ts', `${'a();\n'.repeat(390)}`],
  [
    'src/texts/ja/a.ts',
    "import type { A } from '../../mapping/a.ts';\nimport { en } from '../en/a.ts';",
  ],
  ['src/texts/en/a.ts', "import { type A, type B as C } from '../../mapping/a.ts';"],
  [
    'src/commands/zip/a.ts',
    "import { b } from '../run/b.ts';\nimport { c } from '../workspace/c.ts';",
  ],
  ['src/commands/program.ts', "import { b } from './zip/b.ts';"],
  ['src/mapping/emoji.generated.ts', 'a();\n'.repeat(400)],
  ['src/cli.ts', 'process.exitCode = await main(process.argv);'],
  ['src/mapping/a.ts', '/** Ids. */\nexport const a = (x: X) => x;\nexport const b = (x: X) => x;'],
  ['src/mapping/a.ts', '/** One. */\nexport function a(x: X): Y;\nexport function a(x: Z): Y;'],
  ['src/mapping/a.ts', 'export const LIMIT = 3;\nexport const LIST = [1];\nexport interface A {}'],
];

it.each(RIGHT)('no rule complains of right code in %s (%#)', (path, text) => {
  expect(Object.keys(RULES).flatMap((rule) => faults(rule, path, text))).toEqual([]);
});

it.each([
  ["a('it') // b", "a('  ')     "],
  [`a(\`x\${b({ c: \`y\${d}\` })}z\`)`, `a(\` \${b({ c: \` \${d}\` })} \`)`],
  ['a = /[/\'"]x\\//g; b', `a =${' '.repeat(12)}; b`],
  ['a / b / c', 'a / b / c'],
  ['/* any\nany */ b', '      \n       b'],
])('the mask leaves of %j the code alone', (source, masked) => {
  expect(maskSource(source)).toBe(masked);
});
