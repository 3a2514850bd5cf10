/**
 * What each key of mm2slack.yaml means: the table of docs/configuration.md and the comments of the file that init writes.
 */
export const settings = {
  'source.url':
    'database address, or the files of a bulk export; a password may come from `MM2SLACK_SOURCE_PASSWORD`',
  'source.siteUrl': "the Mattermost server's address, for links to old posts",
  'source.mattermostVersion':
    "the server's release (`8.1.2`), where the database does not tell it; for reports only",
  'source.tls': '`off`, `on` or `skip-verify`; wins over the address (default: what that says)',
  'source.caFile': 'certificate authority of your own (PEM); turns `tls` on',
  'source.connectTimeoutMs': 'time to connect (default {default})',
  'source.statementTimeoutMs': 'time limit of one statement (default {default})',
  'source.maxRowsPerSecond': 'read no faster than this (default: no limit)',
  'source.repairEncoding':
    '`latin1` undoes UTF-8 that was restored as latin1 (開発 is stored as é–‹ç™º), `latin1-twice` twice; `none` keeps such texts (default: a run ends when the database looks so)',
  'source.postsPerPage':
    'posts a page, up to 10000 (default {default}); a query reads at most three pages',
  mattermostConfig: "Mattermost's config.json",
  'files.store':
    "folder of Mattermost's local file store, or `s3://bucket/prefix`; `files: <folder>` says the same",
  'files.region': "in S3, the bucket's region (default: what Mattermost or AWS_REGION says)",
  'files.endpoint': "in S3, the address of a store that is not Amazon's",
  'files.pathStyle':
    'in S3, the bucket is part of the path (default true with an endpoint of its own)',
  'files.deliver':
    'how attachments arrive: uploaded by `api`, as a `link` in the ZIP, as a `bundle` inside a ZIP that is not for import, or `none` (default {default})',
  'files.linkBaseUrl':
    'where `mm2slack serve-files` is reached from outside; links are signed with `MM2SLACK_LINK_KEY`',
  'files.linkDays': 'days that links live (default {default}, the most for presigned S3 links)',
  work: 'work directory (default `{default}`)',
  include: '`public`, `private`, `direct`, `group` (default {default})',
  consent:
    'list of direct and group messages (`dms.csv`): of those that `include` names, only those in which everybody agreed are migrated',
  hold: 'list of people and channels of a legal hold (`kind`, `name`), which every `archive` has to keep with their deleted posts and earlier texts; nothing else that is done follows it',
  'channels.only': 'only these channels: name, team/name, display name or id',
  'channels.exclude': 'not these channels',
  'channels.names':
    'which name a channel gets in Slack: `display`, `name` or `ascii` (default {default})',
  'channels.rename':
    'list of `from` (regular expression for the whole name), `to` (may use `$1`) and maybe `team`; the first that answers counts',
  'channels.archived':
    'archived channels: `keep` archived, `open` them in Slack, `skip` (default {default})',
  'channels.takenNames': 'names taken in Slack by channels that the token cannot see',
  teams: 'only channels of these teams',
  from: 'only posts from this day or moment on (UTC)',
  to: 'only posts before this day or moment (UTC)',
  systemMessages: 'joins, topics and the like: `keep` or `drop` (default {default})',
  redactSecrets:
    'credentials are not migrated: each is replaced by a mark, and text files that contain one are left out (default {default})',
  lang: 'language of everything printed and of the reports: `en` or `ja` (default: as LC_ALL, LC_MESSAGES or LANG say, else en)',
  'people.mapping':
    'CSV file of the columns `mattermost` (username or e-mail) and `slack` (member id or e-mail)',
  'people.domains': 'e-mail domains that changed, as `old: new`, for matching people',
  'plan.newPeople': 'people who came after the plan: `by-rule` or `name-only` (default {default})',
  'plan.newChannels': 'channels that came after the plan: `by-rule` or `skip` (default {default})',
  'replay.time':
    'the original time: `context` below the message, `text` before it (default {default})',
  'replay.reactions':
    "reactions of others: a `summary` line, the `app`'s own, or `none` (default {default})",
  'replay.direct':
    'direct and group messages that were asked for: `private-channel` or `skip` (default {default})',
  'replay.iconUrl': 'address of a picture of each person, with `{username}` or `{id}`',
  'sync.overlapMs':
    'how far before the last run changes are looked at again, for late commits and clocks that differ (default {default})',
  'sync.compareEveryMs':
    'how often the ids of both sides are compared, for rows that are gone (default {default})',
  'slack.settleMs':
    'how long a request may still be under way before its outcome is looked up (default {default})',
  'slack.retryAfterMs':
    'how long to wait when Slack asks to without saying how long (default {default})',
  'slack.limits':
    "calls a minute by method, and `postsPerChannel` and `posts` a minute (default: Slack's own)",
  'slack.tables':
    'where tables stand: `block`, `attachment` below the text, or `text` in columns (default: text in archives, block by API)',
  'slack.canvases':
    'whether `replay` and `sync` make canvases of the boards and runs that `plan` wrote into the work directory (default {default})',
  'target.plan':
    'plan of the workspace, where its API does not say: `free`, `pro`, `business-plus` or `enterprise-grid`',
  'target.workspaceUrl': '`https://<workspace>.slack.com`, for `--rewrite-permalinks`',
  'zip.bookmarks':
    'bookmarks of channels in an archive: in no message (`none`), or as a pinned list in the last `message` of their channel (default {default})',
  'csv.quoting':
    "how `zip --format csv` writes a quote inside a field: `backslash` as in Slack's sample, `doubled` as in RFC 4180 (default {default})",
  'network.caFile':
    "a company's own certificate authority (PEM), which Slack and S3 are reached through; beside those that Node knows and `NODE_EXTRA_CA_CERTS`",
  'notify.url':
    'webhook of Slack or Mattermost that is told how runs end and of long waits; a secret, better in `MM2SLACK_NOTIFY_URL`',
  'latex.block': 'the server showed LaTeX blocks (default {default})',
  'latex.inline': 'the server showed inline LaTeX (default {default})',
  'inventory.seats':
    'people who will need Slack (default: who was active in 90 days, without guests in one channel)',
  'inventory.seatPrice': "Slack's price a person a month (default {default}, in JPY alone)",
  'inventory.currency':
    'currency of that price and of the report, by its code of ISO 4217 (default {default})',
  'inventory.costs':
    'what staying and moving cost, line by line, and incidents: see "The cost of staying and of moving" in docs/configuration.md',
  'inventory.security':
    'the state of measures of security, each `done`, `not-done` or `unknown`: see "The cost of staying and of moving" in docs/configuration.md',
  'inventory.running':
    'what staying costs a month, as `name: amount`; the short form of `inventory.costs`',
  'inventory.runningRate':
    "what one unit of the running costs' currency is in `inventory.currency` (default {default})",
  'inventory.operatingSystem': 'what the server runs on, for the end of its support',
};
