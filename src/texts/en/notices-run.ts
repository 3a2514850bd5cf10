import type { RUN_NOTICES } from '../../errors/notices.ts';

/** What a command has to say beside its report. */
export const runNotices: Readonly<Record<keyof typeof RUN_NOTICES, string>> = {
  interrupted: 'interrupted',
  'name-not-selected': "no channel or team is called '{name}': nothing was done",
  'archive-is-redacted':
    '{name} was made with --redact-secrets: pass it again, or set redactSecrets: true in the configuration; nothing was done',
  'ledger-missing': 'there is no {path}: run replay or adopt first, or name archives with --zip',
  'ledger-has-no-channel':
    'the ledger has none of the selected channels; run replay or adopt first',
  'loss-line-unreadable': '{path}, line {line}: not a recorded loss',
  'manifest-line-unreadable': '{path}, line {line}: not a line of a manifest',
  'manifest-missing':
    '{name} has no manifest in the work directory, so its checksums were not compared',
  'manifest-version-unknown': '{path}: version {version}; this mm2slack reads version {known}',
  'verify-account-unbalanced':
    'the account does not balance: {read} posts read, {compared} compared, {missing} unaccounted for',
  'ids-equal-in-slack': '{first} and {second} would both be {slackId}',
  'merge-target-hidden':
    'channel {channel}: the workspace has no channel {target} that the token can see; invite the app to it, or decide otherwise',
  'target-channel-public':
    'channel {channel}: it is {type} in Mattermost, and {target} in Slack is public; make that one private, or decide otherwise',
  'adopt-channel-ambiguous':
    '{channel}: several channels have this name; put the id of one into channels.csv',
  'adopt-channel-other-kind':
    '{channel}: the channel with this name is of another kind (public or private); put the right id into channels.csv',
  'adopt-channel-hidden':
    '{channel}: the app sees no channel with this name; invite the app to it, or put its id into channels.csv',
  'stopped-resumable': '{problem}; the same command goes on',
  'pass-failed': 'this pass failed, the next one tries again: {problem}',
};
