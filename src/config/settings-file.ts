import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
} from 'yaml';
import { z } from 'zod';
import { ConfigError, type Line } from '../errors/errors.ts';
import { type Notice, type NoticeValue, notice } from '../errors/notices.ts';
import { LIMIT_NAMES } from '../slack/methods.ts';
import { didYouMean, nearest } from './complaints.ts';
import { parseSourceUrl } from './database-url.ts';
import { SETTINGS_FILE } from './defaults.ts';
import { type FileContent, type ReadFile, readOptionalFile, readSettingFile } from './read-file.ts';
import { isSection, keysAt, type Settings, settingKeys, settingsSchema } from './schema.ts';

/** Settings some of which cannot be used; `sound` are those of the sections without a fault. */
class SpoiltSettings extends ConfigError {
  readonly sound: Settings;

  constructor(sound: Settings, complaints: readonly Line[]) {
    super(complaints);
    this.sound = sound;
  }
}

/** The settings, or the valid part of them: a fault is reported together with those of the other sections. */
export function soundSettings(settings: () => Settings): Settings {
  try {
    return settings();
  } catch (error) {
    if (error instanceof SpoiltSettings) return error.sound;
    throw error;
  }
}

function soundPart(value: unknown, issues: readonly z.core.$ZodIssue[]): Settings {
  const spoilt = issues.flatMap((issue) => {
    const isUnknown = issue.code === 'unrecognized_keys' && issue.path.length === 0;
    return isUnknown ? issue.keys : issue.path.slice(0, 1);
  });
  const sound = Object.entries(typeof value === 'object' ? (value ?? {}) : {});
  const rest = Object.fromEntries(sound.filter(([key]) => !spoilt.includes(key)));
  return settingsSchema.safeParse(rest).data ?? {};
}

/** What bytes of UTF-16 or of a file that is no text become when they are read as UTF-8. */
const OTHER_ENCODING = /\0|^\ufffd/;

