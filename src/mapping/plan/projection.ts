import type { UserId } from '../../model/model.ts';
import type { ConversationList } from '../conversations.ts';
import type { PersonAction } from '../decisions.ts';
import { channelSlackId, directSlackId, userSlackId } from '../slack-ids.ts';
import { isUnknownUserName } from '../users.ts';
import { VISIBILITIES } from './channels-csv.ts';
import type { Plan, PlannedChannel, PlannedPerson } from './plan.ts';
import type { TargetChannel, TargetFacts } from './target.ts';

/** One thing, in a form that both sides of a comparison share. */
export interface ProjectedThing {
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ProjectedChannel extends ProjectedThing {
  /** Keys of people. */
  readonly members: readonly string[];
  /** Undefined if it was not counted. */
  readonly messages: number | undefined;
  readonly files: number | undefined;
}

/** Content of a target, now or after the migration, with keys for comparison. */
export interface Projection {
  readonly users: readonly ProjectedThing[];
  readonly channels: readonly ProjectedChannel[];
  /** Undefined if that side does not know. */
  readonly emoji: readonly string[] | undefined;
  readonly userGroups: readonly string[] | undefined;
}

/** Actions of accounts without an entry of their own. */
const LEFT_OUT: ReadonlySet<PersonAction> = new Set(['skip', 'same-as']);

/** Content of a target after the plan; further accounts of a person, skipped people and channels are not included. */
export function projectPlan(plan: Plan): Projection {
  return {
    users: plan.people.filter(({ action }) => !LEFT_OUT.has(action)).map(plannedUser),
    channels: plan.channels.filter(({ action }) => action !== 'skip').map(plannedChannel),
    emoji: plan.emoji.map(({ slackName }) => slackName),
    userGroups: plan.userGroups.map(({ name }) => name),
  };
}

function plannedUser(person: PlannedPerson): ProjectedThing {
  const { userId, username, fullName, email, state, action, slackId } = person;
  const fields = { username, 'full name': fullName, email, state, action, 'slack id': slackId };
  return { key: userId, name: username, isPrivate: false, fields };
}

function plannedChannel(channel: PlannedChannel): ProjectedChannel {
  const { channelId, slackName, list, archive, topic, purpose, counts, type } = channel;
  return {
    key: channelId,
    name: slackName,
    isPrivate: type !== 'public',
    fields: {
      action: channel.action,
      'slack id': channel.slackId,
      // An existing channel keeps its own values.
      ...(channel.action === 'merge'
        ? {}
        : channelFields(slackName, list, archive, topic, purpose)),
    },
    members: channel.members,
    messages: counts.messages,
    files: counts.files,
  };
}

function channelFields(
  name: string,
  list: ConversationList,
  isArchived: boolean,
  topic: string,
  purpose: string,
): Readonly<Record<string, string>> {
  const archived = isArchived ? 'yes' : 'no';
  return { name, visibility: VISIBILITIES[list], archived, topic, purpose };
}

/**
 * Content of a target, by the plan's keys. Other things of a workspace are foreign and omitted; in an archive they
 * come from an earlier run, and keep their own key.
 */
export function projectTarget(target: TargetFacts, plan: Plan): Projection {
  const users = userKeys(target, plan);
  const channels = channelKeys(target, plan);
  const isArchive = target.kind === 'zip';
  const decided = new Set<string>(plan.people.map(({ userId }) => userSlackId(userId)));
  return {
    users: target.users.flatMap(({ id, name }) => {
      // Placeholder of an account without a row; there is no decision about it.
      if (isUnknownUserName(name) && !decided.has(id)) return [];
      const key = users.get(id) ?? (isArchive ? id : undefined);
      // Accounts of a workspace are never changed.
      const fields: ProjectedThing['fields'] = isArchive ? { username: name } : {};
      return key === undefined ? [] : [{ key, name, isPrivate: false, fields }];
    }),
    channels: target.channels.flatMap((channel) => {
      const key = channels.get(channel.id) ?? (isArchive ? channel.id : undefined);
      return key === undefined ? [] : [targetChannel(key, channel, users, isArchive)];
    }),
    emoji: target.emoji,
    userGroups: target.userGroups?.map(({ handle }) => handle),
  };
}

function targetChannel(
  key: string,
  channel: TargetChannel,
  users: ReadonlyMap<string, UserId>,
  isArchive: boolean,
): ProjectedChannel {
  const { name, list, isArchived, topic, purpose, memberIds, messages, files } = channel;
  const members = memberIds.flatMap((id) => users.get(id) ?? (isArchive ? [id] : []));
  return {
    key,
    name,
    isPrivate: list !== 'channels',
    // A direct message of an archive has members only.
    fields: list === 'dms' ? {} : channelFields(name, list, isArchived, topic, purpose),
    members,
    messages,
    files,
  };
}

/** Maps ids of the target's accounts to Mattermost's; some members no longer have an account there. */
function userKeys({ kind }: TargetFacts, plan: Plan): ReadonlyMap<string, UserId> {
  if (kind === 'zip') {
    const ids = new Set(plan.people.map(({ userId }) => userId));
    for (const { members } of plan.channels) for (const id of members) ids.add(id);
    return new Map(Array.from(ids, (id) => [userSlackId(id), id]));
  }
  const matched = plan.people.filter(({ slackId }) => slackId !== '');
  return new Map(matched.map(({ userId, slackId }) => [slackId, userId]));
}

/** Maps ids of the target's channels to Mattermost's: by id if known, else by name. */
function channelKeys(target: TargetFacts, plan: Plan): ReadonlyMap<string, string> {
  const moving = plan.channels.filter(({ action }) => action !== 'skip');
  if (target.kind === 'zip') {
    return new Map(
      moving.map(({ channelId, list }) => [
        list === 'dms' ? directSlackId(channelId) : channelSlackId(channelId),
        channelId,
      ]),
    );
  }
  const named = new Map(target.channels.map((channel) => [placeKey(channel), channel.id]));
  return new Map(
    moving.flatMap(({ slackId, slackName, list, channelId }) => {
      const id = slackId === '' ? named.get(placeKey({ name: slackName, list })) : slackId;
      return id === undefined ? [] : [[id, channelId] as const];
    }),
  );
}

const placeKey = ({ name, list }: Pick<TargetChannel, 'name' | 'list'>): string =>
  `${list}/${name}`;
