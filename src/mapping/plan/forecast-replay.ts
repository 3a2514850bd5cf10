import { INVITES_PER_CALL } from '../../slack/limits.ts';
import { type ApiLimits, SLACK_METHODS, type SlackMethod } from '../../slack/methods.ts';
import type { ApiForecast, MethodCalls } from './plan.ts';

/** API calls that a channel needs. */
export interface ChannelWork {
  readonly channelId: string;
  readonly messages: number;
  readonly files: number;
  readonly pins: number;
  /** Calls of reactions.add, if the app reacts itself. */
  readonly reactionCalls: number;
  readonly members: number;
  readonly isNew: boolean;
  readonly hasTopic: boolean;
  readonly hasPurpose: boolean;
  readonly archive: boolean;
}

export interface ReplayWork {
  readonly channels: readonly ChannelWork[];
  readonly userGroups: number;
  /** People whose Slack account is known by address only and must be looked up. */
  readonly usersToMatch: number;
}

const SECONDS_PER_MINUTE = 60;

/**
 * Estimates the duration of a replay at the rate limits, with everything in parallel that can be: the maximum of
 * the slowest channel, each method's limit and the workspace's limit on messages.
 */
export function forecastReplay(work: ReplayWork, limits: ApiLimits): ApiForecast {
  const calls = countCalls(work);
  const methods = SLACK_METHODS.filter((method) => calls[method] > 0)
    .map((method): MethodCalls => methodCalls(method, calls[method], limits))
    .sort((a, b) => b.calls - a.calls || (a.method < b.method ? -1 : 1));
  const longest = longestChannel(work.channels, limits);
  const bounds = [
    ...methods.map(({ method, seconds }) => ({ name: method, seconds })),
    { name: 'longest-channel', seconds: longest?.seconds ?? 0 },
    { name: 'workspace', seconds: secondsAt(calls['chat.postMessage'], limits.postsPerMinute) },
  ].filter(({ name }) => name !== 'chat.postMessage');
  const bound = bounds.reduce((slowest, next) => (next.seconds > slowest.seconds ? next : slowest));
  return {
    calls: methods,
    totalCalls: methods.reduce((sum, { calls: count }) => sum + count, 0),
    longestChannel: longest,
    seconds: bound.seconds,
    boundBy: bound.name,
  };
}

function countCalls({
  channels,
  userGroups,
  usersToMatch,
}: ReplayWork): Record<SlackMethod, number> {
  const calls = Object.fromEntries(SLACK_METHODS.map((method) => [method, 0])) as Record<
    SlackMethod,
    number
  >;
  calls['auth.test'] = 1;
  calls['users.list'] = 1;
  calls['users.lookupByEmail'] = usersToMatch;
  calls['conversations.list'] = 1;
  calls['usergroups.create'] = userGroups;
  calls['usergroups.users.update'] = userGroups;
  for (const channel of channels) {
    calls[channel.isNew ? 'conversations.create' : 'conversations.join'] += 1;
    if (channel.hasTopic) calls['conversations.setTopic'] += 1;
    if (channel.hasPurpose) calls['conversations.setPurpose'] += 1;
    calls['chat.postMessage'] += channel.messages;
    calls['files.getUploadURLExternal'] += channel.files;
    calls['files.completeUploadExternal'] += channel.files;
    calls['files.info'] += channel.files;
    calls['reactions.add'] += channel.reactionCalls;
    calls['pins.add'] += channel.pins;
    calls['conversations.invite'] += Math.ceil(channel.members / INVITES_PER_CALL);
    if (channel.archive) calls['conversations.archive'] += 1;
  }
  return calls;
}

function methodCalls(method: SlackMethod, calls: number, limits: ApiLimits): MethodCalls {
  const perMinute =
    method === 'chat.postMessage' ? limits.postsPerMinute : limits.perMinute[method];
  return { method, calls, perMinute, seconds: secondsAt(calls, perMinute) };
}

/** Sharing a file is a message too: both count against the limit of the channel. */
function longestChannel(
  channels: readonly ChannelWork[],
  limits: ApiLimits,
): ApiForecast['longestChannel'] {
  let longest: ApiForecast['longestChannel'];
  for (const { channelId, messages, files } of channels) {
    const seconds = secondsAt(messages + files, limits.postsPerChannelPerMinute);
    if (seconds > (longest?.seconds ?? 0)) longest = { channelId, seconds };
  }
  return longest;
}

const secondsAt = (calls: number, perMinute: number): number =>
  Math.ceil((calls / perMinute) * SECONDS_PER_MINUTE);
