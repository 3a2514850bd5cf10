import type { Source } from '../../exporters/source.ts';
import type { ArchiveLists } from '../../importers/archive/archive-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import {
  archiveChannel,
  archivePerson,
  compareListed,
  comparePins,
} from '../../mapping/verify/archive-lists.ts';
import {
  compareChannels,
  comparePersons,
  formatDifferences,
} from '../../mapping/verify/compare-lists.ts';
import { type Difference, differenceOf, type PersonFacts } from '../../mapping/verify/facts.ts';
import { channelFormat, personFormat } from '../../mapping/verify/format-lists.ts';
import { onePerPerson, personRule } from '../../mapping/verify/same-people.ts';
import {
  expectedBot,
  expectedChannel,
  expectedListed,
  expectedMembers,
  expectedPerson,
  expectedUnknownPerson,
} from '../../mapping/verify/source-lists.ts';
import type { SourceView } from '../../mapping/verify/source-posts.ts';
import { expectedStatus } from '../../mapping/verify/status.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { ChannelId, UserId } from '../../model/model.ts';
import { membersInTurn } from '../run/members.ts';
import type { ArchiveComparison } from './zip-comparison.ts';
import { emojiNames } from './zip-view.ts';

/** Comparison of lists, and their entries in the archives. */
interface ListComparison
  extends Pick<ArchiveComparison, 'archives' | 'views' | 'differences' | 'unknown'> {
  readonly lists: ArchiveLists;
}

/** The conversations that the lists of the archives should have, where their members are read, and their pins. */
export interface ExpectedChannels {
  readonly source: Pick<Source, 'members'>;
  readonly conversations: readonly Conversation[];
  /** The `ts` of pinned posts by conversation. */
  readonly pins: ReadonlyMap<ChannelId, readonly string[]>;
}

/** Compares channels and their members in both directions. Runs after the messages, which give the pins. */
export async function compareArchiveChannels(
  comparison: ListComparison,
  expected: ExpectedChannels,
): Promise<void> {
  const { lists, differences, views, unknown } = comparison;
  const { source, conversations, pins } = expected;
  const view = views.source(() => 0, unknown);
  const byId = new Map(conversations.map((each) => [each.channel.id, each]));
  for await (const [id, members] of membersInTurn(source, [...byId.keys()])) {
    const conversation = byId.get(id);
    if (conversation === undefined) continue;
    await compareChannel(comparison, view, conversation, { members, pins: pins.get(id) ?? [] });
  }
  const wanted = new Set<string>(conversations.map(({ slackId }) => slackId));
  for (const [id, entryOf] of lists.conversations) {
    if (wanted.has(id)) continue;
    const { name: listed } = entryOf();
    const name = typeof listed === 'string' ? listed : '';
    const about = { kind: 'unexpected', thing: 'channel', slackChannel: id, target: name } as const;
    await differences.record([differenceOf(about)]);
  }
}

/** What hangs on a channel: its members, and the `ts` of its pinned posts. */
interface ChannelRows {
  readonly members: readonly UserId[];
  readonly pins: readonly string[];
}

async function compareChannel(
  { archives, lists, views, differences }: ListComparison,
  { people }: SourceView,
  conversation: Conversation,
  { members, pins }: ChannelRows,
): Promise<void> {
  const { channel, slackId, list } = conversation;
  const { creatorId } = channel;
  // A direct message names no creator.
  if (list !== 'dms' && creatorId !== undefined && !people.isSkipped(creatorId)) {
    people.displayName(creatorId);
  }
  const inChannel = expectedMembers(channel, members, people);
  const names = inChannel.map(people.displayName);
  const place = { channelId: channel.id, slackChannel: slackId };
  const entry = lists.conversations.get(slackId)?.();
  const inList = archives.conversations.get(slackId);
  if (entry === undefined || inList === undefined) {
    await differences.record([differenceOf({ ...place, kind: 'missing', thing: 'channel' })]);
    return;
  }
  const target = archiveChannel(entry, inList, views.archive.names);
  await differences.record(compareChannels(expectedChannel(conversation, names), target, place));
  await differences.record(compareListed(expectedListed(conversation, people), target, place));
  if (inList === list) {
    const broken = channelFormat(entry, list);
    await differences.record(formatDifferences(broken, { ...place, thing: 'channel' }));
  }
  const pinned = list === 'dms' ? [] : pins;
  const different = comparePins(pinned, target, archives.names.length > 1);
  if (different === undefined) return;
  const about = { kind: 'differs', thing: 'channel', field: 'pins' } as const;
  await differences.record([differenceOf({ ...place, ...about, ...different })]);
}

/** How the accounts of archives are compared. */
export interface PeopleCheck {
  /** Domain of a trial import; undefined for none. */
  readonly rehearsalDomain: string | undefined;
  readonly todayMs: number;
}

/** Compares accounts in both directions. Runs last, when all accounts without a row are known. */
export async function compareArchiveUsers(
  { lists, unknown, differences }: ListComparison,
  workspace: Workspace,
  { rehearsalDomain, todayMs }: PeopleCheck,
): Promise<void> {
  const { users, people, skipped } = workspace;
  const emojiName = emojiNames(workspace);
  const known = new Set<string>();
  for (const user of onePerPerson(users, personRule(people.values()))) {
    if (skipped.has(user.id)) continue;
    const id = userSlackId(user.id);
    known.add(id);
    const entry = lists.users.get(id)?.();
    const name = user.username;
    if (entry === undefined) {
      await differences.record([differenceOf({ kind: 'missing', thing: 'user', name })]);
      continue;
    }
    const { facts, status } = archivePerson(entry, emojiName);
    const expected = expectedStatus(user.customStatus, status, todayMs, emojiName);
    const person = expectedPerson(user, people.get(user.id), rehearsalDomain, expected);
    const about = { entry, facts, name, botId: expectedBot(user).id };
    await differences.record(personDifferences(person, about));
  }
  for (const id of unknown) {
    const slackId = userSlackId(id);
    known.add(slackId);
    const entry = lists.users.get(slackId)?.();
    const name = `unknown ${id}`;
    await differences.record(
      entry === undefined
        ? [differenceOf({ kind: 'missing', thing: 'user', name })]
        : personDifferences(expectedUnknownPerson(id), {
            entry,
            facts: archivePerson(entry, emojiName).facts,
            name,
            botId: undefined,
          }),
    );
  }
  for (const id of lists.users.keys()) {
    if (known.has(id)) continue;
    await differences.record([differenceOf({ kind: 'unexpected', thing: 'user', name: id })]);
  }
}

/** An entry of users.json. */
interface ListedPerson {
  readonly entry: unknown;
  readonly facts: PersonFacts;
  readonly name: string;
  readonly botId: string | undefined;
}

/** Compares an entry of users.json; its form follows the facts, and says something where these are alike. */
function personDifferences(
  person: PersonFacts,
  { entry, facts, name, botId }: ListedPerson,
): readonly Difference[] {
  const differing = comparePersons(person, facts, name);
  return differing.length > 0
    ? differing
    : formatDifferences(personFormat(entry, person.isBot ? botId : undefined), {
        thing: 'user',
        name,
      });
}
