import pLimit from 'p-limit';
import type { SourceSettings } from '../../config/config.ts';
import type { Delivery } from '../../config/files.ts';
import type { Database } from '../../exporters/database/database.ts';
import { openBulk, openDatabase, throttle } from '../../exporters/database/open.ts';
import type { FileStore } from '../../exporters/files/file-store.ts';
import { openFileStore } from '../../exporters/files/open.ts';
import { openMattermost } from '../../exporters/mattermost.ts';
import type { ChannelPosts, Source } from '../../exporters/source.ts';
import type { FileInfo, Post, StoredBytes } from '../../model/model.ts';
import { LONG_TEXT_CHARACTERS } from '../../slack/limits.ts';
import { textRepair } from './text-encoding.ts';

/** Opens the source, passes it to `use`, and closes it however `use` ends. */
export async function withSource<Result>(
  open: OpenSource,
  settings: SourceSettings,
  signal: AbortSignal,
  use: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = await redacted(settings, await open(settings, signal));
  try {
    return await use(source);
  } finally {
    await source.close();
  }
}

/** Redacts credentials in everything that the source returns, when asked to. The search is loaded only then. */
async function redacted(
  { redactSecrets }: Pick<SourceSettings, 'redactSecrets'>,
  source: Source,
): Promise<Source> {
  if (!redactSecrets) return source;
  const { redactSource } = await import('../../exporters/secrets/redact.ts');
  return redactSource(source);
}

async function secretFiles(
  { redactSecrets }: Pick<SourceSettings, 'redactSecrets'>,
  store: FileStore | undefined,
): Promise<HoldsSecret | undefined> {
  if (!redactSecrets || store === undefined) return undefined;
  const { scanFile } = await import('../../exporters/secrets/scan.ts');
  return async (file, sizeBytes) => {
    const scanned = await scanFile(store, file, sizeBytes);
    return scanned.state === 'scanned' && scanned.found.length > 0;
  };
}

/** Opens the configured file store; undefined when there is none. */
export async function configuredFileStore(
  { files }: Pick<SourceSettings, 'files'>,
  signal: AbortSignal,
): Promise<FileStore | undefined> {
  return await openFileStore(files, signal);
}

/** Returns the maker of links to a store's files; undefined when files are not delivered by links. */
export type LinksOf = (store: FileStore | undefined) => MakeLink | undefined;

/**
 * Opens source and file store (undefined when there is none), passes both to `use`, and closes them. The source's posts
 * have their files looked up in the store.
 */
export async function withFiles<Result>(
  open: OpenSource,
  settings: SourceSettings,
  signal: AbortSignal,
  use: (source: Source, store: FileStore | undefined) => Promise<Result>,
  linksOf: LinksOf = () => undefined,
): Promise<Result> {
  const store = await configuredFileStore(settings, signal);
  try {
    const makeLink = linksOf(store);
    const holdsSecret = await secretFiles(settings, store);
    return await withSource(open, settings, signal, (source) =>
      use(lookUpFiles(source, store, makeLink, holdsSecret), store),
    );
  } finally {
    store?.close();
  }
}

/** Returns the store to upload files from; undefined when the settings deliver them in another way. */
export function uploadStore(
  { deliver }: Pick<Delivery, 'deliver'>,
  store: FileStore | undefined,
): FileStore | undefined {
  return deliver === 'api' ? store : undefined;
}

/** Opens a source. */
export type OpenSource = (settings: SourceSettings, signal: AbortSignal) => Promise<Source>;

/** Connects to the configured source and opens its snapshot; the caller closes it. */
export const openSource: OpenSource = (settings, signal) => open(settings, signal, true);

/** Connects without a snapshot, for runs that take days: queries are short and see the state at their time. */
export const openLiveSource: OpenSource = (settings, signal) => open(settings, signal, false);

async function open(
  settings: SourceSettings,
  signal: AbortSignal,
  hasSnapshot: boolean,
): Promise<Source> {
  const database = await openGentleDatabase(settings, signal);
  return openMattermost(database, {
    hasSnapshot,
    postsPerPage: settings.postsPerPage,
    longTextCharacters: LONG_TEXT_CHARACTERS,
    textRepair: textRepair(settings.source),
  });
}

/** Opens the configured database, read no faster than the settings allow; the caller closes it. */
export async function openGentleDatabase(
  { source }: Pick<SourceSettings, 'source'>,
  signal: AbortSignal,
): Promise<Database> {
  if (source.engine === 'bulk') return await openBulk(source, signal);
  const database = await openDatabase(source);
  const { maxRowsPerSecond } = source;
  return maxRowsPerSecond === undefined ? database : throttle(database, maxRowsPerSecond, signal);
}

/** Makes a link to a file whose bytes are in the store. */
export type MakeLink = (file: LinkedThing) => Promise<string>;

/** Returns true for a file with credentials in it, which must not be migrated. */
export type HoldsSecret = (file: FileInfo, sizeBytes: number) => Promise<boolean>;

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
  const how: FileLookup = { store, makeLink, holdsSecret };
  const look = (posts: readonly Post[]): Promise<readonly Post[]> => lookUpPosts(how, posts);
  async function* each(pages: AsyncIterable<readonly Post[]>): AsyncGenerator<readonly Post[]> {
    for await (const page of pages) yield await look(page);
  }
  async function* eachOfUnit(parts: AsyncIterable<ChannelPosts>): AsyncGenerator<ChannelPosts> {
    for await (const { channel, posts } of parts) yield { channel, posts: await look(posts) };
  }
  return {
    ...source,
    posts: (channel, range) => each(source.posts(channel, range)),
    unitPosts: (unit, range) => eachOfUnit(source.unitPosts(unit, range)),
    changedPosts: (channel, range, sinceMs) => each(source.changedPosts(channel, range, sinceMs)),
    unknownPosts: (channel, range, isKnown) => each(source.unknownPosts(channel, range, isKnown)),
    postsOf: async (channel, range, ids) => look(await source.postsOf(channel, range, ids)),
  };
}

async function lookUpPosts(how: FileLookup, posts: readonly Post[]): Promise<readonly Post[]> {
  if (posts.every(({ files }) => files.length === 0)) return posts;
  const limit = pLimit(CONCURRENCY);
  const looked = posts.map(async (post): Promise<Post> => {
    if (post.files.length === 0) return post;
    const files = post.files.map((file) => limit(() => lookUpFile(how, file)));
    return { ...post, files: await Promise.all(files) };
  });
  return await Promise.all(looked);
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
async function findFile(
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
