import { isObject, type JsonObject, objectsOf, textOf } from './json.ts';
import { compareTs } from './message-ts.ts';
import type { KnownIds } from './slack-ids.ts';

/* What real exports hold without an exception or almost without: docs/export-facts.md, Values. */

/** Where a message has another shape than those of real exports. */
export function* checkFacts(message: JsonObject, known: KnownIds): Generator<string> {
  yield* checkEmoji(message['blocks']);
  yield* checkEdited(message);
  for (const file of objectsOf(message['files'])) {
    const type = textOf(file, 'mimetype') ?? '';
    if (type.includes(';')) yield `file ${file['id']}: a MIME type with parameters: ${type}`;
  }
  for (const [link, id = '', label] of (textOf(message, 'text') ?? '').matchAll(CHANNEL_LINK)) {
    const name = known.publicName(id);
    if (label !== name) yield `${link} should name the channel ${name ?? 'without a name'}`;
  }
}

const CHANNEL_LINK = /<#([CGD][A-Z0-9]+)(?:\|([^<>]*))?>/g;

function* checkEmoji(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    for (const item of value) yield* checkEmoji(item);
  }
  if (!isObject(value)) return;
  for (const inner of Object.values(value)) yield* checkEmoji(inner);
  if (value['type'] !== 'emoji') return;
  const name = textOf(value, 'name') ?? '';
  const unicode = textOf(value, 'unicode');
  if (name.includes('::')) yield `the emoji ${name} has its skin tone in its name`;
  if (unicode !== undefined && !/^[0-9a-f]+(?:-[0-9a-f]+)*$/.test(unicode)) {
    yield `the emoji ${name} has the code points ${unicode}`;
  }
  const tone = value['skin_tone'];
  const code = typeof tone === 'number' ? (0x1f3fb + tone - 2).toString(16) : '';
  if (code !== '' && unicode?.split('-').includes(code) !== true) {
    yield `the emoji ${name} has the skin tone ${tone}, and not in its code points`;
  }
}

function* checkEdited({ edited, ts }: JsonObject): Generator<string> {
  if (!isObject(edited)) return;
  const at = textOf(edited, 'ts') ?? '';
  if (!at.endsWith('.000000')) yield `edited.ts ${at} has a fraction`;
  if (typeof ts === 'string' && compareTs(at, ts) < 0)
    yield `edited.ts ${at} is before its message`;
}
