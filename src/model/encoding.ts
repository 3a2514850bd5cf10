/**
 * How texts are given that the database holds in a wrong character set: `latin1` undoes UTF-8 that was read as latin1,
 * `latin1-twice` undoes it twice, `none` gives them as they are.
 */
export const REPAIRS = ['none', 'latin1', 'latin1-twice'] as const;
export type RepairEncoding = (typeof REPAIRS)[number];

/** How often in turn a repair undoes a text. */
export const ROUNDS_OF: Readonly<Record<RepairEncoding, number>> = {
  none: 0,
  latin1: 1,
  'latin1-twice': 2,
};

/** What has names that the database may hold in a wrong character set. */
export interface Repairable {
  /** True when one of its names was repaired. */
  readonly isRepaired?: true;
}

/** A text with characters beyond ASCII, and whether it is UTF-8 that was read as latin1. */
export interface SampledText {
  /** The name of a person, team or channel; else what a post says. */
  readonly isName: boolean;
  /** When a post was written; 0 for a name. */
  readonly createAtMs: number;
  /** For each time that it can be undone in turn, the characters beyond ASCII that this gives; none for a sound text. */
  readonly undone: readonly number[];
}

/** A text of a sample, as it is stored. */
export interface StoredText {
  readonly text: string;
  readonly isName: boolean;
  /** When a post was written; 0 for a name. */
  readonly createAtMs: number;
  /** The table of a name, or the id of a post. */
  readonly place: string;
}
