import type { PendingKind } from './pending-changes.ts';

/** Digests of a post's parts, as an archive holds them or as they are now. */
export interface Look {
  readonly text: string;
  readonly reactions: string;
  readonly files: string;
  readonly isPinned: boolean;
}

/** What changed about a post since it was written into an archive. */
export function lookChanges(before: Look, now: Look): readonly PendingKind[] {
  const changes: PendingKind[] = [];
  if (before.text !== now.text) changes.push('edited');
  if (before.reactions !== now.reactions) changes.push('reactions');
  if (before.files !== now.files) changes.push('files');
  if (before.isPinned !== now.isPinned) changes.push(now.isPinned ? 'pinned' : 'unpinned');
  return changes;
}
