import { ZipFile } from '../../importers/zip-file.ts';
import type { ConversationList } from '../../mapping/conversations.ts';
import { refuseExisting } from '../refuse-existing.ts';

export type SplitBy = 'none' | 'visibility';

export interface ArchivePlan {
  readonly path: string;
  /** The lists whose conversations lie in this archive; the other lists are empty in it. */
  readonly lists: readonly ConversationList[];
}

const ALL_LISTS: readonly ConversationList[] = ['channels', 'groups', 'dms', 'mpims'];

/** One archive, or `NAME-public.zip` and `NAME-private.zip`, each complete by itself. */
export function planArchives(out: string, splitBy: SplitBy): readonly ArchivePlan[] {
  if (splitBy === 'none') return [{ path: out, lists: ALL_LISTS }];
  const [, base = out, extension = ''] = /^(.*?)(\.zip)?$/is.exec(out) ?? [];
  return [
    { path: `${base}-public${extension}`, lists: ['channels'] },
    { path: `${base}-private${extension}`, lists: ['groups', 'dms', 'mpims'] },
  ];
}

export interface OpenArchive {
  readonly plan: ArchivePlan;
  readonly zip: ZipFile;
}

/**
 * Opens every archive under a temporary name. TargetError when one exists and may not be replaced, or
 * a folder cannot be written; then nothing is left behind.
 */
export async function openArchives(
  plans: readonly ArchivePlan[],
  options: { readonly isForced: boolean; readonly comment: string | undefined },
): Promise<readonly OpenArchive[]> {
  const opened: OpenArchive[] = [];
  try {
    for (const plan of plans) {
      await refuseExisting(plan.path, options.isForced);
      opened.push({ plan, zip: await ZipFile.create(plan.path, { comment: options.comment }) });
    }
    return opened;
  } catch (error) {
    await discardArchives(opened);
    throw error;
  }
}

export async function discardArchives(archives: readonly OpenArchive[]): Promise<void> {
  for (const { zip } of archives) await zip.discard();
}

/** The archive that holds the conversations of a list. */
export function archiveOf(archives: readonly OpenArchive[], list: ConversationList): OpenArchive {
  const archive = archives.find(({ plan }) => plan.lists.includes(list));
  if (archive === undefined) throw new RangeError(`Expected an archive for ${list}`);
  return archive;
}
