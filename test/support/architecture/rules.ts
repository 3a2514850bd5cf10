import { hasDocstrings } from './docstring-rule.ts';
import { requestsByTransport } from './request-rule.ts';
import type { SourceFile } from './source-file.ts';
import { sqlOfConstants } from './sql-rule.ts';

/** Says what a source file does against a rule. */
export type Rule = (file: SourceFile) => readonly string[];

const BELOW_COMMANDS = [
  'reports',
  'texts',
  'exporters',
  'importers',
  'mapping',
  'slack',
  'system',
  'config',
  'model',
  'errors',
];

/** The rooms and what each may import beside itself. `commands/*` is any command's own folder. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'commands/run', 'reports', 'texts', 'system', 'errors'],
  commands: ['commands/*', 'commands/run', ...BELOW_COMMANDS],
  'commands/*': ['commands', 'commands/run', 'commands/workspace', ...BELOW_COMMANDS],
  'commands/workspace': ['commands/run', ...BELOW_COMMANDS],
  'commands/run': BELOW_COMMANDS,
  reports: ['texts', 'mapping', 'slack', 'model', 'errors'],
  texts: ['mapping', 'slack', 'model', 'errors'],
  exporters: ['system', 'config', 'model', 'errors'],
  importers: ['mapping', 'slack', 'system', 'config', 'model', 'errors'],
  mapping: ['slack', 'model', 'errors'],
  config: ['slack', 'model', 'errors'],
  slack: ['model', 'errors'],
  system: ['errors'],
  errors: ['model'],
  model: [],
};

/** Of these rooms texts know the types alone, so that a sentence decides nothing. */
const TYPES_FOR_TEXTS: ReadonlySet<string> = new Set(['mapping', 'slack', 'model', 'errors']);

/** What the pure rooms may use from outside: parsers, comparisons, a chart drawer and a width table, all pure as well. */
const PURE_PACKAGES: Readonly<Record<string, RegExp>> = {
  mapping: /^(?:markdown-it|zod|csv-parse|get-east-asian-width|node:util)(?:\/|$)/,
  slack: /^zod$/,
  reports: /^(?:echarts(?:\/.*)?|node:util)$/,
};
/**
 * Ids, contents of posts, sets of conversations, and the parts of a page that its policy allows, are told by their
 * hashes.
 */
const HASHING_FILES: ReadonlySet<string> = new Set([
  'src/mapping/messages/post-digest.ts',
  'src/mapping/packed-texts.ts',
  'src/mapping/plan/consent.ts',
  'src/mapping/slack-ids.ts',
  'src/reports/html.ts',
]);

const PRINTS = /^src\/commands\/run\/output[^/]*\.ts$/;
/** ora is handed its stream; cli.ts hears of a reader that closes the pipe. */
const HOLDS_A_STREAM: ReadonlySet<string> = new Set(['src/cli.ts', 'src/commands/run/progress.ts']);

/** A file is a chapter; a table of sentences or of their codes may be longer. */
const MAX_LINES = 300;
const MAX_LINES_OF_TABLES = 400;
const TABLES = /^src\/(?:texts\/|errors\/notice-codes\.ts$)/;

/** The room of a file: its folder, or its own name at the top of src/; a command's folder is a room of its own. */
export function roomOf(path: string): string {
  return /^src\/(commands\/[^/.]+(?=\/)|[^/.]+)/.exec(path)?.[1] ?? path;
}

const SHARED_BY_COMMANDS = ['commands/run', 'commands/workspace'];

/** A room as the table names it. */
const nameInTable = (room: string): string =>
  room.startsWith('commands/') && !SHARED_BY_COMMANDS.includes(room) ? 'commands/*' : room;

function mayImport(from: string, to: string): boolean {
  return from === to || (MAY_IMPORT[nameInTable(from)] ?? []).includes(nameInTable(to));
}

/** Rooms that decide or describe, and never touch the world. */
const PURE_ROOMS: ReadonlySet<string> = new Set(['mapping', 'slack', 'texts', 'reports', 'model']);

export const RULES: Readonly<Record<string, Rule>> = {
  'imports go in one direction': ({ path, imports }) => {
    const room = roomOf(path);
    if (MAY_IMPORT[nameInTable(room)] === undefined) return [`${room} is no room of the program`];
    return imports.flatMap(({ specifier, path: target }) =>
      target === undefined || mayImport(room, roomOf(target))
        ? []
        : [`${room} must not import ${specifier}`],
    );
  },

  'texts import types alone': ({ path, imports }) =>
    roomOf(path) !== 'texts'
      ? []
      : imports
          .filter(({ isTypeOnly, path: target }) =>
            target === undefined || TYPES_FOR_TEXTS.has(roomOf(target)) ? !isTypeOnly : false,
          )
          .map(({ specifier }) => `imports ${specifier}`),

  'no file passes on what another exports': ({ imports }) =>
    imports.filter(({ isReexport }) => isReexport).map(({ specifier }) => `passes on ${specifier}`),

  'pure rooms use pure packages only': ({ path, imports }) => {
    const room = roomOf(path);
    if (!PURE_ROOMS.has(room)) return [];
    return imports
      .filter(({ path: target }) => target === undefined)
      .filter(({ specifier }) => !(PURE_PACKAGES[room]?.test(specifier) ?? false))
      .filter(({ specifier }) => specifier !== 'node:crypto' || !HASHING_FILES.has(path))
      .map(({ specifier }) => `imports ${specifier}`);
  },

  'pure rooms know no process, clock, chance, timer or network': ({ path, code }) =>
    PURE_ROOMS.has(roomOf(path))
      ? found(
          code,
          /(?<![.\w$])(?:process|performance|globalThis)\b(?!\s*[:?,)}=])|\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|(?<![.\w$])(?:crypto\.|console\.|fetch\(|set(?:Timeout|Interval|Immediate)\()/,
        )
      : [],

  'only cli.ts exits': ({ path, code }) =>
    path === 'src/cli.ts'
      ? []
      : found(code, /\bprocess\s*\.\s*(?:exit|exitCode|abort|kill(?!\(\w+, 0\)))\b/),

  'only commands/run/output prints': ({ path, code }) => {
    if (PRINTS.test(path)) return [];
    const stream = HOLDS_A_STREAM.has(path)
      ? /\bprocess\s*\.\s*(?:stdout|stderr)\s*\.\s*(?:write|end|cork)\b/
      : /\bprocess\s*\.\s*(?:stdout|stderr)\b/;
    return [...found(code, stream), ...found(code, /(?<![.\w$])console\s*[.[]/)];
  },

  'the progress bar stays in commands': ({ path, imports }) =>
    roomOf(path).startsWith('commands')
      ? []
      : imports.filter(({ specifier }) => specifier === 'ora').map(() => 'imports ora'),

  'imports name the .ts file': ({ imports }) =>
    imports
      .filter(({ path: target }) => target !== undefined && !target.endsWith('.ts'))
      .map(({ specifier }) => `imports ${specifier}`),

  'what is public has a docstring': hasDocstrings,

  'no file is over 300 lines, no text over 400': ({ path, text }) => {
    const lines = text.trimEnd().split('\n').length;
    const isGenerated = path.endsWith('.generated.ts');
    const most = TABLES.test(path) ? MAX_LINES_OF_TABLES : MAX_LINES;
    return lines > most && !isGenerated ? [`has ${lines} lines`] : [];
  },

  'SQL is made of constants': sqlOfConstants,

  'requests go by the transport': requestsByTransport,

  'no module holds a variable': ({ code }) => found(code, /^(?:export )?(?:let|var)\b/),

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
