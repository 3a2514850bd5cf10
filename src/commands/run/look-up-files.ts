import pLimit from 'p-limit';
import type { FileStore } from '../../exporters/files/file-store.ts';
import type { LookUpFiles, PostReading, Source } from '../../exporters/source.ts';
import type { FileInfo, Post, StoredBytes } from '../../model/model.ts';

/** Makes a link to a file whose bytes are in the store. */
export type MakeLink = (file: LinkedThing) => Promise<string>;

/** Returns true for a file with credentials in it, which must not be migrated. */
export type HoldsSecret = (
  file: Pick<FileInfo, 'path' | 'name' | 'mimeType'>,
  sizeBytes: number,
) => Promise<boolean>;

/** Context of a file look-up. */
export interface FileLookup {
  readonly store: FileStore;
  readonly makeLink: MakeLink | undefined;
  readonly holdsSecret: HoldsSecret | undefined;
}

/** A file of a post, or anything else in the store. */
export type LinkedThing = Readonly<Record<'id' | 'path' | 'name' | 'mimeType', string>>;

/** Files looked up at the same time; a bucket answers many as fast as one. */
const CONCURRENCY = 8;

/**
 * Wraps a source so that its posts have the state of every file in the store. Mapping is pure, so files must be looked
 * up before it. Without a store the source is returned as it is.
 */
export function lookUpFiles(
  source: Source,
  store: FileStore | undefined,
  makeLink?: MakeLink,
  holdsSecret?: HoldsSecret,
): Source {
  if (store === undefined) return source;
  const lookUp = lookUpIn({ store, makeLink, holdsSecret });
  const look = (posts: readonly Post[]): Promise<readonly Post[]> => lookedUp(posts, lookUp);
  async function* each(pages: AsyncIterable<readonly Post[]>): AsyncGenerator<readonly Post[]> {
    for await (const page of pages) yield await look(page);
  }
  return {
    ...source,
    ...lookUpRead(source, lookUp),
    ...(source.shared === undefined ? {} : { shared: { ...source.shared, lookUp } }),
    changedPosts: (channel, range, sinceMs) => each(source.changedPosts(channel, range, sinceMs)),
    unknownPosts: (channel, range, isKnown) => each(source.unknownPosts(channel, range, isKnown)),
    postsOf: async (channel, range, ids) => look(await source.postsOf(channel, range, ids)),
  };
}

/** Looks up the files of posts that are read conversation by conversation. */
export function lookUpRead(reading: PostReading, lookUp: LookUpFiles): PostReading {
  return {
    ...reading,
    async *posts(channel, range) {
      for await (const page of reading.posts(channel, range)) yield await lookedUp(page, lookUp);
    },
    async *unitPosts(unit, range) {
      for await (const { channel, posts } of reading.unitPosts(unit, range)) {
        yield { channel, posts: await lookedUp(posts, lookUp) };
      }
    },
    withDeletedParts: async (posts) => {
      const whole = await reading.withDeletedParts(posts);
      const looked = await lookedUp(whole.filter(isDeleted), lookUp);
      const byId = new Map(looked.map((post) => [post.id, post]));
      return whole.map((post) => byId.get(post.id) ?? post);
    },
  };
}

const isDeleted = ({ deleteAtMs }: Post): boolean => deleteAtMs !== undefined;

function lookUpIn(how: FileLookup): LookUpFiles {
  return async (files) => {
    const limit = pLimit(CONCURRENCY);
    return await Promise.all(files.map((file) => limit(() => lookUpFile(how, file))));
  };
}

async function lookedUp(posts: readonly Post[], lookUp: LookUpFiles): Promise<readonly Post[]> {
  const all = posts.flatMap(({ files }) => files);
  if (all.length === 0) return posts;
  const looked = await lookUp(all);
  let next = 0;
  return posts.map((post) => {
    if (post.files.length === 0) return post;
    const files = looked.slice(next, next + post.files.length);
    next += files.length;
    return { ...post, files };
  });
}

async function lookUpFile(
  { store, makeLink, holdsSecret }: FileLookup,
  file: FileInfo,
): Promise<FileInfo> {
  const { path, stored } = await findFile(store, file);
  const found: FileInfo = {
    ...file,
    path,
    stored,
    // No table has the size of such a file.
    ...((file.isLegacy === true || file.hasUnknownSize === true) && stored.state === 'there'
      ? { sizeBytes: stored.sizeBytes }
      : {}),
  };
  if (stored.state !== 'there') return found;
  if (holdsSecret !== undefined && (await holdsSecret(found, stored.sizeBytes))) {
    return { ...found, stored: { state: 'secret', sizeBytes: stored.sizeBytes } };
  }
  if (makeLink === undefined) return found;
  return { ...found, stored: { ...stored, link: await makeLink(found) } };
}

/** Returns the first path at which the file exists; the state of the first path when there is none. */
export async function findFile(
  store: Pick<FileStore, 'look'>,
  { path, otherPaths = [] }: Pick<FileInfo, 'path' | 'otherPaths'>,
): Promise<{ readonly path: string; readonly stored: StoredBytes }> {
  const stored = await store.look(path);
  if (stored.state === 'there') return { path, stored };
  for (const other of otherPaths) {
    const found = await store.look(other);
    if (found.state === 'there') return { path: other, stored: found };
  }
  return { path, stored };
}
