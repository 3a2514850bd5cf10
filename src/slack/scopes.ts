import { type Notice, notice } from '../errors/notices.ts';
import { COMMAND_METHODS, type WorkspaceCommand } from './command-methods.ts';
import type { SlackMethod } from './methods.ts';

/** A scope of a bot token, its purpose, and the methods that need it. */
export interface ScopeUse {
  readonly scope: string;
  readonly purpose: Notice;
  /** As each method's own page says (docs.slack.dev/reference/methods/<method>). */
  readonly methods: readonly SlackMethod[];
}

const READ_CHANNELS = [
  'conversations.info',
  'conversations.list',
  'conversations.members',
] as const satisfies readonly SlackMethod[];

const CHANGE_CHANNELS = [
  'conversations.archive',
  'conversations.create',
  'conversations.invite',
  'conversations.kick',
  'conversations.rename',
  'conversations.setPurpose',
  'conversations.setTopic',
  'conversations.unarchive',
] as const satisfies readonly SlackMethod[];

const READ_HISTORY = [
  'conversations.history',
  'conversations.replies',
] as const satisfies readonly SlackMethod[];

/** Scopes that the app asks for with any settings. */
export const SCOPES: readonly ScopeUse[] = [
  { scope: 'users:read', purpose: notice('scope-users-read'), methods: ['users.list'] },
  {
    scope: 'users:read.email',
    purpose: notice('scope-users-read-email'),
    // Without it users.list has no addresses (docs.slack.dev/reference/scopes/users.read.email).
    methods: ['users.list', 'users.lookupByEmail'],
  },
  { scope: 'channels:read', purpose: notice('scope-channels-read'), methods: READ_CHANNELS },
  { scope: 'groups:read', purpose: notice('scope-groups-read'), methods: READ_CHANNELS },
  { scope: 'emoji:read', purpose: notice('scope-emoji-read'), methods: ['emoji.list'] },
  {
    scope: 'usergroups:read',
    purpose: notice('scope-usergroups-read'),
    methods: ['usergroups.list', 'usergroups.users.list'],
  },
  { scope: 'team:read', purpose: notice('scope-team-read'), methods: ['team.info'] },
  { scope: 'channels:manage', purpose: notice('scope-channels-manage'), methods: CHANGE_CHANNELS },
  {
    scope: 'channels:join',
    purpose: notice('scope-channels-join'),
    methods: ['conversations.join'],
  },
  { scope: 'channels:history', purpose: notice('scope-channels-history'), methods: READ_HISTORY },
  { scope: 'groups:write', purpose: notice('scope-groups-write'), methods: CHANGE_CHANNELS },
  { scope: 'groups:history', purpose: notice('scope-groups-history'), methods: READ_HISTORY },
  {
    scope: 'chat:write',
    purpose: notice('scope-chat-write'),
    methods: ['chat.delete', 'chat.postMessage', 'chat.update'],
  },
  {
    scope: 'chat:write.customize',
    purpose: notice('scope-chat-write-customize'),
    methods: ['chat.postMessage'],
  },
  {
    scope: 'files:write',
    purpose: notice('scope-files-write'),
    methods: ['files.completeUploadExternal', 'files.delete', 'files.getUploadURLExternal'],
  },
  { scope: 'files:read', purpose: notice('scope-files-read'), methods: ['files.info'] },
  {
    scope: 'reactions:write',
    purpose: notice('scope-reactions-write'),
    methods: ['reactions.add', 'reactions.remove'],
  },
  {
    scope: 'pins:write',
    purpose: notice('scope-pins-write'),
    methods: ['pins.add', 'pins.remove'],
  },
  { scope: 'pins:read', purpose: notice('scope-pins-read'), methods: ['pins.list'] },
  {
    scope: 'bookmarks:write',
    purpose: notice('scope-bookmarks-write'),
    methods: ['bookmarks.add', 'bookmarks.remove'],
  },
  { scope: 'bookmarks:read', purpose: notice('scope-bookmarks-read'), methods: ['bookmarks.list'] },
  {
    scope: 'usergroups:write',
    purpose: notice('scope-usergroups-write'),
    methods: [
      'usergroups.create',
      'usergroups.disable',
      'usergroups.enable',
      'usergroups.update',
      'usergroups.users.update',
    ],
  },
];

/** What the app asks for besides where `slack.canvases` is on. */
const CANVAS_SCOPES: readonly ScopeUse[] = [
  {
    scope: 'canvases:write',
    purpose: notice('scope-canvases-write'),
    methods: ['canvases.delete', 'canvases.edit', 'conversations.canvases.create'],
  },
];

/** Every scope that the app asks for with these settings. */
export const scopesWith = ({ canvases }: { readonly canvases: boolean }): readonly ScopeUse[] =>
  canvases ? [...SCOPES, ...CANVAS_SCOPES] : SCOPES;

/** Returns the scopes that a command needs. */
export function scopesFor(
  command: WorkspaceCommand,
  asked: readonly ScopeUse[] = SCOPES,
): readonly ScopeUse[] {
  const called = new Set<SlackMethod>(COMMAND_METHODS[command]);
  return asked.filter(({ methods }) => methods.some((method) => called.has(method)));
}

/**
 * Makes an app manifest in YAML, to be pasted at api.slack.com/apps (docs.slack.dev/reference/app-manifest). `word`
 * words the purpose of each scope.
 */
export function appManifest(
  scopes: readonly ScopeUse[],
  word: (purpose: Notice) => string,
): string {
  return [
    'display_information:',
    '  name: mm2slack',
    '  description: Migrates the history of Mattermost into this workspace',
    'features:',
    '  bot_user:',
    '    display_name: mm2slack',
    '    always_online: false',
    'oauth_config:',
    '  scopes:',
    '    bot:',
    ...scopes.map(({ scope, purpose }) => `      - ${scope} # ${word(purpose)}`),
    'settings:',
    '  org_deploy_enabled: false',
    '  socket_mode_enabled: false',
    '  token_rotation_enabled: false',
    '',
  ].join('\n');
}