/** The settings in the text of mm2slack.yaml; every complaint, with its line, in one ConfigError. */
export function parseSettings(path: string, yaml: string): Settings {
  if (OTHER_ENCODING.test(yaml)) throw new ConfigError([notice('settings-not-utf8', { path })]);
  const lines = new LineCounter();
  const document = parseDocument(yaml, { lineCounter: lines, logLevel: 'error' });
  const at = (offset: number | undefined): string =>
    offset === undefined ? path : `${path}:${lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    throw new ConfigError(
      document.errors.map(({ code, pos }) =>
        notice('at', { place: at(pos[0]), what: yamlFault(code) }),
      ),
    );
  }
  const parsed = settingsSchema.safeParse(settingsIn(path, document), { reportInput: true });
  if (parsed.success) return parsed.data;
  throw new SpoiltSettings(
    soundPart(settingsIn(path, document), parsed.error.issues),
    parsed.error.issues
      .flatMap(settingComplaints)
      .map(({ path: way, what }) => ({ offset: keyOffset(document.contents, way), what }))
      .toSorted((a, b) => (a.offset ?? -1) - (b.offset ?? -1))
      .map(({ offset, what }) => notice('at', { place: at(offset), what })),
  );
}

const YAML_FAULTS: Readonly<Record<string, Notice>> = {
  TAB_AS_INDENT: notice('yaml-tab'),
  DUPLICATE_KEY: notice('yaml-duplicate-key'),
  MISSING_CHAR: notice('yaml-missing-end'),
  BAD_INDENT: notice('yaml-bad-indent'),
  BLOCK_AS_IMPLICIT_KEY: notice('yaml-colon-in-value'),
};

/** By the code: the parser's own sentence quotes the file, which may hold a password. */
function yamlFault(code: string): Notice {
  const fault = code.toLowerCase().replaceAll('_', ' ');
  return YAML_FAULTS[code] ?? notice('yaml-fault', { fault });
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
    throw new ConfigError([notice('yaml-alias', { path })], {
      cause: error,
    });
  }
}

/** Position in the text of the last key of `path` that is there; of an entry of a list, where the entry begins. */
function keyOffset(root: Node | null, path: readonly PropertyKey[]): number | undefined {
  let node: unknown = root;
  let offset: number | undefined;
  for (const key of path) {
    if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset;
      continue;
    }
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
  readonly what: Notice;
}

/** What the schema's finding says to a person; several unknown keys are several complaints. */
function settingComplaints(issue: z.core.$ZodIssue): readonly SettingComplaint[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      what: notice('unknown-key', {
        key: [...path, shownKey(key)].join('.'),
        meant: knownKeys(path, key),
      }),
    }));
  }
  if (issue.code === 'invalid_key') {
    const key = String(path.at(-1));
    const meant = nearest(key, LIMIT_NAMES) ?? notice('any-limit');
    const shown = [...path.slice(0, -1), shownKey(key)].join('.');
    return [{ path, what: notice('unknown-key', { key: shown, meant }) }];
  }
  const key = path.length === 0 ? notice('the-file') : path.join('.');
  const money = moneyFault(issue);
  if (money !== undefined) return [{ path, what: money }];
  const what = notice('setting-unusable', {
    key,
    received: received(issue),
    expected: expected(issue),
    near: nearValue(issue),
  });
  return [{ path, what }];
}

/** What is wrong with a currency or its rate, of which the schema's own check tells; undefined for other findings. */
function moneyFault({ code, path, ...issue }: z.core.$ZodIssue): Notice | undefined {
  if (code !== 'custom' || !('params' in issue)) return undefined;
  const { fault, currency, own } = moneyParams.parse(issue.params);
  const key = path.join('.');
  if (fault === 'currency-unknown') {
    const { input } = issue;
    const text = typeof input === 'string' && /^[A-Za-z]{2,4}$/.test(input) ? input : undefined;
    const received = text === undefined ? notice('a-text') : `'${text}'`;
    return notice('setting-unusable', { key, received, expected: notice('a-currency'), near: '' });
  }
  return notice(fault, { key, currency, own });
}

const moneyParams = z.object({
  fault: z.enum(['currency-unknown', 'rate-missing', 'rate-unneeded']),
  currency: z.string().default(''),
  own: z.string().default(''),
});

/** An address inside braces is a key too, with its password. */
function shownKey(key: string): string {
  return /^[\w.-]{1,40}$/.test(key) ? key : '…';
}

/** The key that was meant, in this section or in another, else all of the section. */
function knownKeys(path: readonly PropertyKey[], key: string): NoticeValue {
  const known = sectionKeys(path);
  const elsewhere = settingKeys().find((other) => other.endsWith(`.${key}`));
  const meant = elsewhere ?? nearest(key, known);
  return meant ?? known;
}

/** Texts are shown only where one of a few words belongs: elsewhere they may hold a password. */
function received({ code, input }: z.core.$ZodIssue): NoticeValue {
  if (input === undefined || input === null || input === '') return notice('nothing');
  if (typeof input === 'string') return code === 'invalid_value' ? `'${input}'` : notice('a-text');
  if (Array.isArray(input)) return notice('a-list');
  return typeof input === 'object' ? notice('a-section') : `${input}`;
}

/** The word that was meant, where one of a few belongs. */
function nearValue(issue: z.core.$ZodIssue): NoticeValue {
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return '';
  return didYouMean(issue.input, issue.values.map(String));
}

const TYPES: Readonly<Record<string, Notice>> = {
  string: notice('a-text'),
  number: notice('a-number'),
  int: notice('a-whole-number'),
  boolean: notice('true-or-false'),
};

function expected(issue: z.core.$ZodIssue): NoticeValue {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? notice('a-section-with', { keys: sectionKeys(issue.path) });
    case 'invalid_value':
      return issue.values.map(String);
    case 'too_small': {
      if (issue.origin === 'string') return notice('a-text');
      const minimum = String(issue.minimum);
      return notice(issue.inclusive === false ? 'more-than' : 'or-more', { minimum });
    }
    case 'too_big':
      return notice('or-less', { maximum: String(issue.maximum) });
    default:
      return notice('names');
  }
}

function sectionKeys(path: readonly PropertyKey[]): readonly string[] {
  return keysAt(path);
}

/**
 * The settings of the file that --config names, or of mm2slack.yaml in the current folder, which need
 * not be there. A password that others may read is remarked on in `warnings`.
 */
export function readSettings(
  path: string | undefined,
  readFile: ReadFile,
  warnings: Line[],
): Settings {
  const content: FileContent | undefined =
    path === undefined
      ? readOptionalFile('config', SETTINGS_FILE, readFile)
      : readSettingFile('config', path, readFile);
  if (content === undefined) return {};
  const name = path ?? SETTINGS_FILE;
  const settings = parseSettings(name, content.text);
  const isSecret = holdsPassword(settings.source?.url) || settings.notify?.url !== undefined;
  if (!content.isPrivate && isSecret) {
    warnings.push(notice('settings-file-readable', { name }));
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
