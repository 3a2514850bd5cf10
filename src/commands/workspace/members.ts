import type { Notice } from '../../errors/notices.ts';
import { archiveKey, parseKey, userGroupKey } from '../../importers/ledger/keys.ts';
import type { Action } from '../../importers/ledger/ledger.ts';
import { addBookmark } from '../../importers/workspace/bookmarks.ts';
import { callOnce } from '../../importers/workspace/exactly-once.ts';
import { invitePeople } from '../../importers/workspace/invitations.ts';
import { keptPeople, makeUserGroup } from '../../importers/workspace/members.ts';
import type { WorkspaceSession } from '../../importers/workspace/session.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { membersOf } from '../../mapping/workspace.ts';
import type { ChannelBookmark, ChannelId, UserGroup, UserId } from '../../model/model.ts';
import { channelPlace } from '../run/loss-log.ts';
import { type CanvasSettings, makeCanvases } from './canvases.ts';
import { refusal } from './channels.ts';
import { type ChannelFinishing, isClosedByOthers, whenComplete } from './finishing.ts';
import { matchedAccounts, peopleWithoutAccount, type WorkspaceScope } from './scope.ts';

/**
 * Adds bookmarks, canvases, user groups and members, then archives channels; returns warnings. Runs after the history, so
 * that history notifies no one.
 */
export async function finishChannels(
  finishing: ChannelFinishing,
  settings: CanvasSettings,
): Promise<readonly Notice[]> {
  const { scope } = finishing;
  const bookmarks = await scope.source.bookmarks();
  const accounts = matchedAccounts(scope);
  const hasLeft = leftIn(finishing, accounts);
  await recordMissingAccounts(finishing);
  const byId = new Map<string, Conversation>(
    scope.conversations.map((each) => [each.channel.id, each]),
  );
  for (const bookmark of bookmarks) {
    const conversation = byId.get(bookmark.channelId);
    if (conversation === undefined) continue;
    await whenComplete(finishing, conversation, () => addOneBookmark(finishing, bookmark));
  }
  const warnings = await makeCanvases(finishing, settings);
  for (const group of scope.read.userGroups) await addUserGroup(finishing, group, accounts);
  for (const conversation of scope.conversations) {
    await whenComplete(finishing, conversation, () => invite(finishing, conversation, accounts));
    const { channel } = conversation;
    const kept = keptPeople(finishing.session, channel.id, hasLeft(channel));
    await recordKeptPeople(finishing, channel, kept);
  }
  for (const conversation of scope.conversations) {
    await whenComplete(finishing, conversation, () => archiveAsDecided(finishing, conversation));
  }
  return warnings;
}

async function recordMissingAccounts({ scope, losses }: ChannelFinishing): Promise<void> {
  for (const { username, slackId, slackEmail } of peopleWithoutAccount(scope)) {
    const place = { postId: undefined, channelId: '', link: `@${username}` };
    await losses.record(place, [{ code: 'account_missing', old: slackId || slackEmail }]);
  }
}

/** Adds a bookmark. One of a file is dropped with a loss, because Slack's bookmarks are links. */
async function addOneBookmark(
  { session, channels, losses }: ChannelFinishing,
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
  await losses.record(place, refusal(await addBookmark(session, bookmark, slackChannel), title));
}

async function addUserGroup(
  { session, scope, losses }: ChannelFinishing,
  group: UserGroup,
  accounts: ReadonlyMap<UserId, string>,
): Promise<void> {
  const people = [...new Set(group.members.flatMap((id) => accounts.get(id) ?? []))];
  if (people.length === 0 || !isOurs(session, scope, group)) return;
  const { name } = group;
  const place = { postId: undefined, channelId: '', link: `@${name}` };
  const action = await makeUserGroup(session, group, people);
  await losses.record(place, refusal(action, name));
}

/** True when no group has the handle, or the ledger has it: a group of others is not changed. */
function isOurs(
  { ledger }: WorkspaceSession,
  { target }: WorkspaceScope,
  { name }: UserGroup,
): boolean {
  const isThere = target.userGroups?.some(({ handle }) => handle === name) === true;
  return !isThere || ledger.get(userGroupKey(name)) !== undefined;
}

async function invite(
  { session, scope, channels, losses }: ChannelFinishing,
  { channel }: Conversation,
  accounts: ReadonlyMap<UserId, string>,
): Promise<void> {
  if (isClosedByOthers(session, channel.id, scope.places.get(channel.id))) return;
  const place = { channelId: channel.id, slackChannel: channels.get(channel.id) ?? '' };
  const members = membersOf(channel, scope.members.get(channel.id) ?? []);
  const people = [...new Set(members.flatMap((id) => accounts.get(id) ?? []))].sort();
  for (const action of await invitePeople(session, place, people)) {
    await losses.record(
      channelPlace(channel, scope.permalink),
      refusal(action, parseKey(action.key).part),
    );
  }
}

/**
 * Makes the test, for a channel, whether somebody is no member of it in Mattermost any more, by the member id of Slack.
 */
export function leftIn(
  { scope }: Pick<ChannelFinishing, 'scope'>,
  accounts: ReadonlyMap<UserId, string>,
): (channel: Conversation['channel']) => (slackId: string) => boolean {
  const known = new Set(accounts.values());
  return (channel) => {
    const rows = scope.members.get(channel.id) ?? [];
    const staying = new Set(membersOf(channel, rows).flatMap((id) => accounts.get(id) ?? []));
    return (id) => known.has(id) && !staying.has(id);
  };
}

/** Records that people who left a channel in Mattermost stay in it, because Slack refused to remove them for good. */
export async function recordKeptPeople(
  { scope, losses }: Pick<ChannelFinishing, 'scope' | 'losses'>,
  channel: Conversation['channel'],
  kept: readonly Action[],
): Promise<void> {
  for (const { key, detail } of kept) {
    const loss = { code: 'member_kept', old: parseKey(key).part, new: detail } as const;
    await losses.record(channelPlace(channel, scope.permalink), [loss]);
  }
}

/** Archives a channel of a conversation that is archived in the end, unless the ledger has it archived. */
export async function archiveAsDecided(
  { session, scope, channels, losses }: Omit<ChannelFinishing, 'held'>,
  { channel }: Conversation,
): Promise<void> {
  const decision = scope.decisionOf(channel.id);
  if (decision?.archive !== true || decision.action !== 'create') return;
  const slackChannel = channels.get(channel.id) ?? '';
  const action = await archiveOnce(session, channel.id, slackChannel);
  await losses.record(channelPlace(channel, scope.permalink), refusal(action, 'archive'));
}

/** Archives a channel, once; returns the action, done or refused. */
export const archiveOnce = (
  session: WorkspaceSession,
  channelId: ChannelId,
  slackChannel: string,
): Promise<Action> =>
  callOnce(session, {
    kind: 'archive',
    key: archiveKey(channelId),
    method: 'conversations.archive',
    args: { channel: slackChannel },
    channelId,
    slackChannel,
    alreadyDone: ['already_archived'],
  });
