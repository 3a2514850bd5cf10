import { type Account, addLeftOut, type LeftOutTally } from '../../mapping/account.ts';
import { postsAccount } from '../../mapping/migration-account.ts';

/** Messages that were looked for, and files that came with them. */
export interface AdoptTally {
  adopted: number;
  /** In the ledger before. */
  known: number;
  /** Adopted by time and author alone: their posts were edited since. */
  edited: number;
  ambiguous: number;
  /** Older than what was found of their conversation, so that the import should have brought them. */
  notFound: number;
  /** Written since the archive was made; sync brings them. */
  newer: number;
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
  newer: 0,
  foreign: 0,
  files: 0,
});

/** Of messages, for an archive holds those: a long post is several. */
export function adoptAccount({ adopted, known, ambiguous, notFound, newer }: AdoptTally): Account {
  const leftOut: LeftOutTally = new Map();
  addLeftOut(leftOut, 'ambiguous', ambiguous);
  addLeftOut(leftOut, 'not-found', notFound);
  addLeftOut(leftOut, 'not-yet', newer);
  const written = adopted + known;
  return postsAccount(written + ambiguous + notFound + newer, { written, leftOut });
}
