import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
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

type Breach = readonly [rule: string, path: string, text: string];

const DIRECTION = 'imports go in one direction';
const PURE = 'mapping uses pure packages only';
const STILL = 'mapping knows no process, clock, chance, timer or network';
const EXITS = 'only cli.ts exits';
const PRINTS = 'only commands/output prints';
const ANY = 'no value is any';
const BANG = 'no value is taken to be there with !';
const SQL = 'SQL is made of constants';
const SILENCE = 'nothing silences the type checker';

const BREACHES: readonly Breach[] = [
  [DIRECTION, 'src/exporters/a.ts', "import { b } from '../importers/b.ts';"],
  [DIRECTION, 'src/importers/a.ts', "import { b } from '../exporters/b.ts';"],
  [DIRECTION, 'src/exporters/a.ts', "import type { B } from '../mapping/b.ts';"],
  [DIRECTION, 'src/exporters/s3/a.ts', "export { b } from '../../mapping/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "import { b } from '../exporters/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "export * from '../importers/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', "import { b } from '../config.ts';"],
  [DIRECTION, 'src/importers/a.ts', "const b = await import('../commands/b.ts');"],
  [DIRECTION, 'src/exporters/a.ts', "type B = typeof import('../commands/b.ts');"],
  [DIRECTION, 'src/commands/a.ts', "import '../cli.ts';"],
  [DIRECTION, 'src/cli.ts', "import { b } from './exporters/b.ts';"],
  [DIRECTION, 'src/model.ts', "import { b } from './mapping/b.ts';"],
  [DIRECTION, 'src/model.ts', "import { b } from './errors.ts';"],
  [DIRECTION, 'src/config.ts', "import { b } from './commands/b.ts';"],
  [DIRECTION, 'src/config/a.ts', "import { b } from '../mapping/b.ts';"],
  [DIRECTION, 'src/errors.ts', "import { b } from './exporters/b.ts';"],
  [DIRECTION, 'src/mapping/a.ts', 'import {\n  b,\n  c,\n} from "../exporters/b.ts";'],
  [DIRECTION, 'src/helpers/a.ts', 'export const a = 1;'],
  [PURE, 'src/mapping/a.ts', "import { readFileSync } from 'node:fs';"],
  [PURE, 'src/mapping/a.ts', "import { createHash } from 'node:crypto';"],
  [PURE, 'src/mapping/slack-ids.ts', "import { readFile } from 'fs/promises';"],
  [PURE, 'src/mapping/a.ts', "import pg from 'pg';"],
  [PURE, 'src/mapping/a.ts', "import x from 'markdown-it-emoji';"],
  [PURE, 'src/model.ts', "import { z } from 'zod';"],
  [STILL, 'src/mapping/a.ts', 'const home = process.env.HOME;'],
  [STILL, 'src/mapping/a.ts', 'const now = Date.now();'],
  [STILL, 'src/mapping/a.ts', 'const now = new Date();'],
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
  [PRINTS, 'src/commands/progress.ts', "process.stderr.write('x');"],
  [PRINTS, 'src/commands/zip/output.ts', "process.stdout.write('x');"],
  ['the progress bar stays in commands', 'src/importers/a.ts', "import ora from 'ora';"],
  ['imports name the .ts file', 'src/commands/a.ts', "import { b } from './b.js';"],
  ['no file is over 300 lines', 'src/commands/a.ts', 'a();\n'.repeat(301)],
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
  ['src/commands/output-json.ts', "process.stdout.write('x');"],
  ['src/commands/progress.ts', "import ora from 'ora';\nora({ stream: process.stderr });"],
  ['src/mapping/emoji.generated.ts', 'a();\n'.repeat(400)],
  ['src/cli.ts', 'process.exitCode = await main(process.argv);'],
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
