import type { FileStore } from '../../exporters/files/file-store.ts';
import type { Source, TimeRange } from '../../exporters/source.ts';
import type { ArchiveSet, FoundMessage } from '../../importers/archive/archive-set.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { type ArchiveMessage, archivePost } from '../../mapping/verify/archive.ts';
import { comparePosts, compareReplies } from '../../mapping/verify/compare.ts';
import type { Explanations } from '../../mapping/verify/explanations.ts';
import { type Difference, differenceOf } from '../../mapping/verify/facts.ts';
import {
  endOf,
  makePlacing,
  microsOfTs,
  type PairedPost,
  type PlacedPost,
  type Placing,
  pairArchive,
  tsOfMicros,
  type WaitingMessage,
} from '../../mapping/verify/pair-archive.ts';
import {
  expectedPost,
  expectedReplies,
  isByWebhook,
  type SourceView,
} from '../../mapping/verify/source-posts.ts';
import type { Post } from '../../model/model.ts';
import type { Progress } from '../run/progress.ts';
import type { ComparedTally } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';
import { bundledFileDifferences, type LinkedFiles } from './zip-files.ts';
import type { ArchiveViews } from './zip-view.ts';

/** What comparing conversations shares. */
export interface ArchiveComparing {
  readonly source: Source;
  readonly set: ArchiveSet;
  readonly range: TimeRange;
  readonly views: ArchiveViews;
  readonly explanations: Explanations;
  readonly book: DifferenceLog;
  readonly fileStore: FileStore | undefined;
  readonly linked: LinkedFiles;
  readonly progress: Progress;
  readonly tally: ComparedTally;
  readonly signal: AbortSignal;
}

/** Goes over both sides of a conversation at once, in the order of time; gives the `ts` of pinned posts. */
export async function compareArchiveConversation(
  shared: ArchiveComparing,
  conversation: Conversation,
): Promise<readonly string[]> {
  const placing = makePlacing();
  const view = shared.views.source(placing.of);
  const one: OneConversation = {
    ...shared,
    conversation,
    placing,
    view,
    pins: [],
    wrongDays: new WeakMap(),
  };
  const target = targetMessages(one);
  let cluster: PlacedPost[] = [];
  let end = 0;
  shared.progress.at(conversation.name);
  for await (const page of shared.source.posts(conversation.channel.id, shared.range)) {
    shared.signal.throwIfAborted();
    for (const post of page) {
      const placed = placing.place(post);
      if (placed.micros >= end && cluster.length > 0) {
        await compareCluster(one, cluster, await target.before(end));
        cluster = [];
      }
      cluster.push(placed);
      end = Math.max(end, endOf(placed));
    }
    shared.progress.advance(page.length);
  }
  await compareCluster(one, cluster, await target.before(Number.POSITIVE_INFINITY));
  return one.pins;
}

interface OneConversation extends ArchiveComparing {
  readonly conversation: Conversation;
  readonly placing: Placing;
  readonly view: SourceView;
  readonly pins: string[];
  /** The day files of messages that lie in those of other days than their own. */
  readonly wrongDays: WeakMap<ArchiveMessage, string>;
}

/** So many messages in files of other days are waited with; the rest come when their file does. */
const MAX_MISPLACED = 10_000;

/** The messages of the archive, taken as far as a moment at a time. */
function targetMessages(one: OneConversation): {
  before(micros: number): Promise<readonly WaitingMessage[]>;
} {
  const found = one.set.messages(one.conversation.slackId, (name, why) => badEntry(one, name, why));
  let misplaced: WaitingMessage[] = [];
  let next: IteratorResult<FoundMessage> | undefined;
  return {
    async before(micros) {
      const taken = misplaced.filter((waiting) => waiting.micros < micros);
      misplaced = misplaced.filter((waiting) => waiting.micros >= micros);
      for (;;) {
        next ??= await found.next();
        if (next.done === true) return taken;
        const { message, day } = next.value;
        const waiting = { message, micros: microsOfTs(message.ts) };
        const isInItsDay = dayOf(waiting.micros) === day;
        const isLater = waiting.micros >= micros;
        if (isInItsDay && isLater) return taken;
        if (!isInItsDay) one.wrongDays.set(message, day);
        if (isLater && misplaced.length < MAX_MISPLACED) misplaced.push(waiting);
        else taken.push(waiting);
        next = undefined;
      }
    },
  };
}

