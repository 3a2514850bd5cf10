import { archiveKey, channelKey, parseKey, userGroupKey } from '../../importers/ledger/keys.ts';
import { addBookmark } from '../../importers/workspace/bookmarks.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import { invitePeople, makeUserGroup } from '../../importers/workspace/members.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import type { ChannelDecision } from '../../mapping/decisions.ts';
import type { TargetChannel, TargetFacts } from '../../mapping/plan/target.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelBookmark, ChannelId, UserGroup, UserId } from '../../model/model.ts';
import { channelPlace, type LossLog } from '../run/loss-log.ts';
import type { ReadWorkspace } from '../run/scope.ts';
import { refusal } from './channels.ts';
import { matchedAccounts } from './decide.ts';

export interface AfterHistory {
  readonly run: WorkspaceSession;
  readonly read: ReadWorkspace;
  readonly conversations: readonly Conversation[];
  readonly channels: ReadonlyMap<ChannelId, string>;
  readonly members: ReadonlyMap<ChannelId, readonly UserId[]>;
  readonly decisions: ReadonlyMap<ChannelId, ChannelDecision>;
  readonly target: TargetFacts;
  readonly places: ReadonlyMap<ChannelId, TargetChannel>;
  readonly bookmarks: readonly ChannelBookmark[];
  readonly losses: LossLog;
}

/** People come when the history is there, and what is archived is archived last of all. */
export async function afterHistory(after: AfterHistory): Promise<void> {
  const accounts = matchedAccounts(after);
  for (const bookmark of after.bookmarks) await bookmarked(after, bookmark);
  for (const group of after.read.userGroups) await grouped(after, group, accounts);
  for (const conversation of after.conversations) await invite(after, conversation, accounts);
  for (const conversation of after.conversations) await archive(after, conversation);
}

/** One of a file is left out, and said: Slack's bookmarks are links. */
async function bookmarked(
  { run, channels, losses }: AfterHistory,
  bookmark: ChannelBookmark,
): Promise<void> {
  const { id, channelId, title, url } = bookmark;
  const slackChannel = channels.get(channelId);
  if (slackChannel === undefined) return;
  const place = { postId: undefined, channelId, link: id };
  if (!/^https?:/i.test(url)) {
    await losses.record(place, [{ code: 'bookmark_dropped', old: title }]);
    return;
  }
  await losses.record(place, refusal(await addBookmark(run, bookmark, slackChannel), title));
}

async function grouped(
  after: AfterHistory,
  group: UserGroup,
  accounts: ReadonlyMap<UserId, string>,
): Promise<void> {
  const people = group.members.flatMap((id) => accounts.get(id) ?? []);
  if (people.length === 0 || !isOurs(after, group)) return;
  const { name } = group;
  const place = { postId: undefined, channelId: '', link: `@${name}` };
  const action = await makeUserGroup(after.run, group, people);
  await after.losses.record(place, refusal(action, name));
}

/** A group of that handle which is there already is somebody's own, unless the ledger knows it. */
function isOurs({ target, run }: AfterHistory, { name }: UserGroup): boolean {
  const isThere = target.userGroups?.some(({ handle }) => handle === name) === true;
  return !isThere || run.ledger.get(userGroupKey(name)) !== undefined;
}

async function invite(
  { run, read, channels, members, losses, places }: AfterHistory,
  { channel }: Conversation,
  accounts: ReadonlyMap<UserId, string>,
): Promise<void> {
  if (isClosedByOthers(run, channel.id, places.get(channel.id))) return;
  const place = { channelId: channel.id, slackChannel: channels.get(channel.id) ?? '' };
  const people = membersOf(channel, members.get(channel.id) ?? [])
    .flatMap((id) => accounts.get(id) ?? [])
    .sort();
  for (const action of await invitePeople(run, place, people)) {
    await losses.record(
      channelPlace(channel, read.permalink),
      refusal(action, parseKey(action.key).part),
    );
  }
}

/** Nobody can be invited where somebody has closed the channel; into an import's the import brought them. */
function isClosedByOthers(
  { ledger }: WorkspaceSession,
  id: ChannelId,
  place: TargetChannel | undefined,
): boolean {
  if (place?.isArchived !== true) return false;
  const isImported = ledger.get(channelKey(id))?.origin === 'import';
  return isImported || ledger.get(archiveKey(id)) === undefined;
}

async function archive(
  { run, read, channels, decisions, losses }: AfterHistory,
  { channel }: Conversation,
): Promise<void> {
  const decision = decisions.get(channel.id);
  if (decision?.archive !== true || decision.action !== 'create') return;
  const slackChannel = channels.get(channel.id) ?? '';
  const action = await callOnce(run, {
    kind: 'archive',
    key: archiveKey(channel.id),
    method: 'conversations.archive',
    args: { channel: slackChannel },
    channelId: channel.id,
    slackChannel,
    alreadyDone: ['already_archived'],
  });
  await losses.record(channelPlace(channel, read.permalink), refusal(action, 'archive'));
}
