import type { PostRef } from '../../model/model.ts';
import type { ArchiveMessage } from './archive-message.ts';
import { onlyIn } from './compare-lists.ts';
import { microsOfTs, partMicros, tsOfMicros } from './pair-archive.ts';
import { shownJson, shownValue } from './shown-json.ts';

export interface ReplyRules {
  /** The `ts` of a post, in microseconds. */
  readonly microsOf: (ref: PostRef) => number;
  /** Expected id of the author of a post. */
  readonly authorOf: (ref: PostRef) => string;
  /** True when the list may lack replies because they are in a later archive. */
  readonly mayBeIncomplete: boolean;
  /** True for a message that was deleted after the archive was made. */
  readonly isDeleted: (ts: string) => boolean;
}

/** Values of both sides that differ. */
interface Sides {
  readonly source: string;
  readonly target: string;
}

const MAX_PARTS = 32;

/** Compares a root's list of replies with the expected one; undefined when they are equal. */
export function compareReplies(
  replies: readonly PostRef[],
  root: ArchiveMessage,
  rules: ReplyRules,
): Sides | undefined {
  const { length } = root.replies;
  const count = root['reply_count'] ?? 0;
  if (count !== length) {
    return { source: `${length} replies`, target: `reply_count ${shownValue(count)}` };
  }
  if (areEqual(replies, root, rules)) return undefined;
  const { sides, ofParts } = compareLists(replies, root, rules);
  return sides ?? summaryFault(replies, ofParts, root, rules);
}

/**
 * Whether the lists are equal, reply by reply, and the root says what follows from them. Most are: then nothing is made
 * of a list of a hundred thousand replies, and what differs is only looked for where something does.
 */
function areEqual(
  replies: readonly PostRef[],
  root: ArchiveMessage,
  { microsOf, authorOf }: ReplyRules,
): boolean {
  if (replies.length === 0 || replies.length !== root.replies.length) return false;
  const users = new Set<string>();
  let last = microsOfTs(root.ts);
  for (const [at, reply] of replies.entries()) {
    const there = root.replies[at];
    const micros = microsOf(reply);
    const author = authorOf(reply);
    if (there?.ts !== tsOfMicros(micros) || there['user'] !== author) return false;
    // In order, each once, and after the root.
    if (!(micros > last)) return false;
    last = micros;
    users.add(author);
  }
  return (
    root.thread_ts === root.ts &&
    root['latest_reply'] === root.replies.at(-1)?.ts &&
    root['reply_users_count'] === users.size &&
    itemsOf(root['reply_users']) === [...users].sort().join(' ')
  );
}

/**
 * What is in one of the lists only, and the listed `ts` of further parts. Apart from what follows, so that lists of a
 * hundred thousand replies are not held any longer.
 */
function compareLists(
  replies: readonly PostRef[],
  root: ArchiveMessage,
  rules: ReplyRules,
): { readonly sides: Sides | undefined; readonly ofParts: ReadonlyMap<string, PostRef> } {
  const expected = replies.map((reply) => tsOfMicros(rules.microsOf(reply)));
  const listed = root.replies.map(({ ts }) => ts);
  const known = new Set(expected);
  const ofParts = partSlots(
    replies,
    listed.filter((ts) => !known.has(ts)),
  );
  const target = listed.filter((ts) => known.has(ts) || !(ofParts.has(ts) || rules.isDeleted(ts)));
  if (!rules.mayBeIncomplete) return { sides: onlyIn(expected, target), ofParts };
  const there = new Set(listed);
  return {
    sides: onlyIn(
      expected.filter((ts) => there.has(ts)),
      target,
    ),
    ofParts,
  };
}

/** A value that a root tells, as it should be and as it is. */
type Fact = readonly [name: string, source: string, target: string];

/** What a root says of its replies: itself as their thread, each once, who wrote them, and the latest. */
function summaryFault(
  replies: readonly PostRef[],
  ofParts: ReadonlyMap<string, PostRef>,
  root: ArchiveMessage,
  rules: ReplyRules,
): Sides | undefined {
  const { ts, thread_ts: thread, replies: listed } = root;
  if (listed.length === 0) {
    const isThread = thread === ts && !rules.mayBeIncomplete;
    return isThread ? { source: 'no thread', target: `thread_ts ${ts}` } : undefined;
  }
  const order = listed.map((reply) => reply.ts).sort((a, b) => microsOfTs(a) - microsOfTs(b));
  const users = [...new Set(listed.map((reply) => textOf(reply['user'])))];
  const facts: readonly Fact[] = [
    ['thread_ts', ts, thread],
    ['once each', String(new Set(order).size), String(order.length)],
    ['in order', 'true', String(root.isOld || order.every((slot, at) => listed[at]?.ts === slot))],
    ['after the root', 'true', String(microsOfTs(order[0] ?? '') > microsOfTs(ts))],
    ...wrongAuthor(replies, ofParts, root, rules),
    ['latest_reply', order.at(-1) ?? '', textOf(root['latest_reply'])],
    ['reply_users', [...users].sort().join(' '), itemsOf(root['reply_users'])],
    ['reply_users_count', String(users.length), shownJson(root['reply_users_count'])],
  ];
  const wrong = facts.find(([, source, target]) => source !== target);
  if (wrong === undefined) return undefined;
  const [name, source, target] = wrong;
  return { source: `${name} ${source}`, target: `${name} ${target}` };
}

/** The first listed reply that names another author; none where all are right. */
function wrongAuthor(
  replies: readonly PostRef[],
  ofParts: ReadonlyMap<string, PostRef>,
  { replies: listed }: ArchiveMessage,
  { authorOf, microsOf }: ReplyRules,
): readonly Fact[] {
  const authors = new Map<string, string>();
  for (const reply of replies) authors.set(tsOfMicros(microsOf(reply)), authorOf(reply));
  for (const [slot, reply] of ofParts) authors.set(slot, authorOf(reply));
  for (const reply of listed) {
    const user = textOf(reply['user']);
    const author = authors.get(reply.ts) ?? user;
    if (author !== user) return [[`author of ${reply.ts}`, author, user]];
  }
  return [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const itemsOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(shownValue).sort().join(' ') : '';

/** The listed `ts` that are further parts of a reply, each with the reply. */
function partSlots(
  replies: readonly PostRef[],
  listed: readonly string[],
): ReadonlyMap<string, PostRef> {
  const wanted = new Set(listed.map(microsOfTs));
  const found = new Map<string, PostRef>();
  if (wanted.size === 0) return found;
  for (const reply of replies) {
    for (let part = 1; part < MAX_PARTS; part += 1) {
      const micros = partMicros(reply, part);
      if (wanted.has(micros)) found.set(tsOfMicros(micros), reply);
    }
  }
  return found;
}
