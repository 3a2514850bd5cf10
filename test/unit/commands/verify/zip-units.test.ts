import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partMicros, ruleMicros, tsOfMicros } from '../../../../src/mapping/verify/pair-archive.ts';
import { type Post, type PostRef, placeMs, postId } from '../../../../src/model/model.ts';
import { aPost, aPostRef, aReplyRef } from '../../../support/builders/builders.ts';
import {
  type Comparing,
  compare,
  type Fields,
  type FoundMessage,
  message,
  YAMADA_IN_SLACK,
} from './archive-comparison.ts';

const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.UTC(2023, 3, 3);
const DAYS = 5;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const DAY_NAMES = Array.from({ length: DAYS }, (_, day) => dayOf(FIRST_DAY_MS + day * DAY_MS));

/** A post before it knows its thread. `root`: which of the earlier posts it replies to, if any. */
interface Drawn {
  readonly day: number;
  readonly atMs: number;
  /** Posts of the same millisecond, this one included. */
  readonly crowd: number;
  readonly root: number | undefined;
  readonly parts: number;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  day: fc.nat(DAYS - 1),
  atMs: fc.oneof(fc.constantFrom(0, 1, DAY_MS - 400, DAY_MS - 1500), fc.nat(DAY_MS - 2000)),
  crowd: fc.constantFrom(1, 1, 1, 2, 3),
  root: fc.option(fc.nat(30), { nil: undefined, freq: 2 }),
  parts: fc.constantFrom(1, 1, 1, 3),
});

interface Conversation {
  readonly posts: readonly Post[];
  readonly messages: readonly FoundMessage[];
}

/** Noon of each day, so that no day is without a post. */
const anchors = DAY_NAMES.map(
  (_name, day): Drawn => ({ day, atMs: DAY_MS / 2, crowd: 1, root: undefined, parts: 1 }),
);

/** Makes the posts and what an archive has of them. */
function conversationOf(all: readonly Drawn[]): Conversation {
  const timed = [...anchors, ...all].map((each) => ({
    ...each,
    ms: FIRST_DAY_MS + each.day * DAY_MS + each.atMs,
  }));
  const byMs = new Map(timed.map((each) => [each.ms, each]));
  const rows = [...byMs.values()]
    .toSorted((a, b) => a.ms - b.ms)
    .flatMap((each) => Array.from({ length: each.crowd }, (_, rank) => ({ ...each, rank })));
  const refs = rows.map(({ ms, crowd, rank }, index): PostRef => {
    const { id: _, ...ref } = aPost();
    const id = postId(`post${String(index).padStart(22, '0')}`);
    return { ...ref, id, createAtMs: ms, isDeleted: false, tie: { rank, count: crowd } };
  });
  const rootOf = rows.map(({ root, ms }, index) => {
    if (root === undefined || root >= index) return undefined;
    return rows[root]?.root === undefined && (rows[root]?.ms ?? ms) < ms ? root : undefined;
  });
  const posts = refs.map((ref, index) => postOf(index, refs, rootOf, ref));
  const messages = posts.flatMap((post, index) => messagesOf(post, rows[index]?.parts ?? 1));
  return { posts, messages };
}

function postOf(
  index: number,
  refs: readonly PostRef[],
  rootOf: readonly (number | undefined)[],
  ref: PostRef,
): Post {
  const root = rootOf[index];
  const replies = refs.flatMap((reply, at) =>
    rootOf[at] === index ? [aReplyRef({ ...reply })] : [],
  );
  const over = { id: ref.id, createAtMs: ref.createAtMs, tie: ref.tie, message: `m${index}` };
  const found = root === undefined ? undefined : refs[root];
  if (found !== undefined) return aPost({ ...over, thread: { kind: 'reply', root: found } });
  return replies.length === 0 ? aPost(over) : aPost({ ...over, thread: { kind: 'root', replies } });
}

function messagesOf(post: Post, parts: number): readonly FoundMessage[] {
  const ts = tsOfMicros(ruleMicros(post));
  const day = dayOf(placeMs(post));
  const thread = threadFields(post, ts);
  const [first, ...further] = Array.from({ length: parts }, (_, part) => ({
    ts: part === 0 ? ts : tsOfMicros(partMicros(post, part)),
    text: parts === 1 ? post.message : `${post.message}`.repeat(part + 1),
  }));
  const reply = post.thread.kind === 'reply' ? thread : {};
  return [
    message({ ...thread, ...first }, day),
    ...further.map((fields) => message({ ...reply, ...fields }, day)),
  ];
}

function threadFields({ thread }: Post, ts: string): Fields {
  if (thread.kind === 'reply') {
    return { thread_ts: tsOfMicros(ruleMicros(thread.root)), parent_user_id: YAMADA_IN_SLACK };
  }
  if (thread.kind !== 'root') return {};
  const replies = Array.from(thread.replies, (reply) => ({
    user: YAMADA_IN_SLACK,
    ts: tsOfMicros(ruleMicros(reply)),
  }));
  return {
    thread_ts: ts,
    reply_count: replies.length,
    reply_users: [YAMADA_IN_SLACK],
    reply_users_count: 1,
    latest_reply: replies.at(-1)?.ts,
    replies,
  };
}

type Damage = (conversation: Conversation) => Conversation;

