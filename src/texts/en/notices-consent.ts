import type { CONSENT_NOTICES } from '../../errors/consent-notice-codes.ts';

/** Problems of the list of direct and group messages whose people agreed to the move. */
export const consentNotices: Readonly<Record<keyof typeof CONSENT_NOTICES, string>> = {
  'consent-answer-unknown':
    "consent '{word}', expected {expected}: write yes when everybody in the conversation agreed, no when somebody declined, ask until all have answered",
  'consent-of-other-source':
    '{id} is no direct or group message of this source, and neither are {count} of the {lines} {lines:line|lines}: delete the line of a conversation that is gone or became a channel; a list of another server must be put away, and mm2slack plan with --include direct,group makes the one of this source',
  'consent-of-others':
    '{people} of the conversation were not asked: the line does not name them. Run mm2slack plan with --include direct,group and without --consent to ask again, or name them in the line when they agreed; nothing was done',
  'consent-file-missing':
    '--consent: there is no file {path}; mm2slack plan with --include direct,group writes dms.csv into the work directory',
  'consent-without-direct':
    '--consent is about direct and group messages, and none are included: add --include direct,group, or leave the list out',
  'consent-not-of-plan':
    '{file} and the plan {plan} do not agree on which direct and group messages may be migrated: make the plan again with this list, or leave --consent out to follow the plan',
  'consent-followed':
    'Direct and group messages by {file}: everybody agreed in {moving} of them; {staying} that are included stay',
  'consent-not-followed':
    '{file} has {answers} {answers:answer|answers}, and this plan does not follow them: all direct and group messages that are included would be migrated. Pass --consent {file}',
  'consent-missing':
    '{place} has direct and group messages by a list of consent, and this run has none: pass the list with --consent, or the plan that was made with it; nothing was done',
  'consent-differs':
    '{place} has direct and group messages by another list of consent: pass that list. In a workspace, mm2slack sync with the new list brings what was agreed to since and lists what must be removed; an archive must be made again; nothing was done',
  'consent-withdrawn':
    '{count} direct or group {count:message|messages} {count:is|are} in the workspace and not everybody in them agrees ({channels}): run mm2slack sync with the list, which records them in pending-changes.csv, and delete those channels by hand; nothing was done',
  'consent-changed':
    '{count} direct or group {count:message|messages} {count:is|are} in the workspace and not everybody in them agrees ({channels}): nothing more is sent there; delete these channels by hand, they are listed in pending-changes.csv',
  'consent-of-chain': 'the earlier archive',
  'consent-of-ledger': 'the workspace',
};
