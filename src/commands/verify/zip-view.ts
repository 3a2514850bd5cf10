import type { Conversation } from '../../mapping/conversations.ts';
import { fileSlackId, userSlackId } from '../../mapping/slack-ids.ts';
import type { ArchiveView } from '../../mapping/verify/archive.ts';
import { tsOfMicros } from '../../mapping/verify/pair-archive.ts';
import {
  type EmojiName,
  type TextRules,
  withoutLinkTargets,
} from '../../mapping/verify/plain-text.ts';
import type { TargetNames } from '../../mapping/verify/slack-text.ts';
import {
  linkedAuthor,
  type PeopleView,
  type SourceView,
  type TargetForm,
} from '../../mapping/verify/source-posts.ts';
import type { Workspace } from '../../mapping/workspace.ts';
import type { FileInfo, LinkedPost, Post, PostRef, Reaction, UserId } from '../../model/model.ts';
import type { ViewSettings } from './run.ts';

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
): ArchiveViews {
  const byId = new Map(conversations.map((entry) => [entry.channel.id, entry]));
  const text = textRules(settings, workspace);
  const unknown = new Set<UserId>();
  const people = archivePeople(workspace, unknown);
  const systemMessages = { areBySubject: true, areDropped: settings.systemMessages === 'drop' };
  return {
    unknown,
    archive: { names: archiveNames(workspace), text },
    source: (microsOf) => {
      const target: TargetForm = {
        webhook: (name) => `webhook ${name}`,
        threadKey: (root) => tsOfMicros(microsOf(root)),
        edited: (editAtMs) => `${Math.floor(editAtMs / 1000)}.000000`,
        reactions: (reactions) => reactionsOf(reactions, text.emoji, people.displayName),
        file: fileFacts,
      };
      const view: SourceView = {
        people,
        systemMessages,
        text,
        target,
        preview: (post, linked) => previewText(post, linked, byId, view),
      };
      return view;
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
    mention: (id) => `@${displayName(id)}`,
    isSkipped: (id) => workspace.skipped.has(id),
    displayName,
    username: (id) => workspace.users.get(id)?.username ?? 'unknown',
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

/** Text above the preview of a linked post; undefined for a post of another conversation that is not public. */
export function previewText(
  post: Post,
  linked: LinkedPost,
  conversations: ReadonlyMap<string, Conversation>,
  view: SourceView,
): string | undefined {
  const place = conversations.get(linked.channelId);
  if (place === undefined) return undefined;
  if (linked.channelId !== post.channelId && place.list !== 'channels') return undefined;
  return [linkedAuthor(linked, view), linked.message, placeName(place)].join('\n');
}

const fileFacts = ({ id, name, sizeBytes, mimeType }: FileInfo) => ({
  id: fileSlackId(id),
  name,
  sizeBytes,
  mimeType: mimeType || 'application/octet-stream',
});

/** Names for the ids in our archives; an unknown id is its own name. */
function archiveNames(workspace: Workspace): TargetNames {
  const users = new Map<string, string>(
    [...workspace.users.values()].map(({ id, username }) => [userSlackId(id), username]),
  );
  const channels = new Map<string, string>(
    workspace.conversations.map(({ slackId, channel }) => [slackId, channel.name]),
  );
  return {
    user: (slackId) => users.get(slackId) ?? slackId,
    channel: (slackId) => channels.get(slackId) ?? slackId,
  };
}

export const textRules = (
  { rewriteLinksTo }: Pick<ViewSettings, 'rewriteLinksTo'>,
  workspace: Workspace,
): TextRules => ({
  emoji: emojiNames(workspace),
  prepare: rewriteLinksTo === undefined ? (text) => text : withoutLinkTargets,
});

/** Returns one name for an emoji, given Mattermost's or Slack's name. */
function emojiNames({ emoji }: Workspace): EmojiName {
  const renamed = new Map(emoji.all.map(({ from, to }) => [from, to]));
  return (name) => {
    const inSlack = emoji.toSlack(name) ?? name;
    return renamed.get(inSlack) ?? inSlack;
  };
}

/** `#name`, as the preview of a linked post names its channel; '' for direct and group messages. */
const placeName = ({ list, name }: Conversation): string =>
  list === 'channels' || list === 'groups' ? `#${name}` : '';
