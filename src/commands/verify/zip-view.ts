import type { Conversation } from '../../mapping/conversations.ts';
import { fileSlackId, userSlackId } from '../../mapping/slack-ids.ts';
import type { ArchiveView } from '../../mapping/verify/archive.ts';
import type { EmojiName, FileFacts } from '../../mapping/verify/facts.ts';
import { tsOfMicros } from '../../mapping/verify/pair-archive.ts';
import type { PeopleView, SourceView, TargetForm } from '../../mapping/verify/source-posts.ts';
import type { TargetNames } from '../../mapping/verify/text/tree.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { FileInfo, PostRef, Reaction, Team, UserId } from '../../model/model.ts';
import type { ViewSettings } from './run.ts';
import { newAddresses, previewPlace, sourceTexts } from './text-view.ts';

/** How both sides of a comparison with archives are read. */
export interface ArchiveViews {
  readonly archive: ArchiveView;
  /** For one conversation; `microsOf` returns the `ts` of its roots in microseconds. */
  readonly source: (microsOf: (root: PostRef) => number) => SourceView;
  /** Authors, reactors and members without a row, as far as they have occurred. */
  readonly unknown: ReadonlySet<UserId>;
}

export function archiveViews(
  settings: ViewSettings,
  workspace: Workspace,
  conversations: readonly Conversation[],
  teams: readonly Team[] = [],
): ArchiveViews {
  const byId = new Map(conversations.map((entry) => [entry.channel.id, entry]));
  const emoji = emojiNames(workspace);
  const names = archiveNames(workspace);
  const newAddress = newAddresses(settings, conversations, teams);
  const texts = sourceTexts(workspace, { names, place: 'archive', newAddress });
  const unknown = new Set<UserId>();
  const people = archivePeople(workspace, unknown);
  const systemMessages = { areBySubject: true, areDropped: settings.systemMessages === 'drop' };
  return {
    unknown,
    archive: { names, emoji },
    source: (microsOf) => {
      const target: TargetForm = {
        webhook: (name) => `webhook ${name}`,
        threadKey: (root) => tsOfMicros(microsOf(root)),
        edited: (editAtMs) => `${Math.floor(editAtMs / 1000)}.000000`,
        reactions: (reactions) => reactionsOf(reactions, emoji, people.displayName),
        file: fileFacts,
      };
      return {
        people,
        systemMessages,
        texts,
        target,
        preview: (post, linked) => previewPlace(post, linked, byId),
      };
    },
  };
}

/** People as the archive names them; adds each person without a row to `unknown`. */
function archivePeople(workspace: Workspace, unknown: Set<UserId>): PeopleView {
  const displayName = (id: UserId | undefined): string => {
    const known = id ?? ('nobody' as UserId);
    const user = workspace.users.get(known);
    if (user === undefined) unknown.add(known);
    return user?.username ?? userSlackId(known);
  };
  return {
    idOf: (name) => workspace.usersByName.get(name)?.id,
    mention(id) {
      displayName(id);
      return `<@${userSlackId(id)}>`;
    },
    isSkipped: (id) => workspace.skipped.has(id),
    displayName,
    username: (id) => workspace.users.get(id)?.username || 'unknown',
  };
}

function reactionsOf(
  reactions: readonly Reaction[],
  emoji: EmojiName,
  displayName: (id: UserId) => string,
): readonly string[] {
  const all = reactions.map(
    ({ emojiName, userId }) => `:${emoji(emojiName)}: ${displayName(userId)}`,
  );
  return [...new Set(all)].sort();
}

export const fileFacts = ({ id, name, sizeBytes, mimeType, stored }: FileInfo): FileFacts => ({
  id: fileSlackId(id),
  name,
  sizeBytes,
  storedBytes: stored?.state === 'there' ? stored.sizeBytes : undefined,
  mimeType: mimeType || 'application/octet-stream',
});

/** Names for the ids that the archives have; an unknown id is its own name. */
export function archiveNames(workspace: Workspace): TargetNames {
  const users = new Map<string, string>(
    [...workspace.users.values()].map(({ id, username }) => [userSlackId(id), username]),
  );
  const channels = new Map<string, string>(
    workspace.conversations.map(({ slackId, name }) => [slackId, name]),
  );
  return {
    user: (slackId) => users.get(slackId) ?? slackId,
    channel: (slackId) => channels.get(slackId) ?? slackId,
    areChannelsText: false,
  };
}

/** Returns one name for an emoji, given Mattermost's or Slack's name. */
export function emojiNames({ emoji }: Workspace): EmojiName {
  const renamed = new Map(emoji.all.map(({ from, to }) => [from, to]));
  return (name) => {
    const inSlack = emoji.toSlack(name) ?? name;
    return renamed.get(inSlack) ?? inSlack;
  };
}
