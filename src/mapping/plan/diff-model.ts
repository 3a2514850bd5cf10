import type { Notice } from '../../errors/notices.ts';
import type { ChannelId } from '../../model/model.ts';
import type { Plan, PlannedChannel } from './plan.ts';

/** Kinds of thing that are compared, in the order of the report. */
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

/** One thing that is not the same on both sides. */
export interface DiffItem {
  readonly mark: Exclude<DiffMark, '='>;
  /** Stable between runs: a Mattermost id where there is one, else the target's. */
  readonly id: string;
  readonly name: string;
  /** Its name is not for reports that are passed on: a private, direct or group conversation. */
  readonly isPrivate: boolean;
  readonly changes: readonly FieldChange[];
  /** What a `!` is about. */
  readonly note: Notice | undefined;
  /** How many things the line stands for: messages of a channel, members of a channel; 1 otherwise. */
  readonly count: number;
}

export interface DiffSection {
  readonly kind: DiffKind;
  /** Sums of the items' counts by mark. */
  readonly counts: Readonly<Record<DiffMark, number>>;
  /** Everything but what is the same, ordered by mark and name. */
  readonly items: readonly DiffItem[];
}

export interface PlanDiff {
  readonly against: 'none' | 'slack' | 'zip' | 'plan';
  /** The workspace's name, the archive's or the plan's file name; '' for none. */
  readonly label: string;
  readonly sections: readonly DiffSection[];
}

/** True when anything would be created, changed or is gone or in conflict. */
export function hasChanges(diff: PlanDiff): boolean {
  return diff.sections.some(
    ({ counts }) => counts['+'] + counts['~'] + counts['-'] + counts['!'] > 0,
  );
}

/** What happened to the posts of a channel between two plans. */
export interface PostChanges {
  readonly added: number;
  readonly edited: number;
  readonly deleted: number;
}

/**
 * Added and deleted posts from the counts of rows, which know of deleted ones; rows that are gone for good
 * count as deleted. `editedSince`: posts that the older plan knew and whose text changed.
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
  // Fewer rows than before: somebody removed them from the database.
  if (rows < 0) return { added: 0, edited, deleted: newlyDeleted - rows };
  return { added: rows, edited, deleted: newlyDeleted };
}

const rowsOf = ({ posts, deletedPosts }: PlannedChannel['counts']): number => posts + deletedPosts;
