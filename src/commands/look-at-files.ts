import pLimit from 'p-limit';
import type { FileStore } from '../exporters/file-store.ts';
import type { Source } from '../exporters/source.ts';
import type { FileInfo, Post, StoredBytes } from '../model.ts';

/** Makes the link of a file whose bytes are there. */
export type MakeLink = (file: LinkedThing) => Promise<string>;

/** Tells whether a file that is there has to stay behind for what it holds. */
export type HoldsSecret = (file: FileInfo, sizeBytes: number) => Promise<boolean>;

/** How each file is looked at. */
export interface FileLook {
  readonly store: FileStore;
  readonly makeLink: MakeLink | undefined;
  readonly holdsSecret: HoldsSecret | undefined;
}

/** A file of a post, or anything else in the store. */
export type LinkedThing = Readonly<Record<'id' | 'path' | 'name' | 'mimeType', string>>;

/** Files that are looked up at the same time: a bucket answers many as fast as one. */
const AT_ONCE = 8;

/**
 * The source whose posts say of every file whether its bytes are there. Deciding what becomes of a file is pure, so
 * somebody must have looked before. Without a store nobody looks.
 */
export function lookAtFiles(
  source: Source,
  store: FileStore | undefined,
  makeLink?: MakeLink,
  holdsSecret?: HoldsSecret,
): Source {
  if (store === undefined) return source;
  const how: FileLook = { store, makeLink, holdsSecret };
  const look = (posts: readonly Post[]): Promise<readonly Post[]> => lookAt(how, posts);
  async function* each(pages: AsyncIterable<readonly Post[]>): AsyncGenerator<readonly Post[]> {
    for await (const page of pages) yield await look(page);
  }
  return {
    ...source,
    posts: (channel, range) => each(source.posts(channel, range)),
    changedPosts: (channel, range, sinceMs) => each(source.changedPosts(channel, range, sinceMs)),
    postsOf: async (channel, range, ids) => look(await source.postsOf(channel, range, ids)),
  };
}

async function lookAt(how: FileLook, posts: readonly Post[]): Promise<readonly Post[]> {
  if (posts.every(({ files }) => files.length === 0)) return posts;
  const limit = pLimit(AT_ONCE);
  const looked = posts.map(async (post): Promise<Post> => {
    if (post.files.length === 0) return post;
    const files = post.files.map((file) => limit(() => lookAtOne(how, file)));
    return { ...post, files: await Promise.all(files) };
  });
  return await Promise.all(looked);
}

async function lookAtOne(
  { store, makeLink, holdsSecret }: FileLook,
  file: FileInfo,
): Promise<FileInfo> {
  const { path, stored } = await findIn(store, file);
  const found: FileInfo = {
    ...file,
    path,
    stored,
    // No table says how long such a file is.
    ...(file.isLegacy === true && stored.state === 'there' ? { sizeBytes: stored.sizeBytes } : {}),
  };
  if (stored.state !== 'there') return found;
  if (holdsSecret !== undefined && (await holdsSecret(found, stored.sizeBytes))) {
    return { ...found, stored: { state: 'secret', sizeBytes: stored.sizeBytes } };
  }
  if (makeLink === undefined) return found;
  return { ...found, stored: { ...stored, link: await makeLink(found) } };
}

/** The first of the places where the file is; what is the matter with the first one when it is in none. */
async function findIn(
  store: FileStore,
  { path, otherPaths = [] }: FileInfo,
): Promise<{ readonly path: string; readonly stored: StoredBytes }> {
  const stored = await store.look(path);
  if (stored.state === 'there') return { path, stored };
  for (const other of otherPaths) {
    const found = await store.look(other);
    if (found.state === 'there') return { path: other, stored: found };
  }
  return { path, stored };
}
