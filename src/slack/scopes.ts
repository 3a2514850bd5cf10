/** A scope of a bot token, and its purpose (docs.slack.dev/reference/scopes). */
export interface ScopeUse {
  readonly scope: string;
  readonly purpose: string;
}

/** The scopes of `plan --target slack`; all of them only read. */
export const PLAN_SCOPES: readonly ScopeUse[] = [
  { scope: 'users:read', purpose: 'lists the members' },
  { scope: 'users:read.email', purpose: 'matches people by their e-mail addresses' },
  { scope: 'channels:read', purpose: 'lists public channels and their members' },
  { scope: 'groups:read', purpose: 'lists the private channels that the app is in' },
  { scope: 'emoji:read', purpose: 'lists custom emoji' },
  { scope: 'usergroups:read', purpose: 'lists user groups' },
  { scope: 'team:read', purpose: "reads the workspace's name and plan" },
];

/** The further scopes of `replay`, `sync`, `files` and `undo`. */
export const REPLAY_SCOPES: readonly ScopeUse[] = [
  { scope: 'channels:manage', purpose: 'creates, names and archives public channels' },
  { scope: 'channels:join', purpose: 'joins public channels that exist' },
  { scope: 'channels:history', purpose: 'reads back what was posted in public channels' },
  { scope: 'groups:write', purpose: 'creates, names and archives private channels' },
  { scope: 'groups:history', purpose: 'reads back what was posted in private channels' },
  { scope: 'chat:write', purpose: 'posts messages' },
  { scope: 'chat:write.customize', purpose: "shows messages under their authors' names" },
  { scope: 'files:write', purpose: 'uploads files' },
  { scope: 'files:read', purpose: 'reads back what was uploaded' },
  { scope: 'reactions:write', purpose: "adds the app's own reactions, if enabled" },
  { scope: 'pins:write', purpose: 'pins messages' },
  { scope: 'bookmarks:write', purpose: 'adds bookmarks' },
  { scope: 'usergroups:write', purpose: 'creates user groups' },
];

/** Makes an app manifest in YAML, to be pasted at api.slack.com/apps (docs.slack.dev/reference/app-manifest). */
export function appManifest(scopes: readonly ScopeUse[]): string {
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
    ...scopes.map(({ scope, purpose }) => `      - ${scope} # ${purpose}`),
    'settings:',
    '  org_deploy_enabled: false',
    '  socket_mode_enabled: false',
    '  token_rotation_enabled: false',
    '',
  ].join('\n');
}
