import { UsageError } from '../../errors/errors.ts';
import type { Channel, ChannelId, Team, User } from '../../model/model.ts';
import type { Conversation } from '../conversations.ts';
import type { ChannelDecision, Decisions, PersonDecision } from '../decisions.ts';
import { REASONS } from '../reasons.ts';
import { samePeople } from '../same-people.ts';
import { type ChannelRules, decideChannels } from './channels.ts';
import type { ChannelEdit } from './channels-csv.ts';
import { unknownProposals } from './clean-up.ts';
import { decidePeople, type PeopleRules } from './people.ts';
import type { Plan } from './plan.ts';
import type { TargetFacts } from './target.ts';

/** Inputs of the decisions about a source. */
export interface DecisionInputs {
  readonly target: TargetFacts;
  readonly people: PeopleRules;
  readonly channels: ChannelRules;
  readonly channelEdits: readonly ChannelEdit[];
  /** The applied plan: its decisions are final, its defaults are for people and channels it does not contain. */
  readonly plan: Plan | undefined;
}

export interface DecidingSource {
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  readonly channels: readonly Channel[];
  readonly groupMembers: (channel: ChannelId) => readonly string[];
}

export interface Decided extends Decisions {
  readonly conversations: readonly Conversation[];
}

/**
 * Decides about all people and channels, the same way for every command. UsageError with all complaints about the
 * team's lines.
 */
export function decide(source: DecidingSource, deciding: DecisionInputs): Decided {
  const { plan } = deciding;
  const { taken } = deciding.people;
  const unknown = unknownProposals(taken, source.users, source.channels);
  if (unknown.length > 0) throw new UsageError(unknown);
  const fixed = new Map(plan?.channels.map((channel) => [channel.channelId, channel]));
  const people = peopleOf(source.users, deciding);
  const { decisions, conversations } = decideChannels(withUniqueMembers(source, people), {
    target: deciding.target,
    rules: deciding.channels,
    edits: deciding.channelEdits,
    fixed,
    taken,
  });
  return {
    people,
    channels: plan === undefined ? decisions : withDefaults(decisions, plan, fixed),
    conversations,
  };
}

/** Names each person once among the members of a group message. */
function withUniqueMembers(
  source: DecidingSource,
  people: readonly PersonDecision[],
): DecidingSource {
  const usernames = new Map(people.map(({ userId, username }) => [userId, username]));
  const names = new Map(
    [...samePeople(people)].map(([further, person]) => [
      usernames.get(further) ?? further,
      usernames.get(person) ?? person,
    ]),
  );
  if (names.size === 0) return source;
  const { groupMembers } = source;
  return {
    ...source,
    groupMembers: (id) => [...new Set(groupMembers(id).map((name) => names.get(name) ?? name))],
  };
}

function peopleOf(users: readonly User[], deciding: DecisionInputs): readonly PersonDecision[] {
  const { plan, target, people } = deciding;
  if (plan === undefined) return decidePeople(users, target, people);
  const planned = new Map<string, PersonDecision>(
    plan.people.map((person) => [person.userId, person]),
  );
  const newcomers = users.filter(({ id }) => !planned.has(id));
  const byRule = decidePeople(newcomers, target, people);
  const byDefault = new Map(byRule.map((person) => [person.userId, defaultPerson(person, plan)]));
  return [
    ...users.flatMap(({ id }) => planned.get(id) ?? byDefault.get(id) ?? []),
    ...furtherWithoutRow(plan, users),
  ];
}

/** Further accounts of people that the source no longer has: their posts stay those of the person. */
function furtherWithoutRow({ people }: Plan, users: readonly User[]): readonly PersonDecision[] {
  const known = new Set(users.map(({ id }) => id));
  return people.filter(({ action, userId }) => action === 'same-as' && !known.has(userId));
}

function defaultPerson(person: PersonDecision, { defaults }: Plan): PersonDecision {
  if (defaults.newPerson === 'by-rule' || person.action === 'bot') return person;
  const reason = REASONS['newcomer-by-name'];
  return { ...person, action: 'name-only', slackId: '', slackEmail: '', reason };
}

function withDefaults(
  decisions: readonly ChannelDecision[],
  { defaults }: Plan,
  fixed: ReadonlyMap<ChannelId, ChannelDecision>,
): readonly ChannelDecision[] {
  if (defaults.newChannel === 'by-rule') return decisions;
  const reason = REASONS['new-channel-skipped'];
  return decisions.map((decision) =>
    fixed.has(decision.channelId) ? decision : { ...decision, action: 'skip', reason },
  );
}
