import type { Notice } from '../../errors/notices.ts';
import type { ChannelId } from '../../model/model.ts';
import type { Plan, PlannedChannel } from './plan.ts';

/** Kinds of things that are compared, in the order of the report. */
export const DIFF_KINDS = [
  'users',
  'channels',
  'memberships',
  'messages',
  'files',
  'emoji',
  'user-groups',
] as const;
export type DiffKind = (typeof DIFF_KINDS)[number];

/** `+` create, `~` change, `-` gone, `=` same, `!` conflict. */
export type DiffMark = '+' | '~' | '-' | '=' | '!';

export interface FieldChange {
  readonly field: string;
  readonly old: string;
  readonly new: string;
}

/** One thing that differs. */
export interface DiffItem {
  readonly mark: Exclude<DiffMark, '='>;
  /** Stable between runs: a Mattermost id, or one of the target if there is none. */
  readonly id: string;
  readonly name: string;
  /** True for private, direct and group conversations, whose names must not be shared. */
  readonly isPrivate: boolean;
  readonly changes: readonly FieldChange[];
  /** The conflict of a `!`. */
  readonly note: Notice | undefined;
  /** Number of things: messages or members of a channel, otherwise 1. */
  readonly count: number;
}

export interface DiffSection {
  readonly kind: DiffKind;
  /** Counts of the items by mark. */
  readonly counts: Readonly<Record<DiffMark, number>>;
  /** All items that differ, ordered by mark and name. */
  readonly items: readonly DiffItem[];
}

export interface PlanDiff {
  readonly against: 'none' | 'slack' | 'zip' | 'plan';
  /** The workspace's name, the archive's or the plan's file name; '' for none. */
  readonly label: string;
  readonly sections: readonly DiffSection[];
}

/** True if the diff has any item that is not the same. */
export function hasChanges(diff: PlanDiff): boolean {
  return diff.sections.some(
    ({ counts }) => counts['+'] + counts['~'] + counts['-'] + counts['!'] > 0,
  );
}

/** Changes of the posts of a channel between two plans. */
export interface PostChanges {
  readonly added: number;
  readonly edited: number;
  readonly deleted: number;
}

/**
 * Counts added and deleted posts from the numbers of rows, which include deleted ones; rows removed from the
 * database count as deleted. `editedSince`: posts of the older plan whose text changed.
 */
export function postChanges(
  older: Plan,
  newer: Plan,
  editedSince: ReadonlyMap<ChannelId, number>,
): ReadonlyMap<ChannelId, PostChanges> {
  const before = new Map(older.channels.map((channel) => [channel.channelId, channel]));
  return new Map(
    newer.channels.map((channel) => [
      channel.channelId,
      changesOf(before.get(channel.channelId), channel, editedSince.get(channel.channelId) ?? 0),
    ]),
  );
}

function changesOf(
  before: PlannedChannel | undefined,
  { counts }: PlannedChannel,
  edited: number,
): PostChanges {
  if (before === undefined) return { added: counts.posts, edited: 0, deleted: 0 };
  const rows = rowsOf(counts) - rowsOf(before.counts);
  const newlyDeleted = Math.max(0, counts.deletedPosts - before.counts.deletedPosts);
  // Fewer rows than before: they were removed from the database.
  if (rows < 0) return { added: 0, edited, deleted: newlyDeleted - rows };
  return { added: rows, edited, deleted: newlyDeleted };
}

const rowsOf = ({ posts, deletedPosts }: PlannedChannel['counts']): number => posts + deletedPosts;
