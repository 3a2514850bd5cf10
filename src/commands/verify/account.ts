import { AccountError } from '../../errors/errors.ts';
import { notice } from '../../errors/notices.ts';
import {
  accountLine,
  addLeftOut,
  type LeftOutReason,
  type LeftOutTally,
  missingRows,
} from '../../mapping/account.ts';
import { rowsLeftOut } from '../../mapping/migration-account.ts';
import type { VerifyAccount } from '../../mapping/verify/report.ts';
import {
  makePostCounter,
  type PostCounter,
  type PostCounts,
} from '../../mapping/verify/side-counts.ts';
import type { SourceCounts } from '../../model/model.ts';
import type { Scope } from '../run/scope.ts';

/** Counts of a part of the posts, as plain data. */
export interface ComparedCounts {
  /** Posts that were found and compared. */
  readonly posts: number;
  readonly leftOut: ReadonlyMap<LeftOutReason, number>;
  readonly source: PostCounts;
  readonly target: PostCounts;
}

/** Counts of posts, kept while they are compared. */
export interface ComparedTally {
  /** Counts a post that was found and compared. */
  compared(): void;
  /** Counts a post that was not compared, by its reason. */
  leaveOut(reason: LeftOutReason): void;
  /** Adds the counts of a part. */
  merge(counts: ComparedCounts): void;
  counts(): ComparedCounts;
  readonly posts: number;
  readonly leftOut: LeftOutTally;
  /** What each side has, counted by its own facts. */
  readonly sides: { readonly source: PostCounter; readonly target: PostCounter };
}

/** Makes the counts of a comparison, from which its account is made. */
export function makeComparedTally(): ComparedTally {
  const leftOut: LeftOutTally = new Map();
  const sides = { source: makePostCounter(), target: makePostCounter() };
  let posts = 0;
  return {
    leftOut,
    sides,
    get posts() {
      return posts;
    },
    compared() {
      posts += 1;
    },
    leaveOut: (reason) => addLeftOut(leftOut, reason),
    merge(counts) {
      posts += counts.posts;
      for (const [reason, rows] of counts.leftOut) addLeftOut(leftOut, reason, rows);
      sides.source.merge(counts.source);
      sides.target.merge(counts.target);
    },
    counts: () => ({
      posts,
      leftOut,
      source: sides.source.counts,
      target: sides.target.counts,
    }),
  };
}

/** Balances the rows of posts: each is compared or has a reason why not; AccountError otherwise. */
export function verifyAccount(
  counts: SourceCounts,
  scope: Scope,
  tally: ComparedTally,
): VerifyAccount {
  const { workspace, selectedChannels, skippedChannels, withoutConsent, conversations } = scope;
  const skipped = new Set(skippedChannels.map(({ id }) => id));
  const { posts: leftOut } = rowsLeftOut(counts, {
    known: new Set(workspace.conversations.map(({ channel }) => channel.id)),
    selected: new Set(selectedChannels.map(({ id }) => id)),
    skipped,
    withoutConsent: new Set(withoutConsent.map(({ id }) => id)),
  });
  const otherwise = new Set([...conversations.map(({ channel }) => channel.id), ...skipped]);
  const withoutDirect = selectedChannels.filter(({ id }) => !otherwise.has(id));
  const direct = new Set<string>(withoutDirect.map(({ id }) => id));
  addLeftOut(leftOut, 'direct-skipped', livePosts(counts, direct));
  for (const [reason, rows] of tally.leftOut) addLeftOut(leftOut, reason, rows);
  const posts = accountLine(counts.postRows, tally.posts, leftOut);
  const missing = missingRows(posts);
  if (missing !== 0) {
    throw new AccountError(
      notice('verify-account-unbalanced', { read: posts.read, compared: posts.written, missing }),
    );
  }
  return { posts };
}

const livePosts = ({ posts }: SourceCounts, channels: ReadonlySet<string>): number =>
  posts
    .filter(({ channelId, state }) => state === 'live' && channels.has(channelId ?? ''))
    .reduce((sum, { rows }) => sum + rows, 0);
