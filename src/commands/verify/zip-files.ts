import { join } from 'node:path';
import type { Delivery } from '../../config/files.ts';
import { TargetError } from '../../errors/errors.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { ArchiveSet, BundledFile } from '../../importers/archive/archive-set.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import { NOT_FETCHED, type PickedUp } from '../../mapping/verify/report.ts';
import { isUploadName } from '../../mapping/verify/upload-names.ts';
import { type FileInfo, fileId } from '../../model/model.ts';
import { linkedFileId } from '../run/file-links.ts';
import { fileSum } from '../run/file-manifest.ts';
import { SERVED_FILE } from '../run/record-files.ts';
import { pickedUpFiles } from '../run/served-files.ts';
import { type DifferenceLog, reasonInEnglish } from './difference-log.ts';

/** The files of posts in archives: bundled ones are compared by their bytes, linked ones by the log of `serve-files`. */
export interface ArchiveFiles {
  /**
   * Records bundled files that are missing or differ, links that lead to another file, files of the post without an
   * address, and as expected links that were not fetched. Counts linked files.
   */
  check(message: FileCheck): Promise<void>;
  /** True for a bundled file, by Slack's id, that a compared message has; of two with one id for the first alone. */
  takeBundled(id: string): boolean;
  linkedFiles(): PickedUp;
}

/** The files of a post and of its messages. */
export interface FileCheck {
  readonly files: readonly CheckedFile[];
  readonly shown: readonly ShownFile[];
  /** Ids of the files that the messages should show. */
  readonly wanted: readonly string[];
  readonly place: Partial<Difference>;
}

type CheckedFile = Pick<FileInfo, 'id' | 'name' | 'path'>;

/** A file of a message, by its id in Slack. */
interface ShownFile {
  readonly id: string;
  readonly link: string;
  readonly isOld: boolean;
}

/** Where the files are, and how the archives were to deliver them. */
interface StoredFiles {
  /** Undefined when no file store is configured. */
  readonly store: FileStore | undefined;
  readonly deliver: Delivery['deliver'];
}

/** Opens both; bytes are compared only with a file store. */
export async function openArchiveFiles(
  archives: Pick<ArchiveSet, 'upload'>,
  stored: StoredFiles,
  workDirectories: readonly string[],
  differences: DifferenceLog,
): Promise<ArchiveFiles> {
  const { deliver } = stored;
  const logs = workDirectories.map((folder) => pickedUpFiles(join(folder, SERVED_FILE)));
  const pickedUp = new Set((await Promise.all(logs)).flatMap((ids) => [...ids]));
  let linked = 0;
  let fetched = 0;
  /** As many as the archives have entries for files, whose names the reader holds too. */
  const bundledIds = new Set<string>();
  async function checkLinked(
    { id, link, isOld }: ShownFile,
    wanted: readonly string[],
    place: Partial<Difference>,
  ): Promise<void> {
    const bundled = archives.upload(id);
    if (bundled !== undefined) bundledIds.add(id);
    const mayLackAddress = isOld || !wanted.includes(id);
    await differences.record(addressFaults({ id, link, bundled, mayLackAddress, deliver }, place));
    const name = linkedFileId(link);
    if (name === undefined) return;
    linked += 1;
    if (fileSlackId(fileId(name)) !== id) {
      const about = { kind: 'differs', thing: 'file', field: 'content', name: id } as const;
      await differences.record([differenceOf({ ...place, ...about, target: name })]);
    }
    if (pickedUp.has(name)) {
      fetched += 1;
      return;
    }
    const about = { kind: 'differs', thing: 'file', field: 'fetched', name } as const;
    await differences.recordExpected(differenceOf({ ...place, ...about }), NOT_FETCHED);
  }

  return {
    takeBundled: (id) => bundledIds.delete(id),
    linkedFiles: () => ({ linked, fetched }),
    async check({ files, shown, wanted, place }) {
      await differences.record(await bundledDifferences(archives, stored, files, place));
      for (const file of shown) await checkLinked(file, wanted, place);
    },
  };
}

/** Compares files of a post with those in the archives, by name and bytes; none without a file store. */
async function bundledDifferences(
  archives: Pick<ArchiveSet, 'upload'>,
  { store, deliver }: StoredFiles,
  files: readonly CheckedFile[],
  place: Partial<Difference>,
): Promise<readonly Difference[]> {
  if (store === undefined) return [];
  const found: Difference[] = [];
  for (const file of files) {
    const bundled = archives.upload(fileSlackId(file.id));
    if (bundled === undefined) {
      if (deliver !== 'bundle' || (await store.look(file.path)).state !== 'there') continue;
      const about = { kind: 'missing', thing: 'file', name: file.id } as const;
      found.push(differenceOf({ ...place, ...about, source: file.name }));
      continue;
    }
    if (!isUploadName(bundled.name, file.name, bundled.isOld)) {
      const about = { kind: 'differs', thing: 'file', field: 'name', name: file.id } as const;
      const sides = { source: file.name, target: bundled.name };
      found.push(differenceOf({ ...place, ...about, ...sides }));
    }
    const sums = await bothSums(bundled, store, file);
    if (sums === undefined || sums.source === sums.target) continue;
    const about = { kind: 'differs', thing: 'file', field: 'sha256', name: file.id } as const;
    found.push(differenceOf({ ...place, ...about, ...sums }));
  }
  return found;
}

interface FileAddress {
  readonly id: string;
  readonly link: string;
  readonly bundled: BundledFile | undefined;
  /** True in an archive of version 0.1, and for a file that is not of the post. */
  readonly mayLackAddress: boolean;
  readonly deliver: Delivery['deliver'];
}

/**
 * A file without an address, and one in the archive whose address leads elsewhere. Archives of version 0.1 have addresses
 * of links alone.
 */
function addressFaults(
  { id, link, bundled, mayLackAddress, deliver }: FileAddress,
  place: Partial<Difference>,
): readonly Difference[] {
  if (link === '' && (deliver === 'link' || !mayLackAddress)) {
    return [differenceOf({ ...place, kind: 'missing', thing: 'file', name: id, target: link })];
  }
  if (deliver !== 'bundle' || link === '') return [];
  const wanted = bundled === undefined ? '' : `${UPLOADS}${id}/${bundled.name}`;
  if (decodedPath(link) === wanted) return [];
  const about = { kind: 'differs', thing: 'file', field: 'content', name: id } as const;
  return [differenceOf({ ...place, ...about, source: wanted, target: link })];
}

/** Folder of bundled files (FORMATS.md, The archive). */
const UPLOADS = '__uploads/';

/** Decodes the address of a bundled file; an address that cannot be decoded stays as it is. */
function decodedPath(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Undefined when the store does not have the file; that is a recorded loss. */
async function bothSums(
  bundled: BundledFile,
  store: FileStore,
  file: CheckedFile,
): Promise<{ readonly source: string; readonly target: string } | undefined> {
  const stored = await store.look(file.path);
  if (stored.state !== 'there') return undefined;
  const source = await fileSum(store, file.path);
  try {
    return { source, target: await bundled.sha256() };
  } catch (error) {
    if (error instanceof TargetError) return { source, target: reasonInEnglish(error) };
    throw error;
  }
}
