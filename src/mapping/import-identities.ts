import type { User, UserId } from '../model/model.ts';
import type { PersonDecision } from './decisions.ts';
import { SLACKBOT } from './messages/authors.ts';
import type { TargetUser } from './plan/target.ts';
import { userSlackId } from './slack-ids.ts';
import { decidedShape, realNameOf, unknownUserName } from './users.ts';

/** Author of a message in a workspace. */
export interface FoundAuthor {
  /** Slack's member id; '' for a message that has none. */
  readonly user: string;
  /** Names that the message itself has, such as that of a bot. */
  readonly names: readonly string[];
}

/** Who somebody of an archive is in a workspace. */
interface Identity {
  /** Member ids; empty where no account is known. */
  readonly accounts: ReadonlySet<string>;
  /** Names in the archive, as `plainName` gives them. */
  readonly names: ReadonlySet<string>;
}

export interface ImportPeople {
  readonly users: ReadonlyMap<UserId, User>;
  readonly decisions: ReadonlyMap<UserId, PersonDecision>;
  /** Accounts without a row that posts have named so far. */
  readonly unknown: ReadonlySet<UserId>;
  /** People of the workspace, deactivated ones and bots too. */
  readonly members: readonly TargetUser[];
}

/** Says when an author or a mention of an archive is that of a message of the workspace. */
export interface ImportRules {
  readonly isSameAuthor: (author: string, found: FoundAuthor) => boolean;
  readonly isSameMention: (mention: string, found: string) => boolean;
}

/** Channels of the workspace by their ids in the archive. */
export type ImportedChannels = ReadonlyMap<string, string>;

/**
 * Makes the rules by which authors and mentions of an archive are those of a workspace. A person with an account there is
 * that account, or a message of a bot under the person's name, as Slack imports people without an account; others and
 * bots are known by their names. Authors of the archive are Slack ids of the archive, or as `botAuthor` gives them.
 */
export function importRules(people: ImportPeople, channels: ImportedChannels): ImportRules {
  const identities = identitiesOf(people);
  const identityOf = (author: string): Identity => {
    if (author.startsWith(BOT)) return named(author.slice(BOT.length));
    const known = identities.get(author);
    if (known !== undefined) return known;
    const unknown = [...people.unknown].find((id) => userSlackId(id) === author);
    return unknown === undefined ? NOBODY : named(unknownUserName(unknown));
  };
  const owners = new Set([...identities.values()].flatMap(({ accounts }) => [...accounts]));
  const memberNames = new Map(people.members.map((member) => [member.id, namesOfMember(member)]));
  const isNamed = (names: ReadonlySet<string>, { user, names: own }: FoundAuthor): boolean =>
    own.some((name) => names.has(plainName(name))) ||
    (memberNames.get(user) ?? []).some((name) => names.has(name));
  return {
    isSameAuthor(author, found) {
      const { accounts, names } = identityOf(author);
      if (accounts.has(found.user)) return true;
      // The account of somebody else, under whatever name.
      if (owners.has(found.user)) return false;
      const isHidden = accounts.size > 0 && found.names.length === 0;
      return !isHidden && isNamed(names, found);
    },
    isSameMention(mention, found) {
      const id = mention.slice(1);
      const there = found.slice(1);
      // An id that the importer did not translate, too.
      if (mention === found) return true;
      if (mention.charAt(0) !== found.charAt(0) || mention.startsWith('!')) return false;
      if (mention.startsWith('#')) return (channels.get(id) ?? there) === there;
      const { accounts } = identityOf(id);
      return accounts.size > 0 ? accounts.has(there) : !owners.has(there);
    },
  };
}

/** Identifier of a bot that has no account, such as a webhook. */
export const botAuthor = (name: string): string => `${BOT}${name}`;
const BOT = 'bot ';

/** Somebody without an account; nobody without a name. */
function named(given: string): Identity {
  const name = plainName(given);
  return name === '' ? NOBODY : { accounts: NONE, names: new Set([name]) };
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: Identity = { accounts: NONE, names: NONE };

/** The people of a server by their ids in an archive. */
function identitiesOf({ users, decisions, members }: ImportPeople): ReadonlyMap<string, Identity> {
  const byEmail = new Map(
    members.filter(({ email }) => email !== '').map(({ email, id }) => [email.toLowerCase(), id]),
  );
  const identities = new Map<string, Identity>([
    [SLACKBOT, { accounts: new Set([SLACKBOT]), names: new Set(['slackbot']) }],
  ]);
  for (const [id, user] of users) {
    const decision = decisions.get(id);
    // The messages of a further account are those of its person.
    if (decision?.action === 'same-as') continue;
    const { email } = decidedShape(user, decision);
    const account = decision?.slackId || byEmail.get(email.toLowerCase());
    const names = [user.username, realNameOf(user), user.nickname].map(plainName);
    identities.set(userSlackId(id), {
      accounts: new Set(account === undefined ? [] : [account]),
      names: new Set(names.filter((name) => name !== '')),
    });
  }
  return identities;
}

const namesOfMember = ({ name, realName }: TargetUser): readonly string[] =>
  [name, realName].map(plainName).filter((each) => each !== '');

const plainName = (name: string): string =>
  name.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
