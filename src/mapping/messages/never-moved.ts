import type { Post } from '../../model/model.ts';

/**
 * Types of posts that one reader sees once or alone (Mattermost's public/model/post.go). They never move, because a copy
 * in a channel would break the promise to their authors and readers.
 */
export const NEVER_MOVED: ReadonlySet<string> = new Set([
  // Each reader opens it once, for a short time; since 11.3.
  'burn_on_read',
  // "Only visible to you": servers send it and store none, plugins and imports may have.
  'system_ephemeral',
  'system_ephemeral_add_to_channel',
  // What a reviewer is told about a reported post, and who reported it; since 11.1.
  'custom_spillage_report',
]);

/** True for a post that one reader sees once or alone. */
export const neverMoves = ({ type }: Pick<Post, 'type'>): boolean => NEVER_MOVED.has(type);
