import type { ArchiveSet } from '../../importers/archive/archive-set.ts';
import type { LeftOutReason } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { archivePost } from '../../mapping/verify/archive.ts';
import { authorIdOf, SLACKBOT } from '../../mapping/verify/archive-authors.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { comparePosts, type FieldDifference, hasSameText } from '../../mapping/verify/compare.ts';
import { compareReplies } from '../../mapping/verify/compare-replies.ts';
import { type Difference, differenceOf, type PostFacts } from '../../mapping/verify/facts.ts';
import { READ_ONCE, type Surplus, surplusOf } from '../../mapping/verify/left-out.ts';
import { compareMarks, compareTombstone } from '../../mapping/verify/marks.ts';
import {
  endMicros,
  makeTsAssigner,
  movedPosts,
  type PairedPost,
  type PostWithTs,
  pairArchive,
  type TsAssigner,
  tsOfMicros,
} from '../../mapping/verify/pair-archive.ts';
import {
  emptyReplies,
  expectedPost,
  expectedReplies,
  isByWebhook,
  type NotMigrated,
  type SourceView,
} from '../../mapping/verify/source-posts.ts';
import type { Post } from '../../model/model.ts';
import type { PostPages } from '../run/post-pages.ts';
import type { ComparedTally } from './account.ts';
import { type DifferenceLog, reasonInEnglish } from './difference-log.ts';
import type { ArchiveFiles } from './zip-files.ts';
import { type ArchiveMessages, dayOfTs, makeArchiveMessages } from './zip-messages.ts';
import type { ArchiveViews } from './zip-view.ts';

/** Archives to compare with the source, and where the result is recorded. */
export interface ArchiveComparison {
  readonly archives: ArchiveSet;
  readonly views: ArchiveViews;
  readonly files: ArchiveFiles;
  readonly differences: DifferenceLog;
  readonly tally: ComparedTally;
}

/**
 * Compares the posts of a conversation with its messages in the archives, both in time order. Returns the `ts` of
 * pinned posts.
 */
export async function compareArchiveConversation(
  comparison: ArchiveComparison,
  conversation: Conversation,
  pages: PostPages,
): Promise<readonly string[]> {
  const assigner = makeTsAssigner();
  const state: ConversationState = {
    conversation,
    assigner,
    view: comparison.views.source(assigner.microsOf),
    messages: openMessages(comparison, conversation),
    pins: [],
  };
  let cluster: PostWithTs[] = [];
  let end = 0;
  for await (const page of pages(conversation)) {
    for (const post of page) {
      const assigned = assigner.assign(post);
      if (assigned.micros >= end && cluster.length > 0) {
        await compareCluster(comparison, state, cluster, end);
        cluster = [];
      }
      cluster.push(assigned);
      end = Math.max(end, endMicros(assigned));
    }
  }
  await compareCluster(comparison, state, cluster, Number.POSITIVE_INFINITY);
  return state.pins;
}

interface ConversationState {
  readonly conversation: Conversation;
  readonly assigner: TsAssigner;
  readonly view: SourceView;
  readonly messages: ArchiveMessages;
  /** The `ts` of the pinned posts so far. */
  readonly pins: string[];
}

function openMessages(
  { archives, differences }: ArchiveComparison,
  conversation: Conversation,
): ArchiveMessages {
  const found = archives.messages(conversation.slackId, (name, error) => {
    const target = reasonInEnglish(error);
    const about = { kind: 'differs', thing: 'entry', field: 'content', name, target } as const;
    return differences.record([differenceOf({ ...placeIn(conversation), ...about })]);
  });
  return makeArchiveMessages(found);
}

const placeIn = ({ channel, slackId }: Conversation) => ({
  channelId: channel.id,
  slackChannel: slackId,
});

/** Compares posts whose times are close together with the messages before `end`, in microseconds. */
async function compareCluster(
  comparison: ArchiveComparison,
  state: ConversationState,
  posts: readonly PostWithTs[],
  end: number,
): Promise<void> {
  const { differences, views } = comparison;
  const messages = await state.messages.before(end);
  const { pairs, unexpected } = pairArchive(posts, messages, (post, message) => {
    const facts = expectedPost(post, state.view).facts;
    const found = archivePost([message], post.createAtMs, views.archive);
    return facts?.author === found.author && hasSameText(facts, found);
  });
  const moved = movedPosts(posts, { pairs, unexpected });
  for (const { post, micros } of pairs) state.assigner.correct(post, micros);
  for (const { post, expected, found } of moved) {
    const [source, target] = [tsOfMicros(expected), tsOfMicros(found)];
    const about = { kind: 'differs', thing: 'message', field: 'ts', source, target } as const;
    const place = { ...placeIn(state.conversation), postId: post.id, ts: target };
    await differences.recordUnlessIssued(differenceOf({ ...place, ...about }));
  }
  for (const pair of pairs) await comparePair(comparison, state, pair);
  for (const { ts } of unexpected) {
    comparison.tally.sides.target.addUnpaired();
    const place = { ...placeIn(state.conversation), ts };
    await differences.record([differenceOf({ ...place, kind: 'unexpected', thing: 'message' })]);
  }
}

