import { openSharedPosts } from '../../../exporters/shared-posts.ts';
import type { PostFacts, PostReading } from '../../../exporters/source.ts';
import { lookUpRead } from '../look-up-files.ts';
import type { ThreadPorts } from './messages.ts';
import { remoteLookUp } from './remote-files.ts';

/** How a thread reads posts, as plain data. */
export interface ThreadReading {
  readonly facts: PostFacts;
  readonly redactSecrets: boolean;
}

/** Opens the posts of the owner's source in a thread, redacted and with their files looked up as the owner would. */
export async function openThreadPosts(
  { facts, redactSecrets }: ThreadReading,
  { database, files }: ThreadPorts,
): Promise<PostReading> {
  const posts = await openSharedPosts(database, facts);
  const redacted = redactSecrets ? await redactedPosts(posts) : posts;
  return files === undefined ? redacted : lookUpRead(redacted, remoteLookUp(files));
}

/** The search is loaded only by runs that are asked for it. */
async function redactedPosts(posts: PostReading): Promise<PostReading> {
  const { redactRead } = await import('../../../exporters/secrets/redact.ts');
  return redactRead(posts);
}
