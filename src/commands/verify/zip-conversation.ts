import type { FoundDay } from '../../importers/archive/archive-days.ts';
import type { Conversation } from '../../mapping/conversations.ts';
import { archivePost } from '../../mapping/verify/archive.ts';
import type { ArchiveMessage } from '../../mapping/verify/archive-message.ts';
import { hasSameText } from '../../mapping/verify/compare.ts';
import { differenceOf } from '../../mapping/verify/facts.ts';
import {
  endMicros,
  makeTsAssigner,
  movedPosts,
  type PostWithTs,
  pairArchive,
  type TsAssigner,
  tsOfMicros,
} from '../../mapping/verify/pair-archive.ts';
import { expectedPost } from '../../mapping/verify/source-posts.ts';
import { type Post, type PostRef, placeMs } from '../../model/model.ts';
import { reasonInEnglish } from './difference-log.ts';
import { type SortedMessages, withoutLists } from './zip-bookmarks.ts';
import type { ComparedPart, Findings, StretchEdges } from './zip-findings.ts';
import { dayBeginMicros, makeArchiveMessages } from './zip-messages.ts';
import { type ComparisonRules, comparePair, type PostComparison, placeIn } from './zip-post.ts';

/** A conversation, or a stretch of one, on both sides in the order of time. */
export interface ConversationSides {
  readonly conversation: Conversation;
  readonly posts: AsyncIterable<readonly Post[]>;
  readonly days: AsyncIterator<FoundDay>;
  readonly stretch: ComparedStretch;
  /** When the channel was made, or the period begins; milliseconds. */
  readonly beginMs: number;
}

/** A stretch of a conversation, from the beginning of one UTC day to that of another. */
export interface ComparedStretch {
  /** Undefined where the conversation begins. */
  readonly fromMs: number | undefined;
  /** Undefined where it ends. */
  readonly toMs: number | undefined;
  /** Posts before the stretch that were found elsewhere than the rule says, by their ids; in microseconds. */
  readonly moved: ReadonlyMap<string, number>;
}

/**
 * Compares posts with messages. Gives what was found so far whenever that is much; the rest and the edges of the stretch
 * are for the caller to take.
 */
export async function* compareConversation(
  rules: ComparisonRules,
  found: Findings,
  sides: ConversationSides,
): AsyncGenerator<ComparedPart, StretchEdges> {
  const state = openState(rules, found, sides);
  const { assigner } = state;
  let reachesBack = false;
  if (sides.stretch.fromMs !== undefined) {
    const before = found.size;
    yield* dropMessages(state, sides.stretch.fromMs * 1000);
    reachesBack = found.size > before;
  }
  let cluster: PostWithTs[] = [];
  let end = 0;
  for await (const page of sides.posts) {
    for (const post of page) {
      const assigned = assigner.assign(post);
      if (assigned.micros >= end) {
        if (cluster.length > 0) await compareCluster(state, cluster, end);
        cluster = [];
        const day = dayBeginMicros(assigned.micros);
        // Messages of days that are over belong to nothing, wherever the posts are divided.
        if (day >= end) yield* dropMessages(state, day);
      }
      cluster.push(assigned);
      end = Math.max(end, endMicros(assigned));
      state.lastPostMs = placeMs(post);
    }
    found.addRead(page.length);
    if (found.isFull) yield found.take();
  }
  if (cluster.length > 0) await compareCluster(state, cluster, end);
  yield* dropMessages(state, Number.POSITIVE_INFINITY);
  found.addLists(sides.conversation.channel.id, state.lists());
  const { reachesOn } = state.messages;
  return { reachesBack, reachesOn, moved: assigner.moved, asked: state.asked };
}

interface ConversationState extends PostComparison {
  readonly assigner: TsAssigner;
  /** Posts before the stretch whose `ts` were asked for. */
  readonly asked: Set<string>;
  /** Lists of bookmarks so far. */
  readonly lists: SortedMessages['lists'];
  /** Place of the last post so far. */
  lastPostMs: number | undefined;
}

function openState(
  rules: ComparisonRules,
  found: Findings,
  { conversation, days, stretch, beginMs }: ConversationSides,
): ConversationState {
  const { fromMs = Number.NEGATIVE_INFINITY, toMs = Number.POSITIVE_INFINITY, moved } = stretch;
  const assigner = makeTsAssigner(moved);
  const asked = new Set<string>();
  const microsOf = (ref: PostRef): number => {
    if (placeMs(ref) < fromMs) asked.add(ref.id);
    return assigner.microsOf(ref);
  };
  const all = makeArchiveMessages(days, {
    toMicros: toMs * 1000,
    onFault({ name, error }) {
      const target = reasonInEnglish(error);
      const about = { kind: 'differs', thing: 'entry', field: 'content', name, target } as const;
      found.add([differenceOf({ ...placeIn(conversation), ...about })]);
    },
  });
  const view = rules.views.source(microsOf, found.unknown);
  const { messages, lists } = rules.listsBookmarks
    ? withoutLists(all, {
        beginMs,
        lastPostMs: () => state.lastPostMs,
        mayGoOn: rules.areSeveral,
      })
    : { messages: all, lists: () => [] };
  const shared = { rules, found, conversation, assigner, microsOf, view };
  const state: ConversationState = { ...shared, messages, lists, asked, lastPostMs: undefined };
  return state;
}

/** Records the messages before a time as such of no post. */
async function* dropMessages(
  state: ConversationState,
  micros: number,
): AsyncGenerator<ComparedPart, void> {
  const { found, messages } = state;
  for (;;) {
    const dropped = await messages.next(micros);
    if (dropped === undefined) return;
    addUnexpected(state, dropped.message);
    if (found.isFull) yield found.take();
  }
}

function addUnexpected({ found, conversation }: ConversationState, { ts }: ArchiveMessage): void {
  found.tally.sides.target.addUnpaired();
  const place = { ...placeIn(conversation), ts };
  found.add([differenceOf({ ...place, kind: 'unexpected', thing: 'message' })]);
}

/** Compares posts whose times are close together with the messages before `end`, in microseconds. */
async function compareCluster(
  state: ConversationState,
  posts: readonly PostWithTs[],
  end: number,
): Promise<void> {
  const { found, rules } = state;
  const messages = await state.messages.before(end);
  const { pairs, unexpected } = pairArchive(posts, messages, (post, message) => {
    const facts = expectedPost(post, state.view).facts;
    const there = archivePost([message], post.createAtMs, rules.views.archive);
    return facts?.author === there.author && hasSameText(facts, there);
  });
  const moved = movedPosts(posts, { pairs, unexpected });
  for (const { post, micros } of pairs) state.assigner.correct(post, micros);
  for (const { post, expected, found: at } of moved) {
    const [source, target] = [tsOfMicros(expected), tsOfMicros(at)];
    const about = { kind: 'differs', thing: 'message', field: 'ts', source, target } as const;
    const place = { ...placeIn(state.conversation), postId: post.id, ts: target };
    found.addUnlessIssued(differenceOf({ ...place, ...about }));
  }
  for (const pair of pairs) comparePair(state, pair);
  for (const message of unexpected) addUnexpected(state, message);
}
