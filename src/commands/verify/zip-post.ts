import type { LeftOutReason } from '../../mapping/account.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { archivePost, saysNothing } from '../../mapping/verify/archive.ts';
import { authorIdOf, SLACKBOT } from '../../mapping/verify/archive-authors.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { comparePosts, type FieldDifference, isSaid } from '../../mapping/verify/compare.ts';
import { compareReplies } from '../../mapping/verify/compare-replies.ts';
import type { DeletedMessage } from '../../mapping/verify/explanations.ts';
import { type Difference, differenceOf, type PostFacts } from '../../mapping/verify/facts.ts';
import { isFormOfContent } from '../../mapping/verify/format-marks.ts';
import { isLaterDifference } from '../../mapping/verify/later.ts';
import { FORMER_NAME, READ_ONCE, type Surplus, surplusOf } from '../../mapping/verify/left-out.ts';
import { compareMarks, compareTombstone } from '../../mapping/verify/marks.ts';
import { type PairedPost, tsOfMicros } from '../../mapping/verify/pair-archive.ts';
import {
  emptyReplies,
  expectedPost,
  expectedReplies,
  isByWebhook,
  type NotMigrated,
  type SourceView,
} from '../../mapping/verify/source-posts.ts';
import type { Post, PostRef } from '../../model/model.ts';
import { type Findings, NEVER } from './zip-findings.ts';
import { type ArchiveMessages, dayOfTs } from './zip-messages.ts';
import type { ArchiveViews } from './zip-view.ts';

/** How posts are compared with the messages of archives. */
export interface ComparisonRules {
  readonly views: ArchiveViews;
  /** True when there are several archives: a later one has late replies whose root is in an earlier one. */
  readonly areSeveral: boolean;
  /** Messages whose deletion is recorded as pending. */
  readonly deleted: ReadonlySet<DeletedMessage>;
  /** True where a post's files are looked for although its messages show none. */
  readonly checksFiles: boolean;
  /** True where the messages of Slackbot are lists of bookmarks. */
  readonly listsBookmarks: boolean;
  /** Until which time of the source all archives together hold all changes; undefined where nothing says so. */
  readonly seenToMs: number | undefined;
}

/** What the posts of a conversation are compared with, and where the result goes. */
export interface PostComparison {
  readonly rules: ComparisonRules;
  readonly found: Findings;
  readonly conversation: Conversation;
  readonly view: SourceView;
  readonly messages: ArchiveMessages;
  /** The `ts` of a post, found or expected, in microseconds. */
  readonly microsOf: (ref: PostRef) => number;
}

/** Both ids of a channel, as findings name them. */
export const placeIn = ({ channel, slackId }: Conversation) => ({
  channelId: channel.id,
  slackChannel: slackId,
});

/** Compares a post with its messages, or records that it has none. */
export function comparePair(state: PostComparison, pair: PairedPost): void {
  const { found, rules } = state;
  found.isLater = (difference) => isLaterDifference(difference, pair.post, rules.seenToMs);
  findDifferences(state, pair);
  found.isLater = NEVER;
}

