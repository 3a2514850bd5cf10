import pLimit from 'p-limit';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { channelKey, joinedKey, settingKey } from '../../importers/ledger/keys.ts';
import type { Action } from '../../importers/ledger/ledger.ts';
import { SlackRefusal } from '../../importers/slack/errors.ts';
import { makeChannel, renameChannel } from '../../importers/workspace/channels.ts';
import { callOnce, digestOf, setOnce } from '../../importers/workspace/exactly-once.ts';
import { unarchiveIfArchived } from '../../importers/workspace/removal.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import {
  type Conversation,
  topicLosses,
  topicText,
  topicWithoutMentions,
} from '../../mapping/conversations.ts';
import type { LossNote } from '../../mapping/losses.ts';
import type { TargetChannel } from '../../mapping/plan/target.ts';
import { type ReplayChannelNames, replayChannelNames } from '../../mapping/replay-channels.ts';
import type { ChannelId } from '../../model/model.ts';
import type { SlackMethod } from '../../slack/methods.ts';
import { isOfOneThing } from '../../slack/refusals.ts';
import { channelPlace, type LossRecorder } from '../run/loss-log.ts';
import { type HeldBack, heldPlace } from './held-back.ts';
import { memberNames, type WorkspaceScope } from './scope.ts';

/** Channels made at the same time; more bring nothing, because a method has one budget. */
const SIDE_BY_SIDE = 4;

interface ChannelMaking {
  readonly session: WorkspaceSession;
  readonly scope: WorkspaceScope;
  readonly losses: LossRecorder;
  readonly names: ReadonlyMap<ChannelId, ReplayChannelNames>;
}

/**
 * Creates or joins every channel and sets topic and purpose; returns their ids in Slack, those of channels that are held
 * back included.
 */
export async function makeChannels(
  session: WorkspaceSession,
  scope: WorkspaceScope,
  losses: LossRecorder,
  held: HeldBack,
): Promise<ReadonlyMap<ChannelId, string>> {
  const making = { session, scope, losses, names: namesOf(scope) };
  const limit = pLimit(SIDE_BY_SIDE);
  const made = new Map<ChannelId, string>();
  const failures: unknown[] = [];
  await Promise.all(
    scope.conversations.map((conversation) =>
      limit(async () => {
        if (failures.length > 0) return;
        try {
          const known = knownChannel(making, conversation);
          const work = () => readyChannel(making, conversation);
          const ready = await held.around(heldPlace(conversation, known), work);
          // Mentions of the channel in other messages are the same as without what holds it back.
          made.set(conversation.channel.id, ready ?? knownChannel(making, conversation));
        } catch (error) {
          failures.push(error);
        }
      }),
    ),
  );
  // The others have ended too: a call whose effect comes after the ledger was closed would be made again.
  if (failures.length > 0) throw failures[0];
  return made;
}

/** Returns the id of a conversation's channel as far as it is known; '' before it is made. */
const knownChannel = (
  { session, scope }: ChannelMaking,
  { channel: { id } }: Conversation,
): string => session.ledger.get(channelKey(id))?.slackChannel || scope.places.get(id)?.id || '';

function namesOf(scope: WorkspaceScope): ReadonlyMap<ChannelId, ReplayChannelNames> {
  return replayChannelNames(
    scope.conversations.map((conversation) => {
      const { id } = conversation.channel;
      const ifTaken = scope.decisionOf(id)?.ifTaken ?? '';
      return { conversation, ifTaken, people: memberNames(scope, id) };
    }),
  );
}

async function readyChannel(making: ChannelMaking, conversation: Conversation): Promise<string> {
  const { id } = conversation.channel;
  const { session, scope } = making;
  const decision = scope.decisionOf(id);
  const there = scope.places.get(id);
  if (decision?.action === 'merge' && there !== undefined) {
    return await joined(session, conversation, there);
  }
  if (decision?.archive !== true) await unarchiveIfArchived(session, id);
  const slackChannel = await created(making, conversation);
  await describe(making, conversation, slackChannel);
  return slackChannel;
}

