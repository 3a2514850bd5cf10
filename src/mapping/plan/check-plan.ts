import type { Channel, Team, User } from '../../model/model.ts';
import { topicText } from '../conversations.ts';
import { realNameOf } from '../users.ts';
import { channelLabel, personState } from './decisions.ts';
import type { Plan, PlannedChannel, PlannedPerson } from './plan.ts';
import type { TargetFacts } from './target.ts';

/** What is otherwise now than when the plan was made. */
export interface PlanDrift {
  /** Decisions that no longer fit the source, each naming both values; nothing may be done then. */
  readonly contradictions: readonly string[];
  /** What is new or renamed and contradicts nothing. */
  readonly changes: readonly string[];
}

export interface SourceNow {
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  /** Every channel of a known type. */
  readonly channels: readonly Channel[];
  /** Those that the plan's options select. */
  readonly selected: readonly Channel[];
}

/** Holds a plan against the source of today. Posts are no part of it: people keep writing. */
export function checkPlan(plan: Plan, now: SourceNow): PlanDrift {
  const contradictions: string[] = [];
  const changes: string[] = [];
  const channels = new Map(now.channels.map((channel) => [channel.id, channel]));
  for (const planned of plan.channels) {
    const channel = channels.get(planned.channelId);
    contradictions.push(...channelContradictions(planned, channel));
    if (channel !== undefined) changes.push(...channelChanges(planned, channel));
  }
  const users = new Map(now.users.map((user) => [user.id, user]));
  for (const planned of plan.people) {
    const user = users.get(planned.userId);
    contradictions.push(...personContradictions(planned, user));
    if (user !== undefined) changes.push(...personChanges(planned, user));
  }
  changes.push(...newcomers(plan, now));
  return { contradictions, changes };
}

function channelContradictions(
  planned: PlannedChannel,
  channel: Channel | undefined,
): readonly string[] {
  if (planned.action === 'skip') return [];
  const label = `channel ${channelLabel(planned)}`;
  if (channel === undefined) {
    return [`${label}: the plan says ${planned.action}, the source has no such channel any more`];
  }
  const faults: string[] = [];
  if (channel.type !== planned.type) {
    faults.push(`${label}: the plan says ${planned.type}, the source says ${channel.type}`);
  }
  const isArchived = channel.deleteAtMs !== undefined;
  if (isArchived !== planned.isArchived) {
    faults.push(
      `${label}: the plan says ${archiveWord(planned.isArchived)}, the source says ${archiveWord(isArchived)}`,
    );
  }
  return faults;
}

const archiveWord = (isArchived: boolean): string => (isArchived ? 'archived' : 'not archived');

function channelChanges(planned: PlannedChannel, channel: Channel): readonly string[] {
  const label = `channel ${channelLabel(planned)}`;
  const isPublic = planned.type === 'public' && channel.type === 'public';
  return [
    ...(planned.name === channel.name && planned.displayName === channel.displayName
      ? []
      : [
          isPublic
            ? `${label}: renamed to ${channel.name} (${channel.displayName}); the plan's name #${planned.slackName} stays`
            : `${label}: renamed; the plan's name stays`,
        ]),
    ...(planned.topic === topicText(channel.header) ? [] : [`${label}: another header`]),
    ...(planned.purpose === topicText(channel.purpose) ? [] : [`${label}: another purpose`]),
  ];
}

function personContradictions(planned: PlannedPerson, user: User | undefined): readonly string[] {
  if (planned.action === 'skip') return [];
  const label = `person ${planned.username}`;
  if (user === undefined) {
    return [`${label}: the plan says ${planned.action}, the source has no such account any more`];
  }
  const state = personState(user);
  const faults: string[] = [];
  if (state !== planned.state) {
    faults.push(
      `${label}: the plan says ${planned.state} (${planned.action}), the source says ${state}`,
    );
  }
  if (planned.action === 'invite' && user.email !== planned.email) {
    faults.push(`${label}: the plan invites ${planned.email}, the source says ${user.email}`);
  }
  return faults;
}

function personChanges(planned: PlannedPerson, user: User): readonly string[] {
  const label = `person ${planned.username}`;
  return [
    ...(planned.username === user.username ? [] : [`${label}: now called ${user.username}`]),
    ...(planned.fullName === realNameOf(user) ? [] : [`${label}: another full name`]),
  ];
}

function newcomers(plan: Plan, { users, selected }: SourceNow): readonly string[] {
  const people = new Set(plan.people.map(({ userId }) => userId));
  const channels = new Set(plan.channels.map(({ channelId }) => channelId));
  const { newPerson, newChannel } = plan.defaults;
  return [
    ...users
      .filter(({ id }) => !people.has(id))
      .map(({ username }) => `person ${username}: new since the plan, ${newPerson}`),
    ...selected
      .filter(({ id }) => !channels.has(id))
      .map(({ id, name, type }) =>
        type === 'public'
          ? `channel ${name}: new since the plan, ${newChannel}`
          : `channel ${id} (${type}): new since the plan, ${newChannel}`,
      ),
  ];
}

/** Private channels that the target has under a name of ours: an import cannot write into them. */
export function privateToMerge(target: TargetFacts, channels: readonly PlannedChannel[]): number {
  if (target.kind !== 'slack') return 0;
  const hidden = new Set(
    target.channels.filter(({ list }) => list === 'groups').map(({ name }) => name),
  );
  const wanted = channels.filter(({ action, list }) => action !== 'skip' && list === 'groups');
  return wanted.filter(({ name, slackName }) => hidden.has(name) || hidden.has(slackName)).length;
}
