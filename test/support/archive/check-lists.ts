import { mrkdwnFaults } from './check-mrkdwn.ts';
import { isObject, type JsonObject, textOf, textsOf } from './json.ts';
import { type ArchiveConversation, ROOT_LISTS, type SlackArchive } from './read-archive.ts';
import { missingFields } from './required-fields.ts';
import { ID_SHAPES, type KnownIds } from './slack-ids.ts';
import type { Validators } from './slack-validator.ts';

/** What is wrong with the lists at the root and with the names of the entries. */
export function* checkLists(
  archive: SlackArchive,
  known: KnownIds,
  validators: Validators,
): Generator<string> {
  for (const name of Object.values(ROOT_LISTS)) {
    if (!archive.entries.has(name)) yield `${name} is missing`;
  }
  for (const user of archive.users) yield* checkUser(user, validators);
  for (const conversation of archive.conversations) {
    yield* checkConversationEntry(conversation, known, validators);
  }
  yield* checkGeneral(archive);
  yield* checkUniqueness(archive);
  yield* checkFolders(archive);
}

function* checkUser(user: JsonObject, validators: Validators): Generator<string> {
  const id = textOf(user, 'id') ?? '';
  const place = `users.json ${id}`;
  for (const fault of validators.user(user)) yield `${place}: ${fault}`;
  const kinds = user['is_bot'] === true ? (['user', 'bot user'] as const) : (['user'] as const);
  for (const kind of kinds) {
    for (const field of missingFields(kind, user)) yield `${place}: a ${kind} without ${field}`;
  }
  if (!ID_SHAPES.user.test(id)) yield `${place}: the id has not Slack's shape`;
  if (!ID_SHAPES.team.test(textOf(user, 'team_id') ?? '')) {
    yield `${place}: the team_id has not Slack's shape`;
  }
  const botId = isObject(user['profile']) ? textOf(user['profile'], 'bot_id') : undefined;
  if (botId !== undefined && !ID_SHAPES.bot.test(botId)) {
    yield `${place}: the bot_id has not Slack's shape`;
  }
}

function* checkConversationEntry(
  { kind, id, entry }: ArchiveConversation,
  known: KnownIds,
  validators: Validators,
): Generator<string> {
  const place = `${ROOT_LISTS[kind]} ${id}`;
  for (const fault of validators.conversation(entry)) yield `${place}: ${fault}`;
  for (const field of missingFields(kind, entry)) yield `${place}: no ${field}`;
  if (!ID_SHAPES[kind].test(id)) yield `${place}: the id has not Slack's shape`;
  const members = textsOf(entry['members']);
  if (new Set(members).size !== members.length) yield `${place}: a member stands twice`;
  for (const person of [...members, ...creatorsOf(entry)]) {
    if (!known.isUser(person)) yield `${place}: ${person} is not in users.json`;
  }
  for (const key of ['topic', 'purpose']) {
    const text = isObject(entry[key]) ? (textOf(entry[key], 'value') ?? '') : '';
    for (const fault of mrkdwnFaults(text, known)) yield `${place} ${key}: ${fault}`;
  }
  if (kind === 'channels' || kind === 'groups')
    yield* checkName(place, textOf(entry, 'name') ?? '');
}

/** The creators of the conversation, its topic and its purpose; an empty text has none. */
function creatorsOf(entry: JsonObject): readonly string[] {
  const texts = [entry['topic'], entry['purpose']].filter(isObject);
  return [entry, ...texts]
    .map((object) => textOf(object, 'creator') ?? '')
    .filter((creator) => creator !== '');
}

/** Lower case, no space or punctuation but - and _, 80 characters; letters of any script. */
function* checkName(place: string, name: string): Generator<string> {
  const isLegal = /^[\p{L}\p{M}\p{N}_-]+$/u.test(name) && /[\p{L}\p{N}]/u.test(name);
  if (!isLegal) yield `${place}: the name ${name} is not legal in Slack`;
  if (name !== name.toLowerCase()) yield `${place}: the name ${name} is not in lower case`;
  if ([...name].length > 80) yield `${place}: the name ${name} has more than 80 characters`;
}

function* checkGeneral({ channels, groups }: SlackArchive): Generator<string> {
  const isGeneral = (entry: JsonObject) => entry['is_general'] === true;
  const count = channels.filter(isGeneral).length;
  if (channels.length > 0 && count !== 1)
    yield `channels.json has ${count} general channels, not one`;
  if (groups.some(isGeneral)) yield 'groups.json has a general channel';
}

function* checkUniqueness({ users, conversations }: SlackArchive): Generator<string> {
  const ids = [
    ...users.map((user) => textOf(user, 'id') ?? ''),
    ...conversations.map(({ id }) => id),
  ];
  for (const id of repeated(ids)) yield `the id ${id} stands twice`;
  const handles = users.map((user) => textOf(user, 'name') ?? '');
  for (const name of repeated(handles)) yield `users.json: the name ${name} stands twice`;
  const folders = conversations.map(({ folder }) => folder.normalize('NFKC'));
  for (const name of repeated(folders)) yield `the conversation name ${name} stands twice`;
}

function repeated(values: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const value of values) (seen.has(value) ? twice : seen).add(value);
  return twice;
}

function* checkFolders({
  entries,
  conversations,
  folders,
  ownFolders,
}: SlackArchive): Generator<string> {
  for (const { folder } of conversations) {
    if (!ownFolders.has(folder)) yield `the conversation ${folder} has no folder of its own`;
  }
  const known = new Set(conversations.map(({ folder }) => folder));
  for (const folder of [...folders, ...ownFolders]) {
    if (!known.has(folder)) yield `the folder ${folder} belongs to no conversation`;
  }
  const lists = new Set<string>(Object.values(ROOT_LISTS));
  for (const name of entries.keys()) {
    if (!name.includes('/') && !lists.has(name)) yield `${name} is no list of an export`;
  }
}
