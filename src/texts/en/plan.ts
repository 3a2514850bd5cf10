import type { ChannelAction, PersonAction, PersonState } from '../../mapping/decisions.ts';
import type { DiffKind, DiffMark, PlanDiff } from '../../mapping/plan/diff-model.ts';
import type { MovePath } from '../../mapping/plan/plan.ts';
import type { SlackPlan } from '../../mapping/plan/target.ts';
import type { ChannelType } from '../../model/model.ts';

/** The reports of a plan. `{name}` is replaced by a value. */
export const plan = {
  title: 'Migration plan',
  subtitle: '{source} → {target} · made {time}',
  noTarget: 'Slack (no target given)',
  passOn: {
    hidden:
      'This report does not contain e-mail addresses or names of private, direct and group conversations.',
    shown:
      'This report contains names of private conversations and e-mail addresses: share it only with people who may see them.',
  },
  sum: 'Plan: {create} to create, {change} to change, {gone} gone, {conflict} in conflict',
  more: '… and {count} more',
  rowsShown: '{shown} of {all}',
  hiddenName: '{type} {id}…',
  none: 'None.',
  headings: {
    recommendation: 'Recommendation',
    why: 'Why',
    cannot: 'What each approach cannot do',
    warnings: 'Warnings',
    totals: 'Totals',
    changes: 'Changes',
    months: 'Posts per month',
    largest: 'Largest channels',
    losses: 'What Slack cannot hold',
    forecast: 'Time through the API',
    people: 'People',
    unmatched: 'People without an account in Slack',
    allPeople: 'All people',
    channels: 'Channels',
    figures: 'Figures',
    contents: 'Contents',
  },
  leads: {
    changes: 'Each message, member and file counts as one.',
    months: 'By type of channel; months are in UTC.',
    largest: 'By number of posts to migrate.',
    losses:
      'How often each of them occurs. The plan links to sample posts; a run lists every case in a file of losses.',
    forecast:
      "At Slack's rate limit for each method. Methods run in parallel, so the times do not add up.",
    unmatched: 'Set an action for each of them in users.csv, or keep the default.',
  },
  totals: {
    posts: 'Posts',
    messages: 'Messages in Slack',
    conversations: 'Conversations',
    people: 'People',
    reactions: 'Reactions',
    files: 'Files',
    storage: 'Storage in Slack',
    zip: 'Size of the ZIP',
    emoji: 'Custom emoji',
    missingFiles: 'Missing files',
    oversizeFiles: 'Files too large',
    splitPosts: 'Split posts',
    skipped: 'Skipped conversations',
    apiCalls: 'API calls',
    apiDuration: 'Time through the API',
    endsAt: 'Estimated end',
    longestChannel: 'Longest channel',
    boundBy: 'Limited by',
  },
  columns: {
    kind: 'Kind',
    name: 'Name',
    what: 'Change',
    month: 'Month',
    sum: 'Total',
    channel: 'Channel',
    type: 'Type',
    slackName: 'In Slack',
    action: 'Action',
    archive: 'Archived',
    members: 'Members',
    posts: 'Posts',
    files: 'Files',
    size: 'Size',
    reason: 'Reason',
    count: 'Count',
    loss: 'What is lost',
    advice: 'What to do',
    where: 'Most affected',
    method: 'Method',
    calls: 'Calls',
    perMinute: 'Calls per minute',
    time: 'Time',
    username: 'Username',
    fullName: 'Full name',
    email: 'E-mail',
    state: 'State',
    slackId: 'Slack id',
  },
  against: {
    none: 'Not compared with a target: a first run creates everything.',
    slack: 'Compared with the workspace {label}.',
    zip: 'Compared with the archive {label}.',
    plan: 'Compared with the plan {label}.',
  } satisfies Record<PlanDiff['against'], string>,
  marks: {
    '+': 'create',
    '~': 'change',
    '-': 'gone',
    '=': 'same',
    '!': 'conflict',
  } satisfies Record<DiffMark, string>,
  kinds: {
    users: 'Users',
    channels: 'Channels',
    memberships: 'Memberships',
    messages: 'Messages',
    files: 'Files',
    emoji: 'Emoji',
    'user-groups': 'User groups',
  } satisfies Record<DiffKind, string>,
  /** Fields of the diff, by their names in --json. */
  fields: {
    username: 'username',
    'full name': 'full name',
    email: 'email',
    state: 'state',
    action: 'action',
    'slack id': 'slack id',
    name: 'name',
    visibility: 'visibility',
    archived: 'archived',
    topic: 'topic',
    purpose: 'purpose',
    members: 'members',
  },
  types: {
    public: 'public channel',
    private: 'private channel',
    direct: 'direct message',
    group: 'group message',
  } satisfies Record<ChannelType, string>,
  shortTypes: {
    public: 'public',
    private: 'private',
    direct: 'direct',
    group: 'group',
  } satisfies Record<ChannelType, string>,
  personActions: {
    match: 'matched',
    invite: 'invite',
    bot: 'bot',
    'name-only': 'name only',
    skip: 'skip',
    'same-as': 'same as another',
  } satisfies Record<PersonAction, string>,
  personStates: {
    active: 'active',
    guest: 'guest',
    deactivated: 'deactivated',
    bot: 'bot',
  } satisfies Record<PersonState, string>,
  channelActions: { create: 'create', merge: 'merge', skip: 'skip' } satisfies Record<
    ChannelAction,
    string
  >,
  slackPlans: {
    free: 'Free',
    pro: 'Pro',
    'business-plus': 'Business+',
    'enterprise-grid': 'Enterprise Grid',
  } satisfies Record<SlackPlan, string>,
  paths: {
    zip: 'One import ZIP after the freeze',
    'zip-then-sync': 'Bulk ZIP first, then a sync through the API',
    replay: 'Replay through the API',
  } satisfies Record<MovePath, string>,
  bounds: {
    method: "{what}: Slack's rate limit for this method",
    channel: 'the longest channel: one message per second',
    workspace: 'the rate limit of the workspace',
  },
  notes: {
    'small-server':
      'The server is small: {posts} {posts:post|posts}, a ZIP of {zipBytes}. One import is enough.',
    'large-server':
      'The server is large: {posts} {posts:post|posts}, a ZIP of {zipBytes}. Migrate most of it while people keep writing, then sync the rest.',
    'zip-over-direct-upload':
      'The ZIP of {zipBytes} is too large to upload on the import page: give Slack a download link.',
    'private-channels-exist':
      '{count} private {count:channel|channels} already {count:exists|exist} in Slack; an import cannot merge into them.',
    'enterprise-grid': 'The target is an Enterprise Grid organisation, which cannot import.',
    'free-plan':
      'The workspace is on the Free plan: it hides history after 90 days and deletes it after a year.',
    'direct-messages':
      'Direct or group messages are migrated: only an import can keep their authors.',
    'api-days': "Through the API alone it would take {seconds} at Slack's rate limits.",
    'no-target': 'No target was given: the people and channels of the workspace were not checked.',
  },
  cannot: {
    'import-private-merge':
      'It cannot merge into an existing private channel; it creates a new one. Either sync what is written after the import, or skip private channels in the first archive and import them completely after the freeze.',
    'import-files':
      'It contains links to files, not the files; whether Slack fetches them is not confirmed.',
    'import-edits':
      'It does not update messages of an earlier import that were edited or deleted later.',
    'import-emoji': 'It does not migrate custom emoji; they must be added by hand.',
    'import-unproven':
      'Slack does not document its import format: only a trial import into a test workspace can confirm it.',
    'replay-backdate':
      'It cannot backdate messages: Slack shows the date of posting, and the message gives the original time.',
    'replay-authors':
      "It posts as the app under the author's name; the messages do not belong to the author's account.",
    'replay-reactions':
      'It reacts as the app, once per emoji; who reacted can be shown as text only.',
    'replay-direct': 'It cannot post into direct and group messages between other people.',
  },
  search: 'Search',
  all: 'All',
  yes: 'yes',
  recommended: 'recommended',
};
