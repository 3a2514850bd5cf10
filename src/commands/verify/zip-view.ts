import type { Config } from '../../config/config.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { fileSlackId, userSlackId } from '../../mapping/slack-ids.ts';
import type { ArchiveView } from '../../mapping/verify/archive.ts';
import { tsOfMicros } from '../../mapping/verify/pair-archive.ts';
import { type EmojiName, withoutPlaces } from '../../mapping/verify/plain-text.ts';
import type { TargetNames } from '../../mapping/verify/slack-text.ts';
import { linkedAuthor, type SourceView } from '../../mapping/verify/source-posts.ts';
import type { FileInfo, LinkedPost, Post, PostRef, UserId } from '../../model/model.ts';
import type { ReadWorkspace } from '../run/scope.ts';

/** How both sides of an archive are looked at. */
export interface ArchiveViews {
  readonly archive: ArchiveView;
  /** For one conversation; `placeOf` tells where its roots stand. */
  readonly source: (placeOf: (post: PostRef) => number) => SourceView;
  /** Authors, reactors and members without a row that were met. */
  readonly unknown: ReadonlySet<UserId>;
}

export function archiveViews(
  config: Config,
  read: ReadWorkspace,
  conversations: readonly Conversation[],
): ArchiveViews {
  const { workspace } = read;
  const byId = new Map(conversations.map((entry) => [entry.channel.id, entry]));
  const names = archiveNames(read);
  const emoji = emojiNames(read);
  const prepare = config.rewriteLinksTo === undefined ? (text: string) => text : withoutPlaces;
  const username = archiveShown(read);
  const unknown = new Set<UserId>();
  const shown = (id: UserId | undefined): string => {
    const known = id ?? ('nobody' as UserId);
    if (!workspace.users.has(known)) unknown.add(known);
    return username(known);
  };
  const base: Omit<SourceView, 'placeOf' | 'preview'> = {
    people: {
      idOf: (name) => workspace.usersByName.get(name)?.id,
      mention: (id) => `@${shown(id)}`,
    },
    isSkipped: (id) => workspace.skipped.has(id),
    shown,
    username: (id) => workspace.users.get(id)?.username ?? 'unknown',
    webhook: (name) => `webhook ${name}`,
    isAboutAuthor: true,
    isNewsDropped: config.systemMessages === 'drop',
    emoji,
    prepare,
    edited: (editAtMs) => `${Math.floor(editAtMs / 1000)}.000000`,
    reactions: (reactions) =>
      [
        ...new Set(
          reactions.map(({ emojiName, userId }) => `:${emoji(emojiName)}: ${shown(userId)}`),
        ),
      ].sort(),
    file: fileFacts,
  };
  return {
    unknown,
    archive: { names, emoji, prepare },
    source: (placeOf) => {
      const view: SourceView = {
        ...base,
        placeOf: (post) => tsOfMicros(placeOf(post)),
        preview: (post, linked) => previewText(post, linked, byId, view),
      };
      return view;
    },
  };
}

/** A post of another conversation is copied only where everybody may read it. */
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

/** Usernames for the ids that an archive of ours has; an id of nobody's stays. */
function archiveNames({ workspace }: ReadWorkspace): TargetNames {
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

/** A person's username; the id in an archive for one without a row. */
const archiveShown =
  ({ workspace }: ReadWorkspace) =>
  (id: UserId): string =>
    workspace.users.get(id)?.username ?? userSlackId(id);

/** One name for Mattermost's and Slack's name of an emoji, whichever it is given. */
export function emojiNames({ workspace }: ReadWorkspace): EmojiName {
  const renamed = new Map(workspace.emoji.all.map(({ from, to }) => [from, to]));
  return (name) => {
    const inSlack = workspace.emoji.toSlack(name) ?? name;
    return renamed.get(inSlack) ?? inSlack;
  };
}

/** `#name`, as the preview of a linked post says where it is from; nothing for direct and group messages. */
const placeName = ({ list, name }: Conversation): string =>
  list === 'channels' || list === 'groups' ? `#${name}` : '';
