import type { Engine } from './model.ts';

/** What a source is read from: a server's database, or a bulk export that was staged into an embedded SQLite file. */
export type SourceEngine = Engine | 'bulk';

/** What ids come from: a server's own, or derived ones of a bulk export. */
export type SourceKind = 'database' | 'bulk';

/** Kind of a source: the ledger is bound to it, because a bulk export has ids of its own. */
export const sourceKind = (engine: SourceEngine): SourceKind =>
  engine === 'bulk' ? 'bulk' : 'database';

/** What a bulk export lacks, in all versions or in this one, in the order of docs/bulk-export.md. */
export type SourceLack =
  | 'deleted-posts'
  | 'edit-history'
  | 'ids'
  | 'creators'
  | 'times-of-making'
  | 'reactions-of-direct-roots'
  | 'integrations'
  | 'bookmarks'
  | 'user-groups'
  | 'sidebar-categories'
  | 'archived-channels'
  | 'post-types'
  | 'edit-times'
  | 'pins'
  | 'props'
  | 'props-of-replies'
  | 'bots'
  | 'custom-emoji'
  | 'favourites'
  | 'saved-posts'
  | 'file-bytes';
