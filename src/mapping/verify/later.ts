import type { Post } from '../../model/model.ts';
import type { Difference } from './facts.ts';

/**
 * True when a post was written, changed or deleted after a time of the source, in milliseconds: what an archive of that
 * time has of it says nothing. Mattermost sets UpdateAt for each of them, for reactions, and for a root with its replies.
 */
const isChangedSince = (
  { createAtMs, updateAtMs, deleteAtMs }: Pick<Post, 'createAtMs' | 'updateAtMs' | 'deleteAtMs'>,
  sinceMs: number,
): boolean => Math.max(createAtMs, updateAtMs, deleteAtMs ?? 0) > sinceMs;

/** What of a message a change in Mattermost changes; its author, time and thread stay. */
const CHANGING: ReadonlySet<string> = new Set([
  ...['', 'text', 'attachments', 'edited', 'edited-by'],
  ...['reactions', 'pinned', 'deleted', 'replies'],
]);

/**
 * True for a difference that a change of its post after a time of the source explains. A post that was there by then
 * and is in no archive is lost, whatever became of it later.
 */
export function isLaterDifference(
  { kind, thing, field }: Pick<Difference, 'kind' | 'thing' | 'field'>,
  post: Pick<Post, 'createAtMs' | 'updateAtMs' | 'deleteAtMs'>,
  sinceMs: number | undefined,
): boolean {
  if (sinceMs === undefined || thing !== 'message' || !CHANGING.has(field)) return false;
  return kind === 'missing' ? post.createAtMs > sinceMs : isChangedSince(post, sinceMs);
}

/** Differences that no record explains, divided by the time until which the archives have seen the source. */
export interface LaterDifferences {
  /** Milliseconds since the epoch. */
  readonly seenToMs: number;
  /** Number of those of posts that were written or changed afterwards. */
  readonly count: number;
  /** Number of all others. */
  readonly others: number;
}
