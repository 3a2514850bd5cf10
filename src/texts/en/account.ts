import type { AccountKind, LeftOutReason } from '../../mapping/account.ts';
import type { SourceLack } from '../../model/source-kind.ts';

/** The account of rows that were read, written and left out. `{name}` is replaced by a value. */
export const account = {
  read: 'read',
  written: 'written',
  leftOut: 'left out',
  notBalanced: 'NOT BALANCED: {count} unaccounted for',
  fileBytes:
    'files of migrated posts: {there} with their bytes in the file store, {nameOnly} by name only',
  because: {
    posts: '{count} {count:post|posts} left out: {reason}',
    users: '{count} {count:user|users} left out: {reason}',
    channels: '{count} {count:channel|channels} left out: {reason}',
    reactions: '{count} {count:reaction|reactions} left out: {reason}',
    files: '{count} {count:file|files} left out: {reason}',
    emoji: '{count} emoji left out: {reason}',
  } satisfies Record<AccountKind, string>,
  lacking: 'not in the bulk export, and so in no number: {lacks}',
  lacks: {
    'deleted-posts': 'deleted posts',
    'edit-history': 'edit history',
    ids: 'ids',
    creators: 'creators of channels',
    'times-of-making': 'times when channels and people were made',
    'reactions-of-direct-roots': 'reactions to first posts of direct and group messages',
    integrations: 'integrations',
    bookmarks: 'bookmarks of channels',
    'user-groups': 'user groups',
    'sidebar-categories': 'categories of the sidebar',
    'archived-channels': 'archived channels',
    'post-types': 'types of posts',
    'edit-times': 'times of edits',
    pins: 'pinned posts',
    props: 'props of posts',
    'props-of-replies': 'props of replies',
    bots: 'bots',
    'custom-emoji': 'custom emoji',
    favourites: 'favourites',
    'saved-posts': 'saved posts',
    'file-bytes': 'bytes of files',
  } satisfies Record<SourceLack, string>,
  kinds: {
    posts: 'posts',
    users: 'users',
    channels: 'channels',
    reactions: 'reactions',
    files: 'files',
    emoji: 'emoji',
  } satisfies Record<AccountKind, string>,
  reasons: {
    'no-id': 'its row has no id',
    'doubled-id': 'its id is that of another row too',
    'edit-history': 'earlier version of an edited post',
    deleted: 'deleted in Mattermost',
    'impossible-time': 'no time of creation, or an invalid one',
    'outside-range': 'outside --from and --to',
    'not-selected': 'channel not selected (--include, --channels, --exclude-channels, --teams)',
    'channel-skipped': 'channel skipped by channels.csv, the plan or channels.archived',
    'without-consent':
      'direct or group message in which not everybody agreed to the move (--consent)',
    'unknown-channel': 'orphan: its channel has no row',
    'unknown-channel-type': 'channel of an unknown type',
    'system-message': 'system message, dropped by --system-messages drop',
    'author-skipped': 'author skipped by users.csv or the plan',
    'same-person': 'further account of a person (same-as), whose posts are under the other one',
    'person-skipped': 'person skipped by users.csv or the plan',
    refused:
      'rejected permanently by Slack; replay-losses.jsonl or files-losses.jsonl gives the reason',
    'not-delivered': 'content missing from the file store, or not accepted by Slack',
    'not-delivered-yet':
      'named in the text of its message; mm2slack files uploads it after the import',
    'message-missing':
      'its message is not in the workspace yet; run replay or adopt, then run files again',
    'message-unseen':
      'in a direct or group message of the import, where no app can upload; its people attach it again',
    'not-in-a-replay':
      "Slack's API accepts custom emoji on Enterprise plans only; they must be added by hand",
    'direct-skipped': 'direct or group message, skipped by replay.direct',
    'already-moved': 'already in an earlier archive',
    'private-by-api':
      'in a private conversation that was already imported: an import cannot add to it; use mm2slack adopt and sync',
    'not-yet': 'written since the import; mm2slack sync migrates it',
    ambiguous: 'not certain which message in Slack it is: adopt-ambiguous.csv',
    unchanged: 'checked by sync, the same as in Slack',
    'not-missing': 'listed by verify, and nothing of it is missing',
    pending: 'changed, and must be changed by hand in Slack: pending-changes.csv',
    'never-moved': 'deleted before it was migrated',
    'post-left-out': 'belongs to a post that is left out',
    'post-missing': 'orphan: its post has no row',
    detached: 'uploaded but never posted',
    merged:
      'duplicate: the same person, post and emoji under another name of the emoji or by another account of the person',
    'no-emoji-name': 'a reaction whose row names no emoji, so nothing can show it',
    'not-found': 'not found in Slack or the archive by verify or adopt',
    'not-in-a-zip':
      "Slack's import does not accept custom emoji; they must be added by hand in Slack",
    'not-in-a-csv': "not part of Slack's text import, which has channels, names and text alone",
    'standard-emoji':
      'never shown by Mattermost, which has a standard emoji of the same name and shows that',
    'no-messages': 'without a message: a text import makes no empty channel; create it by hand',
    'empty-message': 'nothing in it that a message can show',
    'burn-on-read': 'burn-on-read, or for one reader alone: never moved, with its files',
  } satisfies Record<LeftOutReason, string>,
};
