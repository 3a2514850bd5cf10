/** Tables whose rows are known by an id. */
export type TableWithIds = 'Teams' | 'Users' | 'Channels' | 'Posts' | 'FileInfo' | 'Emoji';

/** Rows of a table without an id, or with one that other rows have too. */
export interface UnusableRows {
  readonly table: TableWithIds;
  readonly fault: 'no-id' | 'doubled-id';
  /** Number of rows that are left out. */
  readonly rows: number;
  /** Some of the ids; of rows without one, nothing. */
  readonly samples: readonly string[];
}
