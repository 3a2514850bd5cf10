import type { MessagePort } from 'node:worker_threads';
import { readBookmarks } from './channels.ts';
import { openRepairedReader } from './checks/text-sample.ts';
import type { Reader } from './database/reader.ts';
import { openRemoteDatabase } from './database/remote.ts';
import { readDeletedParts } from './posts/deleted-parts.ts';
import { readFormerTexts, streamFormerRows } from './posts/former.ts';
import { type PostStreamOptions, streamPosts, streamUnit } from './posts/stream.ts';
import { streamWithdrawnPosts } from './posts/withdrawn.ts';
import type { PostFacts, PostReading } from './source.ts';

/** Reads the posts of another thread's source. */
export async function openSharedPosts(
  port: MessagePort,
  { engine, rounds, doubled, options }: PostFacts,
): Promise<PostReading> {
  const opened = await openRepairedReader(openRemoteDatabase(port, engine), rounds);
  return readPosts({ ...opened, doubled }, options);
}

/** Reads posts over a connection. */
export function readPosts(reader: Reader, options: PostStreamOptions): PostReading {
  return {
    posts: (channel, range) => streamPosts(reader, options, channel, range),
    bookmarks: (channels) => readBookmarks(reader, channels),
    unitPosts: (unit, range) => streamUnit(reader, options, unit, range),
    withdrawnPosts: (channel, range) => streamWithdrawnPosts(reader, options, { channel, range }),
    formerTexts: (channel, posts) => readFormerTexts(reader, channel, posts),
    formerRows: (channel, range) => streamFormerRows(reader, options, { channel, range }),
    withDeletedParts: (posts) => readDeletedParts(reader, posts),
  };
}
