import type { BULK_NOTICES } from '../../errors/bulk-notice-codes.ts';

/** What a bulk export as a source lacks, and what is wrong with it. */
export const bulkNotices: Readonly<Record<keyof typeof BULK_NOTICES, string>> = {
  'ledger-of-other-source':
    'the ledger {path} is of posts from a {known} and this source is a {kind}: their ids differ, so nothing of it can be gone on with. Use the same kind of source or another work directory',
  'archive-of-other-source':
    'the archive {path} was made from a {known} and this source is a {kind}: their ids differ, so nothing could be compared. Use the same kind of source',
  'plan-of-other-source':
    'the plan {file} was made from a {known} and this source is a {kind}: their ids differ. Make a plan of this source',
  'bulk-not-watched':
    'a bulk export stays as it is: sync it once for each newer export, without --watch and --until-synced',
  'bulk-ok': '{files} can be read: a bulk export of {what}',
  'bulk-file-twice': '{key}: the file {file} is named twice',
  'bulk-no-file': 'the bulk export {file} does not exist or is not a file',
  'bulk-unreadable': 'the bulk export {file} cannot be read: {detail}',
  'bulk-zip-without-lines':
    'the ZIP {file} holds no .jsonl file: is it an export of Mattermost (mmctl export create)?',
  'bulk-no-version-line':
    '{file}:{line}: a bulk export begins with a line of type version: is this file one, and whole?',
  'bulk-version-unknown':
    '{file} has version {version} of the format: this program knows version 1',
  'bulk-line-unreadable':
    '{file}:{line}: the line is no JSON object; where the file ends there, it was cut off: make or copy the export again',
  'bulk-line-too-long': '{file}:{line}: the line is too long to be read',
  'bulk-field-missing': '{file}:{line}: the line lacks {field}, without which it says nothing',
  'bulk-no-room':
    '{folder} has {free} MiB free, and staging the bulk export needs about {needed} MiB: choose another folder with --work',
  'bulk-lacks':
    'a bulk export holds no deleted posts, no edit history, no ids (links to posts lead nowhere), no creators and times of making of channels, no reactions to the first posts of direct and group messages, and no integrations: they are neither counted nor guessed (docs/bulk-export.md)',
  'bulk-lacks-archived':
    'the bulk export holds no archived channel: they come only with --include-archived-channels (Mattermost 9.1 and newer)',
  'bulk-lacks-types':
    'the bulk export names no types of posts (Mattermost before 6.4): messages of the system are plain posts',
  'bulk-lacks-edit-times':
    'the bulk export has no times of edits (Mattermost before 6.4): no post is marked as edited',
  'bulk-lacks-pins':
    'the bulk export does not say which posts are pinned (Mattermost before 10.2 or so)',
  'bulk-lacks-props':
    'the bulk export has no props of posts (Mattermost before 5.22): names of webhooks and attachments of integrations are missing',
  'bulk-lacks-reply-props':
    'the bulk export has no props of replies (Mattermost before 10.x): replies of webhooks are under the name of who made the hook',
  'bulk-lacks-bots': 'the bulk export has no lines of bots (Mattermost before 10.3)',
  'bulk-lacks-emoji':
    'the bulk export names no custom emoji; ZIP files of some newer versions leave them out',
  'bulk-lacks-bytes':
    'the bulk export names files and holds none of their bytes (it was made without attachments): give the files with --files',
  'bulk-unknown-lines':
    "{count} {count:line|lines} of the unknown type '{name}' {count:is|are} kept in the work directory and not migrated (first: {first})",
  'bulk-unknown-fields':
    'the unknown field {name} of {count} {count:line|lines} is kept in the work directory and not migrated (first: {first})',
  'bulk-repeated-reactions':
    '{count} {count:reaction|reactions} {count:is|are} repeated in the bulk export and {count:counts|count} once (first: {first})',
  'bulk-shared-file-lists':
    '{count} {count:file|files} {count:is|are} named by several replies of one thread, a fault of Mattermost 5.33 to 6.0: the first of these replies has them (first: {first})',
  'bulk-same-members':
    '{count} direct or group {count:message|messages} {count:has|have} the members of another one and are one conversation with it: members who left or were deactivated are missing (first: {first})',
  'bulk-people-without-line':
    '{count} {count:person|people} {count:is|are} named by posts and {count:has|have} no line of their own: only their names are known',
  'bulk-posts-without-channel': '{count} {count:post names|posts name} a channel that has no line',
  'bulk-bots-by-address':
    '{count} {count:account|accounts} {count:is|are} taken for bots by the address that Mattermost makes up for one, their name at localhost (first: {first})',
  'bulk-other-jsonl': 'the ZIP holds another .jsonl file, {name}, which is not read',
};
