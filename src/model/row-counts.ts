import type { ChannelId, UserId } from './model.ts';

/** What a row of posts is; the states exclude each other and cover every row. */
export type RowState =
  | 'live'
  | 'deleted'
  | 'former'
  | 'no-id'
  | 'doubled-id'
  | 'impossible-time'
  | 'outside-range';

/** Rows of posts, by what they are and whose. */
export interface RowCount {
  /** Undefined when the row names no channel. */
  readonly channelId: ChannelId | undefined;
  /** Undefined for people whose rows are not counted apart. */
  readonly userId: UserId | undefined;
  readonly state: RowState;
  readonly rows: number;
}
