import type { SourceFile } from './source-file.ts';
import { sqlOfConstants } from './sql-rule.ts';

/** Says what a source file does against a rule. */
export type Rule = (file: SourceFile) => readonly string[];

/** cli -> commands -> { exporters, importers } -> mapping -> model, with config and errors beside. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'errors'],
  commands: ['commands', 'exporters', 'importers', 'mapping', 'model', 'config', 'errors'],
  exporters: ['exporters', 'model', 'config', 'errors'],
  importers: ['importers', 'mapping', 'model', 'config', 'errors'],
  mapping: ['mapping', 'model', 'errors'],
  config: ['config', 'model', 'errors'],
  errors: ['model'],
  model: ['model'],
};

/** What mapping may use from outside: parsers that are pure, and a hash for the ids. */
const PURE_PACKAGES = /^(?:markdown-it|zod|csv-parse)(?:\/|$)/;
const HASHING_FILE = 'src/mapping/slack-ids.ts';

const PRINTS = /^src\/commands\/output[^/]*\.ts$/;
/** ora is handed its stream; cli.ts hears of a reader that closes the pipe. */
const HOLDS_A_STREAM: ReadonlySet<string> = new Set(['src/cli.ts', 'src/commands/progress.ts']);

const MAX_LINES = 300;

/** The layer of a file: its folder, or its own name at the top of src/. */
function layerOf(path: string): string {
  return /^src\/([^/.]+)/.exec(path)?.[1] ?? path;
}

export const RULES: Readonly<Record<string, Rule>> = {
  'imports go in one direction': ({ path, imports }) => {
    const allowed = MAY_IMPORT[layerOf(path)];
    if (allowed === undefined) return [`${layerOf(path)} is no layer of the program`];
    return imports.flatMap(({ specifier, path: target }) =>
      target === undefined || allowed.includes(layerOf(target))
        ? []
        : [`${layerOf(path)} must not import ${specifier}`],
    );
  },

  'mapping uses pure packages only': ({ path, imports }) => {
    const layer = layerOf(path);
    if (layer !== 'mapping' && layer !== 'model') return [];
    return imports
      .filter(({ path: target }) => target === undefined)
      .filter(({ specifier }) => layer === 'model' || !PURE_PACKAGES.test(specifier))
      .filter(({ specifier }) => specifier !== 'node:crypto' || path !== HASHING_FILE)
      .map(({ specifier }) => `imports ${specifier}`);
  },

  'mapping knows no process, clock, chance, timer or network': ({ path, code }) =>
    layerOf(path) === 'mapping' || layerOf(path) === 'model'
      ? found(
          code,
          /(?<![.\w$])(?:process|performance|globalThis)\b(?!\s*[:?,)}=])|\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|(?<![.\w$])(?:crypto\.|console\.|fetch\(|set(?:Timeout|Interval|Immediate)\()/,
        )
      : [],

  'only cli.ts exits': ({ path, code }) =>
    path === 'src/cli.ts'
      ? []
      : found(code, /\bprocess\s*\.\s*(?:exit|exitCode|abort|kill(?!\(\w+, 0\)))\b/),

  'only commands/output prints': ({ path, code }) => {
    if (PRINTS.test(path)) return [];
    const stream = HOLDS_A_STREAM.has(path)
      ? /\bprocess\s*\.\s*(?:stdout|stderr)\s*\.\s*(?:write|end|cork)\b/
      : /\bprocess\s*\.\s*(?:stdout|stderr)\b/;
    return [...found(code, stream), ...found(code, /(?<![.\w$])console\s*[.[]/)];
  },

  'the progress bar stays in commands': ({ path, imports }) =>
    layerOf(path) === 'commands'
      ? []
      : imports.filter(({ specifier }) => specifier === 'ora').map(() => 'imports ora'),

  'imports name the .ts file': ({ imports }) =>
    imports
      .filter(({ path: target }) => target !== undefined && !target.endsWith('.ts'))
      .map(({ specifier }) => `imports ${specifier}`),

  'no file is over 300 lines': ({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const isGenerated = path.endsWith('.generated.ts');
    return lines > MAX_LINES && !isGenerated ? [`has ${lines} lines`] : [];
  },

  'SQL is made of constants': sqlOfConstants,

  'no value is any': ({ code }) => found(code, /(?<![.\w$])any\b(?!\s*[:(=?])/),

  'no value is taken to be there with !': ({ code }) => found(code, /[\w$)\]>]!(?!=)/),

  'nothing silences the type checker': ({ text }) =>
    found(text, /@ts-(?:ignore|nocheck|expect-error)/),
};

/** Each line that the pattern is found in. */
function found(text: string, pattern: RegExp): string[] {
  return text.split('\n').flatMap((line, index) => {
    const match = pattern.exec(line);
    return match === null ? [] : [`line ${index + 1}: ${match[0]}`];
  });
}
