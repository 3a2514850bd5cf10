import type { PendingKind } from '../../mapping/manual-changes.ts';

/** What to do in Slack about a change of pending-changes.csv. */
export const pending = {
  posted: 'nothing: mm2slack adopt, then mm2slack sync brings it',
  edited: "post the new text as a reply; the message is not the app's to edit",
  deleted: 'have an owner of the workspace delete the message',
  reactions: 'nothing: the reactions are those of the day of the import',
  pinned: 'pin the message',
  unpinned: 'remove the pin',
  files: 'mm2slack files brings new files; removed ones an owner deletes',
  thread: 'nothing: the reply remains a message of the channel',
  'channel-renamed': 'rename the channel',
  'channel-archived': 'archive the channel',
  'channel-restored': 'unarchive the channel',
  'channel-removed': 'archive or delete the channel',
  'channel-made-public':
    'leave it private, as it is in Slack, or have an owner make it public: then everybody can read all of it',
  'channel-made-private':
    'make the channel private: everybody can read what was imported; only then mm2slack adopt finds it and mm2slack sync brings its new posts',
  'consent-withdrawn':
    'delete the channel: not everybody in it agrees to its being in Slack (any more)',
  topic: 'set the topic',
  purpose: 'set the description',
  bookmarks: 'set the bookmarks of the channel; an owner can delete the old list',
  'member-joined': 'add the person to the channel',
  'member-left': 'remove the person from the channel',
  'person-renamed': 'nothing: people set their own names',
  'person-deactivated': 'deactivate the account',
  'person-restored': 'activate the account',
  'emoji-added': 'upload the emoji',
} satisfies Record<PendingKind, string>;
