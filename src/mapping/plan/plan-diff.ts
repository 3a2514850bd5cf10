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
  /** What a `!` is about; '' otherwise. */
  readonly note: string;
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
