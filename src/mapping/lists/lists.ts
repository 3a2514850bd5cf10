import type { Notice } from '../../errors/notices.ts';
import { nameAccounts } from '../plan/accounts.ts';
import type { ChannelFateCells } from '../plan/channels-csv.ts';
import type { TargetFacts, TargetUser } from '../plan/target.ts';
import {
  type ChannelIdentity,
  type ChannelLine,
  type ChannelList,
  channelCandidates,
  channelIdentities,
  decidedChannel,
  readChannelList,
} from './channel-list.ts';
import {
  type Candidate,
  type FindCandidates,
  type Identity,
  indexIdentities,
} from './identities.ts';
import { lineOf, withLine } from './list.ts';
import type { ListName } from './names.ts';
import {
  accountKey,
  accountOwners,
  decidedPerson,
  type KnownAccounts,
  type PeopleList,
  type PersonLine,
  personIdentity,
  readPeopleList,
} from './people-list.ts';

/** An account of the workspace. */
export interface AccountIdentity extends Identity {
  readonly account: TargetUser;
}

/** An account of Mattermost. */
export interface PersonIdentity extends Identity {
  readonly key: string;
}

/** What lists are matched with; it does not change while they are edited. */
export interface Matching {
  readonly target: TargetFacts;
  readonly accounts: KnownAccounts;
  readonly findAccounts: FindCandidates<AccountIdentity>;
  readonly findChannels: FindCandidates<ChannelIdentity>;
}

/** Makes the look-ups that propose accounts and channels of the target for lines of the lists. */
export function matchingOf(target: TargetFacts): Matching {
  const identities = target.users
    .filter(({ isBot }) => !isBot)
    .map((account) => ({
      id: account.id,
      handle: account.name,
      names: [account.realName, account.displayName ?? ''].filter(Boolean),
      email: account.email,
      account,
    }));
  return {
    target,
    accounts: target.kind === 'slack' ? nameAccounts(target.users) : undefined,
    findAccounts: indexIdentities(identities),
    findChannels: indexIdentities(channelIdentities(target)),
  };
}

/** Both lists with their changes, and the changes before the last one. */
export interface Lists {
  readonly people: PeopleList;
  readonly channels: ChannelList;
  readonly findPeople: FindCandidates<PersonIdentity>;
  /** States before each change, the last one at the end. */
  readonly past: readonly Pick<Lists, ListName>[];
}

/** Texts of both files. */
export type ListTexts = Readonly<Record<ListName, string>>;

/** Names of both files, for complaints. */
export type ListFiles = Readonly<Record<ListName, string>>;

/** Reads both lists. UsageError with all lines of a list that are wrong. */
export function readLists(texts: ListTexts, files: ListFiles, matching: Matching): Lists {
  const people = readPeopleList(texts.people, files.people, matching.target.kind);
  const identities = people.lines
    .filter(({ state }) => state !== 'bot')
    .map((line) => ({ ...personIdentity(line), key: line.key }));
  return {
    people,
    channels: readChannelList(texts.channels, files.channels, matching.findChannels),
    findPeople: indexIdentities(identities),
    past: [],
  };
}

/** Number of lines that differ from the files. */
export const unsavedLines = ({ people, channels }: Pick<Lists, ListName>): number =>
  people.changed.size + channels.changed.size;

/** Decides a line of users.csv; a notice when it cannot be decided so, undefined when there is no such line. */
export function decidePerson(
  lists: Lists,
  key: string,
  wish: { readonly slack_id: string; readonly action: string },
  matching: Matching,
): Lists | Notice | undefined {
  const line = lineOf(lists.people, key);
  if (line === undefined) return undefined;
  const decided = decidedPerson(lists.people, line, wish, matching.accounts);
  if ('code' in decided) return decided;
  return changed(lists, { people: withLine(lists.people, decided), channels: lists.channels });
}

/** Decides a line of channels.csv, as `decidePerson` does one of users.csv. */
export function decideChannel(
  lists: Lists,
  key: string,
  wish: ChannelFateCells,
  { target }: Matching,
): Lists | Notice | undefined {
  const line = lineOf(lists.channels, key);
  if (line === undefined) return undefined;
  const decided = decidedChannel(lists.channels, line, wish, target);
  if ('code' in decided) return decided;
  return changed(lists, { people: lists.people, channels: withLine(lists.channels, decided) });
}

const changed = (lists: Lists, now: Pick<Lists, ListName>): Lists => ({
  ...lists,
  ...now,
  past: [...lists.past, { people: lists.people, channels: lists.channels }],
});

/** Takes the last change back; the same lists when there is none. */
export function undoLast(lists: Lists): Lists {
  const before = lists.past.at(-1);
  return before === undefined ? lists : { ...lists, ...before, past: lists.past.slice(0, -1) };
}

/** A candidate for a person: an account of the workspace, with who has it already, or another one of Mattermost. */
export interface PersonCandidates {
  readonly accounts: readonly (Candidate<AccountIdentity> & { readonly owner: string })[];
  readonly people: readonly Candidate<PersonIdentity>[];
}

/** Finds who in the workspace and in Mattermost may be a person. */
export function personCandidates(
  { people, findPeople }: Lists,
  line: PersonLine,
  { findAccounts, accounts }: Matching,
): PersonCandidates {
  const identity = personIdentity(line);
  const found = findAccounts(identity, () => true);
  const owners = found.length === 0 ? new Map() : accountOwners(people, accounts);
  const ownerOf = (id: string): string => {
    const owner: PersonLine | undefined = owners.get(accountKey(id, accounts));
    return owner === undefined || owner.key === line.key ? '' : owner.username;
  };
  return {
    accounts: found.map((candidate) => ({
      ...candidate,
      owner: ownerOf(candidate.identity.id),
    })),
    people:
      line.state === 'bot' ? [] : findPeople(identity, ({ key }) => mayBeOwner(people, line, key)),
  };
}

/** An account that has a place of its own in Slack. */
function mayBeOwner(people: PeopleList, line: PersonLine, key: string): boolean {
  const owner = lineOf(people, key);
  return owner !== undefined && key !== line.key && !PLACELESS.has(owner.action);
}

const PLACELESS: ReadonlySet<string> = new Set(['skip', 'bot', 'same-as']);

/** Finds channels of the workspace that may be a channel. */
export const channelCandidatesOf = (line: ChannelLine, { findChannels }: Matching) =>
  channelCandidates(line, findChannels);
