import type { MessagePort } from 'node:worker_threads';
import { openRepairedReader } from './checks/text-sample.ts';
import type { Reader } from './database/reader.ts';
import { openRemoteDatabase } from './database/remote.ts';
import { type PostStreamOptions, streamPosts, streamUnit } from './posts/stream.ts';
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
    unitPosts: (unit, range) => streamUnit(reader, options, unit, range),
  };
}
