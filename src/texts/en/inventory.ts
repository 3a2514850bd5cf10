import type { SlackPlan } from '../../mapping/inventory/cost.ts';
import type { Counterpart } from '../../mapping/inventory/integrations.ts';
import type { ServerWarning } from '../../mapping/inventory/server-state.ts';
import type { HealthCode, IntegrationKind } from '../../model/inventory.ts';
import type { SecretKind } from '../../model/model.ts';

/** The reports about a server. `{name}` is filled with a value. */
export const inventory = {
  title: 'What is on the Mattermost server',
  figuresHeading: 'Figures',
  asOf: 'As of',
  passOn: {
    hidden: 'Holds no text of posts and no names of private or direct conversations.',
    shown: 'Holds names of private conversations: do not pass it on.',
  },
  sections: {
    holds: { heading: 'What is there', lead: 'Posts that are neither deleted nor edit history.' },
    people: {
      heading: 'People',
      lead: 'Active: posted, or seen by the server. Bots are counted apart.',
    },
    channels: { heading: 'Channels', lead: '' },
    years: { heading: 'Posts by year', lead: 'Years and months are UTC.' },
    months: { heading: 'Posts by month', lead: '' },
    files: { heading: 'Files', lead: 'By extension, the most bytes first.' },
    secrets: {
      heading: 'What should not move',
      lead: 'Credentials in posts and text files: secrets.csv of the work directory says where each is. Make them invalid; --redact-secrets keeps them out of Slack.',
    },
    secretChannels: { heading: 'Credentials by channel', lead: '' },
    secretAuthors: { heading: 'Credentials by author', lead: '' },
    quiet: {
      heading: 'Quiet channels',
      lead: 'Nobody wrote in these for a year: archive them before the move.',
    },
    server: {
      heading: 'State of the server',
      lead: 'When support ends, and where that is written.',
    },
    cost: { heading: 'Cost', lead: 'Without tax, unless the price includes it.' },
    inputs: { heading: 'What the cost is reckoned from', lead: '' },
    integrations: {
      heading: 'To be built again',
      lead: 'Apps that Slack needs have a manifest in slack-apps/ of the work directory.',
    },
    warnings: { heading: 'Warnings', lead: '' },
    plans: {
      heading: 'Plans of Slack',
      lead: 'Prices as of {day}, a person a month, without tax; look at the source before you decide.',
    },
    plugins: {
      heading: 'Plugins that are switched on',
      lead: 'As config.json says. An app of the same service, or none, takes their place in Slack.',
    },
    health: {
      heading: 'Health of the data',
      lead: 'What is not as it should be, and what the migration does about it.',
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
    version: 'Version',
    ends: 'Support ends',
    source: 'Source',
    perMonth: 'A month',
    months12: '12 months',
    months36: '36 months',
    value: 'Value',
    kind: 'Kind',
    owner: 'Owner',
    author: 'Author',
    places: 'Where',
    use: 'Posts: ever / 90 / 30 days',
    todo: 'In Slack',
    warning: 'Warning',
    price: 'Price',
    tax: 'Tax',
    keeps: 'History',
    imports: 'Import',
    extras: 'Beside that',
    age: 'Age',
    behind: 'Releases since',
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
    playbook: 'playbook',
    'user-group': 'user group',
  } satisfies Record<IntegrationKind, string>,
  counterparts: {
    'amazon-q':
      'Amazon Q Developer in chat applications (once AWS Chatbot): add Slack in its console, allow the workspace, choose the channel and the SNS topics of the alarms',
    'incoming-webhook':
      'Incoming webhook: create the app from its manifest, choose the channel, change the address in the sender; simple payloads stay as they are',
    'events-app':
      'App with events: create it from its manifest, put in the address that answers, invite it into the channel; or a workflow that starts on a message',
    'slash-command':
      'Slash command: create the app from its manifest and put in the address; the receiver must check the signature of Slack in place of the token',
    'bot-app':
      'App with a bot: create it from its manifest, install it, give its token to the program that posts with chat.postMessage',
    'oauth-app':
      'App with OAuth: create it from its manifest, put in the redirect address, adapt the sign-in',
    marketplace: 'An app of the Slack Marketplace: install the one of the same service',
    workflow: 'Workflow Builder: build the checklist as a workflow with steps and a form',
    nothing: 'Nothing: it belongs to the Mattermost server itself',
    'user-group': 'User group (paid plans): mm2slack replay makes those that can be mentioned',
  } satisfies Record<Counterpart, string>,
  serverWarnings: {
    facts_old: 'The dates of support are older than a year: look at the sources.',
    mariadb_unsupported: 'Mattermost does not support MariaDB.',
    mysql_ends:
      'Mattermost 11 and later run on PostgreSQL alone: staying means moving the database.',
    json_as_text:
      'The database keeps columns of JSON as plain text (longtext): nothing stops broken JSON in them, and an upgrade of Mattermost may fail on it.',
    sign_in_needs_business:
      'People sign in by SAML, LDAP or OpenID: in Slack, single sign-on by SAML needs Business+ or more.',
    retention_deletes:
      'The server deletes old messages by itself (data retention): what is gone before the move stays gone.',
    charset_mixed: 'Text is stored in several character sets or collations.',
    charset_poor: 'Some text columns cannot hold every character, emoji among them.',
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
    seats: 'People who need Slack',
    seatPrice: 'Price a person a month',
    runningRate: 'Currency rate of the running costs',
    staying: 'Staying, together',
    noRunning: 'Staying: nobody said what it costs (inventory.running)',
  },
  /** What was found, and what a migration does about it. */
  health: {
    posts_without_channel: {
      found: 'Posts in a channel that has no row',
      does: 'Left out; the account counts them as unknown-channel.',
    },
    posts_of_unknown_people: {
      found: 'Posts by people who have no row',
      does: 'Moved under a deactivated stand-in account (loss unknown_author).',
    },
    replies_without_root: {
      found: 'Replies whose thread has no beginning',
      does: 'Moved as messages of their own (loss thread_root_lost).',
    },
    replies_before_root: {
      found: 'Replies that are older than the beginning of their thread',
      does: 'Moved into the thread with their own time; Slack may show them out of place.',
    },
    impossible_times: {
      found: 'Posts without a time, or with one that no calendar holds',
      does: 'Left out; the account counts them as impossible-time.',
    },
    future_times: {
      found: 'Posts from the future',
      does: 'Moved with that time; look at the clock of the server.',
    },
    changed_before_made: {
      found: 'Posts that were changed before they were written',
      does: 'Moved; only the mark of the edit uses that time.',
    },
    broken_props: {
      found: 'Posts whose properties are no JSON',
      does: 'Moved with their text; attachments and names in the properties are lost (loss props_unreadable).',
    },
    broken_characters: {
      found: 'Posts with characters that were broken before',
      does: 'Moved as they are stored; what no text may hold is replaced (loss character_replaced).',
    },
    reactions_without_post: {
      found: 'Reactions to posts that have no row',
      does: 'Left out; the account counts them as post-missing.',
    },
    files_without_post: {
      found: 'Files that belong to no post',
      does: 'Left out; the account counts them as detached or post-missing.',
    },
    files_missing: {
      found: 'Files whose bytes are not in the store',
      does: 'Their message says so in a line (loss file_missing).',
    },
    channels_without_members: {
      found: 'Channels in use that nobody is a member of',
      does: 'Moved without members: add people in Slack, or leave them out in channels.csv.',
    },
    members_without_account: {
      found: 'Memberships of people who have no row',
      does: 'A deactivated stand-in account takes their place.',
    },
    same_email: {
      found: 'Accounts that share an e-mail address',
      does: 'All would become one account in Slack: decide in users.csv of the plan.',
    },
    no_email: {
      found: 'People in use without an e-mail address',
      does: 'They come by name only, unless users.csv names their account in Slack.',
    },
    mixed_encodings: {
      found: 'Columns whose character set or collation is not that of most',
      does: 'Nothing is lost: everything is read as Unicode, and names are compared by the program itself.',
    },
  } satisfies Record<HealthCode, { found: string; does: string }>,
  plans: {
    'ninety-days': 'shows 90 days and deletes what is older than a year',
    everything: 'kept without limit, or as long as you say',
    'imports-lost': 'possible, but old history is hidden at once and then deleted: pointless',
    imports: 'yes, by an Owner; public channels for certain, private ones by agreement with Slack',
    'free-extras': 'at most 10 apps',
    'pro-extras': 'apps without limit, user groups, 10 GB of files a member',
    'business-extras':
      'the same, and single sign-on by SAML, SCIM, export of all conversations on request, 20 GB of files a member',
  } satisfies Record<SlackPlan['keeps' | 'imports' | 'extras'], string>,
  planPrice: '{monthly} US dollars, or {yearly} when paid by the year',
  free: 'free of charge',
  priceUnknown: 'ask Slack: published figures differ',
  taxFree: 'not included (Japan: {percent} %)',
  age: '{days} days',
  releasesAfter: 'at least {newer} (newest known: {newest})',
  notLooked: 'not looked for',
  useUnknown: 'not recorded',
  hidden: '(not public)',
  unknown: 'not known',
  never: 'never',
  over: 'over',
  away: 'not active',
  deleted: 'deleted',
  none: 'None.',
  secretsInDeleted: 'In deleted posts, which do not move but are still in the database',
  secretsNotSearched: 'Text files that were not searched: over 1 MB, or not to be read',
  /** In the words of the marks that stand for them in Slack. */
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
