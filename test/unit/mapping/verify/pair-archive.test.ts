import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archiveMessage } from '../../../../src/mapping/verify/archive-message.ts';
import {
  movedPosts,
  type PostWithTs,
  pairArchive,
  ruleMicros,
  tsOfMicros,
} from '../../../../src/mapping/verify/pair-archive.ts';
import { postId } from '../../../../src/model/model.ts';
import { aPost } from '../../../support/builders/builders.ts';

const NOON_MS = 1_700_000_000_000;
const LATER_MS = NOON_MS + 86_400_000;

interface Placed {
  readonly count: number;
  readonly rank: number;
  /** How far the post is expected from where the rule puts it, in microseconds. */
  readonly pushed: number;
}

function placed(id: string, createAtMs: number, { count, rank, pushed }: Placed): PostWithTs {
  const post = aPost({ id: postId(id), createAtMs, tie: { count, rank } });
  return { post, micros: ruleMicros(post) + pushed };
}

const messageAt = (micros: number, text: string) => ({
  message: archiveMessage({ ts: tsOfMicros(micros), text }),
  micros,
});

describe('one post and one message', () => {
  it('are paired as they are beside others, wherever both stand', () => {
    const place = fc.record({
      count: fc.constantFrom(1, 1, 2, 3),
      rank: fc.nat(2),
      pushed: fc.constantFrom(0, 0, 1, 1000),
    });
    fc.assert(
      fc.property(
        place,
        fc.constantFrom(-1000, -1, 0, 0, 0, 1, 999, 1000, 5_000_000),
        fc.boolean(),
        (at, distance, isSame) => {
          const one = placed('one', NOON_MS, at);
          const message = messageAt(one.micros + distance, 'its text');
          const far = placed('far', LATER_MS, { count: 1, rank: 0, pushed: 0 });
          const farMessage = messageAt(far.micros, 'far');
          const hasSameContent = () => isSame;
          const alone = pairArchive([one], [message], hasSameContent);
          const beside = pairArchive([one, far], [message, farMessage], hasSameContent);
          expect(beside.pairs.slice(0, 1)).toEqual(alone.pairs);
          expect(beside.unexpected).toEqual(alone.unexpected);
          expect(movedPosts([one], alone)).toEqual(movedPosts([one, far], beside));
        },
      ),
    );
  });
});
