import type { FileStore } from '../../exporters/files/file-store.ts';
import { writeManifestLine } from '../../importers/archive/manifest.ts';
import type { ZipEntry } from '../../importers/archive/zip-entry.ts';
import type { ZipFile } from '../../importers/archive/zip-writer.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { bundledPath } from '../../mapping/messages/files.ts';
import { mapPost } from '../../mapping/messages/map-post.ts';
import { tsFromMicros } from '../../mapping/messages/timestamps.ts';
import { fileSlackId } from '../../mapping/slack-ids.ts';
import { type FileInfo, type Post, placeMs, type StoredBytes } from '../../model/model.ts';
import { dayOfTs } from '../../slack/export-format.ts';
import type { ArchiveRun } from './archive-run.ts';

/** The files of a conversation in the archive. */
export interface BundledFiles {
  /**
   * Returns the post with the sizes that its files have in the archive; a file that is not there is missing. To be
   * called for every post of the conversation, in its order.
   */
  withSizes(post: Post): Post;
}

/**
 * Streams the files of a conversation into the archives of their days. A file may shrink, grow or vanish after the store
 * was asked for it: what counts is what was read. Keeps one number for each file of the conversation.
 */
export async function bundleFiles(
  { scope, out, contextOf, signal }: ArchiveRun,
  conversation: Conversation,
  store: FileStore,
): Promise<BundledFiles> {
  const context = contextOf(conversation);
  const bundleOne = async (file: FileInfo, post: Post): Promise<number | undefined> => {
    signal.throwIfAborted();
    const zip = await out.openDay(conversation.list, dayOf(post));
    const entry = await bundleFile(zip, store, file);
    if (entry === undefined) return undefined;
    await writeManifestLine(out.manifest, { kind: 'entry', archive: zip.name, ...entry });
    return entry.sizeBytes;
  };
  const sizes: (number | undefined)[] = [];
  for await (const page of scope.source.posts(conversation.channel.id, scope.range)) {
    for (const post of page) {
      if (post.files.length === 0) continue;
      const named = new Set(
        mapPost(post, context).messages.flatMap(({ files = [] }) => files.map(({ id }) => id)),
      );
      for (const file of post.files) {
        const isWanted = named.has(fileSlackId(file.id)) && file.stored?.state === 'there';
        sizes.push(isWanted ? await bundleOne(file, post) : undefined);
      }
    }
  }
  let index = 0;
  const withSize = (file: FileInfo): FileInfo => {
    const sizeBytes = sizes[index];
    index += 1;
    return { ...file, stored: storedAs(file, sizeBytes) };
  };
  return {
    withSizes: (post) =>
      post.files.length === 0 ? post : { ...post, files: post.files.map(withSize) },
  };
}

const dayOf = (post: Post): string => dayOfTs(tsFromMicros(placeMs(post) * 1000));

/** What the archive has of a file, in the place of what the store has now. */
function storedAs({ stored }: FileInfo, sizeBytes: number | undefined): StoredBytes {
  if (sizeBytes !== undefined) return { state: 'there', sizeBytes };
  return stored === undefined || stored.state === 'there' ? { state: 'missing' } : stored;
}

/** Writes a file as an entry; undefined when it has vanished. Fails as the store does when it cannot be read. */
async function bundleFile(
  zip: ZipFile,
  store: FileStore,
  { id, name, path }: FileInfo,
): Promise<ZipEntry | undefined> {
  const chunks = store.chunks(path)[Symbol.asyncIterator]();
  let first: IteratorResult<Buffer>;
  try {
    // Before the entry is begun: one that has no bytes would have to be taken back.
    first = await chunks.next();
  } catch (error) {
    if ((await store.look(path)).state === 'there') throw error;
    return undefined;
  }
  return await zip.addStream(bundledPath(fileSlackId(id), name), from(first, chunks));
}

async function* from(
  first: IteratorResult<Buffer>,
  chunks: AsyncIterator<Buffer>,
): AsyncGenerator<Buffer> {
  try {
    for (let read = first; read.done !== true; read = await chunks.next()) yield read.value;
  } finally {
    await chunks.return?.();
  }
}
