import type { UserId } from '../../model/model.ts';
import type { ConversationList } from '../conversations.ts';
import { channelSlackId, directSlackId, userSlackId } from '../slack-ids.ts';
import { isUnknownUserName } from '../users.ts';
import { VISIBILITIES } from './channels-csv.ts';
import type { Plan, PlannedChannel, PlannedPerson } from './plan.ts';
import type { TargetChannel, TargetFacts } from './target.ts';

/** One thing as the two sides of a comparison know it. */
export interface ProjectedThing {
  readonly key: string;
  readonly name: string;
  readonly isPrivate: boolean;
  readonly fields: Readonly<Record<string, string>>;
}

export interface ProjectedChannel extends ProjectedThing {
  /** Keys of people. */
  readonly members: ReadonlySet<string>;
  /** Undefined when nobody counted. */
  readonly messages: number | undefined;
  readonly files: number | undefined;
}

/** What a target holds, or would hold, keyed so that two of them can be compared. */
export interface Projection {
  readonly users: readonly ProjectedThing[];
  readonly channels: readonly ProjectedChannel[];
  /** Undefined when the side does not say. */
  readonly emoji: readonly string[] | undefined;
  readonly userGroups: readonly string[] | undefined;
}

/** What a target would hold after the plan; skipped people and channels are not in it. */
export function projectPlan(plan: Plan): Projection {
  return {
    users: plan.people.filter(({ action }) => action !== 'skip').map(plannedUser),
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
      // A channel that exists keeps what it has.
      ...(channel.action === 'merge'
        ? {}
        : channelFields(slackName, list, archive, topic, purpose)),
    },
    members: new Set(channel.members),
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
 * What a target holds of the things in a plan, under the plan's keys. Whatever else is in a workspace is
 * foreign and left out; in an archive it is what an earlier run wrote, and stays under its own key.
 */
export function projectTarget(target: TargetFacts, plan: Plan): Projection {
  const users = userKeys(target, plan);
  const channels = channelKeys(target, plan);
  const isArchive = target.kind === 'zip';
  const decided = new Set<string>(plan.people.map(({ userId }) => userSlackId(userId)));
  return {
    users: target.users.flatMap(({ id, name }) => {
      // Stands for an account without a row, about which nothing is decided.
      if (isUnknownUserName(name) && !decided.has(id)) return [];
      const key = users.get(id) ?? (isArchive ? id : undefined);
      // Nothing of an account in a workspace is changed.
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
    // An export's direct message has its people and nothing else.
    fields: list === 'dms' ? {} : channelFields(name, list, isArchived, topic, purpose),
    members: new Set(members),
    messages,
    files,
  };
}

/** Ids of the target's accounts to those of Mattermost; some members have no account there any more. */
function userKeys({ kind }: TargetFacts, plan: Plan): ReadonlyMap<string, UserId> {
  if (kind === 'zip') {
    const ids = [
      ...plan.people.map(({ userId }) => userId),
      ...plan.channels.flatMap(({ members }) => members),
    ];
    return new Map(ids.map((id) => [userSlackId(id), id]));
  }
  const matched = plan.people.filter(({ slackId }) => slackId !== '');
  return new Map(matched.map(({ userId, slackId }) => [slackId, userId]));
}

/** Ids of the target's channels to those of Mattermost: by id where there is one, else by name. */
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
