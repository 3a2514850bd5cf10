import { readFileSync } from 'node:fs';
import { isObject, type JsonObject, objectsOf, textOf } from './json.ts';
import type { SlackArchive } from './read-archive.ts';

interface FieldFact {
  readonly kind: string;
  readonly field: string;
  readonly ours: string;
}

/** The rows of the table of fields in docs/export-facts.md. */
export function fieldFacts(): readonly FieldFact[] {
  const page = readFileSync(new URL('../../../docs/export-facts.md', import.meta.url), 'utf8');
  return page.split('\n').flatMap((line) => {
    const [, kind, field, real, ours, ...more] = line.split('|').map((cell) => cell.trim());
    const isRow = more.length === 1 && real?.endsWith('%') === true;
    return isRow && kind !== undefined && field !== undefined && ours !== undefined
      ? [{ kind, field, ours }]
      : [];
  });
}

/** Rows of the table that an archive does not hold to, as sentences. */
export async function brokenFacts(archive: SlackArchive): Promise<readonly string[]> {
  const things = new Map<string, JsonObject[]>();
  const add = (kind: string, thing: JsonObject): void => {
    things.set(kind, [...(things.get(kind) ?? []), thing]);
  };
  for (const conversation of archive.conversations) {
    for await (const message of archive.messages(conversation)) addMessage(message, add);
  }
  return fieldFacts().flatMap(({ kind, field, ours }) => {
    const all = things.get(kind) ?? [];
    const having = all.filter((thing) => field in thing).length;
    const found = having === 0 ? 'never' : having === all.length ? 'always' : 'some';
    // The fixtures have no case of some fields that only some messages have.
    const holds = ours === 'some' ? found !== 'always' : found === ours;
    if (all.length > 0 && holds) return [];
    return [`${kind}.${field}: ${having} of ${all.length}, the page says ${ours}`];
  });
}

function addMessage(message: JsonObject, add: (kind: string, thing: JsonObject) => void): void {
  const subtype = textOf(message, 'subtype');
  const threadTs = textOf(message, 'thread_ts');
  if (subtype === undefined) add('person', message);
  else add(subtype, message);
  if (threadTs !== undefined) add(threadTs === message['ts'] ? 'root' : 'reply', message);
  if (isObject(message['edited'])) add('edited', message['edited']);
  for (const reaction of objectsOf(message['reactions'])) add('reaction', reaction);
  for (const block of objectsOf(message['blocks'])) add('block', block);
  for (const emoji of emojiIn(message['blocks'])) add('emoji', emoji);
}

function emojiIn(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(emojiIn);
  if (!isObject(value)) return [];
  return value['type'] === 'emoji' ? [value] : Object.values(value).flatMap(emojiIn);
}
