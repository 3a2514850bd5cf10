import type { BlockFile, PluginRow } from '../../model/plugin-rows.ts';
import { textIn } from './values.ts';

/** Why a file of a board has no copy. The codes are a contract. */
export const FILE_REASONS = [
  'missing',
  'refused',
  'unreadable',
  'secret',
  'no-file-store',
] as const;
export type FileReason = (typeof FILE_REASONS)[number];

/** What became of a file that a block of a board names. */
export type FileCopy =
  /** `path` is relative to the board's page. */
  { readonly state: 'copied'; readonly path: string } | { readonly state: FileReason };

/** Where Boards itself writes files, by the day (Boards: server/utils/utils.go, GetBaseFilePath). */
const OWN_FOLDER = 'boards/';
/** What a row of a file has in place of a path that nobody wrote (Boards: server/app/files.go, emptyString). */
const NO_PATH = 'empty';
/** The only names that Boards gives a file (Boards: server/app/files.go, validatePathComponent). */
const OWN_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/**
 * Paths in the file store where a file of a board may be, the likeliest first (Boards: server/app/files.go, GetFilePath).
 * None for a path that Boards does not write: a block may name any file by its id, that of a private channel too.
 */
export function storedPaths(board: PluginRow, { id, path }: BlockFile): readonly string[] {
  const folders = ['team_id', 'workspace_id']
    .map((column) => textIn(board, column))
    .filter((owner) => OWN_NAME.test(owner))
    .map((owner) => `${owner}/${textIn(board, 'id')}/`);
  if (path === '' || path === NO_PATH) {
    return OWN_NAME.test(id) ? folders.map((folder) => `${folder}${id}`) : [];
  }
  const isOwn = [OWN_FOLDER, ...folders].some((folder) => path.startsWith(folder));
  return isOwn && !path.split('/').includes('..') ? [path] : [];
}
