import { readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KnownError, TargetError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import { type ChannelPage, PAGES_FILE, PAGES_FORMAT } from '../../mapping/plugins/channel-pages.ts';
import { folderOf } from '../../mapping/plugins/file-names.ts';
import { CANVAS_CHARACTERS } from '../../slack/limits.ts';
import { readIfPresent } from '../../system/files.ts';
import { realPathInside } from '../../system/inside-path.ts';

/** A page and the path of its file. */
export interface PageFile extends ChannelPage {
  readonly path: string;
}

/** The pages of a folder of the work directory. */
export interface PageList {
  readonly isRedacted: boolean;
  readonly pages: readonly PageFile[];
}

const listShape = z.looseObject({
  format: z.literal(PAGES_FORMAT),
  isRedacted: z.boolean(),
  pages: z.array(
    z.looseObject({
      page: z.string(),
      // Lists of older versions have none.
      id: z.string().default(''),
      kind: z.enum(['board', 'run']),
      title: z.string(),
      channelId: z.string(),
      isPrivate: z.boolean(),
    }),
  ),
});

/**
 * Reads the lists of boards and of runs that `plan` wrote into a work directory, those that are there. TargetError for
 * one that cannot be read or names a page outside of its folder, whose text would go into the workspace.
 */
export async function readPageLists(workDirectory: string): Promise<readonly PageList[]> {
  const folders = [...new Set((['board', 'run'] as const).map(folderOf))];
  const lists = await Promise.all(folders.map((folder) => readList(join(workDirectory, folder))));
  return lists.filter((list) => list !== undefined);
}

async function readList(folder: string): Promise<PageList | undefined> {
  const path = join(folder, PAGES_FILE);
  const bytes = await readIfPresent(path);
  if (bytes === undefined) return undefined;
  const { isRedacted, pages } = await orUnreadable(path, () =>
    listShape.parse(JSON.parse(bytes.toString('utf8'))),
  );
  const root = await realpath(folder);
  const files: PageFile[] = [];
  for (const page of pages) files.push({ ...page, path: await placeOf(page.page, root, folder) });
  return { isRedacted, pages: files };
}

async function placeOf(page: string, root: string, folder: string): Promise<string> {
  const place = await orUnreadable(join(folder, page), () => realPathInside(root, page));
  if (place === undefined) {
    throw new TargetError(notice('page-outside', { path: join(folder, PAGES_FILE), page }));
  }
  return place;
}

/** Bytes of a character in UTF-8, at most, as JavaScript counts characters. */
const CHARACTER_BYTES = 3;

/**
 * Reads a page; undefined for one that is too long for a canvas, whatever it says. TargetError when it cannot be read.
 */
export function readPage({ path }: PageFile): Promise<string | undefined> {
  return orUnreadable(path, async () => {
    const { size } = await stat(path);
    return size > CANVAS_CHARACTERS * CHARACTER_BYTES ? undefined : await readFile(path, 'utf8');
  });
}

async function orUnreadable<Value>(
  path: string,
  read: () => Value | Promise<Value>,
): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    throw error instanceof KnownError
      ? error
      : new TargetError(notice('pages-unreadable', { path }), { cause: error });
  }
}
