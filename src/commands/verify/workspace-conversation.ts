import type { MessageSpool, SpooledMessage } from '../../importers/workspace/message-spool.ts';
import type { SpooledChannel } from '../../importers/workspace/read-history.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { comparePosts, type FieldDifference, isSaid } from '../../mapping/verify/compare.ts';
import { type Difference, differenceOf, type PostFacts } from '../../mapping/verify/facts.ts';
import { FORMER_NAME, READ_ONCE, surplusOf } from '../../mapping/verify/left-out.ts';
import {
  expectedPost,
  type NotMigrated,
  type SourceView,
} from '../../mapping/verify/source-posts.ts';
import { areSameText, asMrkdwn } from '../../mapping/verify/text/target-text.ts';
import {
  type MessagePlace,
  type WorkspaceMessage,
  workspacePost,
} from '../../mapping/verify/workspace.ts';
import type { Post } from '../../model/model.ts';
import type { PostPages } from '../run/post-pages.ts';
import type { ComparedTally } from './account.ts';
import type { DifferenceLog } from './difference-log.ts';
import { markFormer, type ReadFormer } from './former-content.ts';
import { type CompareBytes, compareShares } from './workspace-files.ts';
import type { WorkspaceViews } from './workspace-view.ts';

/** A workspace to compare with the source, and where the result is recorded. */
export interface WorkspaceComparison {
  readonly spool: MessageSpool;
  readonly views: WorkspaceViews;
  readonly compareBytes: CompareBytes;
  readonly differences: DifferenceLog;
  readonly tally: ComparedTally;
}

/** A conversation whose messages are in the spool. */
export interface SpooledConversation {
  readonly conversation: Conversation;
  readonly slackChannel: string;
  readonly channel: SpooledChannel;
  readonly readFormer: ReadFormer;
}

/** Looks up the messages of each post of the source in the spool; messages without a post are unexpected. */
export async function compareWorkspaceConversation(
  comparison: WorkspaceComparison,
  spooled: SpooledConversation,
  pages: PostPages,
): Promise<void> {
  const { spool, differences, tally } = comparison;
  for await (const page of pages(spooled.conversation)) {
    for (const post of page) await comparePost(comparison, spooled, post);
  }
  const about = { ...placeIn(spooled), kind: 'unexpected' } as const;
  for (const { postId, ts } of spool.unseen()) {
    tally.sides.target.addUnpaired();
    await differences.record([differenceOf({ ...about, thing: 'message', postId, ts })]);
  }
  for (const { slackFileId: name, name: target, ts } of spool.unseenShares()) {
    await differences.record([differenceOf({ ...about, thing: 'file', name, target, ts })]);
  }
  for (const ts of spool.orphans()) {
    tally.sides.target.addUnpaired();
    await differences.record([differenceOf({ ...about, thing: 'message', ts })]);
  }
}

type PlaceOfPost = ReturnType<typeof placeIn> & { readonly postId: string };

const placeIn = ({ conversation, slackChannel }: SpooledConversation) => ({
  channelId: conversation.channel.id,
  slackChannel,
});

