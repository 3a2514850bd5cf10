import type { SITE_NOTICES } from '../../errors/site-notice-codes.ts';

/** What is wrong with a site that `archive` writes or reads. */
export const siteNotices: Readonly<Record<keyof typeof SITE_NOTICES, string>> = {
  'folder-not-a-site':
    '{path} is no archive of this program ({file} is not in it): choose another name, or remove it yourself',
  'site-unbalanced':
    'the archive does not balance: {read} {read:post|posts} to write, {written} written or left out for a reason',
  'site-deleted-unbalanced':
    'the archive does not balance: {read} deleted {read:post|posts} to write, {written} written or left out for a reason',
  'site-former-unbalanced':
    'the archive does not balance: {read} earlier texts to write, {written} written or left out for a reason',
  'site-unreadable': '{path} is no whole archive: {file} cannot be read',
  'site-person-unknown': '--person: nobody has the username {name}',
  'site-without-sums':
    '{path} was written by an earlier version without checksums: posts, files and reactions are counted, and changed texts are not found',
  'site-verify-needs-folder': '--verify reads a folder: unpack the ZIP and name the folder',
  'site-without-consent':
    '{file} says which direct and group messages may be moved to Slack; an archive does not follow it and has all that --include and --channels select',
  'site-links-need-folder': '--attachments link needs files in a local folder (--files)',
  'hold-empty': 'the list of the legal hold is empty: each line is person or channel, and a name',
  'hold-name-missing':
    'name is empty: write the username of a person, or the name or id of a channel',
  'hold-person-unknown':
    "nobody has the username or id '{name}'; deactivated people keep their usernames",
  'hold-channel-unknown':
    "no channel is called '{name}': write name, team/name, display name or id; a direct message has its id in dms.csv",
  'hold-file-missing': 'hold: there is no file {path}',
  'hold-without-deleted':
    '{file} holds deleted posts and earlier texts: add --with-deleted, or write an archive that does not keep the hold with --no-hold',
  'hold-with-redaction':
    '{file} holds texts as they are, and --redact-secrets changes them: write the archive of the hold without it',
  'hold-of-bulk-export':
    '{file} holds deleted posts and earlier texts, which a bulk export does not have: read the database',
  'hold-channels-left-out':
    '{file} holds posts of {count} {count:channel|channels} that this archive leaves out ({channels}): select them with --include and --channels, or write an archive that does not keep the hold with --no-hold',
  'hold-outside-range':
    '{file} holds {count} {count:post|posts} and texts outside --from and --to: leave these out',
  'hold-of-others':
    '{file} holds {count} {count:post|posts} and texts of others than --person: leave --person out',
  'hold-site-without-deleted':
    '{path} does not keep the hold of {file}: it was written without --with-deleted',
  'hold-site-redacted':
    '{path} does not keep the hold of {file}: it was written with --redact-secrets',
  'hold-unbalanced':
    'the archive does not keep the legal hold: {read} {read:post or text is|posts and texts are} held, {written} {written:is|are} written or left out for a reason',
  'hold-left-out': 'This archive does not keep the legal hold of the settings (--no-hold)',
  'hold-not-checked':
    '{path} was written to keep a legal hold, and this comparison has no list: give --hold to check the hold',
};
