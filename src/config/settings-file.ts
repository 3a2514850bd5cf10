import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import { ConfigError } from '../errors.ts';
import { settingComplaints } from './settings-complaint.ts';
import { isSection, type Settings, settingsSchema } from './settings-schema.ts';

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
