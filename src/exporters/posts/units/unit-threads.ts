import type { PostId, PostRef, ReplyList, ReplyRef, ThreadPlace } from '../../../model/model.ts';
import { type Row, slicesOf } from '../../database/database.ts';
import type { Reader } from '../../database/reader.ts';
import { text } from '../../database/rows.ts';
import type { TimeRange } from '../../source.ts';
import { postsWithFiles } from '../blank-replies.ts';
import { NO_THREAD } from '../make-post.ts';
import type { PostRow } from '../post-row.ts';
import { type FoundRoot, readRootRows, rootOf } from '../threads.ts';
import {
  type KnownReply,
  type LinkedForNow,
  type LinkedRows,
  linkReplies,
} from './link-replies.ts';
import type { OutsideReplies } from './outside-replies.ts';
import type { ChannelRows } from './unit-rows.ts';
import { addGroupsAt, makeUnitTies, type TiesWanted, type UnitTies, unitTie } from './unit-ties.ts';

/** The rows of a channel with their places in threads and in time. */
export interface PlacedRows {
  readonly linked: LinkedRows;
  readonly ties: UnitTies;
  /** Roots outside the unit. */
  readonly others: ReadonlyMap<PostId, FoundRoot>;
  /** Replies that show nothing, as far as the posts of the unit have them. */
  readonly blank: ReadonlySet<PostId>;
  /** The places of replies by their roots, as far as they were asked for. */
  readonly known: Map<PostId, ThreadPlace>;
}

export interface PlacesWanted extends TiesWanted {
  readonly range: TimeRange;
}

/** Finds the places of a unit's posts in their threads, with what must be known of posts outside it. */
export async function placeChannels(
  reader: Reader,
  channels: readonly ChannelRows[],
  outside: OutsideReplies,
  wanted: PlacesWanted,
): Promise<readonly PlacedRows[]> {
  const linked = channels.map((own) =>
    linkReplies(own, outside.get(own.channel) ?? [], wanted.range),
  );
  const unknown = new Set<PostId>();
  const blank = new Set<PostId>();
  for (const { rows } of linked) {
    for (const id of rows.unknownRoots) unknown.add(id);
    for (const id of rows.blank) blank.add(id);
  }
  const rootRows = new Map<string, Row>();
  for (const some of slicesOf([...unknown])) {
    for (const row of await readRootRows(reader, some)) rootRows.set(text(row[0]), row);
  }
  for (const some of slicesOf([...blank])) {
    for (const id of await postsWithFiles(reader, some)) blank.delete(id);
  }
  const placed: PlacedRows[] = [];
  for (const rows of linked)
    placed.push(await placeRows(reader, rows, { rootRows, blank }, wanted));
  return placed;
}

interface Found {
  readonly rootRows: ReadonlyMap<string, Row>;
  readonly blank: ReadonlySet<PostId>;
}

async function placeRows(
  reader: Reader,
  { rows, outsideMs }: LinkedForNow,
  { rootRows, blank }: Found,
  wanted: PlacesWanted,
): Promise<PlacedRows> {
  const ties = await makeUnitTies(reader, rows.own, rows.older, wanted);
  const others = otherRoots(rows, rootRows, wanted.range);
  await loadOutsideTies(reader, rows, { others, outsideMs }, { ...wanted, ties });
  return { linked: rows, ties, others, blank, known: new Map() };
}

/**
 * The place of one of the rows in its thread, which is asked for once; replies with more characters than some bring their
 * text along.
 */
export function placeInThread(
  placed: PlacedRows,
  row: PostRow,
  longTextCharacters: number,
): ThreadPlace {
  const { linked, known } = placed;
  const { id, rootId } = row;
  if (rootId === undefined) {
    const list = linked.replies.get(id);
    if (list === undefined) return NO_THREAD;
    // Of a thread of a hundred thousand replies no more than one list is held.
    linked.replies.delete(id);
    const refOf = (reply: KnownReply) => replyRef(placed, reply, row, longTextCharacters);
    return {
      kind: 'root',
      replies: list.length < LONG_THREAD ? list.map(refOf) : oneByOne(list, refOf),
    };
  }
  const found = known.get(rootId) ?? placeOfReply(placed, rootId);
  // All replies of a thread share what they know of its root.
  known.set(rootId, found);
  return found;
}

