import type { ChannelId, PostId, PostRef, ThreadPlace } from '../../model/model.ts';
import type { Reader } from '../database/reader.ts';
import type { TimeRange } from '../source.ts';
import { groupBy } from './attached.ts';
import { withoutBlankTextBesideFiles } from './blank-replies.ts';
import type { PostRow } from './post-row.ts';
import {
  type FoundRoot,
  isStreamed,
  type ReplyRow,
  readReplies,
  readRoots,
  type ThreadRow,
} from './threads.ts';
import type { Ties, TimedRow } from './ties.ts';

/** A page of a channel's rows. */
export interface PlacedPage {
  readonly rows: readonly PostRow[];
  readonly channel: ChannelId;
  readonly range: TimeRange;
  readonly ties: Ties;
}

/** Reads the places of a page's posts in their threads, and loads the ties of all posts concerned. */
export async function readPlaces(
  reader: Reader,
  options: { readonly longTextCharacters: number; readonly hasParentedReplies: boolean },
  page: PlacedPage,
): Promise<ReadonlyMap<PostId, ThreadPlace>> {
  const { rows, channel, range, ties } = page;
  const query = { channel, range, ...options };
  const ownRoots = new Map(
    rows.filter(({ rootId }) => rootId === undefined).map((row) => [row.id, row]),
  );
  const replies = await readReplies(reader, { ...query, roots: [...ownRoots.keys()] });
  const named = new Set(rows.flatMap((row) => row.rootId ?? []));
  const roots = await readRoots(reader, { ...query, roots: [...named] });
  await ties.load(timesOf(rows, replies, roots), rootsOfOlder(rows, replies, { ownRoots, roots }));
  const places = new Map<PostId, ThreadPlace>();
  const streamed = await withoutBlankTextBesideFiles(
    reader,
    replies.filter((reply) => isStreamed(reply, range)),
  );
  for (const [root, own] of groupBy(streamed, (reply) => reply.rootId)) {
    const place = ownRoots.get(root);
    const refs = own.map(({ id, userId, createAtMs, content }) => {
      const tie = ties.of({ id, createAtMs }, place);
      return { id, userId, createAtMs, tie, ...content };
    });
    places.set(root, { kind: 'root', replies: refs });
  }
  for (const row of rows) {
    if (row.rootId !== undefined) places.set(row.id, replyPlace(row.rootId, roots, ties));
  }
  return places;
}

interface KnownRoots {
  /** Roots of the page. */
  readonly ownRoots: ReadonlyMap<PostId, TimedRow>;
  /** Roots of the page's replies. */
  readonly roots: ReadonlyMap<PostId, FoundRoot>;
}

/** Roots for which the page shows a reply that is older. */
function rootsOfOlder(
  rows: readonly PostRow[],
  replies: readonly ReplyRow[],
  { ownRoots, roots }: KnownRoots,
): readonly TimedRow[] {
  const ofReplies = replies.flatMap(({ rootId, createAtMs }) => {
    const root = ownRoots.get(rootId);
    return root !== undefined && createAtMs < root.createAtMs ? [root] : [];
  });
  const ofRows = rows.flatMap(({ rootId, createAtMs }) => {
    const root = rootId === undefined ? undefined : roots.get(rootId);
    if (root === undefined || 'lost' in root) return [];
    return createAtMs < root.found.createAtMs ? [root.found] : [];
  });
  return [...ofReplies, ...ofRows];
}

function* timesOf(
  rows: readonly PostRow[],
  replies: readonly ReplyRow[],
  roots: ReadonlyMap<PostId, FoundRoot>,
): Generator<number> {
  for (const row of rows) yield row.createAtMs;
  for (const reply of replies) yield reply.createAtMs;
  for (const root of roots.values()) if ('found' in root) yield root.found.createAtMs;
}

function replyPlace(
  rootId: PostId,
  roots: ReadonlyMap<PostId, FoundRoot>,
  ties: Ties,
): ThreadPlace {
  const root = roots.get(rootId);
  if (root === undefined) return { kind: 'lost-reply', rootId, reason: 'missing' };
  if ('lost' in root) return { kind: 'lost-reply', rootId, reason: root.lost };
  return { kind: 'reply', root: ref(root.found, ties) };
}

function ref(row: ThreadRow, ties: Ties): PostRef {
  const { id, userId, createAtMs, type, props, isDeleted } = row;
  return { id, userId, createAtMs, type, props, isDeleted, tie: ties.of(row, undefined) };
}
