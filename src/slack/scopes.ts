import { type Notice, notice } from '../errors/notices.ts';

/** A scope of a bot token, and its purpose (docs.slack.dev/reference/scopes). */
export interface ScopeUse {
  readonly scope: string;
  readonly purpose: Notice;
}

/** The scopes of `plan --target slack`; all of them only read. */
export const PLAN_SCOPES: readonly ScopeUse[] = [
  { scope: 'users:read', purpose: notice('scope-users-read') },
  { scope: 'users:read.email', purpose: notice('scope-users-read-email') },
  { scope: 'channels:read', purpose: notice('scope-channels-read') },
  { scope: 'groups:read', purpose: notice('scope-groups-read') },
  { scope: 'emoji:read', purpose: notice('scope-emoji-read') },
  { scope: 'usergroups:read', purpose: notice('scope-usergroups-read') },
  { scope: 'team:read', purpose: notice('scope-team-read') },
];

/** The further scopes of `replay`, `sync`, `files` and `undo`. */
export const REPLAY_SCOPES: readonly ScopeUse[] = [
  { scope: 'channels:manage', purpose: notice('scope-channels-manage') },
  { scope: 'channels:join', purpose: notice('scope-channels-join') },
  { scope: 'channels:history', purpose: notice('scope-channels-history') },
  { scope: 'groups:write', purpose: notice('scope-groups-write') },
  { scope: 'groups:history', purpose: notice('scope-groups-history') },
  { scope: 'chat:write', purpose: notice('scope-chat-write') },
  { scope: 'chat:write.customize', purpose: notice('scope-chat-write-customize') },
  { scope: 'files:write', purpose: notice('scope-files-write') },
  { scope: 'files:read', purpose: notice('scope-files-read') },
  { scope: 'reactions:write', purpose: notice('scope-reactions-write') },
  { scope: 'pins:write', purpose: notice('scope-pins-write') },
  { scope: 'bookmarks:write', purpose: notice('scope-bookmarks-write') },
  { scope: 'usergroups:write', purpose: notice('scope-usergroups-write') },
];

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
