import type { AccountKind, LeftOutReason } from '../../mapping/account.ts';

/** The account of what was read, written and left out. `{name}` is filled with a value. */
export const account = {
  read: 'read',
  written: 'written',
  leftOut: 'left out',
  notBalanced: 'NOT BALANCED: {count} unaccounted for',
  because: '{count} {kind} left out: {reason}',
  kinds: {
    posts: 'posts',
    users: 'users',
    channels: 'channels',
    reactions: 'reactions',
    files: 'files',
    emoji: 'emoji',
  } satisfies Record<AccountKind, string>,
  reasons: {
    'edit-history': 'an older wording of an edited post, which the post itself replaces',
    deleted: 'deleted in Mattermost',
    'impossible-time': 'has no time of creation, or one that no calendar holds',
    'outside-range': 'outside --from and --to',
    'not-selected':
      'its channel was not selected (--include, --channels, --exclude-channels, --teams)',
    'channel-skipped': 'its channel is skipped by channels.csv, the plan or channels.archived',
    'unknown-channel': 'belongs to a channel that has no row',
    'unknown-channel-type': 'is a channel of a type that Mattermost does not have',
    'system-message': 'a system message, dropped by --system-messages drop',
    'author-skipped': 'written by somebody whom users.csv or the plan skips',
    'person-skipped': 'somebody whom users.csv or the plan skips',
    refused: 'refused by Slack for good; replay-losses.jsonl or files-losses.jsonl says why',
    'not-delivered': 'its bytes are not in the file store, or Slack does not take them',
    'message-missing':
      'its message is not in the workspace yet; bring it with replay or adopt, then run files again',
    'not-in-a-replay':
      "Slack's API takes custom emoji on Enterprise plans only; they are added by hand",
    'direct-skipped': 'a direct or group message, and replay.direct leaves those out',
    'already-moved': 'in an earlier archive',
    'private-by-api':
      'in a private conversation that was imported already: an import cannot add to it, mm2slack adopt and sync can',
    'not-yet': 'written since the import; mm2slack sync brings it',
    ambiguous: 'could be several messages in Slack: adopt-ambiguous.csv',
    unchanged: 'looked at by a sync, and the same as in Slack',
    pending: 'changed, and only a person can change it in Slack: pending-changes.csv',
    'never-moved': 'deleted before it ever moved',
    'post-left-out': 'belongs to a post that is left out',
    'post-missing': 'belongs to a post that has no row',
    detached: 'was uploaded but never posted',
    merged: 'the same person, post and emoji once more under another name of that emoji',
    'not-found': 'not in Slack or the archive when verify or adopt looked',
    'not-in-a-zip': "Slack's import takes no custom emoji; they are added in Slack by hand",
  } satisfies Record<LeftOutReason, string>,
};