const anyMessage = fc.nat(60);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  anyMessage.map((at): Damage => onMessage(at, () => [])),
  fc
    .tuple(anyMessage, fc.constantFrom(...DAY_NAMES))
    .map(([at, day]): Damage => onMessage(at, (each) => [{ ...each, day }])),
  fc
    .tuple(anyMessage, fc.constantFrom(1, 2, 900_000, 86_400_000_000, -86_400_000_000))
    .map(([at, micros]): Damage => onMessage(at, (each) => [shifted(each, micros)])),
  fc
    .tuple(fc.nat(DAYS * DAY_MS), fc.constantFrom(undefined, ...DAY_NAMES))
    .map(([ms, day]): Damage => addMessage(tsOfMicros((FIRST_DAY_MS + ms) * 1000 + 7), day)),
  fc.constantFrom(...DAY_NAMES).map((day): Damage => addMessage('nonsense', day)),
  anyMessage.map(
    (at): Damage =>
      ({ posts, messages }) => ({
        posts: posts.filter((post, index) => index !== at || isAnchor(post)),
        messages,
      }),
  ),
);

const isAnchor = (post: Post): boolean => placeMs(post) % DAY_MS === DAY_MS / 2;

/** Changes a message, but for those that give every day something to begin with. */
const onMessage =
  (at: number, change: (each: FoundMessage) => readonly FoundMessage[]): Damage =>
  ({ posts, messages }) => ({
    posts,
    messages: messages.flatMap((each, index) => {
      const isKept = index !== at % messages.length || each.message.ts.endsWith('43200.000000');
      const noon = Number(each.message.ts) % (DAY_MS / 1000) === DAY_MS / 2000;
      return isKept || noon ? [each] : change(each);
    }),
  });

function shifted({ message: found, day }: FoundMessage, micros: number): FoundMessage {
  const [seconds = '', rest = ''] = found.ts.split('.');
  const ts = tsOfMicros(Number(seconds) * 1_000_000 + Number(rest) + micros);
  return { message: { ...found, ts }, day };
}

const addMessage =
  (ts: string, day = dayOf(Number(ts) * 1000)): Damage =>
  ({ posts, messages }) => ({
    posts,
    messages: [...messages, message({ ts, text: 'more' }, day)],
  });

/** In the order of day files, and of `ts` in each. */
const inOrder = (messages: readonly FoundMessage[]): readonly FoundMessage[] =>
  messages.toSorted((a, b) => compareTexts(a.day, b.day) || byTs(a.message.ts, b.message.ts));
const compareTexts = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const byTs = (a: string, b: string): number => a.length - b.length || compareTexts(a, b);

/** Beginnings of days before which a second is empty. */
const cutsOf = (posts: readonly Post[]): readonly number[] =>
  DAY_NAMES.map((_name, day) => FIRST_DAY_MS + day * DAY_MS)
    .slice(1)
    .filter((cut) => posts.every((post) => placeMs(post) >= cut || placeMs(post) < cut - 1000));

async function result({ posts, messages }: Conversation, over: Partial<Comparing> = {}) {
  const unknown: Comparing['unknown'] = [];
  const compared = await compare({ posts, messages: inOrder(messages), unknown, ...over });
  return { ...compared, unknown };
}

const conversation = fc.array(drawn, { maxLength: 12 }).map(conversationOf);
const cutMask = fc.array(fc.boolean(), { minLength: DAYS, maxLength: DAYS });
const chosen = (posts: readonly Post[], mask: readonly boolean[]): readonly number[] =>
  cutsOf(posts).filter((_cut, at) => mask[at] === true);

describe('a conversation that is compared in stretches', () => {
  it('is as its archive, wherever it is divided', async () => {
    await fc.assert(
      fc.asyncProperty(conversation, cutMask, async ({ posts, messages }, mask) => {
        const plain = messages.filter(({ message: { text } }) => !/^(m\d+)\1/.test(text));
        const alone = posts.filter((post) => plain.some((each) => isFirst(each, post)));
        const cuts = chosen(alone, mask);
        const { lines } = await result({ posts: alone, messages: plain }, { cuts });
        expect(lines).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });

  it('has the report of the whole, whatever is damaged', async () => {
    const damages = fc.array(damage, { minLength: 1, maxLength: 4 });
    const unreadable = fc.array(fc.constantFrom(...DAY_NAMES), { maxLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        ...([conversation, damages, cutMask, unreadable] as const),
        async (made, some, mask, bad) => {
          const damaged = some.reduce((each, change) => change(each), made);
          const cuts = chosen(made.posts, mask);
          const whole = await result(damaged, { unreadable: bad });
          expect(await result(damaged, { unreadable: bad, cuts })).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('follows a root to where it was found, from one stretch into the next', async () => {
    const [rootMs, replyMs] = [FIRST_DAY_MS + 1000, FIRST_DAY_MS + DAY_MS + 1000];
    const ref = aPostRef({ createAtMs: rootMs });
    const reply = aReplyRef({ createAtMs: replyMs });
    const posts = [
      aPost({ createAtMs: rootMs, thread: { kind: 'root', replies: [reply] } }),
      aPost({ ...reply, message: 'later', thread: { kind: 'reply', root: ref } }),
    ];
    // Another row of the millisecond was there when the archive was made.
    const found = posts.flatMap((post) => messagesOf(post, 1));
    const ts = tsOfMicros(rootMs * 1000 + 1);
    const messages = found.map(({ message: each, day }, index) => ({
      message: { ...each, thread_ts: ts, ...(index === 0 ? { ts } : {}) },
      day,
    }));
    const damaged = { posts, messages };
    const whole = await result(damaged);
    expect(whole.lines).toEqual([`differs message.ts ${ref.id}`]);
    expect(await result(damaged, { cuts: [FIRST_DAY_MS + DAY_MS] })).toEqual(whole);
  });
});

const isFirst = ({ message: found }: FoundMessage, post: Post): boolean =>
  found.ts === tsOfMicros(ruleMicros(post));
