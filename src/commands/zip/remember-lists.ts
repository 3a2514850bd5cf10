import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import type { ExportedPosts } from '../../importers/archive/exported-posts.ts';
import { type Conversation, topicText } from '../../mapping/conversations.ts';
import {
  channelChanges,
  type ListedChannel,
  type ListedPerson,
  personChanges,
} from '../../mapping/manual-changes.ts';
import { changedPerson, peopleRecord } from '../../mapping/people-record.ts';
import { type SamePeople, uniquePeople } from '../../mapping/same-people.ts';
import { membersOf } from '../../mapping/workspace.ts';
import { channelId, type UserId } from '../../model/model.ts';
import { membersInTurn } from '../run/members.ts';
import type { Scope } from '../run/scope.ts';
import type { ZipChain } from './chain.ts';
import { someNames } from './some-names.ts';

/**
 * Records whose the posts of the archives are. UsageError when this run would write posts of an account under another
 * person than earlier archives of the chain.
 */
export function rememberPeople(
  { exported, isSinceLast }: Pick<ZipChain, 'exported' | 'isSinceLast'>,
  { workspace }: Pick<Scope, 'workspace'>,
): void {
  if (exported === undefined) return;
  const changed = isSinceLast ? changedPerson(exported.meta('people') ?? '', workspace) : undefined;
  if (changed !== undefined) throw new UsageError(changed);
  exported.setMeta('people', peopleRecord(workspace));
}

/**
 * Records the lists for comparison by the next run, and lists changes that an import does not make in existing channels
 * and accounts. UsageError when conversations of earlier archives are no longer selected: their changes would be
 * missed.
 */
export async function rememberLists(
  { exported, pending, isSinceLast }: ZipChain,
  scope: Scope,
  seenToMs: number,
): Promise<void> {
  if (exported === undefined) return;
  const people = listedPeople(scope);
  const before = isSinceLast ? exported.people() : [];
  if (isSinceLast) refuseNarrower(exported, scope);
  const names = new Map([...before, ...people].map((each) => [each.userId, each.username]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  for await (const { old, now } of listedAgain(exported, scope)) {
    if (!isSinceLast) continue;
    for (const change of channelChanges(old, now, nameOf)) pending.add(change);
  }
  for (const change of personChanges(before, people)) pending.add(change);
  exported.putPeople(people);
  exported.setMeta('seen_to_ms', String(seenToMs));
}

/**
 * Puts each conversation into the record as it is listed now; gives it with what was there before, in the order of ids.
 */
async function* listedAgain(
  exported: ExportedPosts,
  { source, conversations, workspace }: Scope,
): AsyncGenerator<{
  readonly old: readonly ListedChannel[];
  readonly now: readonly ListedChannel[];
}> {
  const present = new Map(conversations.map((each) => [each.channel.id, each]));
  const ids = [...new Set([...exported.channelIds().map(channelId), ...present.keys()])].sort();
  // A conversation that is no longer there has no members either.
  for await (const [id, members] of membersInTurn(source, ids)) {
    const conversation = present.get(id);
    const old = exported.channels([id]);
    const now =
      conversation === undefined
        ? []
        : [listedChannel(conversation, members, workspace.samePeople)];
    exported.putChannels([id], now);
    yield { old, now };
  }
}

/** Throws a UsageError when conversations that Mattermost still has are no longer selected. */
function refuseNarrower(exported: ExportedPosts, { workspace, conversations }: Scope): void {
  const selected = new Set<string>(conversations.map(({ channel }) => channel.id));
  const inSource = new Set<string>(workspace.conversations.map(({ channel }) => channel.id));
  const left = exported.channelIds().filter((id) => inSource.has(id) && !selected.has(id));
  if (left.length === 0) return;
  const names = exported.channels(left).map(({ slackName }) => `#${slackName}`);
  throw new UsageError(notice('since-last-narrower', { channels: someNames(names) }));
}

/** Returns a conversation as the archive lists it. */
const listedChannel = (
  { channel, name, isArchived, list }: Conversation,
  members: readonly UserId[],
  same: SamePeople,
): ListedChannel => ({
  channelId: channel.id,
  slackName: name,
  isArchived,
  isPublic: list === 'channels',
  topic: topicText(channel.header),
  purpose: topicText(channel.purpose),
  members: [...uniquePeople(membersOf(channel, members), same)].sort(),
});

/** Returns the people as the archive lists them, without their further accounts. */
export function listedPeople({
  decisions,
  read,
}: Pick<Scope, 'decisions' | 'read'>): readonly ListedPerson[] {
  const deactivated = new Set(
    read.users.filter(({ deleteAtMs }) => deleteAtMs !== undefined).map(({ id }) => id),
  );
  const listed = decisions.people.filter(({ action }) => action !== 'same-as');
  return listed.map(({ userId, username, fullName }) => ({
    userId,
    username,
    fullName,
    isDeactivated: deactivated.has(userId),
  }));
}
