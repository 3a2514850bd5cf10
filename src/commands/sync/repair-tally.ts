import type { Action, ActionKind } from '../../importers/ledger/ledger.ts';
import {
  type Account,
  addLeftOut,
  type LeftOutReason,
  type LeftOutTally,
} from '../../mapping/account.ts';
import { postsAccount } from '../../mapping/migration-account.ts';

/** What a repair sends. */
export const SENT_KINDS = ['messages', 'files', 'reactions', 'pins'] as const;
type SentKind = (typeof SENT_KINDS)[number];
export type SentCounts = Record<SentKind, number>;

const SENT_AS: Partial<Readonly<Record<ActionKind, SentKind>>> = {
  message: 'messages',
  upload: 'files',
  reaction: 'reactions',
  pin: 'pins',
};

/** Counts of calls before the first. */
export const nothingSent = (): SentCounts => ({ messages: 0, files: 0, reactions: 0, pins: 0 });

/** What became of a post. */
export interface PostOutcome {
  readonly sent: SentCounts;
  /** Number of entries of the ledger that were set right, because their effect is there. */
  entered: number;
  /** Why something of the post, or all of it, was not sent; undefined for nothing of the kind. */
  leftOut: LeftOutReason | undefined;
}

/** Outcome of a post for which nothing has been done. */
export const noOutcome = (): PostOutcome => ({
  sent: nothingSent(),
  entered: 0,
  leftOut: undefined,
});

/** Counts an action that was carried out again, or refused. */
export function countSent(
  outcome: PostOutcome,
  { kind, state }: Pick<Action, 'kind' | 'state'>,
): void {
  const sent = SENT_AS[kind];
  if (state !== 'done') outcome.leftOut ??= 'refused';
  else if (sent !== undefined) outcome.sent[sent] += 1;
}

/** Counts of a repair. */
export interface RepairTally {
  /** Number of posts that the list names. */
  listed: number;
  /** Number of posts of which something was sent. */
  repaired: number;
  readonly sent: SentCounts;
  entered: number;
  readonly leftOut: LeftOutTally;
}

/** Counts of a repair before the first post. */
export const noRepairTally = (): RepairTally => ({
  listed: 0,
  repaired: 0,
  sent: nothingSent(),
  entered: 0,
  leftOut: new Map(),
});

/** Counts the outcome of a post. */
export function addOutcome(tally: RepairTally, { sent, entered, leftOut }: PostOutcome): void {
  tally.listed += 1;
  tally.entered += entered;
  for (const kind of SENT_KINDS) tally.sent[kind] += sent[kind];
  if (SENT_KINDS.some((kind) => sent[kind] > 0)) tally.repaired += 1;
  else addLeftOut(tally.leftOut, leftOut ?? 'not-missing');
}

/** Counts listed posts that are not looked at. */
export function leaveOutPosts(tally: RepairTally, reason: LeftOutReason, posts: number): void {
  tally.listed += posts;
  addLeftOut(tally.leftOut, reason, posts);
}

/** Makes the account of the listed posts; the tables are not counted. */
export const repairAccount = ({ listed, repaired, leftOut }: RepairTally): Account =>
  postsAccount(listed, { written: repaired, leftOut });
