import { describe, expect, it } from 'vitest';
import { deliverPost } from '../../../../src/commands/workspace/deliver-post.ts';
import { HeldBack, heldPlace } from '../../../../src/commands/workspace/held-back.ts';
import { StoppedError } from '../../../../src/errors/errors.ts';
import { SlackRefusal } from '../../../../src/importers/slack/errors.ts';
import type { Post } from '../../../../src/model/model.ts';
import { postId } from '../../../../src/model/model.ts';
import { lineTexts } from '../../../../src/reports/notices.ts';
import { aPost, aPostRef } from '../../../support/builders/builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { makeStubDelivery } from './delivery.ts';

const LOCKED = aPost({ id: postId('locked') });
const OTHER = aPost({ id: postId('other') });
const replyTo = (root: Post, id: string): Post =>
  aPost({ id: postId(id), thread: { kind: 'reply', root: aPostRef({ id: root.id }) } });
const A = { channelId: 'a', label: '#alpha' };
const B = { channelId: 'b', label: '#beta' };
const POSTS = [
  ...[LOCKED, OTHER, replyTo(LOCKED, 'first'), replyTo(OTHER, 'second')],
  ...[replyTo(LOCKED, 'third'), aPost({ id: postId('last') })],
];
const CHANNEL_CODES = [
  'is_archived',
  'is_inactive',
  'channel_not_found',
  'not_in_channel',
  'external_channel_migrating',
  'posting_to_channel_denied',
  'posting_to_general_channel_denied',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
];

/** Delivers the posts in order; the third call is refused. */
async function deliverAll(code: string) {
  const stub = makeStubDelivery();
  const { session } = stub;
  let calls = 0;
  let isRestricted = true;
  const restricted = {
    ...session,
    client: {
      ...session.client,
      call: async (...[method, args]: Parameters<typeof session.client.call>) => {
        calls += 1;
        if (calls === 3 && isRestricted) stub.failNext(method, { refused: code });
        return await session.client.call(method, args);
      },
    },
  };
  const run = async (): Promise<HeldBack> => {
    const held = new HeldBack();
    for (const post of POSTS) {
      const mayGoOn = await held.attempt(
        heldPlace(stub.target.conversation, 'CDEV'),
        post,
        async () => {
          await deliverPost({ ...stub.delivery, session: restricted }, stub.target, post, {
            remaining: 1,
            mayHaveGrown: false,
          });
        },
      );
      if (!mayGoOn) break;
    }
    return held;
  };
  const held = await run();
  const sent = stub.messages.length;
  isRestricted = false;
  const resumed = await run();
  return { held, sent, resumed, stub };
}

const failure = (held: HeldBack): unknown => {
  try {
    held.throwIfAny();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('a run whose messages Slack restricts', () => {
  it('leaves a locked thread alone, and the same run later sends what it held back, once', async () => {
    const { held, sent, resumed, stub } = await deliverAll('restricted_action_thread_locked');
    expect(failure(held)).toBeInstanceOf(StoppedError);
    expect(sent).toBe(4);
    expect(failure(resumed)).toBeUndefined();
    expect(stub.messages).toHaveLength(POSTS.length);
    expect(stub.recorded).toEqual([]);
  });

  it.each(notEmpty(CHANNEL_CODES))(
    'stops the channel at %s, and resumes it in its order',
    async (code) => {
      const { held, sent, resumed, stub } = await deliverAll(code);
      expect(failure(held)).toBeInstanceOf(StoppedError);
      expect(sent).toBe(2);
      expect(failure(resumed)).toBeUndefined();
      expect(stub.messages).toHaveLength(POSTS.length);
      expect(stub.recorded).toEqual([]);
    },
  );

  it('stops at once where no channel can be written to', async () => {
    await expect(deliverAll('restricted_action')).rejects.toThrow('restricted_action');
  });

  it.each(notEmpty(CHANNEL_CODES))(
    'names the channel that %s holds back, and works on the others',
    async (code) => {
      const held = new HeldBack();
      const refuse = async (): Promise<string> => {
        throw new SlackRefusal('conversations.setTopic', code, '');
      };
      expect(await held.around(A, refuse)).toBeUndefined();
      expect(await held.around(A, async () => 'done')).toBeUndefined();
      expect(await held.around(B, async () => 'done')).toBe('done');
      expect([held.isWaiting('a'), held.isWaiting('b')]).toEqual([true, false]);
      expect(String(failure(held))).toContain('#alpha');
      expect(String(failure(held))).not.toContain('#beta');
    },
  );

  it('goes on in a channel where the workspace forbids a part of the work alone', async () => {
    const held = new HeldBack();
    const refuse = async (): Promise<string> => {
      throw new SlackRefusal('conversations.setTopic', 'restricted_action', '');
    };
    expect(await held.around(A, refuse)).toBeUndefined();
    expect(await held.around(A, async () => 'done')).toBe('done');
    expect([held.isWaiting('a'), held.isHistoryWaiting('a')]).toEqual([true, false]);
    expect(failure(held)).toBeInstanceOf(StoppedError);
  });

  it('says each reason in a line of its own, and the advice to resume once', async () => {
    const held = new HeldBack();
    for (const [place, code] of [
      [A, 'is_archived'],
      [B, 'not_in_channel'],
    ] as const) {
      await held.around(place, async () => {
        throw new SlackRefusal('chat.postMessage', code, '');
      });
    }
    const error = failure(held);
    const lines = error instanceof StoppedError ? lineTexts(error.lines, 'en') : [];
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('unarchive it');
    expect(lines[1]).toContain('invite it');
    expect(lines.join().match(/run the same command again/g)).toHaveLength(1);
  });

  it('passes on what is about no channel', async () => {
    const held = new HeldBack();
    for (const code of ['token_revoked', 'missing_scope', 'team_access_not_granted', 'http_502']) {
      const refused = new SlackRefusal('chat.postMessage', code, '');
      await expect(held.around(A, () => Promise.reject(refused))).rejects.toBe(refused);
    }
    expect(failure(held)).toBeUndefined();
  });

  it('shows ids alone of a channel that is not public', () => {
    const conversation = { ...makeStubDelivery().target.conversation, name: 'salaries' };
    const hidden = {
      ...conversation,
      channel: { ...conversation.channel, type: 'private' as const },
    };
    expect(heldPlace(conversation, 'C1').label).toBe('#salaries C1');
    expect(heldPlace(hidden, 'C1').label).not.toContain('salaries');
  });
});
