import type { OutputShape } from '../../config/mapping-rules.ts';
import type { Line } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import type { OpenEntry } from '../../importers/archive/open-entry.ts';
import type { ZipFile } from '../../importers/archive/zip-writer.ts';
import {
  CONVERSATION_LISTS,
  type Conversation,
  mapChannel,
  mapDirect,
} from '../../mapping/conversations.ts';
import type { ExportStatus } from '../../mapping/custom-status.ts';
import { SLACKBOT } from '../../mapping/messages/authors.ts';
import { botSlackId } from '../../mapping/slack-ids.ts';
import { mapUnknownUser, mapUser, type SlackUserIds, type UserShape } from '../../mapping/users.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelId, User, UserId } from '../../model/model.ts';
import { WORKSPACE_ID } from '../../slack/shapes.ts';
import type { AtomicFile } from '../../system/atomic-file.ts';
import { channelPlace, type LossRecorder } from '../run/loss-log.ts';
import { membersInTurn } from '../run/members.ts';
import type { Scope } from '../run/scope.ts';
import type { OpenArchive } from './archives.ts';
import type { PlacedPin } from './place.ts';

/** Context for writing the lists of archives. */
export interface ListRun {
  readonly scope: Scope;
  readonly people: SlackUserIds;
  readonly pins: ReadonlyMap<ChannelId, readonly PlacedPin[]>;
  readonly losses: LossRecorder;
  readonly manifest: AtomicFile;
}

/** Lists of Slack's exports without an equivalent in Mattermost; some importers require them. */
const EMPTY_LISTS = ['integration_logs', 'canvases', 'file_conversations'];

/**
 * Writes the folder of each conversation, which readers list, and the lists at the root of an archive. They follow the
 * day files, which determine the accounts without a row and the pins.
 */
export async function writeLists(run: ListRun, archive: OpenArchive): Promise<void> {
  const { zip, plan } = archive;
  for (const { list, folder } of run.scope.conversations) {
    if (plan.lists.includes(list)) await zip.addFolder(folder);
  }
  for (const list of CONVERSATION_LISTS) {
    const listed = plan.lists.includes(list)
      ? run.scope.conversations.filter((conversation) => conversation.list === list)
      : [];
    await writeList(run, zip, list, conversationEntries(run, zip.name, listed));
  }
  for (const list of EMPTY_LISTS) await writeList(run, zip, list, []);
}

/** How the people of an archive are shown. */
export interface PeopleRules {
  readonly shapeOf: (user: User) => UserShape;
  readonly statusOf: (user: User) => ExportStatus;
}

/** Writes users.json; last of all, because members of channels may be accounts without a row too. */
export async function writeUsers(
  run: ListRun,
  { zip }: OpenArchive,
  rules: PeopleRules,
): Promise<void> {
  await writeList(run, zip, 'users', userEntries(run, rules));
}

async function* conversationEntries(
  run: ListRun,
  archive: string,
  conversations: readonly Conversation[],
): AsyncGenerator<object> {
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  for await (const [id, members] of membersInTurn(run.scope.source, [...byId.keys()])) {
    const conversation = byId.get(id);
    if (conversation !== undefined)
      yield await conversationEntry(run, archive, conversation, members);
  }
}

async function conversationEntry(
  run: ListRun,
  archive: string,
  conversation: Conversation,
  rows: readonly UserId[],
): Promise<object> {
  const { channel } = conversation;
  const staying = membersOf(channel, rows).filter((id) => !run.people.isSkipped(id));
  const members = [...new Set(staying.map(run.people.of))];
  if (conversation.list === 'dms') return mapDirect(conversation, members);
  const creator = creatorOf(run, channel.creatorId);
  const pins = (run.pins.get(channel.id) ?? [])
    .filter((pin) => pin.archive === archive)
    .map(({ archive: _, ...pin }) => pin);
  const { entry, losses } = mapChannel(conversation, { members, creator }, pins);
  await run.losses.record(channelPlace(channel, run.scope.permalink), losses);
  return entry;
}

/** Returns Slack's id of the creator; Slackbot for a channel that the server created. */
function creatorOf(run: ListRun, creatorId: UserId | undefined): string {
  const isNobody = creatorId === undefined || run.people.isSkipped(creatorId);
  return isNobody ? SLACKBOT : run.people.of(creatorId);
}

function* userEntries(run: ListRun, { shapeOf, statusOf }: PeopleRules): Generator<object> {
  const ids = (user: User) => ({
    slackId: run.people.of(user.id),
    botId: botSlackId(user.id),
    team: WORKSPACE_ID,
  });
  for (const user of run.scope.workspace.users.values()) {
    const isFurther = run.scope.workspace.samePeople.has(user.id);
    if (isFurther || run.people.isSkipped(user.id)) continue;
    yield mapUser(user, ids(user), shapeOf(user), statusOf(user));
  }
  for (const id of [...run.people.unknown].sort()) {
    yield mapUnknownUser(id, {
      slackId: run.people.of(id),
      botId: botSlackId(id),
      team: WORKSPACE_ID,
    });
  }
}

async function writeList(
  run: ListRun,
  zip: ZipFile,
  list: string,
  values: Iterable<object> | AsyncIterable<object>,
): Promise<void> {
  const open = zip.openEntry(`${list}.json`);
  await writeArray(open, values);
  const entry = await open.close();
  await writeManifestLine(run.manifest, { kind: 'entry', archive: zip.name, ...entry });
}

async function writeArray(
  entry: OpenEntry,
  values: Iterable<object> | AsyncIterable<object>,
): Promise<void> {
  let isEmpty = true;
  await entry.write('[');
  for await (const value of values) {
    await entry.write(`${isEmpty ? '\n' : ',\n'}${JSON.stringify(value)}`);
    isEmpty = false;
  }
  await entry.write(isEmpty ? ']' : '\n]\n');
}

/** Compressed size of an entry of a list, estimated generously. */
const BYTES_A_PERSON = 400;
const BYTES_A_CONVERSATION = 500;
const BYTES_OF_ALL_LISTS = 2_000;

/** Estimates the compressed size of the lists of an archive. */
export function listBytes({ workspace, conversations }: Scope): number {
  return (
    BYTES_OF_ALL_LISTS +
    BYTES_A_PERSON * workspace.users.size +
    BYTES_A_CONVERSATION * conversations.length
  );
}

/** Returns warnings about archives over the wanted size: a day of a channel is never divided. */
export function sizeWarnings(
  archives: readonly { readonly file: string; readonly sizeBytes: number }[],
  { splitBy, splitBytes }: Pick<OutputShape, 'splitBy' | 'splitBytes'>,
): readonly Line[] {
  if (splitBy !== 'size') return [];
  return archives
    .filter(({ sizeBytes }) => sizeBytes > splitBytes)
    .map(({ file, sizeBytes }) => notice('archive-over-size', { file, bytes: sizeBytes }));
}
