import type { Conversation } from '../../mapping/conversations.ts';
import { userSlackId } from '../../mapping/slack-ids.ts';
import type { TargetNames } from '../../mapping/verify/mrkdwn-text.ts';
import type { EmojiName } from '../../mapping/verify/plain-text.ts';
import type { UserId } from '../../model.ts';
import type { ReadWorkspace } from '../read-workspace.ts';

/** Usernames for the ids that an archive of ours has; an id of nobody's stays. */
export function archiveNames({ workspace }: ReadWorkspace): TargetNames {
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
export const archiveShown =
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
export const placeName = ({ list, name }: Conversation): string =>
  list === 'channels' || list === 'groups' ? `#${name}` : '';
