import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ReplySummary, threadRootFields } from '../../../../src/mapping/messages/threads.ts';
import {
  makeTsIssuer,
  microsOf,
  partMicros,
  tsFromMicros,
} from '../../../../src/mapping/messages/timestamps.ts';
import { postId, type ReplyRef, userId } from '../../../../src/model/model.ts';
import { slackTs } from '../../../../src/slack/shapes.ts';
import { A_TIME_MS, aReplyRef } from '../../../support/builders/builders.ts';

const ROOT_TS = slackTs('1680485400.123000');

const byAuthor = (reply: ReplyRef): ReplySummary => ({ user: `U-${reply.userId}`, parts: 1 });

function reply(name: string, afterMs: number, author: string): ReplyRef {
  return aReplyRef({
    id: postId(name),
    createAtMs: A_TIME_MS + afterMs,
    userId: userId(author),
  });
}

const fieldsOf = (replies: readonly ReplyRef[], view: (of: ReplyRef) => ReplySummary | undefined) =>
  threadRootFields(ROOT_TS, replies, makeTsIssuer(), view);

describe('the root of a thread', () => {
  it('lists its replies, who wrote them, and the last one', () => {
    const replies = [
      reply('a', 1_000, 'anna'),
      reply('b', 2_000, 'bert'),
      reply('c', 3_000, 'anna'),
    ];
    expect(fieldsOf(replies, byAuthor)).toEqual({
      thread_ts: ROOT_TS,
      reply_count: 3,
      reply_users: ['U-anna', 'U-bert'],
      reply_users_count: 2,
      latest_reply: '1680485403.123000',
      replies: [
        { user: 'U-anna', ts: '1680485401.123000' },
        { user: 'U-bert', ts: '1680485402.123000' },
        { user: 'U-anna', ts: '1680485403.123000' },
      ],
    });
  });

  it('counts each message of a reply that was split', () => {
    const split = reply('a', 1_000, 'anna');
    const fields = fieldsOf([split], () => ({ user: 'U-anna', parts: 3 }));
    expect(fields.replies?.map(({ ts }) => ts)).toEqual([
      '1680485401.123000',
      '1680485401.123001',
      '1680485401.123002',
    ]);
    expect(fields.reply_count).toBe(3);
    expect(fields.reply_users_count).toBe(1);
  });

  it('keeps the order of time when a split reply shares its millisecond', () => {
    const first = { ...reply('a', 1_000, 'anna'), tie: { rank: 0, count: 2 } };
    const second = { ...reply('b', 1_000, 'bert'), tie: { rank: 1, count: 2 } };
    const fields = fieldsOf([first, second], ({ id }) => ({ user: id, parts: 2 }));
    expect(fields.replies?.map(({ user }) => user)).toEqual(['a', 'b', 'a', 'b']);
  });

  it('does not list a reply that is not written', () => {
    const replies = [reply('a', 1_000, 'anna'), reply('b', 2_000, 'bert')];
    const fields = fieldsOf(replies, (of) => (of.id === 'b' ? undefined : byAuthor(of)));
    expect(fields).toMatchObject({ reply_count: 1, latest_reply: '1680485401.123000' });
  });

  it('is a plain message when none of its replies is written', () => {
    expect(fieldsOf([reply('a', 1_000, 'anna')], () => undefined)).toEqual({});
    expect(fieldsOf([], byAuthor)).toEqual({});
  });

  it('lists the ts that a shifted reply really has', () => {
    const issuer = makeTsIssuer();
    const crowd = { ...reply('crowd', 999, 'anna'), tie: { rank: 1000, count: 1001 } };
    const late = reply('late', 1_000, 'anna');
    issuer.issue(crowd);
    issuer.issue(late);
    const fields = threadRootFields(ROOT_TS, [crowd, late], issuer, byAuthor);
    expect(fields.latest_reply).toBe('1680485401.123001');
  });

  it('agrees with itself for any replies', () => {
    const replyFacts = fc.record({
      afterMs: fc.nat(3),
      author: fc.constantFrom('anna', 'bert', 'carl'),
      parts: fc.integer({ min: 0, max: 32 }),
    });
    fc.assert(
      fc.property(fc.array(replyFacts, { maxLength: 12 }), (facts) => {
        const replies = facts.map(({ afterMs, author }, index) => ({
          ...reply(`r${index}`, afterMs, author),
          tie: { rank: index, count: facts.length },
        }));
        const partsOf = new Map(replies.map(({ id }, index) => [id, facts[index]?.parts ?? 0]));
        const fields = fieldsOf(replies, (of) => {
          const parts = partsOf.get(of.id) ?? 0;
          return parts === 0 ? undefined : { user: of.userId ?? '', parts };
        });
        const expected = replies.flatMap((of) =>
          Array.from({ length: partsOf.get(of.id) ?? 0 }, (_, part) =>
            tsFromMicros(partMicros(of, part)),
          ),
        );
        const listed = (fields.replies ?? []).map(({ ts }) => ts);
        expect([...listed].sort()).toEqual(expected.sort());
        expect(listed.map(microsOf)).toEqual(listed.map(microsOf).sort((a, b) => a - b));
        expect(new Set(listed).size).toBe(fields.reply_count ?? 0);
        expect(fields.latest_reply).toBe(listed.at(-1));
      }),
    );
  });
});
