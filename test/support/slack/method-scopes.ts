import type { Interceptor } from './fault-proxy.ts';

/**
 * Scopes of a bot token that each method needs, from the methods' own pages and written without looking at the program's
 * (docs.slack.dev/reference/methods/<method>). Where the kind of a channel decides, there is one for each kind.
 */
export const METHOD_SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'bookmarks.add': ['bookmarks:write'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.remove': ['bookmarks:write'],
  'canvases.delete': ['canvases:write'],
  'canvases.edit': ['canvases:write'],
  'chat.delete': ['chat:write'],
  'chat.postMessage': ['chat:write', 'chat:write.customize'],
  'chat.update': ['chat:write'],
  'conversations.archive': ['channels:manage', 'groups:write'],
  'conversations.canvases.create': ['canvases:write'],
  'conversations.create': ['channels:manage', 'groups:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.invite': ['channels:manage', 'groups:write'],
  'conversations.join': ['channels:join'],
  'conversations.kick': ['channels:manage', 'groups:write'],
  'conversations.list': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.rename': ['channels:manage', 'groups:write'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'conversations.setPurpose': ['channels:manage', 'groups:write'],
  'conversations.setTopic': ['channels:manage', 'groups:write'],
  'conversations.unarchive': ['channels:manage', 'groups:write'],
  'emoji.list': ['emoji:read'],
  'files.completeUploadExternal': ['files:write'],
  'files.delete': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'files.info': ['files:read'],
  'pins.add': ['pins:write'],
  'pins.list': ['pins:read'],
  'pins.remove': ['pins:write'],
  'reactions.add': ['reactions:write'],
  'reactions.remove': ['reactions:write'],
  'team.info': ['team:read'],
  'usergroups.create': ['usergroups:write'],
  'usergroups.disable': ['usergroups:write'],
  'usergroups.enable': ['usergroups:write'],
  'usergroups.list': ['usergroups:read'],
  'usergroups.update': ['usergroups:write'],
  'usergroups.users.list': ['usergroups:read'],
  'usergroups.users.update': ['usergroups:write'],
  'users.list': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read.email'],
};

/** Scopes without which a method is refused; the others widen what it does. */
const WIDENING: ReadonlySet<string> = new Set(['chat:write.customize', 'users:read.email']);

/**
 * Refuses what a bot's token has no scope for, as Slack does. Methods that the program does not call, which tests may,
 * are left to the emulator.
 */
export function requiringScopes(botToken: string, granted: readonly string[]): Interceptor {
  return ({ method, token }) => {
    const all = METHOD_SCOPES[method] ?? [];
    if (token !== botToken || all.length === 0) return undefined;
    const refusing = all.filter((scope) => !WIDENING.has(scope));
    const needed = refusing.length === 0 ? all : refusing;
    if (needed.some((scope) => granted.includes(scope))) return undefined;
    const provided = granted.join(',');
    return { body: { ok: false, error: 'missing_scope', needed: needed[0], provided } };
  };
}
