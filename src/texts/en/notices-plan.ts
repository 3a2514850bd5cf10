import type { PLAN_NOTICES } from '../../errors/notices.ts';

/** About plans and the team's files. */
export const planNotices: Readonly<Record<keyof typeof PLAN_NOTICES, string>> = {
  'in-line': '{file} line {line}: {problem}',
  'table-empty': '{file}: empty; expected a header line',
  'table-unreadable': '{file}: not readable as CSV ({reason})',
  'table-encoding': '{file}: neither UTF-8 nor CP932; save it as "CSV UTF-8"',
  'columns-missing': 'no column {columns}',
  'cell-count': '{count} cells, expected {expected}',
  'cell-empty': 'an empty cell',
  'cell-unknown': "{column} '{word}', expected {expected}",
  'cell-not-yes-or-no': "{column} '{word}', expected yes or no",
  'pending-change-unknown': "unknown change '{change}'",
  'username-missing': 'no username',
  'id-missing': 'no id',
  'line-repeated': "'{name}' stands in line {line} already",
  'name-mapped-twice': "'{name}' is there twice",
  'mapped-account-wrong': "'{account}', expected a member id of Slack's or an e-mail address",
  'mapped-account-missing':
    "people.mapping: '{name}' is '{account}', but the workspace has no such member",
  'username-unknown': "nobody is called '{username}'",
  'account-needs-match': "'{account}' needs the action match, or leave slack_id empty",
  'email-missing': '{username} has no e-mail address to invite',
  'match-needs-account': 'the action match needs a slack_id, no account has the e-mail address',
  'account-missing': "the workspace has no member '{account}'",
  'account-wrong':
    "'{account}' names no Slack account; expected a member id, as U0123ABCD, or an e-mail address",
  'account-shared': '{first} and {second} would both be {account}; change one of them',
  'channel-id-unknown': "no channel has the id '{id}'",
  'channel-name-shared':
    '#{name} would hold two channels, {first} and {second}; give one of them another name',
  'visibility-refused':
    'a {type} conversation cannot become {visibility} in Slack; expected {expected}',
  either: '{first} or {second}',
  'channel-name-wrong':
    "'{name}' is no name for a channel in Slack; expected lower case, no spaces or punctuation, at most {max} characters",
  'channel-name-exists':
    '#{name} exists in the workspace already; choose another name, or the action merge',
  'merge-needs-name': 'the action merge needs the name of the channel in slack_name',
  'channel-not-seen': 'the workspace has no channel {channel} that the token can see',
  'channel-archived-there': '{channel} is archived in the workspace; nothing can be written to it',
  'merge-into-public': 'a {type} conversation cannot be merged into the public channel #{name}',
  'plan-not-json': '{file}: is not readable as JSON',
  'plan-is-none': "{file}: is no plan of mm2slack's",
  'plan-newer':
    '{file}: version {version}, expected {expected}; it was made by a newer mm2slack: make a new plan with this one',
  'plan-older':
    '{file}: version {version}, expected {expected}; it was made by an older mm2slack: make a new plan with this one',
  'plan-field-wrong': '{file}: {field}: {problem}',
  'plan-no-longer-fits': '{file} no longer fits the source; make a new plan:',
  'plan-difference': '  {difference}',
  'about-channel': 'channel {channel}: {what}',
  'about-person': 'person {person}: {what}',
  'planned-channel-gone': 'the plan says {action}, the source has no such channel any more',
  'planned-person-gone': 'the plan says {action}, the source has no such account any more',
  'planned-otherwise': 'the plan says {planned}, the source says {now}',
  'planned-archived': 'the plan says archived, the source says not archived',
  'planned-not-archived': 'the plan says not archived, the source says archived',
  'planned-state': 'the plan says {state} ({action}), the source says {now}',
  'planned-address': 'the plan invites {planned}, the source says {now}',
  'channel-renamed-since': "renamed to {name} ({displayName}); the plan's name #{slackName} stays",
  'renamed-since': "renamed; the plan's name stays",
  'header-changed': 'another header',
  'purpose-changed': 'another purpose',
  'username-changed': 'now called {username}',
  'full-name-changed': 'another full name',
  'new-since-plan': 'new since the plan, {rule}',
  'account-deactivated': 'the Slack account is deactivated',
  'public-and-other-merged': 'a public and another conversation are merged into this channel',
  'name-taken': 'the workspace has a channel of this name',
  'own-name-taken':
    'the workspace has a channel #{name} already, which cannot be joined; see channels.csv',
  'merge-target-archived': 'the channel in the workspace is archived',
  'private-merge-by-import': 'an import cannot write into a private channel that exists',
  'hidden-channels':
    'Private channels that the app is not in have names too, which are taken: name them in channels.takenNames; a replay takes the next name by itself',
  'people-not-listed':
    "Not in users.csv, because the username is empty, another's too, or lost in a spreadsheet; the rules decide: {ids}",
  'more-people-not-listed':
    "Not in users.csv, because the username is empty, another's too, or lost in a spreadsheet; the rules decide: {ids} and {count} more",
};
