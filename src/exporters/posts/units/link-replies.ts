import { mayShowNothing } from '../../../model/blank-text.ts';
import type { PostId } from '../../../model/model.ts';
import type { TimeRange } from '../../source.ts';
import type { PostRow } from '../post-row.ts';
import { isStreamed, type ReplyRow } from '../threads.ts';
import { addTo, isRoot, type RankedRow } from '../tie-groups.ts';
import type { ChannelRows } from './unit-rows.ts';

/** A reply in the unit, or outside it. */
export type KnownReply = PostRow | ReplyRow;

/** The rows of a channel with the replies of its roots. */
export interface LinkedRows {
  readonly own: ChannelRows;
  readonly roots: ReadonlyMap<PostId, PostRow>;
  /** What the stream brings of each thread, in (CreateAt, Id) order; a thread that was placed is taken out. */
  readonly replies: Map<PostId, readonly KnownReply[]>;
  /** By the time of their roots: replies that are older, deleted ones too. */
  readonly older: ReadonlyMap<number, readonly RankedRow[]>;
  /** What replies name as their roots and is no root of the unit. */
  readonly unknownRoots: ReadonlySet<PostId>;
  /** Replies with a text that may show nothing. */
  readonly blank: readonly PostId[];
}

/** Linked rows, and what is needed until their places are known: as many times as a thread has replies. */
export interface LinkedForNow {
  readonly rows: LinkedRows;
  /** Times of the replies outside the unit that have their places there. */
  readonly outsideMs: readonly number[];
}

/** Links the rows of a channel with the replies of its roots; `outside`: those that lie outside the unit. */
export function linkReplies(
  own: ChannelRows,
  outside: readonly ReplyRow[],
  range: TimeRange,
): LinkedForNow {
  const roots = new Map<PostId, PostRow>();
  for (const row of own.rows) if (row.rootId === undefined) roots.set(row.id, row);
  const deletedRoots = new Map<PostId, RankedRow>();
  for (const row of own.deleted) if (isRoot(row)) deletedRoots.set(row.id, row);
  const replies = new Map<PostId, KnownReply[]>();
  const older = new Map<number, RankedRow[]>();
  const outsideMs: number[] = [];
  const unknownRoots = new Set<PostId>();
  const blank: PostId[] = [];
  const known: KnownRoots = { channel: own.channel, roots, deletedRoots, older };
  for (const row of own.rows) {
    if (!isReply(row)) continue;
    const isKnown = roots.has(row.rootId);
    if (!isKnown) unknownRoots.add(row.rootId);
    // A deleted one is among the deleted rows.
    if (row.deleteAtMs !== undefined) continue;
    noteOlder(known, row);
    if (!isKnown) continue;
    addTo(replies, row.rootId, row);
    if (row.filenames.length === 0 && mayShowNothing(row.message)) blank.push(row.id);
  }
  for (const rows of [own.deleted, own.early]) {
    for (const row of rows) if (isReply(row)) noteOlder(known, row);
  }
  for (const reply of outside) {
    noteOlder(known, reply);
    const root = roots.get(reply.rootId);
    if (root === undefined || !isStreamed(reply, range)) continue;
    addTo(replies, reply.rootId, reply);
    if (reply.createAtMs >= root.createAtMs) outsideMs.push(reply.createAtMs);
    if (reply.content.blankMessage !== undefined) blank.push(reply.id);
  }
  if (outside.length > 0) for (const list of replies.values()) list.sort(byTimeThenId);
  return { rows: { own, roots, replies, older, unknownRoots, blank }, outsideMs };
}

type Reply = Pick<RankedRow, 'id' | 'createAtMs'> & { readonly rootId: PostId };

/** The roots of a unit, and the replies that are older than their roots. */
interface KnownRoots {
  readonly channel: string;
  readonly roots: ReadonlyMap<PostId, PostRow>;
  readonly deletedRoots: ReadonlyMap<PostId, RankedRow>;
  readonly older: Map<number, RankedRow[]>;
}

function noteOlder({ channel, roots, deletedRoots, older }: KnownRoots, row: Reply): void {
  const { id, createAtMs, rootId } = row;
  const root = roots.get(rootId) ?? deletedRoots.get(rootId);
  if (root === undefined || createAtMs >= root.createAtMs) return;
  addTo(older, root.createAtMs, { id, channel, createAtMs, rootId, deleteAtMs: 0 });
}

const isReply = <Row extends { readonly rootId: PostId | undefined }>(
  row: Row,
): row is Row & { readonly rootId: PostId } => row.rootId !== undefined;

const byTimeThenId = (a: KnownReply, b: KnownReply): number =>
  a.createAtMs - b.createAtMs || (a.id < b.id ? -1 : 1);
