import type { TARGET_NOTICES } from '../../errors/notices.ts';

/** What is wrong with the archive, the workspace or the ledger. */
export const targetNotices: Readonly<Record<keyof typeof TARGET_NOTICES, string>> = {
  'no-space': 'no space left for {path}: free some or choose another folder',
  'disk-quota': 'the disk quota does not allow {path}: free some or choose another folder',
  'write-not-allowed': 'cannot write {path}: not allowed in {folder}',
  'write-read-only': 'cannot write {path}: {folder} is read-only',
  'write-no-folder': 'cannot write {path}: the folder {folder} does not exist',
  'write-not-a-folder': 'cannot write {path}: {folder} is not a folder',
  'write-name-too-long': 'cannot write {path}: the name is too long',
  'write-is-a-folder': 'cannot write {path}: there is a folder of that name',
  'token-not-valid': 'is not valid',
  'token-empty': 'is empty',
  'token-revoked': 'was revoked',
  'token-expired': 'has expired',
  'token-of-deleted-app': 'belongs to a deleted app or a deactivated account',
  'token-not-allowed': 'may not do this',
  'token-of-moving-workspace': 'belongs to a workspace that is being moved into an organisation',
  'token-of-other-kind': 'is of a kind that this method does not take',
  'slack-token-fault':
    "Slack: the token in SLACK_TOKEN {fault} ({message}); take the current one from the app's page",
  'slack-scope-missing':
    'Slack: the token lacks the scope {neededScope} ({message}); add it to the app and install the app again',
  'slack-gateway':
    'Slack: HTTP {status} came instead of an answer of Slack ({message}); look at the proxy and at SLACK_API_URL',
  'slack-fault': 'Slack: {fault} ({message})',
  'slack-refused': 'Slack: refused {message}',
  'channel-archived': 'the channel is archived in Slack; restore it there',
  'channel-not-found': 'the channel is not there, or the app may not see it; invite the app',
  'app-not-in-channel': 'the app is not in the channel; invite it',
  'workspace-forbids': 'the workspace does not let the app do this; ask its owner',
  'channel-read-only': 'only some people may post in the channel; add the app to them',
  'app-not-approved': 'the app is not approved for the workspace; ask its owner',
  'no-more-messages': 'the workspace takes no more messages on its plan',
  'no-room-for-files': 'the workspace has no room for files left on its plan',
  'file-unreadable': '{path}: cannot be read ({code})',
  'file-exists': '{path} exists already: give --force to replace it',
  'no-list-of-messages': 'no list of messages',
  'archive-entry-missing': "{path}: holds no {entry} as an export of Slack's has it",
  'record-of-other-version': '{path}: of version {version}, this mm2slack knows {known}',
  'not-a-slack-export': "{path}: holds no {entry}, so it is no export of Slack's",
  'archive-entry-unusable': '{path}: {entry}: {field}: {message}',
  'archive-entry-too-large': '{path}: the entry {name} is too large for an export',
  'no-such-archive-entry': '{path}: has no entry {name}',
  'no-such-archive': '{path}: there is no such archive',
  'archive-not-whole': '{path}: is no whole ZIP ({reason})',
  'archive-entry-unreadable': '{path}: the entry {fileName} cannot be read ({reason})',
  'checksum-wrong': 'wrong checksum',
  'archive-entry-not-json': '{path}: the entry {name} is no JSON',
  'ledger-no-space': '{path}: no room on the disk; make some and run the same command again',
  'not-a-ledger': "{path}: is no ledger of mm2slack's",
  'ledger-open-elsewhere': '{path}: another program has it open; close that one',
  'ledger-not-openable': '{path}: cannot be opened or written',
  'ledger-locked':
    '{ledgerPath}: another mm2slack is at work on it; wait until it is done, or stop it',
  'ledger-of-newer-version':
    '{path}: a ledger of version {version}, this mm2slack knows {known}; use the newer one',
  'ledger-of-other-program': "{path}: is another program's database, no ledger of mm2slack's",
  'ledger-moved':
    '{path}: was moved or removed in the middle of the run, so nothing more was sent; put it back and run the same command again',
  'ledger-of-other-workspace':
    '{path}: is the ledger of the workspace {known}, the token is for {teamId}; use another --work',
  'ledger-of-other-app':
    "{path}: the messages are those of the app {bot}, the token is for {botUserId}; use the app's own token",
  'slack-asks-to-wait': 'Slack: {method}: Slack asks to wait {waitMs} ms',
  'slack-answer-unclear': 'Slack: {method}: no clear answer from Slack ({reason})',
  'answer-not-from-slack': "what came is no answer of Slack's",
  'answer-lost-repeatedly': 'again and again',
  'slack-hides-email':
    'Slack shows no e-mail address, so nobody can be matched by it; the token needs users:read.email',
  'slack-hides-some': 'Slack does not show everything: {message}',
  'slack-hides-without-scope':
    'Slack does not show everything: {message}; the token needs {neededScope}',
  'slack-answer-unexpected':
    'Slack: the answer of {method} is not as documented: {field}: {message}',
};