/** Replies of a thread from which on they are not held beside their rows. */
const LONG_THREAD = 1000;

const oneByOne = (
  list: readonly KnownReply[],
  refOf: (reply: KnownReply) => ReplyRef,
): ReplyList => ({
  length: list.length,
  *[Symbol.iterator]() {
    for (const reply of list) yield refOf(reply);
  },
});

function replyRef(
  { ties, blank }: PlacedRows,
  reply: KnownReply,
  root: PostRow,
  longTextCharacters: number,
): ReplyRef {
  const { id, userId, createAtMs } = reply;
  const { type, props, longMessage, message } = contentOf(reply, longTextCharacters);
  const blankMessage = blank.has(id) ? message : undefined;
  const tie = unitTie(ties, reply, root);
  return { id, userId, createAtMs, type, props, isDeleted: false, tie, longMessage, blankMessage };
}

function placeOfReply({ linked, ties, others }: PlacedRows, rootId: PostId): ThreadPlace {
  const root = linked.roots.get(rootId);
  if (root !== undefined) return { kind: 'reply', root: rootRef(root, ties) };
  const other = others.get(rootId);
  if (other === undefined) return { kind: 'lost-reply', rootId, reason: 'missing' };
  if ('lost' in other) return { kind: 'lost-reply', rootId, reason: other.lost };
  const { id, userId, createAtMs, type, props, isDeleted } = other.found;
  const tie = unitTie(ties, other.found, undefined);
  return { kind: 'reply', root: { id, userId, createAtMs, type, props, isDeleted, tie } };
}

function contentOf(reply: KnownReply, longTextCharacters: number) {
  if ('content' in reply) {
    const { type, props, longMessage, blankMessage } = reply.content;
    return { type, props, longMessage, message: blankMessage };
  }
  const { type, props, message } = reply;
  const longMessage = message.length > longTextCharacters ? message : undefined;
  return { type, props, longMessage, message };
}

function rootRef(row: PostRow, ties: UnitTies): PostRef {
  const { id, userId, createAtMs, type, props, deleteAtMs } = row;
  const tie = unitTie(ties, row, undefined);
  return { id, userId, createAtMs, type, props, isDeleted: deleteAtMs !== undefined, tie };
}

/** What the replies of a channel name as their roots outside the unit. */
function otherRoots(
  { own, unknownRoots }: LinkedRows,
  rootRows: ReadonlyMap<string, Row>,
  range: TimeRange,
): ReadonlyMap<PostId, FoundRoot> {
  const others = new Map<PostId, FoundRoot>();
  for (const id of unknownRoots) {
    const row = rootRows.get(id);
    if (row !== undefined) others.set(id, rootOf(row, { channel: own.channel, range }).found);
  }
  return others;
}

async function loadOutsideTies(
  reader: Reader,
  { own }: LinkedRows,
  { others, outsideMs }: Pick<PlacedRows, 'others'> & Pick<LinkedForNow, 'outsideMs'>,
  known: { readonly ties: UnitTies; readonly hasParentedReplies: boolean },
): Promise<void> {
  const rootsOfOlder = new Set<string>();
  const instants = [...outsideMs];
  for (const other of others.values()) if ('found' in other) instants.push(other.found.createAtMs);
  if (instants.length === 0) return;
  for (const { rootId, createAtMs } of own.rows) {
    const root = rootId === undefined ? undefined : others.get(rootId);
    if (root === undefined || 'lost' in root || createAtMs >= root.found.createAtMs) continue;
    rootsOfOlder.add(root.found.id);
  }
  await addGroupsAt(reader, own, { instants, rootsOfOlder }, known);
}
