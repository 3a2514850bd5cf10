import { describe, expect, it } from 'vitest';
import { longestFirst } from '../../../../src/importers/slack/longest-first.ts';
import { SLACK_LIMITS } from '../../../../src/slack/methods.ts';
import { makePacedSlack, NEVER_ABORTED, overAnyLimit } from '../../../support/slack/paced-slack.ts';

const CHANNELS = 200;

/** The k-th channel has largest / k^steepness messages, in an order that says nothing of the size. */
function unequalSizes(largest: number, steepness: number): readonly number[] {
  return Array.from({ length: CHANNELS }, (_, index) => {
    const rank = ((index * 77) % CHANNELS) + 1;
    return Math.ceil(largest / rank ** steepness);
  });
}

const LARGEST = 5_000;
/** From 5,000 messages down to 1. */
const TO_ONE = Math.log(LARGEST) / Math.log(CHANNELS);

async function makespan(sizes: readonly number[], postsPerMinute: number, concurrency: number) {
  const limits = { ...SLACK_LIMITS, postsPerMinute };
  const slack = makePacedSlack(limits);
  const channels = sizes.map((remaining, index) => ({ remaining, channel: `C${index}` }));
  const signal = NEVER_ABORTED;
  await slack.clock.run(() =>
    longestFirst(channels, { concurrency, signal }, async ({ remaining, channel }) => {
      for (let left = remaining; left > 0; left -= 1) {
        await slack.call({ channel, remaining: left }, undefined, 150 + ((left * 37) % 200));
      }
    }),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const seconds = slack.clock.nowMs() / 1000;
  const boundSeconds = Math.max(...sizes, (total * 60) / postsPerMinute);
  return {
    posts: slack.calls.length - total,
    ratio: seconds / boundSeconds,
    over: overAnyLimit(slack.calls, limits),
  };
}

describe('a replay of 200 channels of very unequal size', () => {
  it.each([
    ['the longest channel binds', LARGEST, TO_ONE, 300, 200],
    ['the longest channel and the workspace bind alike', LARGEST, 1.06, 300, 200],
    ['the workspace binds', LARGEST, 1, 300, 200],
    ['few channels are worked on at a time', LARGEST, TO_ONE, 300, 12],
    ['few at a time, and both bind', LARGEST, 1.06, 300, 12],
    ['the limits are no multiples of each other', 3_000, 1.12, 250, 200],
    ['the workspace allows less than four channels', 3_000, 1.5, 130, 40],
    ['the workspace allows more than anybody needs', 2_000, 0.9, 1_000, 40],
  ])(
    'is close to the least time there is where %s, and never over a limit',
    async (_name, largest, steepness, postsPerMinute, concurrency) => {
      const { posts, ratio, over } = await makespan(
        unequalSizes(largest, steepness),
        postsPerMinute,
        concurrency,
      );
      expect(posts).toBe(0);
      expect(over).toBe(0);
      expect(ratio).toBeGreaterThanOrEqual(0.99);
      expect(ratio).toBeLessThanOrEqual(1.05);
    },
  );
});