/** Joins the channel of a merge. A private one cannot be joined: the app is a member of it or may not write there. */
async function joined(
  session: WorkspaceSession,
  { channel }: Conversation,
  { id: slackId, name, list }: TargetChannel,
): Promise<string> {
  if (list !== 'channels') return slackId;
  const { state, key, detail } = await callOnce(session, {
    kind: 'channel',
    key: channelKey(channel.id),
    method: 'conversations.join',
    args: { channel: slackId },
    channelId: channel.id,
    slackChannel: slackId,
    alreadyDone: ['already_in_channel'],
  });
  if (state === 'done') return slackId;
  session.ledger.forget(key);
  refuseUnlessForGood('conversations.join', detail);
  throw new TargetError(notice('channel-join-refused', { name, problem: detail }));
}

/** Throws the refusal itself, which stops the run, where it is not about this channel: no other name helps. */
function refuseUnlessForGood(method: SlackMethod, code: string): void {
  if (!isOfOneThing(method, code)) throw new SlackRefusal(method, code, '');
}

async function created(
  { session, scope, losses, names }: ChannelMaking,
  { channel, list, name: own }: Conversation,
): Promise<string> {
  const isPrivate = list !== 'channels' || channel.type !== 'public';
  const { wanted: name, candidates } = names.get(channel.id) ?? { wanted: own, candidates: [own] };
  const wanted = { channelId: channel.id, wanted: name, candidates, isPrivate };
  const action = await makeChannel(session, wanted);
  if (action.state !== 'done') {
    session.ledger.forget(action.key);
    const problem = action.detail;
    refuseUnlessForGood('conversations.create', problem);
    throw new TargetError(notice('channel-creation-refused', { name, problem }));
  }
  const isOpen = scope.places.get(channel.id)?.isArchived === false;
  if (action.origin === 'import' && !isPrivate && isOpen) await joinAdopted(session, action);
  const named = await renameChannel(session, wanted, action);
  const place = channelPlace(channel, scope.permalink);
  await losses.record(place, refusal(named, name));
  if (named.state === 'done' && named.detail !== name && named.origin === 'app') {
    await losses.record(place, [{ code: 'channel_name_changed', old: name, new: named.detail }]);
  }
  return action.slackChannel;
}

/** Joins a channel of an import, which does not make the app a member. */
async function joinAdopted(
  session: WorkspaceSession,
  { channelId, slackChannel }: Action,
): Promise<void> {
  await callOnce(session, {
    kind: 'channel',
    key: joinedKey(channelId),
    method: 'conversations.join',
    args: { channel: slackChannel },
    channelId,
    slackChannel,
    alreadyDone: ['already_in_channel'],
  });
}

async function describe(
  { session, scope, losses }: ChannelMaking,
  { channel }: Conversation,
  slackChannel: string,
): Promise<void> {
  const { id: channelId } = channel;
  const there = scope.places.get(channelId);
  const texts = [
    ['topic', 'conversations.setTopic', channel.header],
    ['purpose', 'conversations.setPurpose', channel.purpose],
  ] as const;
  const place = channelPlace(channel, scope.permalink);
  await losses.record(place, topicLosses(channel));
  for (const [kind, method, source] of texts) {
    const text = topicText(source);
    const digest = digestOf(text);
    const key = settingKey(kind, channelId);
    const known = session.ledger.get(key);
    if (known === undefined && text === (there?.[kind] ?? '')) continue;
    if (known?.state !== 'done' || known.digest !== digest)
      await unarchiveIfArchived(session, channelId);
    const action = await setOnce(session, {
      kind,
      method,
      key,
      args: { channel: slackChannel, [kind]: topicWithoutMentions(source) },
      digest,
      channelId,
      slackChannel,
    });
    await losses.record(place, refusal(action, kind));
  }
}

/** Returns the loss of an action that Slack rejected permanently; none when it is done. `what` is for a person. */
export function refusal({ state, detail }: Action, what: string): readonly LossNote[] {
  return state === 'failed' ? [{ code: 'refused_by_slack', old: what, new: detail }] : [];
}
