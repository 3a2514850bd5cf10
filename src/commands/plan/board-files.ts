import { SourceError } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { type FileCopy, storedPaths } from '../../mapping/plugins/board-files.ts';
import { siteFileName } from '../../mapping/site/folders.ts';
import type { BlockFile, PluginRow } from '../../model/plugin-rows.ts';
import type { FolderFile } from '../../system/atomic-folder.ts';
import { findFile, type HoldsSecret } from '../run/look-up-files.ts';

/** Where files of boards are copied from. */
export interface BoardFileStore {
  readonly store: FileStore | undefined;
  readonly holdsSecret: HoldsSecret | undefined;
}

/** Where copies of one board go. */
export interface CopyFolder {
  /** Opens a file in the folder beside the page; `path` is relative to the page. */
  openCopy(name: string): Promise<{ readonly path: string; readonly file: FolderFile }>;
}

/** Copies a file of a board next to the board's page, or says why there is no copy. */
export async function copyBoardFile(
  { store, holdsSecret }: BoardFileStore,
  board: PluginRow,
  file: BlockFile,
  folder: CopyFolder,
): Promise<FileCopy> {
  if (store === undefined) return { state: 'no-file-store' };
  const [first, ...otherPaths] = storedPaths(board, file);
  if (first === undefined) return { state: 'refused' };
  const found = await findFile(store, { path: first, otherPaths }).catch(asUnreadable);
  if (found === 'unreadable') return { state: found };
  const { path, stored } = found;
  if (stored.state !== 'there') return { state: stored.state };
  const name = file.name || file.id;
  if (await holdsSecret?.({ path, name, mimeType: '' }, stored.sizeBytes)) {
    return { state: 'secret' };
  }
  const copy = await folder.openCopy(siteFileName({ id: file.id, path, name }));
  try {
    for await (const chunk of store.chunks(path)) await copy.file.write(chunk);
  } catch (error) {
    const state = asUnreadable(error);
    await copy.file.discard();
    return { state };
  }
  await copy.file.close();
  return { state: 'copied', path: copy.path };
}

/** What the store does not give is a reason of its own; throws every other error. */
function asUnreadable(error: unknown): 'unreadable' {
  if (!(error instanceof SourceError)) throw error;
  return 'unreadable';
}
