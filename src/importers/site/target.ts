import { open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { sweepTemporaryFiles, temporaryPathOf } from '../../system/atomic-file.ts';
import { settleFormer, takePlace } from '../../system/atomic-folder.ts';
import { exists, refuseExisting } from '../../system/files.ts';
import { asTargetError } from '../../system/write-errors.ts';
import { makeFolder, refuseMount, writtenPlace } from '../../system/write-place.ts';
import { ZipFile } from '../archive/zip-writer.ts';

/** Written last; a folder without it is no whole site. */
export const SITE_MANIFEST = 'archive.json';

/** Takes the files of a site under a temporary name, and gives it its name when it is whole. */
export interface SiteTarget {
  /** Folder for what is needed until the end. */
  readonly scratch: string;
  write(path: string, content: string | Buffer): Promise<void>;
  /** Copies a file; a chunk's memory may be used again when the next is pulled. */
  copy(path: string, chunks: AsyncIterable<Buffer>): Promise<void>;
  commit(): Promise<void>;
  /** Removes everything; nothing happens after commit(). */
  discard(): Promise<void>;
}

/** Opens a site: a ZIP where the name ends in .zip, otherwise a folder. TargetError when it may not be written. */
export async function openSite(out: string, isForced: boolean): Promise<SiteTarget> {
  const path = out.replace(/(?<=.)\/+$/, '');
  await sweepTemporaryFiles(dirname(path));
  if (isZip(path)) return await openZip(path, isForced);
  await settleFormer(path);
  await refuseExisting(path, isForced);
  return await openFolder(await writtenPlace(path));
}

/** True for a site that is written into one ZIP and not into a folder. */
export const isZip = (path: string): boolean => path.toLowerCase().endsWith('.zip');

async function openFolder(path: string): Promise<SiteTarget> {
  if (await exists(path)) await refuseForeignFolder(path);
  const temporary = temporaryPathOf(path);
  const scratch = temporaryPathOf(path);
  const made = new Set<string>();
  await makeFolder(temporary);
  await makeFolder(scratch);
  const placeOf = async (name: string): Promise<string> => {
    const place = join(temporary, name);
    const folder = dirname(place);
    if (!made.has(folder)) await makeFolder(folder);
    made.add(folder);
    return place;
  };
  const discard = async (): Promise<void> => {
    await rm(scratch, { recursive: true, force: true });
    await rm(temporary, { recursive: true, force: true });
  };
  return {
    scratch,
    discard,
    async write(name, content) {
      const place = await placeOf(name);
      await targeted(place, () => writeFile(place, content, { mode: 0o600 }));
    },
    async copy(name, chunks) {
      const place = await placeOf(name);
      const handle = await targeted(place, () => open(place, 'w', 0o600));
      try {
        for await (const chunk of chunks) await targeted(place, () => handle.writeFile(chunk));
      } finally {
        await handle.close();
      }
    },
    async commit() {
      await takePlace(temporary, path);
      await discard();
    },
  };
}

/** A folder is replaced only when it is a site of ours, or empty, and its name can be taken. */
async function refuseForeignFolder(path: string): Promise<void> {
  if (!(await stat(path)).isDirectory()) {
    throw new TargetError(notice('write-not-a-folder', { path, folder: path }));
  }
  await refuseMount(path);
  const names = await targeted(path, () => readdir(path));
  if (names.length === 0 || names.includes(SITE_MANIFEST)) return;
  throw new TargetError(notice('folder-not-a-site', { path, file: SITE_MANIFEST }));
}

async function targeted<Value>(path: string, use: () => Promise<Value>): Promise<Value> {
  try {
    return await use();
  } catch (error) {
    throw asTargetError(error, path);
  }
}

async function openZip(path: string, isForced: boolean): Promise<SiteTarget> {
  await refuseExisting(path, isForced);
  const zip = await ZipFile.create(path, { comment: undefined });
  const scratch = temporaryPathOf(path);
  const root = basename(path).slice(0, -'.zip'.length) || 'archive';
  const discard = async (): Promise<void> => {
    await rm(scratch, { recursive: true, force: true });
    await zip.discard();
  };
  try {
    await makeFolder(scratch);
  } catch (error) {
    await discard();
    throw error;
  }
  return {
    scratch,
    discard,
    async write(name, content) {
      const entry = zip.openEntry(`${root}/${name}`);
      await entry.write(content.toString());
      await entry.close();
    },
    async copy(name, chunks) {
      await zip.addStream(`${root}/${name}`, chunks);
    },
    async commit() {
      await zip.finish();
      await zip.commit();
      await discard();
    },
  };
}
