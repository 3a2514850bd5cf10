import { describe, expect, it } from 'vitest';
import { deliverPost } from '../../../../src/commands/workspace/deliver-post.ts';
import { HeldBack } from '../../../../src/commands/workspace/held-back.ts';
import { StoppedError } from '../../../../src/errors/errors.ts';
import type { Post } from '../../../../src/model/model.ts';
import { postId } from '../../../../src/model/model.ts';
import { aPost, aPostRef } from '../../../support/builders/builders.ts';
import { notEmpty } from '../../../support/not-empty.ts';
import { makeStubDelivery } from './delivery.ts';

const LOCKED = aPost({ id: postId('locked') });
const OTHER = aPost({ id: postId('other') });
const replyTo = (root: Post, id: string): Post =>
  aPost({ id: postId(id), thread: { kind: 'reply', root: aPostRef({ id: root.id }) } });
const POSTS = [
  ...[LOCKED, OTHER, replyTo(LOCKED, 'first'), replyTo(OTHER, 'second')],
  ...[replyTo(LOCKED, 'third'), aPost({ id: postId('last') })],
];
const CHANNEL_CODES = [
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
      const mayGoOn = await held.attempt('CDEV', post, async () => {
        await deliverPost({ ...stub.delivery, session: restricted }, stub.target, post, {
          remaining: 1,
          mayHaveGrown: false,
        });
      });
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
});
