import type { SlackMethod } from './methods.ts';

/** Methods by which a workspace is read before anything is decided. */
const READ_WORKSPACE = [
  'auth.test',
  'conversations.list',
  'emoji.list',
  'team.info',
  'usergroups.list',
  'users.list',
] as const satisfies readonly SlackMethod[];

const READ_MESSAGES = [
  'conversations.history',
  'conversations.replies',
] as const satisfies readonly SlackMethod[];

/** Methods that upload a file, look for its share, and withdraw one without a share. */
const SHARE_FILES = [
  'files.completeUploadExternal',
  'files.delete',
  'files.getUploadURLExternal',
  'files.info',
] as const satisfies readonly SlackMethod[];

const WRITE_HISTORY = [
  ...READ_WORKSPACE,
  ...READ_MESSAGES,
  ...SHARE_FILES,
  'bookmarks.add',
  'bookmarks.list',
  'canvases.edit',
  'chat.delete',
  'chat.postMessage',
  'conversations.archive',
  'conversations.canvases.create',
  'conversations.create',
  'conversations.info',
  'conversations.invite',
  'conversations.join',
  'conversations.members',
  'conversations.rename',
  'conversations.setPurpose',
  'conversations.setTopic',
  'conversations.unarchive',
  'pins.add',
  'reactions.add',
  'usergroups.create',
  'usergroups.users.update',
] as const satisfies readonly SlackMethod[];

/** The methods that each command calls in a workspace. A test holds the calls of every command against it. */
export const COMMAND_METHODS = {
  plan: [...READ_WORKSPACE, 'conversations.members'],
  people: READ_WORKSPACE,
  adopt: [...READ_WORKSPACE, ...READ_MESSAGES],
  // Files are read by their addresses, which takes the scope of files.info.
  verify: [...READ_WORKSPACE, ...READ_MESSAGES, 'conversations.members', 'files.info', 'pins.list'],
  replay: WRITE_HISTORY,
  sync: [
    ...WRITE_HISTORY,
    'chat.update',
    'conversations.kick',
    'pins.list',
    'pins.remove',
    'reactions.remove',
  ],
  files: [
    ...SHARE_FILES,
    'admin.emoji.add',
    'auth.test',
    'conversations.archive',
    'conversations.info',
    'conversations.unarchive',
  ],
  undo: [
    ...READ_MESSAGES,
    'auth.test',
    'canvases.delete',
    'chat.delete',
    'conversations.archive',
    'conversations.info',
    'conversations.list',
    'conversations.rename',
    'conversations.unarchive',
    'files.delete',
    'files.info',
  ],
} as const satisfies Readonly<Record<string, readonly SlackMethod[]>>;

/** A command that uses a workspace. */
export type WorkspaceCommand = keyof typeof COMMAND_METHODS;
export const WORKSPACE_COMMANDS = Object.keys(COMMAND_METHODS) as WorkspaceCommand[];
