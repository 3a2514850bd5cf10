import { checkFacts } from './check-facts.ts';
import { checkMrkdwn } from './check-mrkdwn.ts';
import { authorOf } from './check-thread.ts';
import {
  allTexts,
  isObject,
  type JsonObject,
  objectsOf,
  textOf,
  textsOf,
  valuesUnder,
} from './json.ts';
import { microsecondsOf } from './message-ts.ts';
import { kindsOfMessage, missingFields } from './required-fields.ts';
import { ID_SHAPES, type KnownIds } from './slack-ids.ts';

/** What is wrong with one message, taken for itself; its schema is checked elsewhere. */
export function* checkMessage(
  message: JsonObject,
  conversationId: string,
  known: KnownIds,
): Generator<string> {
  for (const kind of kindsOfMessage(message)) {
    for (const field of missingFields(kind, message)) yield `a ${kind} without ${field}`;
  }
  yield* checkPeople(message, known);
  yield* checkReactions(message, known);
  yield* checkFiles(message, known);
  yield* checkBlocks(message, known);
  yield* checkMrkdwn(message, known);
  yield* checkFacts(message, known);
  for (const place of textsOf(message['pinned_to'])) {
    if (place !== conversationId) yield `pinned_to names ${place}, another conversation`;
  }
  for (const text of allTexts(message)) {
    if (/\p{Surrogate}|\0/u.test(text)) yield 'a text holds NUL or half a character';
  }
}

function* checkPeople(message: JsonObject, known: KnownIds): Generator<string> {
  for (const field of ['user', 'inviter', 'bot_id']) {
    const id = textOf(message, field);
    if (id === undefined) continue;
    const isKnown = field === 'bot_id' ? ID_SHAPES.bot.test(id) : known.isUser(id);
    if (!isKnown) yield `${field} ${id} is not in users.json`;
  }
  if (authorOf(message) === '') yield 'has neither user nor bot_id';
  const { edited } = message;
  if (!isObject(edited)) return;
  for (const field of missingFields('edited', edited)) yield `edited without ${field}`;
  if (!known.isAuthor(textOf(edited, 'user') ?? '')) yield 'edited by somebody unknown';
  if (microsecondsOf(textOf(edited, 'ts') ?? '') === undefined) yield 'edited.ts is no ts';
}

function* checkReactions(message: JsonObject, known: KnownIds): Generator<string> {
  const reactions = objectsOf(message['reactions']);
  const names = reactions.map((reaction) => textOf(reaction, 'name'));
  if (new Set(names).size !== names.length) yield 'a reaction stands twice';
  for (const reaction of reactions) {
    const place = `reaction ${reaction['name']}`;
    for (const field of missingFields('reaction', reaction)) yield `${place} without ${field}`;
    const users = textsOf(reaction['users']);
    if (reaction['count'] !== users.length) yield `${place}: count is not the number of users`;
    if (users.length === 0) yield `${place}: nobody reacted`;
    if (new Set(users).size !== users.length) yield `${place}: a user stands twice`;
    for (const user of users) {
      if (!known.isUser(user)) yield `${place}: ${user} is not in users.json`;
    }
  }
}

function* checkFiles(message: JsonObject, known: KnownIds): Generator<string> {
  const files = objectsOf(message['files']);
  const ids = files.map((file) => textOf(file, 'id'));
  if (new Set(ids).size !== ids.length) yield 'a file stands twice';
  for (const file of files) {
    const place = `file ${file['id']}`;
    const kind = file['mode'] === 'tombstone' ? 'deleted file' : 'file';
    for (const field of missingFields(kind, file)) yield `${place}: a ${kind} without ${field}`;
    if (!ID_SHAPES.file.test(textOf(file, 'id') ?? ''))
      yield `${place}: not Slack's shape of an id`;
    const user = textOf(file, 'user');
    if (user !== undefined && !known.isAuthor(user)) yield `${place}: of the unknown user ${user}`;
    if (typeof file['size'] === 'number' && file['size'] < 0) yield `${place}: a negative size`;
  }
}

function* checkBlocks({ blocks }: JsonObject, known: KnownIds): Generator<string> {
  for (const id of valuesUnder(blocks, 'user_id')) {
    if (!known.isUser(String(id))) yield `a block mentions ${id}, who is not in users.json`;
  }
  for (const id of valuesUnder(blocks, 'channel_id')) {
    if (!known.isConversation(String(id))) yield `a block names ${id}, which is in no list`;
  }
}
