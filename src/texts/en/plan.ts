import type { ChannelAction, PersonAction, PersonState } from '../../mapping/decisions.ts';
import type { DiffKind, DiffMark, PlanDiff } from '../../mapping/plan/diff-model.ts';
import type { MovePath } from '../../mapping/plan/plan.ts';
import type { SlackPlan } from '../../mapping/plan/target.ts';
import type { ChannelType } from '../../model/model.ts';

/** The reports of a plan. `{name}` is filled with a value. */
export const plan = {
  title: 'Migration plan',
  subtitle: '{source} → {target} · made {time}',
  noTarget: 'Slack (compared with nothing)',
  passOn: {
    hidden:
      'Names of private, direct and group conversations and e-mail addresses are left out of this report.',
    shown:
      'This report names private conversations and e-mail addresses: show it only to people who may see them.',
  },
  sum: 'Plan: {create} to create, {change} to change, {gone} gone, {conflict} in conflict',
  more: '… and {count} more',
  rowsShown: '{shown} of {all}',
  hiddenName: '{type} {id}…',
  none: 'None.',
  headings: {
    recommendation: 'Recommendation',
    why: 'Why',
    cannot: 'What each way cannot do',
    warnings: 'Warnings',
    totals: 'In figures',
    changes: 'Changes',
    months: 'Posts a month',
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
    changes: 'Messages, members and files count one each.',
    months: 'By type of channel; months are UTC.',
    largest: 'By posts that move.',
    losses:
      'How often each thing happens. The plan links to a few posts of each; a run lists them all in losses.jsonl.',
    forecast:
      'At the limits that Slack sets for each method. Methods run side by side, so the times do not add up.',
    unmatched: 'Decide about each in users.csv, or leave it so.',
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
    splitPosts: 'Posts split up',
    skipped: 'Conversations left out',
    apiCalls: 'API calls',
    apiDuration: 'Time through the API',
    endsAt: 'Would end',
    longestChannel: 'Longest channel',
    boundBy: 'Set by',
    dayFiles: 'Day files',
  },
  columns: {
    kind: 'Kind',
    name: 'Name',
    what: 'What changes',
    month: 'Month',
    sum: 'Sum',
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
    where: 'Where most',
    method: 'Method',
    calls: 'Calls',
    perMinute: 'Calls a minute',
    time: 'Time',
    username: 'Username',
    fullName: 'Full name',
    email: 'E-mail',
    state: 'State',
    slackId: 'Slack id',
  },
  against: {
    none: 'Compared with nothing: a first run creates everything.',
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
  /** Fields of the diff, under their names in --json. */
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
    method: "{what}: Slack's limit of this method",
    channel: 'the longest channel: one message a second',
    workspace: "the workspace's own limit",
  },
  notes: {
    'small-server':
      'The server is small: {posts} posts, a ZIP of {zipBytes}. One import is enough.',
    'large-server':
      'The server is large: {posts} posts, a ZIP of {zipBytes}. Move the bulk while people still write, then the rest.',
    'zip-over-direct-upload':
      'The ZIP of {zipBytes} is over what the import page takes itself: it goes through a download link.',
    'private-channels-exist':
      '{count} private channels exist in Slack already; an import cannot merge into them.',
    'enterprise-grid': 'The target is an Enterprise Grid organisation, which cannot import.',
    'free-plan':
      'The workspace is on the Free plan: it hides history after 90 days and deletes it after a year.',
    'direct-messages':
      'Direct or group messages move: only an import can write them under the people who wrote them.',
    'api-days': 'Through the API alone it would take {seconds} at the limits that Slack sets.',
    'no-target':
      'No target was given: nothing is known of the workspace, its people and its channels.',
  },
  cannot: {
    'import-private-merge':
      'It cannot merge into a private channel that exists already; it makes a new one. What is written there after the import goes by sync, or private channels stay out of the first archive and are imported whole after the freeze.',
    'import-files': 'It holds links to files, not the files; that Slack fetches them is unproven.',
    'import-edits':
      'It does not repeat edits and deletions made after it in messages that were imported before.',
    'import-emoji': 'It does not bring custom emoji; they are added by hand.',
    'import-unproven':
      'Slack describes its import format nowhere: only a trial import into a test workspace proves it.',
    'replay-backdate':
      'It cannot give a message its old date: the date of posting shows, the old time stands in the text.',
    'replay-authors':
      'It posts as the app under the name of the person; the messages do not belong to their accounts.',
    'replay-reactions':
      'It reacts as the app, once for each emoji; who reacted stands beside it as text at most.',
    'replay-direct': 'It cannot write into direct and group messages between other people.',
  },
  search: 'Search',
  all: 'All',
  yes: 'yes',
  recommended: 'recommended',
};
