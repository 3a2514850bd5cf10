import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { ConfigError } from '../errors/errors.ts';
import { LIMIT_NAMES } from '../slack/methods.ts';
import { alternatives, nearest } from './complaints.ts';
import { parseSourceUrl } from './database-url.ts';
import { type FileContent, type ReadFile, readOptionalFile, readSettingFile } from './read-file.ts';
import { isSection, keysIn, type Settings, settingKeys, settingsSchema } from './schema.ts';

/** The settings in the text of mm2slack.yaml; every complaint, with its line, in one ConfigError. */
export function parseSettings(path: string, yaml: string): Settings {
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, logLevel: 'error' });
  const at = (offset: number | undefined): string =>
    offset === undefined ? path : `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ code, pos }) => `${at(pos[0])}: ${yamlFault(code)}`),
    );
  }
  const parsed = settingsSchema.safeParse(settingsIn(path, document), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues
      .flatMap(settingComplaints)
      .map((complaint) => `${at(keyOffset(document.contents, complaint.path))}: ${complaint.text}`),
  );
}

const YAML_FAULTS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab as indent, expected spaces',
  DUPLICATE_KEY: 'a key for the second time, expected each once',
  MISSING_CHAR: 'a quote or bracket is open or a comma is missing, expected its end',
  BAD_INDENT: 'an indent that fits no line above or an open bracket, expected one indent a section',
  BLOCK_AS_IMPLICIT_KEY: "a value with ': ' in it, expected quotes around it",
};

/** By the code: the parser's own sentence quotes the file, which may hold a password. */
function yamlFault(code: string): string {
  const plain = code.toLowerCase().replaceAll('_', ' ');
  return YAML_FAULTS[code] ?? `${plain}, expected readable YAML`;
}

/** The file as plain values; an empty file and sections whose keys are all commented out say nothing. */
function settingsIn(path: string, document: Document): unknown {
  const value = plainValue(path, document) ?? {};
  if (typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => inner !== null || !isSection(key)),
  );
}

function plainValue(path: string, document: Document): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ConfigError([`${path}: an alias that cannot be resolved, expected plain values`], {
      cause: error,
    });
  }
}

/** Where the last key of `path` that is there stands in the text. */
function keyOffset(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset: number | undefined;
  for (const key of path) {
    if (!isMap(node)) break;
    const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
    if (pair === undefined || !isScalar(pair.key)) break;
    offset = pair.key.range?.[0];
    node = pair.value;
  }
  return offset;
}

/** One thing wrong with mm2slack.yaml and the way to it, from the top. */
interface SettingComplaint {
  readonly path: readonly PropertyKey[];
  /** `key: what we got, what we expected`. */
  readonly text: string;
}

/** What the schema's finding says to a person; several unknown keys are several complaints. */
function settingComplaints(issue: z.core.$ZodIssue): readonly SettingComplaint[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      text: `${[...path, shownKey(key)].join('.')}: unknown key, expected ${knownKeys(path, key)}`,
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const meant = nearest(key, LIMIT_NAMES) ?? "posts, postsPerChannel or a method of Slack's";
    const shown = [...path.slice(0, -1), shownKey(key)].join('.');
    return [{ path, text: `${shown}: unknown key, expected ${meant}` }];
  }
  const key = path.length === 0 ? 'the file' : path.join('.');
  return [{ path, text: `${key}: ${received(issue)}, expected ${expected(issue)}` }];
}

/** An address inside braces is a key too, with its password. */
function shownKey(key: string): string {
  return /^[\w.-]{1,40}$/.test(key) ? key : '…';
}

/** The key that was meant, in this section or in another, else all of the section. */
function knownKeys(path: readonly PropertyKey[], key: string): string {
  const known = sectionKeys(path);
  const elsewhere = settingKeys().find((other) => other.key.endsWith(`.${key}`));
  const meant = elsewhere?.key ?? nearest(key, known);
  return meant ?? alternatives(known);
}

/** Texts are shown only where one of a few words belongs: elsewhere they may hold a password. */
function received({ code, input }: z.core.$ZodIssue): string {
  if (input === undefined || input === null || input === '') return 'nothing';
  if (typeof input === 'string') return code === 'invalid_value' ? `'${input}'` : 'a text';
  if (Array.isArray(input)) return 'a list';
  return typeof input === 'object' ? 'a section' : `${input}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? `a section with ${alternatives(sectionKeys(issue.path))}`;
    case 'invalid_value':
      return alternatives(issue.values.map(String));
    case 'too_small':
      return issue.origin === 'string' ? 'a text' : `${issue.minimum} or more`;
    case 'too_big':
      return `${issue.maximum} or less`;
    default:
      return 'a name or a list of names (numbers in quotes)';
  }
}

function sectionKeys(path: readonly PropertyKey[]): readonly string[] {
  return keysIn(path.length === 0 ? undefined : path.join('.'));
}

const DEFAULT_FILE = 'mm2slack.yaml';

/**
 * The settings of the file that --config names, or of mm2slack.yaml in the current folder, which need
 * not be there. A password that others may read is remarked on in `warnings`.
 */
export function readSettings(
  path: string | undefined,
  readFile: ReadFile,
  warnings: string[],
): Settings {
  const content: FileContent | undefined =
    path === undefined
      ? readOptionalFile('config', DEFAULT_FILE, readFile)
      : readSettingFile('config', path, readFile);
  if (content === undefined) return {};
  const name = path ?? DEFAULT_FILE;
  const settings = parseSettings(name, content.text);
  if (!content.isPrivate && holdsPassword(settings.source?.url)) {
    warnings.push(`${name} holds a password and others may read it: chmod 600 ${name}`);
  }
  return settings;
}

function holdsPassword(url: string | undefined): boolean {
  if (url === undefined) return false;
  try {
    return parseSourceUrl('source.url', url).password.reveal() !== '';
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    // Whoever resolves the address complains of it.
    return false;
  }
}