async function comparePost(
  comparison: WorkspaceComparison,
  spooled: SpooledConversation,
  post: Post,
): Promise<void> {
  const { spool, views, tally, differences } = comparison;
  const messages = sentFirst(spool.ofPost(post.id), spooled.channel);
  const [first] = messages;
  const view = first?.isImported === true ? views.imported : views.replayed;
  const { facts, leftOut } = expectedPost(post, view);
  const isLive = post.deleteAtMs === undefined;
  if (isLive && leftOut !== undefined) tally.leaveOut(leftOut);
  const place = { ...placeIn(spooled), postId: post.id };
  if (facts === undefined) {
    if (first !== undefined) await recordSurplus(comparison, messages, { leftOut, place });
    return;
  }
  tally.sides.source.add(facts);
  spool.markSeen(post.id);
  if (first === undefined) {
    if (isLive && leftOut === undefined) tally.leaveOut('not-found');
    await differences.record([differenceOf({ ...place, kind: 'missing', thing: 'message' })]);
    return;
  }
  if (isLive && leftOut === undefined) tally.compared();
  const { parts, repeated } = withoutRepeats(first, messages);
  const sent = messages.filter((message) => !repeated.includes(message));
  const found = { post, facts, leftOut, first, parts };
  const { fields, renamed } = facts.isTombstone
    ? NOTHING_FOUND
    : await foundDifferences(comparison, spooled, found);
  if (facts.isTombstone) await recordTombstone(comparison, found, place);
  const { ts } = first.message;
  await differences.record([
    ...repeated.map(({ message }) =>
      differenceOf({ ...place, kind: 'unexpected', thing: 'message', ts: message.ts }),
    ),
    ...sent
      .flatMap((message) => sentDifferences(message, spooled.channel))
      .map((difference) => ({
        ...difference,
        ...place,
      })),
    ...fields.map((field) => ({ ...field, ...place, ts })),
  ]);
  await differences.record(
    renamed.map((field) => ({ ...differenceOf(field), ...place, ts })),
    FORMER_NAME,
  );
}

/** What Slack makes of a message with a name of its own. */
const APP_SUBTYPES = ['', 'bot_message'];

/** Differences of a message that the app sent from how it was sent: anew, or as something else. */
function sentDifferences(
  { message, postId, part, isImported }: SpooledMessage,
  { sentTs }: SpooledChannel,
): readonly Difference[] {
  const { ts, subtype } = message;
  if (isImported) return [];
  const about = { kind: 'differs', thing: 'message', ts } as const;
  const source = sentTs(postId, part);
  const isPlain = APP_SUBTYPES.includes(subtype) || subtype === 'tombstone';
  return [
    ...(source === '' || source === ts
      ? []
      : [differenceOf({ ...about, field: 'ts', source, target: ts })]),
    ...(isPlain ? [] : [differenceOf({ ...about, field: 'subtype', target: subtype })]),
  ];
}

/** The messages of a post part by part; of several that say they are one part, the one that was sent comes first. */
function sentFirst(
  messages: readonly SpooledMessage[],
  { sentTs }: SpooledChannel,
): readonly SpooledMessage[] {
  if (messages.length < 2) return messages;
  const isSent = ({ message, postId, part }: SpooledMessage): number =>
    Number(sentTs(postId, part) === message.ts);
  return messages.toSorted((a, b) => a.part - b.part || isSent(b) - isSent(a));
}

/** The first message of each part, and the further messages that repeat a part. */
function withoutRepeats(
  first: SpooledMessage,
  found: readonly SpooledMessage[],
): {
  readonly parts: readonly [WorkspaceMessage, ...WorkspaceMessage[]];
  readonly repeated: readonly SpooledMessage[];
} {
  const known = new Set([first.part]);
  const parts: [WorkspaceMessage, ...WorkspaceMessage[]] = [first.message];
  const repeated: SpooledMessage[] = [];
  for (const each of found.slice(1)) {
    if (known.has(each.part)) repeated.push(each);
    else parts.push(each.message);
    known.add(each.part);
  }
  return { parts, repeated };
}

interface FoundPost {
  readonly post: Post;
  readonly facts: PostFacts;
  readonly leftOut: NotMigrated | undefined;
  readonly first: SpooledMessage;
  readonly parts: readonly [WorkspaceMessage, ...WorkspaceMessage[]];
}

interface FoundDifferences {
  readonly fields: readonly Difference[];
  /** What an imported message says otherwise because people had other names when its archive was made. */
  readonly renamed: readonly FieldDifference[];
}

const NOTHING_FOUND: FoundDifferences = { fields: [], renamed: [] };

