import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveMessage, type Fields } from '../../../../src/mapping/verify/archive-message.ts';
import { compareReplies } from '../../../../src/mapping/verify/compare-replies.ts';
import { ruleMicros, tsOfMicros } from '../../../../src/mapping/verify/pair-archive.ts';
import { type PostRef, postId, userId } from '../../../../src/model/model.ts';
import { aPostRef } from '../../../support/builders/builders.ts';

const ROOT_MS = Date.UTC(2024, 0, 1);
const AUTHORS = ['U1', 'U2', 'U3'];

const RULES = {
  microsOf: ruleMicros,
  authorOf: ({ userId: id }: PostRef) => String(id),
  mayBeIncomplete: false,
  isDeleted: () => false,
};

const threads = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.constantFrom(...AUTHORS)), {
    minLength: 2,
    maxLength: 40,
  })
  .map((steps) => {
    let atMs = ROOT_MS;
    return steps.map(([stepMs, author], number): PostRef => {
      atMs += stepMs;
      return aPostRef({ id: postId(`p${number}`), userId: userId(author), createAtMs: atMs });
    });
  });

type Root = Fields & { readonly replies: readonly Fields[] };

/** The root as the exporter of Slack writes it. */
function rootOf(replies: readonly PostRef[]): Root {
  const listed = replies.map((reply) => ({
    user: String(reply.userId),
    ts: tsOfMicros(ruleMicros(reply)),
  }));
  const users = [...new Set(listed.map(({ user }) => user))];
  const ts = tsOfMicros(ROOT_MS * 1000);
  return {
    ...{ ts, thread_ts: ts, replies: listed, reply_count: listed.length },
    ...{ reply_users: users, reply_users_count: users.length },
    latest_reply: listed.at(-1)?.ts,
  };
}

const changed = (root: Root, at: number, fields: Fields): Root => ({
  ...root,
  replies: root.replies.map((reply, each) => (each === at ? { ...reply, ...fields } : reply)),
});

/** What a root can tell wrongly; `at` is the number of one of its replies. */
const DAMAGES: Readonly<Record<string, (root: Root, at: number) => Root>> = {
  'a reply that is missing': (root, at) => {
    const replies = root.replies.filter((_reply, each) => each !== at);
    return { ...root, replies, reply_count: replies.length };
  },
  'a reply that is none': (root) => {
    const replies = [...root.replies, { user: 'U1', ts: tsOfMicros(ROOT_MS * 1000 + 1) }];
    return { ...root, replies, reply_count: replies.length };
  },
  'a reply in the place of another one': (root, at) =>
    changed(root, at, { ts: tsOfMicros(ROOT_MS * 1000 + 1) }),
  'a reply twice': (root, at) =>
    changed(root, at, { ts: root.replies[(at + 1) % root.replies.length]?.['ts'] }),
  'another author': (root, at) => changed(root, at, { user: 'U9' }),
  'no author': (root, at) => changed(root, at, { user: undefined }),
  'another order': (root) => ({ ...root, replies: root.replies.toReversed() }),
  'another number': (root) => ({ ...root, reply_count: root.replies.length + 1 }),
  'a number that is a text': (root) => ({
    ...root,
    reply_users_count: String(root['reply_users_count']),
  }),
  'another number of people': (root) => ({ ...root, reply_users_count: 9 }),
  'another person': (root) => ({ ...root, reply_users: ['U9'] }),
  'another latest reply': (root) => ({ ...root, latest_reply: root['ts'] }),
  'no latest reply': (root) => ({ ...root, latest_reply: undefined }),
  'another thread': (root) => ({ ...root, thread_ts: tsOfMicros(1) }),
  'a root that is later': (root) => {
    const ts = tsOfMicros((ROOT_MS + 10_000_000) * 1000);
    return { ...root, ts, thread_ts: ts };
  },
};

describe('the replies of a root', () => {
  it('are equal when they are those of the source', () => {
    fc.assert(
      fc.property(threads, (replies) => {
        expect(compareReplies(replies, archiveMessage(rootOf(replies)), RULES)).toBeUndefined();
      }),
    );
  });

  it.each(Object.entries(DAMAGES))('differ when the root tells %s', (_name, damage) => {
    fc.assert(
      fc.property(threads, fc.nat(), (replies, number) => {
        const root = damage(rootOf(replies), number % replies.length);
        expect(compareReplies(replies, archiveMessage(root), RULES)).toBeDefined();
      }),
    );
  });

  it('may be in any order in an archive of version 0.1', () => {
    fc.assert(
      fc.property(threads, (replies) => {
        const root = rootOf(replies);
        const old = { ...root, replies: root.replies.toReversed() };
        expect(compareReplies(replies, archiveMessage(old, true), RULES)).toBeUndefined();
      }),
    );
  });
});