async function comparePair(
  comparison: ArchiveComparison,
  state: ConversationState,
  pair: PairedPost,
): Promise<void> {
  const { tally, differences } = comparison;
  const { post, parts } = pair;
  const { facts, leftOut } = expectedPost(post, state.view);
  const isLive = post.deleteAtMs === undefined;
  const ts = tsOfMicros(pair.micros);
  const place = { ...placeIn(state.conversation), postId: post.id, ts };
  if (isLive && leftOut !== undefined) tally.leaveOut(leftOut);
  if (facts !== undefined) tally.sides.source.add(facts);
  if (facts?.isPinned === true) state.pins.push(ts);
  if (facts !== undefined && parts !== undefined) {
    if (isLive && leftOut === undefined) tally.compared();
    await compareFound(comparison, state, { post, leftOut, facts, parts, place });
    return;
  }
  if (isLive && leftOut === undefined && parts === undefined) tally.leaveOut('not-found');
  if (facts !== undefined) {
    await differences.record([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
  }
  if (parts === undefined) return;
  tally.sides.target.addUnpaired();
  const found = archivePost(parts, post.createAtMs, comparison.views.archive);
  const { about, cause } = surplusOf(leftOut, found, found.isOld === true);
  await differences.record(
    parts.map((part) => differenceOf({ ...place, ...about, ts: part.ts })),
    cause,
  );
}

interface FoundPost {
  readonly post: Post;
  readonly leftOut: NotMigrated | undefined;
  readonly facts: PostFacts;
  readonly parts: readonly [ArchiveMessage, ...ArchiveMessage[]];
  readonly place: Partial<Difference>;
}

async function compareFound(
  { views, files, differences, archives, tally }: ArchiveComparison,
  state: ConversationState,
  found: FoundPost,
): Promise<void> {
  const { post, leftOut, facts, parts, place } = found;
  // A system message may name its writer besides the person it is about: then both are in users.json.
  noteAuthor(found, state.view);
  const target = archivePost(parts, post.createAtMs, views.archive);
  tally.sides.target.add(target);
  const replies = compareReplies(repliesIn(parts[0], post, state.view), parts[0], {
    microsOf: state.assigner.microsOf,
    authorOf: (ref) => authorIdOf(ref, state.view.people),
    // A later archive has late replies whose root is in an earlier one.
    mayBeIncomplete: archives.names.length > 1,
    isDeleted: (ts) => differences.explanations.isDeleted(state.conversation.channel.id, ts),
  });
  const fields = factDifferences(state, found, comparePosts(facts, target));
  const isShown = facts.isTombstone && !target.isTombstone;
  const surplus = isShown ? surplusOf(leftOut, target, parts[0].isOld) : undefined;
  await recordFields(differences, fields, place, surplus);
  await differences.record([
    ...repliesDifference(replies, place),
    ...dayDifferences(state.messages, parts, place),
    ...(await files.bundledDifferences(post, place)),
  ]);
  await files.checkLinked(parts, place, facts.files);
}

/** Replies that a root should list; archives of version 0.1 also list those that show nothing. */
function repliesIn({ isOld, replies }: ArchiveMessage, post: Post, view: SourceView) {
  const wanted = expectedReplies(post, view);
  return isOld && replies.length > wanted.length
    ? [...wanted, ...emptyReplies(post, view)]
    : wanted;
}

/** Notes an account that users.json must have, although the facts of the post may not name it. */
function noteAuthor({ post, facts }: FoundPost, { people }: SourceView): void {
  if (isByWebhook(post)) return;
  const isDeleted = post.deleteAtMs !== undefined;
  const isNamed = authorIdOf({ ...post, isDeleted }, people) !== SLACKBOT;
  if (isNamed && (facts.isTombstone || post.userId !== undefined)) people.displayName(post.userId);
}

/** Records the fields that differ. Files that their message names are uploaded after the import by `mm2slack files`. */
async function recordFields(
  differences: DifferenceLog,
  fields: readonly FieldDifference[],
  place: Partial<Difference>,
  surplus: Surplus | undefined,
): Promise<void> {
  for (const { isNamed, ...field } of fields) {
    const isShown = surplus !== undefined && field.field === 'deleted';
    const about = isShown && surplus.about.field === READ_ONCE ? surplus.about : {};
    const cause = isNamed === true ? NOT_DELIVERED_YET : isShown ? surplus.cause : '';
    await differences.record([differenceOf({ ...place, ...field, ...about })], cause);
  }
}

/** Reason of the account for such files. */
const NOT_DELIVERED_YET: LeftOutReason = 'not-delivered-yet';

/** The given differences, and those of the marks that they do not cover. */
function factDifferences(
  { view, conversation }: ConversationState,
  { post, facts, parts }: FoundPost,
  differing: readonly FieldDifference[],
): readonly FieldDifference[] {
  if (differing.some(({ field }) => field === 'deleted')) return differing;
  const marks = facts.isTombstone
    ? compareTombstone(post, parts[0], view.people)
    : compareMarks(post, parts, { source: view, conversation });
  const key = ({ thing, field, name }: FieldDifference): string => `${thing} ${field} ${name}`;
  const known = new Set(differing.map(key));
  // Of a reply in another thread, its place in time says nothing.
  const isElsewhere = differing.some(({ field }) => field === 'thread');
  const others = marks.filter(
    (mark) => !(known.has(key(mark)) || (isElsewhere && mark.field === 'ts')),
  );
  return [...differing, ...others];
}

/** Reports messages in another day's file: an importer may take the day from the file name. */
const dayDifferences = (
  messages: ArchiveMessages,
  parts: readonly ArchiveMessage[],
  place: Partial<Difference>,
): readonly Difference[] =>
  parts.flatMap((part) => {
    const target = messages.wrongDayOf(part);
    if (target === undefined) return [];
    const about = { kind: 'differs', thing: 'message', field: 'day' } as const;
    const source = dayOfTs(part.ts);
    return [differenceOf({ ...place, ...about, ts: part.ts, source, target })];
  });

function repliesDifference(
  sides: { readonly source: string; readonly target: string } | undefined,
  place: Partial<Difference>,
): readonly Difference[] {
  if (sides === undefined) return [];
  const about = { kind: 'differs', thing: 'message', field: 'replies' } as const;
  return [differenceOf({ ...place, ...sides, ...about })];
}