async function foundDifferences(
  comparison: WorkspaceComparison,
  { channel, readFormer }: SpooledConversation,
  { post, facts, first, parts }: FoundPost,
): Promise<FoundDifferences> {
  const { spool, views, tally, differences } = comparison;
  const { ts, thread_ts: threadTs } = first.message;
  const thread = threadTs === '' || threadTs === ts ? '' : spool.postAt(threadTs) || threadTs;
  const shared = { post, author: facts.author, thread };
  const shares = await compareShares(comparison, shared);
  const place: MessagePlace = {
    thread,
    isPinned: channel.pinned.has(ts),
    files: shares.files,
    edited: facts.edited,
    isImported: first.isImported,
  };
  const target = workspacePost(parts, place, views.workspace);
  tally.sides.target.add(target);
  const expected = { ...facts, atMs: Math.floor(facts.atMs / 1000) * 1000 };
  const view = first.isImported ? views.imported : views.replayed;
  const now = comparePosts(expected, target);
  const renamed = first.isImported ? saidByFormerNames(now, { post, target }, views.former) : [];
  const fields = await markFormer(
    now.filter((field) => !renamed.includes(field)),
    { post, target, view },
    differences.explanations,
    readFormer,
  );
  const isMoved = fields.some(({ field }) => field === 'thread');
  return {
    renamed,
    fields: [
      ...fields.map((field) => differenceOf(field)),
      ...(isMoved ? [] : partsElsewhere(parts)),
      ...shares.differences,
    ],
  };
}

/** Returns what a message says otherwise where it says nothing else with the names of one of the archives. */
function saidByFormerNames(
  now: readonly FieldDifference[],
  { post, target }: { readonly post: Post; readonly target: PostFacts },
  former: readonly SourceView[],
): readonly FieldDifference[] {
  const said = now.filter(isSaid);
  if (said.length === 0) return [];
  const isSaidThen = former.some((view) => {
    const { facts } = expectedPost(post, view);
    return facts !== undefined && !comparePosts(facts, target).some(isSaid);
  });
  return isSaidThen ? said : [];
}

/** Parts in another thread than the first; in the thread of the post is what an edit added. */
function partsElsewhere([first, ...further]: readonly [
  WorkspaceMessage,
  ...WorkspaceMessage[],
]): readonly Difference[] {
  const own = ({ ts, thread_ts: thread }: WorkspaceMessage): string =>
    thread === ts ? '' : thread;
  const source = own(first);
  return further
    .map(own)
    .filter((target) => target !== source && target !== first.ts)
    .map((target) =>
      differenceOf({ kind: 'differs', thing: 'message', field: 'thread', source, target }),
    );
}

const DELETED = 'This message was deleted.';
const TOMBSTONE = { text: DELETED, textAsMrkdwn: () => asMrkdwn(DELETED) };

const SHOWN = { thread: '', isPinned: false, files: [], edited: '', isImported: false };

/** Records what differs in a root without content, which Slack keeps as a message with a fixed text. */
async function recordTombstone(
  { views, tally, differences }: WorkspaceComparison,
  { facts, leftOut, parts, first }: FoundPost,
  place: Partial<Difference>,
): Promise<void> {
  const target = workspacePost(parts, SHOWN, views.workspace);
  const isTombstone = areSameText(TOMBSTONE, target.text) || first.message.subtype === 'tombstone';
  tally.sides.target.add({ ...target, isTombstone });
  const { about, cause } = surplusOf(leftOut, target, true);
  const shown = about.field === READ_ONCE ? about : {};
  const fields = comparePosts(facts, { ...facts, isTombstone });
  const ofMessage = { ...place, ts: first.message.ts };
  await differences.record(
    fields.map((field) => differenceOf({ ...ofMessage, ...field, ...shown })),
    cause,
  );
}

/** Records messages of a post that should have none. */
async function recordSurplus(
  { spool, views, tally, differences }: WorkspaceComparison,
  messages: readonly SpooledMessage[],
  { leftOut, place }: { readonly leftOut: NotMigrated | undefined; readonly place: PlaceOfPost },
): Promise<void> {
  spool.markSeen(place.postId);
  for (const { message } of messages) {
    tally.sides.target.addUnpaired();
    const found = workspacePost([message], SHOWN, views.workspace);
    const { about, cause } = surplusOf(leftOut, found, true);
    await differences.record([differenceOf({ ...place, ...about, ts: message.ts })], cause);
  }
}
