/** Messages that were looked for, and files that came with them. */
export interface AdoptTally {
  adopted: number;
  /** In the ledger before. */
  known: number;
  /** Adopted by time and author alone: their posts were edited since. */
  edited: number;
  ambiguous: number;
  notFound: number;
  /** Messages of the workspace that are of no post. */
  foreign: number;
  files: number;
}

export const noAdoptTally = (): AdoptTally => ({
  adopted: 0,
  known: 0,
  edited: 0,
  ambiguous: 0,
  notFound: 0,
  foreign: 0,
  files: 0,
});
