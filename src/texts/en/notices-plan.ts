import type { PLAN_NOTICES } from '../../errors/notice-codes.ts';
import { consentNotices } from './notices-consent.ts';

/** Problems of plans and the team's files. */
export const planNotices: Readonly<Record<keyof typeof PLAN_NOTICES, string>> = {
  ...consentNotices,
  'in-line': '{file} line {line}: {problem}',
  'table-empty': '{file}: the file is empty, expected a header line',
  'table-unreadable': '{file}: cannot be read as CSV ({reason})',
  'table-encoding': '{file}: is neither UTF-8 nor CP932; save it as "CSV UTF-8"',
  'columns-missing': 'missing column {columns}',
  'cell-count': '{count} {count:cell|cells}, expected {expected}',
  'cell-empty': 'empty cell',
  'cell-unknown': "{column} '{word}', expected {expected}",
  'cell-not-yes-or-no': "{column} '{word}', expected yes or no",
  'pending-change-unknown': "unknown change '{change}'",
  'username-missing': 'missing username',
  'id-missing': 'missing id',
  'line-repeated': "'{name}' is already in line {line}",
  'name-mapped-twice': "'{name}' is listed twice",
  'mapped-account-wrong': "'{account}', expected a Slack member id or an e-mail address",
  'mapped-account-missing':
    "people.mapping: '{name}' is '{account}', but the workspace has no such member",
  'username-unknown': "no account has the username '{username}'",
  'account-needs-match': "'{account}' requires the action match; otherwise leave slack_id empty",
  'email-missing': '{username} has no e-mail address to invite',
  'email-undeliverable': '{username} cannot be invited: {fault}',
  'address-blank-inside': 'the e-mail address has a blank or an invisible character in it',
  'address-no-at': 'the e-mail address has no @',
  'address-two-ats': 'the e-mail address has more than one @',
  'address-bad-name': 'the e-mail address has no valid name before the @',
  'address-no-dot': 'the e-mail address has no dot behind the @',
  'address-bad-domain': 'the e-mail address has no valid domain',
  'address-reserved-domain': 'the e-mail address is on a domain that receives no mail from outside',
  'person-changed':
    '{username}: earlier runs migrated its posts as those of {before}, this one would as those of {now}; messages keep their author, so put users.csv or the plan back, or begin anew',
  'person-of-its-own': 'a person of its own',
  'person-of': '{username} (same-as)',
  'archive-of-other-people':
    '{name} was made while users.csv or the plan had other lines with same-as: differences of authors and members come from that',
  'people-with-inactive':
    '{count} {count:account|accounts} in use {count:is|are} one person with a deactivated account, so the person is deactivated in Slack; turn the lines with same-as around: {people}',
  'same-as-nobody': 'the action same-as requires a username behind it: same-as USERNAME',
  'same-as-ambiguous': 'same-as {username}: several accounts have this username',
  'same-as-itself': 'an account cannot be the same as itself',
  'same-as-bot': '{username} is a bot, and no bot is one person with another account',
  'same-as-skipped':
    'same-as {username}: {username} is skipped; choose an account that is migrated',
  'same-as-circle': 'same-as {username}: the lines lead in a circle; one account must stay',
  'same-as-chain':
    'same-as {username}: {username} is itself same-as {other}; write same-as {other}',
  'match-needs-account':
    'the action match requires a slack_id: no account has the same e-mail address',
  'account-missing': "the workspace has no member '{account}'",
  'account-wrong':
    "'{account}' is not a Slack account, expected a member id (such as U0123ABCD) or an e-mail address",
  'account-shared': '{first} and {second} are both mapped to {account}; change one of them',
  'channel-id-unknown': "no channel has the id '{id}'",
  'channel-name-shared':
    'two channels would be named #{name}: {first} and {second}; rename one of them',
  'visibility-refused':
    'a {type} conversation cannot become {visibility} in Slack; expected {expected}',
  either: '{first} or {second}',
  'channel-name-wrong':
    "'{name}' is not a valid channel name in Slack, expected lower case, no spaces or punctuation, at most {max} characters",
  'channel-name-exists':
    '#{name} already exists in the workspace; choose another name, or the action merge',
  'merge-needs-name': 'the action merge requires the name of the channel in slack_name',
  'channel-not-seen': 'the token cannot see a channel {channel} in the workspace',
  'channel-archived-there':
    '{channel} is archived in the workspace; unarchive it, or choose another channel',
  'merge-into-public': 'a {type} conversation cannot be merged into the public channel #{name}',
  'plan-not-json': '{file}: is not valid JSON',
  'plan-is-none': '{file}: is not a plan of mm2slack',
  'plan-newer':
    '{file}: version {version}, expected {expected}; it was made by a newer mm2slack: make a new plan with this one',
  'plan-older':
    '{file}: version {version}, expected {expected}; it was made by an older mm2slack: make a new plan with this one',
  'plan-field-wrong': '{file}: {field}: {problem}',
  'plan-no-longer-fits': '{file} no longer matches the source; make a new plan:',
  'plan-of-other-workspace':
    '{file}: was made for the workspace {known}, but the token is for {teamId}; set the token of {known}, or make a new plan with --target slack',
  'plan-difference': '- {difference}',
  'about-channel': 'channel {channel}: {what}',
  'about-person': 'person {person}: {what}',
  'planned-channel-gone': 'the plan says {action}, but the channel no longer exists in the source',
  'planned-person-gone': 'the plan says {action}, but the account no longer exists in the source',
  'planned-otherwise': 'the plan says {planned}, the source says {now}',
  'planned-archived': 'the plan says archived, the source says not archived',
  'planned-not-archived': 'the plan says not archived, the source says archived',
  'planned-state': 'the plan says {state} ({action}), the source says {now}',
  'planned-address': 'the plan invites {planned}, but the address in the source is {now}',
  'channel-renamed-since':
    'renamed to {name} ({displayName}); it keeps the planned name #{slackName}',
  'renamed-since': 'renamed; it keeps the planned name',
  'header-changed': 'header changed',
  'purpose-changed': 'purpose changed',
  'username-changed': 'username changed to {username}',
  'full-name-changed': 'full name changed',
  'new-since-plan': 'new since the plan, {rule}',
  'not-selected-by-plan': 'the plan does not select it; select less, or make a new plan',
  'account-deactivated': 'the Slack account is deactivated',
  'public-and-other-merged': 'public and non-public conversations are merged into this channel',
  'name-taken': 'the workspace has a channel of this name',
  'own-name-taken':
    'the workspace already has a channel #{name}, and it cannot be merged into; see channels.csv',
  'merge-target-archived': 'the channel in the workspace is archived',
  'private-merge-by-import': 'an import cannot write into an existing private channel',
  'hidden-channels':
    'Private channels that the app is not in have names too, which are taken: name them in channels.takenNames; a replay takes the next name by itself',
  'people-not-listed':
    "Not in users.csv, because the username is empty, another's too, or lost in a spreadsheet; the rules decide: {ids}",
  'more-people-not-listed':
    "Not in users.csv, because the username is empty, another's too, or lost in a spreadsheet; the rules decide: {ids} and {count} more",
  'addresses-undeliverable':
    'No invitation can be delivered to the e-mail addresses of {count} active people, who are migrated by name only; users.csv says why: {people}',
  'lists-missing': '{folder} has neither users.csv nor channels.csv: run mm2slack plan first',
  'lists-need-terminal':
    '--no-browser asks in a terminal, and there is none; leave the flag out, or edit the lists in a spreadsheet',
  'people-share-address':
    '{count} {count:account|accounts} {count:shares|share} an e-mail address with another (but for upper case and blanks): each group is perhaps one person; then give all but one the action same-as USERNAME in users.csv: {people}',
  'direct-messages-alike':
    'After same-as, {count} direct {count:message|messages} {count:has|have} the same people as another one; an archive has each under its own id, and Slack may show them as one: look at them in a trial',
};
