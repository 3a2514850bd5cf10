import { type Notice, notice } from '../../errors/notices.ts';
import type { Conversation, ConversationList } from '../../mapping/conversations.ts';
import type { PersonDecision } from '../../mapping/decisions.ts';
import type { TargetChannel } from '../../mapping/plan/target.ts';
import { onePerPerson, personRule } from '../../mapping/verify/same-people.ts';
import type { ListCount, ListCounts } from '../../mapping/verify/side-counts.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { WorkspaceScope } from '../workspace/scope.ts';
import { peopleWithoutAccount } from '../workspace/scope.ts';
import type { ArchiveComparison } from './zip-comparison.ts';

/** People and conversations of both sides. */
export interface BothLists {
  readonly source: ListCounts;
  readonly target: ListCounts;
}

/**
 * Counts what the lists of the archives should have, and what they have. Runs when all accounts without a row are known.
 */
export function archiveLists(
  { archives, unknown }: Pick<ArchiveComparison, 'archives' | 'unknown'>,
  { users, people: decisions, skipped }: Pick<Workspace, 'users' | 'people' | 'skipped'>,
  conversations: readonly Conversation[],
): BothLists {
  const accounts = onePerPerson(users, personRule(decisions.values()));
  const people = accounts.filter(({ id }) => !skipped.has(id)).length + unknown.size;
  return {
    source: countLists(
      people,
      conversations.map(({ list }) => list),
    ),
    target: countLists(archives.users, [...archives.conversations.values()]),
  };
}

/**
 * Counts the people who are matched with an account and the conversations, and those of both that the workspace has, a
 * deactivated account too. Nobody is counted where nobody is matched. A direct message that is a private channel there
 * counts as a direct message.
 */
export function workspaceLists(
  scope: Pick<WorkspaceScope, 'conversations' | 'decisions' | 'target'>,
  slackChannels: ReadonlyMap<string, string>,
): BothLists {
  const { conversations, target, decisions } = scope;
  const channels = new Map(target.channels.map((channel) => [channel.id, channel]));
  const matched = decisions.people.filter(isMatched).length;
  const missing = peopleWithoutAccount({ decisions, target }).length;
  return {
    source: countLists(
      matched === 0 ? undefined : matched,
      conversations.map(({ list }) => list),
    ),
    target: countLists(
      matched === 0 ? undefined : matched - missing,
      conversations.flatMap((conversation) => {
        const there = channels.get(slackChannels.get(conversation.channel.id) ?? '');
        return there === undefined ? [] : [listInWorkspace(conversation, there)];
      }),
    ),
  };
}

const isMatched = ({ action }: PersonDecision): boolean => action === 'match';

/** Says that the people of a comparison are not counted, and why. */
export const uncountedPeople = ({
  decisions,
}: Pick<WorkspaceScope, 'decisions'>): readonly Notice[] =>
  decisions.people.some(isMatched) ? [] : [notice('people-not-counted')];

function listInWorkspace({ list }: Conversation, there: TargetChannel): ConversationList {
  if (there.list === 'channels') return 'channels';
  return list === 'channels' ? 'groups' : list;
}

const COUNT_OF_LIST: Readonly<Record<ConversationList, Exclude<ListCount, 'people'>>> = {
  channels: 'public',
  groups: 'private',
  mpims: 'group',
  dms: 'direct',
};

function countLists(people: number | undefined, lists: readonly ConversationList[]): ListCounts {
  const counts = { public: 0, private: 0, group: 0, direct: 0 };
  for (const list of lists) counts[COUNT_OF_LIST[list]] += 1;
  return { people, ...counts };
}
