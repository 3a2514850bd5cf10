import { type Account, addLeftOut, type LeftOutTally } from '../../mapping/account.ts';
import { postsAccount } from '../../mapping/migration-account.ts';

/** Counts of expected messages and of their files. */
export interface AdoptTally {
  adopted: number;
  /** In the ledger before this run. */
  known: number;
  /** Adopted by time and author, because their posts were edited since. */
  edited: number;
  ambiguous: number;
  /** Not found, although a newer message of the conversation was: the import should have created them. */
  notFound: number;
  /** Written after the archive was made; sync creates them. */
  newer: number;
  /** Messages of the workspace that belong to no post. */
  foreign: number;
  files: number;
}

/** Counts before the first message. */
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

/** Account of messages rather than posts, because an archive consists of messages; a long post is several. */
export function adoptAccount({ adopted, known, ambiguous, notFound, newer }: AdoptTally): Account {
  const leftOut: LeftOutTally = new Map();
  addLeftOut(leftOut, 'ambiguous', ambiguous);
  addLeftOut(leftOut, 'not-found', notFound);
  addLeftOut(leftOut, 'not-yet', newer);
  const written = adopted + known;
  return postsAccount(written + ambiguous + notFound + newer, { written, leftOut });
}
