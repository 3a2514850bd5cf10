/** How a number of rows was found. */
export const ROW_PRECISIONS = ['exact', 'estimate', 'at-least', 'not-readable'] as const;
export type RowPrecision = (typeof ROW_PRECISIONS)[number];

export interface CountedRows {
  /** Undefined where the account of the database may not read them. */
  readonly rows: number | undefined;
  readonly precision: RowPrecision;
}

/** A table of the source, as its catalogue spells it. */
export interface TableRows extends CountedRows {
  readonly name: string;
  readonly columns: readonly string[];
}

/** Rows of a table that are a thing of their own to people. The codes are a contract. */
export const TABLE_PARTS = [
  'bookmarks',
  'saved-posts',
  'favourites',
  'sidebar-categories',
  'channel-admins',
  'team-admins',
  'custom-status',
  'profile-attributes',
  'scheduled-posts',
  'drafts',
  'reminders',
  'channel-banners',
  'thread-follows',
  'notification-settings',
  'muted-channels',
  'user-groups',
  'retention-policies',
  'boards',
  'board-cards',
  'playbooks',
  'playbook-runs',
  'playbook-attributes',
  'playbook-conditions',
  'calls',
  'call-recordings',
  'call-transcripts',
] as const;
export type TablePart = (typeof TABLE_PARTS)[number];

export interface PartRows extends CountedRows {
  readonly part: TablePart;
}

/** What a source holds beyond what is read of it, counted by its database. */
export interface DatabaseRows {
  readonly tables: readonly TableRows[];
  /** Parts whose tables the source has. */
  readonly parts: readonly PartRows[];
}
