import type { Post } from '../model/model.ts';
import type { ExportReaction } from '../slack/export-format.ts';
import { hasReactionSince, isEditedSince } from './message-shape.ts';

/** Reactions of an imported message, and what its post has now as an archive would write it. */
export interface ImportedReactions {
  readonly now: readonly ExportReaction[];
  /** How many people reacted to the message in Slack, each emoji for itself. */
  readonly found: number;
}

/**
 * True when the reactions of a post were changed after its archive was made, so that the import cannot show them. One
 * that came later has its own time; of one that was taken back no row is left, but the post has changed
 * (`updatePostForReactionsOnDelete` in Mattermost's reaction_store.go), and the message has more than there are now.
 * Reactions that the import itself lost are none of these: they stay a difference. Times are the source's, in
 * milliseconds.
 */
export function areReactionsNewer(
  post: Pick<Post, 'reactions' | 'updateAtMs'>,
  { now, found }: ImportedReactions,
  archivedToMs: number,
): boolean {
  if (hasReactionSince(post, archivedToMs)) return true;
  const count = now.reduce((sum, { users }) => sum + users.length, 0);
  return post.updateAtMs > archivedToMs && found > count;
}

/** What is known of the message of an import whose post differs from it. */
export interface ImportedChange {
  /** True when its text was that of the post when it was found. */
  readonly isSameText: boolean;
  /** True when a reaction of its post may have been taken back since. */
  readonly wereTakenBack: boolean;
  /** When it was found, in milliseconds. */
  readonly sinceMs: number;
}

/**
 * Says what a person has to know of the message of an import whose post was changed: its text, its reactions, or both.
 */
export function changesOfImported(
  post: Pick<Post, 'editAtMs' | 'reactions'>,
  { isSameText, wereTakenBack, sinceMs }: ImportedChange,
): readonly ('edited' | 'reactions')[] {
  const isEdited = isSameText ? isEditedSince(post, sinceMs) : post.editAtMs !== undefined;
  if (!isEdited) return ['reactions'];
  return wereTakenBack || hasReactionSince(post, sinceMs) ? ['edited', 'reactions'] : ['edited'];
}

/** Shows reactions in one line, `:tada: 2, :+1: 1`; '' for none. */
export const reactionsLine = (reactions: readonly ExportReaction[]): string =>
  reactions.map(({ name, users }) => `:${name}: ${users.length}`).join(', ');
