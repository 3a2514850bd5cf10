import type { TARGET_NOTICES } from '../../errors/notice-codes.ts';
import { siteNotices } from './notices-site.ts';

/** What is wrong with the archive, the workspace or the ledger. */
export const targetNotices: Readonly<Record<keyof typeof TARGET_NOTICES, string>> = {
  'pages-unreadable': 'cannot read {path}: run mm2slack plan again, which writes it',
  'page-outside':
    '{path} names a page outside of its folder, {page}: run mm2slack plan again, which writes it',
  'no-space': 'no space left for {path}: free some space or choose another folder',
  'disk-quota': 'the disk quota does not allow {path}: free some space or choose another folder',
  'write-not-allowed': 'cannot write {path}: not allowed in {folder}',
  'write-read-only': 'cannot write {path}: {folder} is read-only',
  'write-no-folder': 'cannot write {path}: the folder {folder} does not exist',
  'write-not-a-folder': 'cannot write {path}: {folder} is not a folder',
  'write-name-too-long': 'cannot write {path}: the name is too long',
  'write-is-a-folder': 'cannot write {path}: there is a folder of that name',
  'write-names-a-folder':
    'cannot write {path}: a name with a slash at its end is that of a folder; give the name of a file',
  'write-is-a-device':
    'cannot write {path}: it is a device or a pipe, whose place no file may take; give another name',
  'write-is-a-mount':
    'cannot write {path}: it is mounted by itself, so that nothing can take its place; mount the folder around it, or give a name in it',
  'write-link-loop': 'cannot write {path}: its symbolic links lead to each other',
  'write-disk-fault':
    'cannot write {path}: the disk or share reports a fault ({code}); check it, or choose another folder',
  'too-many-open-files':
    'cannot write {path}: too many files are open; raise the limit (ulimit -n) and run the same command again',
  'token-not-valid': 'is not valid',
  'token-empty': 'is empty',
  'token-revoked': 'was revoked',
  'token-expired': 'has expired',
  'token-of-deleted-app': 'belongs to a deleted app or a deactivated account',
  'token-not-allowed': 'is not allowed to do this',
  'token-of-moving-workspace': 'belongs to a workspace that is being moved into an organisation',
  'token-of-other-kind': 'is of a type that this method does not accept',
  'slack-token-fault':
    "Slack: the token in SLACK_TOKEN {fault} ({message}); take the current one from the app's page",
  'slack-scope-missing':
    'Slack: the token lacks the scope {neededScope} ({message}); add it to the app and install the app again',
  'slack-gateway':
    'Slack: the answer was HTTP {status} from a proxy or another server ({message}); check the proxy and SLACK_API_URL',
  'slack-fault': 'Slack: {fault} ({message})',
  'slack-refused': 'Slack: refused {message}',
  'channel-archived': 'the channel is archived in Slack; unarchive it there',
  'channel-not-found': 'the channel does not exist, or the app cannot see it; invite the app',
  'app-not-in-channel': 'the app is not a member of the channel; invite it',
  'workspace-forbids': 'the workspace does not let the app do this; ask its owner',
  'channel-read-only': 'posting in the channel is restricted; allow the app to post',
  'channel-threads-only':
    'only replies may be posted in the channel; allow the app to begin threads there',
  'channel-without-threads': 'replies are switched off in the channel; allow threads there',
  'thread-locked': 'the thread is locked; unlock it in Slack',
  'held-back':
    'Slack: {fault} ({message}); {channels} {channels:channel|channels} and {threads} {threads:thread|threads} wait ({places}), the others are complete',
  'app-not-approved': 'the app is not approved for the workspace; ask its owner',
  'no-more-messages': "the workspace's plan allows no more messages",
  'uploads-disabled': 'the workspace does not allow uploads; ask its owner, or set files.deliver',
  'channel-migrating': 'Slack is migrating the channel; wait until it is done',
  'workspace-denies-access': 'the workspace denies access at present; ask its owner',
  'workspace-in-migration': 'Slack is migrating the workspace; wait until it is done',
  'two-factor-wanted': 'the workspace wants two-factor authentication; set it up',
  'no-room-for-files': "the workspace's plan has no storage left for files",
  'file-unreadable': '{path}: cannot be read ({code})',
  ...siteNotices,
  'file-exists': '{path} exists already: give --force to replace it',
  'no-list-of-messages': 'not a list of messages',
  'messages-not-in-order': 'its messages are not in the order of their ts',
  'archive-entry-missing': '{path}: {entry} is missing, or not as in a Slack export',
  'archive-list-entry-without-id':
    '{path}: number {position} in the list of {entry} has no id, which every entry of a Slack export has',
  'record-damaged':
    '{path}: is damaged, so what the earlier archives contain is not certain. Put back a copy of the file from after the last archive; without one, make an archive without --since-last, of everything or with --from of what is newer than the last archive',
  'record-lost':
    '{path}: is not there, although {name} was made with this --work, so what the earlier archives contain is not known. Put back a copy of the file from after the last archive; without one, make an archive without --since-last, of everything or with --from of what is newer than the last archive',
  'record-older-than-archive':
    '{path}: is from before {name}, whose posts it does not know, and they would be written again. Put back a copy of the file from after {name}; if that archive was never finished or is not to be imported, delete {manifest}',
  'archives-of-other-server':
    'the earlier archives have none of the channels of this Mattermost server, so they are of another one; check --source, or use another --work',
  'record-of-other-version': '{path}: is of version {version}; this mm2slack reads version {known}',
  'not-a-slack-export': '{path}: has no {entry}, so it is not a Slack export',
  'archive-entry-unusable': '{path}: {entry}: {field}: {message}',
  'archive-entry-too-large': '{path}: the entry {name} is too large for an export',
  'no-such-archive': '{path}: there is no such archive',
  'archive-not-whole': '{path}: is not a complete ZIP ({reason})',
  'archive-entry-unreadable': '{path}: the entry {fileName} cannot be read ({reason})',
  'checksum-wrong': 'wrong checksum',
  'entry-method-unknown': 'encrypted, or compressed by another method than deflate',
  'archive-entry-not-json': '{path}: the entry {name} is not JSON',
  'archive-entry-not-utf8': '{path}: the entry {name} is not valid UTF-8',
  'naming-unclear':
    '{archives}: the run that wrote this was stopped while it named its archives, and now they are not there. If they were moved or imported, put them back under these names and run the same command again; if they never were there, delete {prepared}',
  'ledger-no-space':
    '{path}: the disk is full; free some space and run the same command again to resume',
  'not-a-ledger': '{path}: is not a mm2slack ledger',
  'ledger-open-elsewhere': '{path}: is open in another program; close that program',
  'ledger-not-openable': '{path}: cannot be opened or written',
  'ledger-locked': '{ledgerPath}: {holder} uses it; wait until that run ends, or stop it',
  'work-directory-locked':
    '{directory}: {holder} writes into this work directory; wait until that run ends, stop it, or use another --work',
  'lock-holder': 'mm2slack {command} (process {pid}, since {since})',
  'lock-holder-unknown': 'another mm2slack run',
  'ledger-of-newer-version':
    '{path}: is a ledger of version {version}; this mm2slack reads version {known} and older; use a newer mm2slack',
  'ledger-empty':
    '{path}: is empty, as after a power failure or on a full disk; restore it from a backup, or delete it if nothing was sent to the workspace yet',
  'ledger-of-other-server':
    'the ledger has none of the channels of this Mattermost server, so it is of another server; use another --work',
  'ledger-unfilled':
    'nothing was migrated from this work directory yet; run replay, or adopt after an import, first',
  'import-not-adopted':
    'the work directory has the records of {archives}, and the workspace has {count} {count:channel|channels} of the same {count:name|names}; run adopt if the archive was imported, or use another --work if it was not',
  'adoption-unfinished':
    'the last adopt was stopped before it had looked for all messages of the import, and those that it did not find yet would be sent a second time; run adopt again first',
  'ledger-of-other-program': "{path}: is another program's database, not a mm2slack ledger",
  'ledger-moved':
    '{path}: was moved or removed during the run, so nothing more was sent; put it back and run the same command again to resume',
  'ledger-of-other-workspace':
    '{path}: is the ledger of the workspace {known}, but the token is for {teamId}; set the token of {known}, or use another --work',
  'ledger-of-other-app':
    '{path}: the messages were posted by the app {bot}, but the token is for {botUserId}; use the token of that app',
  'slack-asks-to-wait': 'Slack: {method}: rate limited, retry after {waitMs} ms',
  'slack-answer-unclear': 'Slack: {method}: no clear answer from Slack ({reason})',
  'answer-not-from-slack': 'the answer was not from Slack',
  'answer-lacks-field': 'the answer lacks {field}',
  'answer-lost-repeatedly': 'repeatedly',
  'clocks-differ':
    "this machine's clock and Slack's are {seconds} s apart; the ledger goes by Slack's, but set the clock, for example with chrony",
  'slack-hides-email':
    'Slack shows no e-mail addresses, so accounts cannot be matched by them; the token needs users:read.email',
  'slack-hides-some': 'Slack does not show everything: {message}',
  'slack-hides-without-scope':
    'Slack does not show everything: {message}; the token needs {neededScope}',
  'slack-answer-unexpected':
    'Slack: the answer to {method} is not as documented: {field}: {message}',
};