function findDifferences(state: PostComparison, pair: PairedPost): void {
  const { found, conversation } = state;
  const { tally } = found;
  const { post, parts } = pair;
  const { facts, leftOut } = expectedPost(post, state.view);
  const isLive = post.deleteAtMs === undefined;
  const ts = tsOfMicros(pair.micros);
  const place = { ...placeIn(conversation), postId: post.id, ts };
  if (isLive && leftOut !== undefined) tally.leaveOut(leftOut);
  if (facts !== undefined) tally.sides.source.add(facts);
  if (facts?.isPinned === true) found.addPin(conversation.channel.id, ts);
  if (facts !== undefined && parts !== undefined) {
    if (isLive && leftOut === undefined) tally.compared();
    compareFound(state, { post, leftOut, facts, parts, place });
    return;
  }
  if (isLive && leftOut === undefined && parts === undefined) tally.leaveOut('not-found');
  if (facts !== undefined) {
    found.add([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
  }
  if (parts === undefined) return;
  tally.sides.target.addUnpaired();
  const there = archivePost(parts, post.createAtMs, state.rules.views.archive);
  const { about, cause } = surplusOf(leftOut, there, there.isOld === true);
  found.add(
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

function compareFound(state: PostComparison, found: FoundPost): void {
  const { view, rules } = state;
  const { post, leftOut, facts, parts, place } = found;
  // A system message may name its writer besides the person it is about: then both are in users.json.
  noteAuthor(found, view);
  const target = archivePost(parts, post.createAtMs, rules.views.archive);
  state.found.tally.sides.target.add(target);
  const replies = compareReplies(repliesIn(parts[0], post, view), parts[0], {
    microsOf: state.microsOf,
    authorOf: (ref) => authorIdOf(ref, view.people),
    mayBeIncomplete: rules.areSeveral,
    isDeleted: (ts) => rules.deleted.has(`${state.conversation.channel.id} ${ts}`),
  });
  const { fields, renamed } = fieldsOf(state, found, target);
  state.found.add(
    renamed.map((field) => differenceOf({ ...place, ...field })),
    FORMER_NAME,
  );
  const surplusParts = parts
    .slice(1)
    .filter((part) => target.isTombstone || saysNothing(part, rules.views.archive));
  if (facts.isTombstone === target.isTombstone) {
    // What stands in the places of further messages belongs to nothing.
    const about = { ...place, kind: 'unexpected', thing: 'message' } as const;
    state.found.add(surplusParts.map(({ ts }) => differenceOf({ ...about, ts })));
  }
  const isShown = facts.isTombstone && !target.isTombstone;
  const surplus = isShown ? surplusOf(leftOut, target, parts[0].isOld) : undefined;
  addFields(state.found, fields, place, surplus);
  state.found.add([
    ...repliesDifference(replies, place),
    ...dayDifferences(state.messages, parts, place),
  ]);
  addFiles(state, found);
}

interface ComparedFields {
  readonly fields: readonly FieldDifference[];
  /** What a message says otherwise because people had other names when its archive was made. */
  readonly renamed: readonly FieldDifference[];
}

/** Compares a post with its messages, and with the names of then where they say something else. */
function fieldsOf(state: PostComparison, found: FoundPost, target: PostFacts): ComparedFields {
  const now = comparePosts(found.facts, target);
  const renamed = now.filter(isSaid);
  const { former } = state.rules.views;
  for (const make of renamed.length === 0 ? [] : former) {
    const view = make(state.microsOf);
    const { facts } = expectedPost(found.post, view);
    const then = facts === undefined ? now : comparePosts(facts, target);
    if (facts === undefined || then.some(isSaid)) continue;
    return { fields: factDifferences({ ...state, view }, { ...found, facts }, then), renamed };
  }
  return { fields: factDifferences(state, found, now), renamed: [] };
}

/** Files are compared where those of the archives are known. */
function addFiles({ found, rules }: PostComparison, { post, facts, parts, place }: FoundPost) {
  const shown = parts.flatMap(({ files, isOld }) =>
    files.map(({ id, url_private: link }) => ({ id, link, isOld })),
  );
  if (shown.length === 0 && !(rules.checksFiles && post.files.length > 0)) return;
  const files = post.files.map(({ id, name, path }) => ({ id, name, path }));
  const wanted = facts.files.map(({ id }) => id);
  found.addFiles({ files, shown, wanted, place });
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
  if (!facts.isTombstone && post.userId === undefined) return;
  if (authorIdOf(post, people) !== SLACKBOT) people.displayName(post.userId);
}

/** Adds the fields that differ. Files that their message names are uploaded after the import by `mm2slack files`. */
function addFields(
  found: Findings,
  fields: readonly FieldDifference[],
  place: Partial<Difference>,
  surplus: Surplus | undefined,
): void {
  for (const { isNamed, ...field } of fields) {
    const isShown = surplus !== undefined && field.field === 'deleted';
    const about = isShown && surplus.about.field === READ_ONCE ? surplus.about : {};
    const cause = isNamed === true ? NOT_DELIVERED_YET : isShown ? surplus.cause : '';
    found.add([differenceOf({ ...place, ...field, ...about })], cause);
  }
}

/** Reason of the account for such files. */
const NOT_DELIVERED_YET: LeftOutReason = 'not-delivered-yet';

/** The given differences, and those of the marks that they do not cover. */
function factDifferences(
  { view, conversation }: PostComparison,
  { post, facts, parts }: FoundPost,
  differing: readonly FieldDifference[],
): readonly FieldDifference[] {
  if (differing.some(({ field }) => field === 'deleted')) return differing;
  const marks = facts.isTombstone
    ? compareTombstone(post, parts[0], view.people)
    : compareMarks(post, parts, { source: view, conversation });
  if (marks.length === 0) return differing;
  const key = ({ thing, field, name }: FieldDifference): string => `${thing} ${field} ${name}`;
  const known = new Set(differing.map(key));
  // Of a reply in another thread, its place in time says nothing.
  const isElsewhere = differing.some(({ field }) => field === 'thread');
  // A text that differs by its lines about files or tables alone has a name, and is expected.
  const saysOther = differing.some(
    ({ field, name }) => (field === 'text' || field === 'attachments') && name === '',
  );
  const others = marks.filter(
    (mark) =>
      !(
        known.has(key(mark)) ||
        (isElsewhere && mark.field === 'ts') ||
        (saysOther && isFormOfContent(mark))
      ),
  );
  return [...differing, ...others];
}

const NONE: readonly Difference[] = [];

/** Reports messages in another day's file: an importer may take the day from the file name. */
const dayDifferences = (
  messages: ArchiveMessages,
  parts: readonly ArchiveMessage[],
  place: Partial<Difference>,
): readonly Difference[] =>
  parts.flatMap((part) => {
    const target = messages.wrongDayOf(part);
    if (target === undefined) return NONE;
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
