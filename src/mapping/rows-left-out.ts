import type { AttachedCount, ChannelId, PostRowState, SourceCounts } from '../model.ts';
import { addLeftOut, type LeftOutReason, type LeftOutTally } from './account.ts';

/** Where the run looks. */
export interface Scope {
  readonly known: ReadonlySet<ChannelId>;
  readonly selected: ReadonlySet<ChannelId>;
  /** Selected, but skipped by a decision about the channel itself. */
  readonly skipped: ReadonlySet<ChannelId>;
}

export interface RowsLeftOut {
  readonly posts: LeftOutTally;
  readonly reactions: LeftOutTally;
  readonly files: LeftOutTally;
}

/**
 * The rows that the streams will not bring, by reason, out of the database's own counts. Rows that the
 * streams do bring are counted by whoever writes them; the two together must give every row.
 */
export function rowsLeftOut(counts: SourceCounts, scope: Scope): RowsLeftOut {
  const posts: LeftOutTally = new Map();
  for (const { channelId, state, rows } of counts.posts) {
    const reason = postReason(channelId, state, scope);
    if (reason !== undefined) addLeftOut(posts, reason, rows);
  }
  return {
    posts,
    reactions: attachedLeftOut(counts.reactions, scope),
    files: attachedLeftOut(counts.files, scope),
  };
}

const STATE_REASONS: Readonly<Record<Exclude<PostRowState, 'live'>, LeftOutReason>> = {
  'edit-history': 'edit-history',
  deleted: 'deleted',
  'impossible-time': 'impossible-time',
  'outside-range': 'outside-range',
};

function postReason(
  channel: ChannelId | undefined,
  state: PostRowState,
  scope: Scope,
): LeftOutReason | undefined {
  if (channel === undefined || !scope.known.has(channel)) return 'unknown-channel';
  if (scope.skipped.has(channel)) return 'channel-skipped';
  if (!scope.selected.has(channel)) return 'not-selected';
  return state === 'live' ? undefined : STATE_REASONS[state];
}

function attachedLeftOut(counts: readonly AttachedCount[], scope: Scope): LeftOutTally {
  const tally: LeftOutTally = new Map();
  for (const count of counts) {
    const reason = attachedReason(count, scope);
    if (reason !== undefined) addLeftOut(tally, reason, count.rows);
  }
  return tally;
}

/** What is the matter with the channel is so for everything in it. */
const CHANNEL_REASONS: ReadonlySet<LeftOutReason> = new Set([
  'unknown-channel',
  'not-selected',
  'channel-skipped',
]);

function attachedReason(count: AttachedCount, scope: Scope): LeftOutReason | undefined {
  if (count.own === 'deleted' || count.own === 'detached') return count.own;
  if (count.post === 'missing') return 'post-missing';
  const reason = postReason(count.channelId, count.post, scope);
  if (reason === undefined) return undefined;
  return CHANNEL_REASONS.has(reason) ? reason : 'post-left-out';
}
