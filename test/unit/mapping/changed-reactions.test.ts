import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areReactionsNewer, reactionsLine } from '../../../src/mapping/changed-reactions.ts';
import { userId } from '../../../src/model/model.ts';
import type { ExportReaction } from '../../../src/slack/export-format.ts';
import { slackUserId } from '../../../src/slack/shapes.ts';

const ARCHIVED_MS = 1_000_000;
const times = fc.array(fc.integer({ min: 0, max: 2 * ARCHIVED_MS }), { maxLength: 6 });

const post = (reactedMs: readonly number[], updateAtMs: number) => ({
  updateAtMs,
  reactions: reactedMs.map((createAtMs, index) => ({
    userId: userId(`person ${index}`),
    emojiName: 'tada',
    createAtMs,
  })),
});
const exported = (count: number): readonly ExportReaction[] =>
  count === 0
    ? []
    : [
        {
          name: 'tada',
          count,
          users: Array.from({ length: count }, (_, index) => slackUserId(`U${index}`)),
        },
      ];

describe('reactions of an imported message', () => {
  it('are older than those of its post once anybody reacted after the archive was made', () => {
    fc.assert(
      fc.property(times, fc.nat(6), (reactedMs, found) => {
        const isLater = reactedMs.some((ms) => ms > ARCHIVED_MS);
        const reactions = { now: exported(reactedMs.length), found };
        // The post itself did not change, so that nothing was taken back.
        expect(areReactionsNewer(post(reactedMs, ARCHIVED_MS), reactions, ARCHIVED_MS)).toBe(
          isLater,
        );
      }),
    );
  });

  it('are older when one is there more than now and the post has changed since, and only then', () => {
    const now = exported(2);
    const after = post([1, 2], ARCHIVED_MS + 1);
    expect(areReactionsNewer(after, { now, found: 3 }, ARCHIVED_MS)).toBe(true);
    expect(areReactionsNewer(post([1, 2], ARCHIVED_MS), { now, found: 3 }, ARCHIVED_MS)).toBe(
      false,
    );
  });

  it('that the import lost stay a difference, also where the post has changed since', () => {
    const after = post([1, 2], ARCHIVED_MS + 1);
    for (const found of [0, 1, 2]) {
      expect(areReactionsNewer(after, { now: exported(2), found }, ARCHIVED_MS)).toBe(false);
    }
  });

  it('are shown in one line', () => {
    expect(
      reactionsLine([...exported(2), { name: '+1', count: 1, users: [slackUserId('U1')] }]),
    ).toBe(':tada: 2, :+1: 1');
    expect(reactionsLine([])).toBe('');
  });
});
