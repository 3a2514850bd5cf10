import { type Notice, notice } from '../../errors/notices.ts';
import type { Channel, Team, User } from '../../model/model.ts';
import { trimAddress } from '../addresses.ts';
import { topicText } from '../conversations.ts';
import { channelLabel, personState } from '../decisions.ts';
import { realNameOf } from '../users.ts';
import { outsidePlan } from './narrow.ts';
import type { Plan, PlannedChannel, PlannedPerson } from './plan.ts';
import type { TargetFacts } from './target.ts';

/** Differences between a plan and the source of today. */
export interface PlanDrift {
  /** Decisions that no longer match the source, with both values; they refuse the run. */
  readonly contradictions: readonly Notice[];
  /** New or renamed things that contradict no decision. */
  readonly changes: readonly Notice[];
}

export interface SourceNow {
  readonly users: readonly User[];
  readonly teams: readonly Team[];
  /** Every channel of a known type. */
  readonly channels: readonly Channel[];
  /** Channels that the run selects. */
  readonly selected: readonly Channel[];
}

/** Compares a plan with the source of today, without posts: people keep writing. */
export function checkPlan(plan: Plan, now: SourceNow): PlanDrift {
  const contradictions: Notice[] = [];
  const changes: Notice[] = [];
  const channels = new Map(now.channels.map((channel) => [channel.id, channel]));
  contradictions.push(...outsidePlan(plan.options, now).map(notPlanned));
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
): readonly Notice[] {
  if (planned.action === 'skip') return [];
  const about = aboutChannel(planned);
  if (channel === undefined) {
    return [about(notice('planned-channel-gone', { action: planned.action }))];
  }
  const faults: Notice[] = [];
  if (channel.type !== planned.type) {
    faults.push(about(notice('planned-otherwise', { planned: planned.type, now: channel.type })));
  }
  const isArchived = channel.deleteAtMs !== undefined;
  if (isArchived !== planned.isArchived) {
    faults.push(about(notice(isArchived ? 'planned-not-archived' : 'planned-archived')));
  }
  return faults;
}

/** Names a channel for an error message: of one that is not public the id. */
const shownName = ({ id, name, type }: Channel): string =>
  type === 'public' ? name : `${id} (${type})`;

const notPlanned = (channel: Channel): Notice =>
  notice('about-channel', { channel: shownName(channel), what: notice('not-selected-by-plan') });

const aboutChannel =
  (planned: PlannedChannel) =>
  (what: Notice): Notice =>
    notice('about-channel', { channel: channelLabel(planned), what });

const aboutPerson =
  ({ username }: PlannedPerson) =>
  (what: Notice): Notice =>
    notice('about-person', { person: username, what });

function channelChanges(planned: PlannedChannel, channel: Channel): readonly Notice[] {
  const isPublic = planned.type === 'public' && channel.type === 'public';
  const { name, displayName } = channel;
  const changes: Notice[] = [];
  if (planned.name !== name || planned.displayName !== displayName) {
    const names = { name, displayName, slackName: planned.slackName };
    changes.push(isPublic ? notice('channel-renamed-since', names) : notice('renamed-since'));
  }
  if (planned.topic !== topicText(channel.header)) changes.push(notice('header-changed'));
  if (planned.purpose !== topicText(channel.purpose)) changes.push(notice('purpose-changed'));
  return changes.map(aboutChannel(planned));
}

function personContradictions(planned: PlannedPerson, user: User | undefined): readonly Notice[] {
  // The state of a further account changes nothing for its person.
  if (planned.action === 'skip' || planned.action === 'same-as') return [];
  const about = aboutPerson(planned);
  const { state: planState, action } = planned;
  if (user === undefined) return [about(notice('planned-person-gone', { action }))];
  const state = personState(user);
  const faults: Notice[] = [];
  if (state !== planState) {
    faults.push(about(notice('planned-state', { state: planState, action, now: state })));
  }
  const now = trimAddress(user.email);
  if (action === 'invite' && now !== trimAddress(planned.email)) {
    faults.push(about(notice('planned-address', { planned: planned.email, now })));
  }
  return faults;
}

function personChanges(planned: PlannedPerson, user: User): readonly Notice[] {
  const { username } = user;
  const changes: Notice[] = [];
  if (planned.username !== username) changes.push(notice('username-changed', { username }));
  if (planned.fullName !== realNameOf(user)) changes.push(notice('full-name-changed'));
  return changes.map(aboutPerson(planned));
}

function newcomers(plan: Plan, { users, selected }: SourceNow): readonly Notice[] {
  const people = new Set(plan.people.map(({ userId }) => userId));
  const channels = new Set(plan.channels.map(({ channelId }) => channelId));
  const { newPerson, newChannel } = plan.defaults;
  return [
    ...users
      .filter(({ id }) => !people.has(id))
      .map(({ username: person }) =>
        notice('about-person', { person, what: notice('new-since-plan', { rule: newPerson }) }),
      ),
    ...selected
      .filter(({ id }) => !channels.has(id))
      .map((channel) => {
        const what = notice('new-since-plan', { rule: newChannel });
        return notice('about-channel', { channel: shownName(channel), what });
      }),
  ];
}

/** Counts private channels of the target that have the name of one of ours: an import cannot write into them. */
export function privateToMerge(target: TargetFacts, channels: readonly PlannedChannel[]): number {
  if (target.kind !== 'slack') return 0;
  const hidden = new Set(
    target.channels.filter(({ list }) => list === 'groups').map(({ name }) => name),
  );
  const wanted = channels.filter(({ action, list }) => action !== 'skip' && list === 'groups');
  return wanted.filter(({ name, slackName }) => hidden.has(name) || hidden.has(slackName)).length;
}
