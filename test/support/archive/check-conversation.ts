import { checkMessage } from './check-message.ts';
import { checkThreads, type ThreadFacts, threadFacts } from './check-thread.ts';
import { isObject, type JsonObject, objectsOf, textOf, textsOf } from './json.ts';
import { compareTs, dayFileOf, microsecondsOf } from './message-ts.ts';
import type { ArchiveConversation, SlackArchive } from './read-archive.ts';
import { missingFields } from './required-fields.ts';
import type { KnownIds } from './slack-ids.ts';
import type { Validator } from './slack-validator.ts';

export interface ConversationCheck {
  readonly archive: SlackArchive;
  readonly known: KnownIds;
  readonly validate: Validator;
  /** What each file id has stood for so far, in the whole archive. */
  readonly files: Map<string, string>;
}

/** What is wrong with the messages of one conversation. */
export async function* checkConversation(
  { folder, id, entry }: ArchiveConversation,
  check: ConversationCheck,
): AsyncGenerator<string> {
  const facts: ThreadFacts[] = [];
  const pinned = new Set<string>();
  for (const day of check.archive.days(folder)) {
    const place = `${folder}/${day}`;
    const content = await check.archive.readDay(folder, day);
    for (const fault of checkDay(day, content)) yield `${place}: ${fault}`;
    for (const message of objectsOf(content)) {
      const where = `${place} ${message['ts']}`;
      for (const fault of check.validate(message)) yield `${where}: ${fault}`;
      for (const fault of checkMessage(message, id, check.known)) yield `${where}: ${fault}`;
      for (const fault of checkFileIds(message, check.files)) yield `${where}: ${fault}`;
      facts.push(threadFacts(message));
      if (textsOf(message['pinned_to']).length > 0) pinned.add(textOf(message, 'ts') ?? '');
    }
  }
  for (const ts of repeatedTs(facts)) yield `${folder}: the ts ${ts} stands twice`;
  for (const fault of checkThreads(facts)) yield `${folder} ${fault}`;
  for (const fault of checkPins(entry, pinned, check.known)) yield `${folder}: ${fault}`;
}

function* checkDay(day: string, content: unknown): Generator<string> {
  if (!/^\d{4}-\d\d-\d\d\.json$/.test(day)) yield 'is not named as a day file';
  if (!Array.isArray(content) || !content.every(isObject)) {
    yield 'is no list of messages';
    return;
  }
  if (content.length === 0) yield 'is a day without messages';
  let previous: string | undefined;
  for (const message of content) {
    const ts = textOf(message, 'ts') ?? '';
    if (microsecondsOf(ts) === undefined) yield `the ts ${ts} is not seconds, dot, six digits`;
    else if (dayFileOf(ts) !== day) yield `${ts} belongs into ${dayFileOf(ts)}`;
    if (previous !== undefined && compareTs(previous, ts) > 0)
      yield `${ts} comes after ${previous}`;
    previous = ts;
  }
}

function* repeatedTs(facts: readonly ThreadFacts[]): Generator<string> {
  const seen = new Set<string>();
  for (const { ts } of facts) {
    if (seen.has(ts)) yield ts;
    seen.add(ts);
  }
}

/** A file id may come again, but only for the same file. */
function* checkFileIds(message: JsonObject, files: Map<string, string>): Generator<string> {
  for (const file of objectsOf(message['files'])) {
    const id = textOf(file, 'id') ?? '';
    const content = JSON.stringify([file['name'], file['size'], file['created']]);
    const before = files.get(id);
    if (before !== undefined && before !== content) yield `the file id ${id} is another file's too`;
    files.set(id, content);
  }
}

function* checkPins(
  entry: JsonObject,
  pinned: ReadonlySet<string>,
  known: KnownIds,
): Generator<string> {
  const pins = objectsOf(entry['pins']);
  for (const pin of pins) {
    const id = textOf(pin, 'id') ?? '';
    for (const field of missingFields('pin', pin)) yield `pin ${id} without ${field}`;
    if (!pinned.has(id)) yield `pin ${id} is no pinned message of the conversation`;
    for (const field of ['user', 'owner']) {
      const person = textOf(pin, field) ?? '';
      if (!known.isAuthor(person)) yield `pin ${id}: ${field} ${person} is not in users.json`;
    }
  }
  const listed = new Set(pins.map((pin) => textOf(pin, 'id')));
  if ('pins' in entry && [...pinned].some((ts) => !listed.has(ts))) {
    yield 'a pinned message is missing from the pins of its entry';
  }
}
