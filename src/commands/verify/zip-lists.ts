import type { Config } from '../../config/config.ts';
import type { Source } from '../../exporters/source.ts';
import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import { archiveChannel, archivePerson } from '../../mapping/verify/archive.ts';
import { compareChannels, comparePersons, onlyIn } from '../../mapping/verify/compare.ts';
import { differenceOf } from '../../mapping/verify/facts.ts';
import {
  expectedChannel,
  expectedMembers,
  expectedPerson,
} from '../../mapping/verify/source-lists.ts';
import type { SourceView } from '../../mapping/verify/source-posts.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { type ReadWorkspace, readAllMembers } from '../run/scope.ts';
import type { DifferenceLog } from './difference-log.ts';
import type { ArchiveViews } from './zip-view.ts';

export interface ListComparing {
  readonly config: Config;
  readonly source: Source;
  readonly set: ArchiveSet;
  readonly read: ReadWorkspace;
  readonly conversations: readonly Conversation[];
  readonly views: ArchiveViews;
  /** The `ts` of pinned posts by conversation. */
  readonly pins: ReadonlyMap<ChannelId, readonly string[]>;
  readonly book: DifferenceLog;
}

/** Channels and their members, both ways. Comes after the messages, which tell what is pinned. */
export async function compareArchiveChannels(lists: ListComparing): Promise<void> {
  const { source, set, conversations, book, views } = lists;
  const members = await readAllMembers(
    source,
    conversations.map(({ channel }) => channel.id),
  );
  const view = views.source(() => 0);
  for (const conversation of conversations) {
    await compareChannel(lists, view, conversation, members.get(conversation.channel.id) ?? []);
  }
  const wanted = new Set<string>(conversations.map(({ slackId }) => slackId));
  for (const [id, { entry }] of set.conversations) {
    if (wanted.has(id)) continue;
    const name = typeof entry['name'] === 'string' ? entry['name'] : '';
    const about = { kind: 'unexpected', thing: 'channel', slackChannel: id, target: name } as const;
    await book.record([differenceOf(about)]);
  }
  for (const name of set.strayDays) {
    await book.record([differenceOf({ kind: 'unexpected', thing: 'entry', name })]);
  }
}

async function compareChannel(
  { set, views, book, pins }: ListComparing,
  view: SourceView,
  conversation: Conversation,
  members: readonly UserId[],
): Promise<void> {
  const { channel, slackId } = conversation;
  if (channel.creatorId !== undefined && !view.isSkipped(channel.creatorId)) {
    view.shown(channel.creatorId);
  }
  const people = expectedMembers(channel, members, view.isSkipped).map(view.shown);
  const place = { channelId: channel.id, slackChannel: slackId };
  const listed = set.conversations.get(slackId);
  if (listed === undefined) {
    await book.record([differenceOf({ ...place, kind: 'missing', thing: 'channel' })]);
    return;
  }
  const target = archiveChannel(listed.entry, listed.list, views.archive.names);
  await book.record(compareChannels(expectedChannel(conversation, people), target, place));
  const expected = pins.get(channel.id) ?? [];
  const there = new Set(target.pins);
  // A later archive lists the pins of its own messages.
  const pinned = set.names.length > 1 ? expected.filter((ts) => there.has(ts)) : expected;
  const different = conversation.list === 'dms' ? undefined : onlyIn(pinned, target.pins);
  if (different === undefined) return;
  const about = { kind: 'differs', thing: 'channel', field: 'pins' } as const;
  await book.record([differenceOf({ ...place, ...about, ...different })]);
}

/** Accounts, both ways. Comes last: only then it is known which accounts without a row were met. */
export async function compareArchiveUsers(lists: ListComparing): Promise<void> {
  const { config, read, set, book, views } = lists;
  const known = new Set<string>();
  for (const user of read.workspace.users.values()) {
    if (read.workspace.skipped.has(user.id)) continue;
    const id = userSlackId(user.id);
    known.add(id);
    const entry = set.users.get(id);
    const name = user.username;
    if (entry === undefined) {
      await book.record([differenceOf({ kind: 'missing', thing: 'user', name })]);
      continue;
    }
    const decision = read.workspace.people.get(user.id);
    const person = expectedPerson(user, decision, config.rehearsalDomain);
    await book.record(comparePersons(person, archivePerson(entry), name));
  }
  for (const id of views.unknown) {
    const slackId = userSlackId(id);
    known.add(slackId);
    if (set.users.has(slackId)) continue;
    await book.record([differenceOf({ kind: 'missing', thing: 'user', name: `unknown ${id}` })]);
  }
  for (const id of set.users.keys()) {
    if (known.has(id)) continue;
    await book.record([differenceOf({ kind: 'unexpected', thing: 'user', name: id })]);
  }
}
