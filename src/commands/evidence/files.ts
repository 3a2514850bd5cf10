import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  type ArchiveAlias,
  type EvidenceKind,
  kindOfFile,
  type LeaveOutReason,
  redactedName,
} from '../../mapping/evidence/kinds.ts';
import { LOG_FOLDER } from '../run/record-files.ts';

/** A file of a work directory that is packed. */
export interface EvidenceFile {
  readonly path: string;
  readonly kind: EvidenceKind;
  /** Name in the bundle. */
  readonly name: string;
}

/** A file of a work directory that is not packed. */
export interface LeftOutFile {
  readonly path: string;
  readonly reason: LeaveOutReason;
}

export interface EvidenceList {
  readonly files: readonly EvidenceFile[];
  readonly leftOut: readonly LeftOutFile[];
}

/**
 * Lists the files of the work directories in the order of their names; of several directories each has a folder of its
 * own in the bundle. UsageError when one cannot be read, or none holds anything to pack.
 */
export async function listEvidence(
  workDirectories: readonly string[],
  isRedacted: boolean,
  aliasOf: ArchiveAlias,
): Promise<EvidenceList> {
  const files: EvidenceFile[] = [];
  const leftOut: LeftOutFile[] = [];
  for (const [index, folder] of workDirectories.entries()) {
    const prefix = workDirectories.length === 1 ? '' : `work-${index + 1}/`;
    for (const { name, isFile } of await entriesOf(folder)) {
      const path = join(folder, name);
      const kind = isFile ? kindOfFile(name) : 'not-a-file';
      if (typeof kind === 'string') leftOut.push({ path, reason: kind });
      else if (isRedacted && kind.redacted.how === 'left-out') {
        leftOut.push({ path, reason: 'holds-names' });
      } else {
        const shown = isRedacted ? redactedName(name, kind, aliasOf) : name;
        files.push({ path, kind, name: `${prefix}${shown}` });
      }
    }
  }
  if (files.length > 0) return { files, leftOut };
  throw new UsageError(notice('no-evidence', { folders: workDirectories.join(', ') }));
}

/** Entries in the order of their names, those of the folder of logs among them; links and folders are no files. */
async function entriesOf(
  folder: string,
): Promise<readonly { readonly name: string; readonly isFile: boolean }[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const hasLogs = entries.some((entry) => entry.name === LOG_FOLDER && entry.isDirectory());
    const logs = hasLogs ? await readdir(join(folder, LOG_FOLDER), { withFileTypes: true }) : [];
    return [
      ...entries
        .filter(({ name }) => !hasLogs || name !== LOG_FOLDER)
        .map((entry) => ({ name: entry.name, isFile: entry.isFile() })),
      ...logs.map((entry) => ({ name: `${LOG_FOLDER}/${entry.name}`, isFile: entry.isFile() })),
    ].sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new UsageError(notice('work-unreadable', { folder }), { cause: error });
  }
}