async function badEntry(
  { book, conversation }: OneConversation,
  name: string,
  target: string,
): Promise<void> {
  const about = { kind: 'differs', thing: 'entry', field: 'content', name, target } as const;
  await book.record([differenceOf({ ...placeIn(conversation), ...about })]);
}

const dayOf = (micros: number): string =>
  Number.isNaN(micros) ? '' : new Date(micros / 1000).toISOString().slice(0, 10);

const placeIn = ({ channel, slackId }: Conversation) => ({
  channelId: channel.id,
  slackChannel: slackId,
});

async function compareCluster(
  one: OneConversation,
  posts: readonly PlacedPost[],
  waiting: readonly WaitingMessage[],
): Promise<void> {
  const { pairs, unexpected } = pairArchive(posts, waiting, (post, message) => {
    const facts = expectedPost(post, one.view).facts;
    const found = archivePost([message], post.createAtMs, one.views.archive);
    return facts?.author === found.author && facts.text === found.text;
  });
  for (const { post, micros } of pairs) one.placing.found(post, micros);
  for (const pair of pairs) await comparePair(one, pair);
  for (const { ts } of unexpected) {
    const place = { ...placeIn(one.conversation), ts };
    await one.book.record([differenceOf({ ...place, kind: 'unexpected', thing: 'message' })]);
  }
}

async function comparePair(
  one: OneConversation,
  { post, micros, parts }: PairedPost,
): Promise<void> {
  const { view, tally, conversation, book } = one;
  const { facts, leftOut } = expectedPost(post, view);
  const isLive = post.deleteAtMs === undefined;
  const ts = tsOfMicros(micros);
  const place = { ...placeIn(conversation), postId: post.id, ts };
  if (isLive && leftOut !== undefined) tally.leaveOut(leftOut);
  if (facts?.isPinned === true) one.pins.push(ts);
  if (facts === undefined || parts === undefined) {
    if (isLive && leftOut === undefined && parts === undefined) tally.leaveOut('not-found');
    if (facts !== undefined)
      await book.record([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
    if (parts === undefined) return;
    await book.record(
      parts.map((part) =>
        differenceOf({ ...place, ts: part.ts, kind: 'unexpected', thing: 'message' }),
      ),
    );
    return;
  }
  if (isLive && leftOut === undefined) tally.compared();
  // A notice may name its writer beside the person whom it is about: then both are in users.json.
  if (!facts.isTombstone && !isByWebhook(post)) view.shown(post.userId);
  const [first] = parts;
  const target = archivePost(parts, post.createAtMs, one.views.archive);
  await book.record([
    ...comparePosts(facts, target).map((found) => differenceOf({ ...place, ...found })),
    ...repliesDifference(one, post, first, place),
    ...dayDifferences(one, parts, place),
    ...(await bundledFileDifferences(one.set, one.fileStore, post, place)),
  ]);
  await one.linked.look(parts, place);
}

/** An importer may go by the name of the file. */
const dayDifferences = (
  { wrongDays }: OneConversation,
  parts: readonly ArchiveMessage[],
  place: Partial<Difference>,
): readonly Difference[] =>
  parts.flatMap((part) => {
    const target = wrongDays.get(part);
    if (target === undefined) return [];
    const about = { kind: 'differs', thing: 'message', field: 'day' } as const;
    const source = dayOf(microsOfTs(part.ts));
    return [differenceOf({ ...place, ...about, ts: part.ts, source, target })];
  });

function repliesDifference(
  { set, view, placing, explanations, conversation }: OneConversation,
  post: Post,
  first: ArchiveMessage,
  place: Partial<Difference>,
): readonly Difference[] {
  const different = compareReplies(expectedReplies(post, view), first, {
    microsOf: placing.of,
    // A later archive brings late replies, and its root lies in an earlier one.
    mayLack: set.names.length > 1,
    isDeleted: (ts) => explanations.isDeleted(conversation.channel.id, ts),
  });
  if (different === undefined) return [];
  return [
    differenceOf({ ...place, ...different, kind: 'differs', thing: 'message', field: 'replies' }),
  ];
}
