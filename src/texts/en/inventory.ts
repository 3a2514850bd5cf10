import type { CleanUpKind } from '../../mapping/inventory/clean-up.ts';
import type { FactSource } from '../../mapping/inventory/dated-facts.ts';
import type { ServerWarning } from '../../mapping/inventory/server-state.ts';
import type { SlackPlan } from '../../mapping/inventory/slack-plans.ts';
import type { HealthCode, IntegrationKind } from '../../model/inventory.ts';
import type { SecretKind } from '../../model/secrets.ts';

/** The inventory of a server. `{name}` is replaced by a value. */
export const inventory = {
  figuresHeading: 'Figures',
  asOf: 'As of',
  passOn: {
    hidden: 'Contains no text of posts and no names of private or direct conversations.',
    shown: 'Contains names of private conversations: do not share it.',
  },
  sections: {
    holds: { heading: 'Content', lead: 'Without deleted posts and edit history.' },
    people: {
      heading: 'People',
      lead: 'Active: posted, or seen by the server. Bots are counted separately.',
    },
    channels: { heading: 'Channels', lead: '' },
    years: { heading: 'Posts by year', lead: 'Years and months are in UTC.' },
    months: { heading: 'Posts by month', lead: '' },
    files: { heading: 'Files', lead: 'By extension, largest total size first.' },
    secrets: {
      heading: 'What should not be migrated',
      lead: 'Credentials in posts and text files: secrets.csv in the work directory lists where each of them is. Revoke them; --redact-secrets keeps them out of Slack.',
    },
    secretChannels: { heading: 'Credentials by channel', lead: '' },
    secretAuthors: { heading: 'Credentials by author', lead: '' },
    quiet: {
      heading: 'Quiet channels',
      lead: 'No posts for a year.',
    },
    cleanUp: {
      heading: 'Clean-up proposals',
      lead: 'Nothing of this is done by itself. cleanup.csv in the work directory lists each proposal: write yes, or another choice, under take, and mm2slack plan takes it over. Posts and files are what skipping saves. A seat is the list price; Slack credits members who do nothing for 28 days.',
    },
    doubled: {
      heading: 'Doubled channels',
      lead: 'Of the same name, and everybody in the first is in the second.',
    },
    largeFiles: { heading: 'Large files', lead: 'The 20 largest of 100 MB and more.' },
    server: {
      heading: 'State of the server',
      lead: 'When support ends, with the source.',
    },
    cost: {
      heading: 'Cost',
      lead: 'Without tax, unless the figures include it. A month is an average; 12 and 36 months include what is paid once.',
    },
    breakEven: { heading: 'Break-even', lead: '' },
    inputs: {
      heading: 'Inputs of the cost estimate',
      lead: 'Every figure that the costs are made of. Nothing else is assumed.',
    },
    security: {
      heading: 'Security checklist',
      lead: 'What is not done or not known comes first. Vulnerabilities are not guessed.',
    },
    integrations: {
      heading: 'Integrations to rebuild',
      lead: 'Where an app is needed, slack-apps/ in the work directory has its manifest. Ticks in this page are not kept: integrations.csv is the list to keep.',
    },
    rebuild: { heading: 'How to rebuild them', lead: '' },
    warnings: { heading: 'Warnings', lead: '' },
    plans: {
      heading: "Slack's plans",
      lead: 'Prices as of {day}, per person and month, without tax; check the source before you decide.',
    },
    facts: {
      heading: 'Sources',
      lead: 'Where the dates and prices of this page are from, and of which day.',
    },
    plugins: {
      heading: 'Enabled plugins',
      lead: 'From config.json. In Slack, an app of the same service replaces them, or nothing does.',
    },
    health: {
      heading: 'Health of the data',
      lead: 'Invalid or unusual rows, and how the migration handles them.',
    },
  },
  columns: {
    what: 'What',
    count: 'Count',
    type: 'Type',
    live: 'In use',
    archived: 'Archived',
    posts: 'Posts',
    year: 'Year',
    month: 'Month',
    written: 'Written',
    system: 'System',
    other: 'Other types',
    files: 'Files',
    size: 'Size',
    channel: 'Channel',
    lastPost: 'Last post',
    saves: 'Saves a month',
    proposal: 'Proposal',
    twin: 'Repeats',
    file: 'File',
    posted: 'Posted',
    version: 'Version',
    ends: 'Support ends',
    source: 'Source',
    once: 'Once',
    perMonth: 'Per month',
    months12: '12 months',
    months36: '36 months',
    value: 'Value',
    kind: 'Kind',
    owner: 'Owner',
    author: 'Author',
    places: 'Where',
    use: 'Posts: ever / 90 / 30 days',
    todo: 'In Slack',
    effort: 'Effort',
    done: 'Done',
    steps: 'Steps',
    warning: 'Warning',
    price: 'Price',
    tax: 'Tax',
    keeps: 'History',
    imports: 'Import',
    extras: 'Also',
    age: 'Age',
    behind: 'Releases since',
    state: 'State',
    from: 'Source',
    cost: 'Cost of staying',
    overdue: 'Overdue',
    asOf: 'As of',
    does: 'What the migration does',
    samples: 'For example',
  },
  channelTypes: { O: 'public', P: 'private', D: 'direct', G: 'group' },
  kinds: {
    'incoming-webhook': 'incoming webhook',
    'outgoing-webhook': 'outgoing webhook',
    'slash-command': 'slash command',
    bot: 'bot',
    'oauth-app': 'OAuth app',
    plugin: 'plugin',
    'github-subscription': 'subscription of the GitHub plugin',
    playbook: 'playbook',
    'user-group': 'user group',
  } satisfies Record<IntegrationKind, string>,
  serverWarnings: {
    facts_old:
      'Some dates or prices of this page are older than they should be (Sources): check them before you decide.',
    team_edition_full:
      'More than 250 people have an account: the present Team Edition admits no more (Sources), so that staying takes a license.',
    entry_hides_history:
      'The server has more than 10,000 messages: the free edition Entry shows the newest 10,000 alone (Sources).',
    mariadb_unsupported:
      'Mattermost supports no MariaDB. The end of support of MariaDB in the table below is that of its own maintenance and says nothing of Mattermost.',
    mysql_ends:
      'Mattermost 11 and later run on PostgreSQL alone, and the last release for MySQL, 10.11, is supported until 2026-08-15: staying requires a migration of the database.',
    json_as_text:
      'The database stores JSON columns as plain text (longtext): they can contain invalid JSON, on which an upgrade of Mattermost may fail.',
    sign_in_needs_business:
      'People sign in with SAML, LDAP or OpenID: in Slack, single sign-on with SAML requires Business+ or higher.',
    retention_deletes:
      'The server deletes old messages automatically (data retention): what it deletes before the migration is lost.',
    charset_mixed: 'Text is stored in several character sets or collations.',
    charset_poor: 'Some text columns cannot store every character; emoji are among those.',
  } satisfies Record<ServerWarning, string>,
  figures: {
    teams: 'Teams',
    posts: 'Posts',
    threads: 'Threads',
    emoji: 'Custom emoji',
    total: 'Accounts',
    active30: 'Active in 30 days',
    active90: 'Active in 90 days',
    active365: 'Active in 365 days',
    deactivated: 'Deactivated',
    guests: 'Guests',
    bots: 'Bots',
    withoutEmail: 'Without an e-mail address',
    undeliverableEmail: 'With an e-mail address that cannot receive mail',
  },
  /** What was found, and how the migration handles it. */
  health: {
    posts_without_channel: {
      found: 'Posts whose channel has no row',
      does: 'Skipped; the account counts them as unknown-channel.',
    },
    posts_of_unknown_people: {
      found: 'Posts whose author has no row',
      does: 'Migrated under a deactivated placeholder account (loss unknown_author).',
    },
    replies_without_root: {
      found: 'Replies whose root post is missing',
      does: 'Migrated as separate messages (loss thread_root_lost).',
    },
    replies_before_root: {
      found: 'Replies older than the root post of their thread',
      does: 'Migrated into the thread with their own time; Slack may show them out of order.',
    },
    impossible_times: {
      found: 'Posts without a time, or with an invalid one',
      does: 'Skipped; the account counts them as impossible-time.',
    },
    future_times: {
      found: 'Posts dated in the future',
      does: 'Migrated with that time; check the clock of the server.',
    },
    changed_before_made: {
      found: 'Posts changed before they were created',
      does: 'Migrated; only the edit mark uses that time.',
    },
    broken_props: {
      found: 'Posts whose properties are not valid JSON',
      does: 'Migrated with their text; attachments and names in the properties are lost (loss props_unreadable).',
    },
    broken_characters: {
      found: 'Posts that already contain broken characters',
      does: 'Migrated as stored; invalid characters are replaced (loss character_replaced).',
    },
    reactions_without_post: {
      found: 'Orphan reactions: their post has no row',
      does: 'Skipped; the account counts them as post-missing.',
    },
    files_without_post: {
      found: 'Orphan files: they belong to no post',
      does: 'Skipped; the account counts them as detached or post-missing.',
    },
    files_missing: {
      found: 'Files whose content is missing from the file store',
      does: 'A line in their message says so (loss file_missing).',
    },
    channels_without_members: {
      found: 'Channels in use without members',
      does: 'Migrated without members: add people in Slack, or skip the channels in channels.csv.',
    },
    members_without_account: {
      found: 'Memberships whose person has no row',
      does: 'Migrated with a deactivated placeholder account.',
    },
    same_email: {
      found: 'Accounts that share an e-mail address',
      does: 'They would become one account in Slack: for one person, give all but one the action same-as USERNAME in users.csv of the plan.',
    },
    no_email: {
      found: 'People in use without an e-mail address',
      does: 'Migrated by name only, unless users.csv gives their Slack account.',
    },
    mixed_encodings: {
      found: 'Columns with a different character set or collation than most',
      does: 'Nothing is lost: text is read as Unicode, and mm2slack compares names itself.',
    },
  } satisfies Record<HealthCode, { found: string; does: string }>,
  plans: {
    'ninety-days': 'shows 90 days; older than a year is deleted',
    everything: 'kept without limit, or as long as configured',
    'imports-lost': 'possible, but pointless: old history is hidden at once and later deleted',
    imports: 'yes, by an Owner; public channels always, private ones by agreement with Slack',
    'free-extras': 'at most 10 apps',
    'pro-extras': 'unlimited apps, user groups, 10 GB of files per member',
    'enterprise-extras': 'the same, plus several workspaces, and 1 TB of files per member',
    'business-extras':
      'the same, plus single sign-on with SAML, SCIM, export of all conversations on request, 20 GB of files per member',
  } satisfies Record<SlackPlan['keeps' | 'imports' | 'extras'], string>,
  cleanUp: {
    'quiet-channel': {
      what: 'Channels without posts for a year',
      proposal: 'archive: migrated, can be read and not written; or skip: not migrated',
    },
    'doubled-channel': {
      what: 'Channels that repeat another one',
      proposal: 'archive the less used one; or skip it',
    },
    'inactive-person': {
      what: 'People not seen for 90 days',
      proposal: 'name-only: no account and no seat, their posts keep the name',
    },
  } satisfies Record<CleanUpKind, { what: string; proposal: string }>,
  largeFiles: {
    what: 'Files of 100 MB and more',
    proposal: 'files.deliver: link keeps files in your own store, and messages link to them',
  },
  planPrice: '{monthly} USD, or {yearly} USD with annual billing; {yen} JPY in Japan',
  subjects: {
    Mattermost: 'Mattermost releases',
    MariaDB: 'MariaDB versions',
    MySQL: 'MySQL versions',
    PostgreSQL: 'PostgreSQL versions',
    system: 'Operating systems',
    'slack-plans': 'Prices of Slack',
    'fair-billing': 'Whom Slack bills',
    editions: "Limits of Mattermost's free editions",
  } satisfies Record<FactSource['subject'], string>,
  oldFact: '{day} (old: check)',
  free: 'free of charge',
  priceUnknown: 'on request',
  taxFree: 'not included (Japan: {percent} %)',
  age: '{days} {days:day|days}',
  releasesAfter: 'at least {newer} (newest known: {newest})',
  notLooked: 'not checked',
  useUnknown: 'not recorded',
  hidden: '(not public)',
  unknown: 'unknown',
  never: 'never',
  commandAnswers: 'answers of slash commands',
  over: 'ended',
  away: 'inactive',
  deleted: 'deleted',
  none: 'None.',
  secretsInDeleted: 'In deleted posts, which are not migrated but remain in the database',
  secretsNotSearched: 'Text files that were not searched: over 1 MB, or unreadable',
  /** The words of the marks in Slack. */
  secretKinds: {
    'aws-access-key': 'AWS access key',
    'aws-secret-key': 'AWS secret access key',
    'aws-account': 'AWS account ID',
    'google-key': 'Google Cloud key',
    'private-key': 'private key',
    'slack-token': 'Slack token',
    'slack-webhook': 'Slack webhook',
    'github-token': 'GitHub token',
    'npm-token': 'npm token',
    'openai-key': 'OpenAI key',
    'anthropic-key': 'Anthropic key',
    'linear-key': 'Linear key',
    'sendgrid-key': 'SendGrid key',
    'shopify-key': 'Shopify key',
    '1password-token': '1Password token',
    'database-address': 'database address with a password',
    'web-address': 'web address with a password',
    other: 'credential',
  } satisfies Record<SecretKind, string>,
};
