/** What each key of mm2slack.yaml means: the table of docs/configuration.md and the comments of the file that init writes. */
export const settings = {
  'source.url': 'database address; a password may come from `MM2SLACK_SOURCE_PASSWORD`',
  'source.siteUrl': "the Mattermost server's address, for links to old posts",
  'source.tls': '`off`, `on` or `skip-verify`; wins over the address (default: what that says)',
  'source.caFile': 'certificate authority of your own (PEM); turns `tls` on',
  'source.connectTimeoutMs': 'time to connect (default 10000)',
  'source.statementTimeoutMs': 'time limit of one statement (default 600000)',
  'source.maxRowsPerSecond': 'read no faster than this (default: no limit)',
  'source.postsPerPage': 'posts a query, up to 10000 (default 1000)',
  mattermostConfig: "Mattermost's config.json",
  'files.store':
    "folder of Mattermost's local file store, or `s3://bucket/prefix`; `files: <folder>` says the same",
  'files.region': "in S3, the bucket's region (default: what Mattermost or AWS_REGION says)",
  'files.endpoint': "in S3, the address of a store that is not Amazon's",
  'files.pathStyle':
    'in S3, the bucket stands in the path (default true with an endpoint of its own)',
  'files.deliver':
    'how attachments arrive: uploaded by `api`, as a `link` in the ZIP, as a `bundle` inside a ZIP that is not for import, or `none` (default api)',
  'files.linkBaseUrl':
    'where `mm2slack serve-files` is reached from outside; links are signed with `MM2SLACK_LINK_KEY`',
  'files.linkDays': 'days that links live (default 7, the most for presigned S3 links)',
  work: 'work directory (default `./mm2slack-work`)',
  include: '`public`, `private`, `direct`, `group` (default public, private)',
  'channels.only': 'only these channels: name, team/name, display name or id',
  'channels.exclude': 'not these channels',
  'channels.names':
    'which name a channel gets in Slack: `display`, `name` or `ascii` (default display)',
  'channels.rename':
    'list of `from` (regular expression for the whole name), `to` (may use `$1`) and maybe `team`; the first that answers counts',
  'channels.archived':
    'archived channels: `keep` archived, `open` them in Slack, `skip` (default keep)',
  'channels.takenNames': 'names taken in Slack by channels that the token cannot see',
  teams: 'only channels of these teams',
  from: 'only posts from this day or moment on (UTC)',
  to: 'only posts before this day or moment (UTC)',
  systemMessages: 'joins, topics and the like: `keep` or `drop` (default keep)',
  redactSecrets:
    'credentials stay behind: a mark stands where each was, and text files that hold one are left out (default false)',
  lang: 'language of reports: `en` or `ja` (default en)',
  'people.mapping':
    'CSV file of the columns `mattermost` (username or e-mail) and `slack` (member id or e-mail)',
  'people.domains': 'e-mail domains that changed, as `old: new`, for matching people',
  'plan.newPeople': 'people who came after the plan: `by-rule` or `name-only` (default by-rule)',
  'plan.newChannels': 'channels that came after the plan: `by-rule` or `skip` (default by-rule)',
  'replay.time':
    'the original time: `context` below the message, `text` before it (default context)',
  'replay.reactions':
    "reactions of others: a `summary` line, the `app`'s own, or `none` (default summary)",
  'replay.direct':
    'direct and group messages that were asked for: `private-channel` or `skip` (default private-channel)',
  'replay.iconUrl': 'address of a picture of each person, with `{username}` or `{id}`',
  'sync.overlapMs':
    'how far before the last run changes are looked at again, for late commits and clocks that differ (default 600000)',
  'sync.compareEveryMs':
    'how often the ids of both sides are compared, for rows that are gone (default 3600000)',
  'slack.settleMs':
    'how long a request may still be under way before its outcome is looked up (default 60000)',
  'slack.retryAfterMs':
    'how long to wait when Slack asks to without saying how long (default 30000)',
  'slack.limits':
    "calls a minute by method, and `postsPerChannel` and `posts` a minute (default: Slack's own)",
  'target.plan':
    'plan of the workspace, where its API does not say: `free`, `pro`, `business-plus` or `enterprise-grid`',
  'target.workspaceUrl': '`https://<workspace>.slack.com`, for `--rewrite-permalinks`',
  'latex.block': 'the server showed LaTeX blocks (default true)',
  'latex.inline': 'the server showed inline LaTeX (default false)',
  'inventory.seats': 'people who will need Slack (default: who was active in 90 days)',
  'inventory.seatPrice': "Slack's price a person a month (default 1050)",
  'inventory.currency': 'currency of that price (default JPY)',
  'inventory.running':
    'what staying costs a month, as `name: amount`, for hosting, hours and the like',
  'inventory.runningRate':
    "what one unit of the running costs' currency is in `inventory.currency` (default 1)",
  'inventory.operatingSystem': 'what the server runs on, for the end of its support',
};
