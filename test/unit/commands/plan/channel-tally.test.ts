import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ChannelTally } from '../../../../src/commands/plan/channel-tally.ts';
import { LossTally } from '../../../../src/commands/run/loss-log.ts';
import { LOSS_CODES } from '../../../../src/mapping/losses.ts';
import { A_TIME_MS, aPost } from '../../../support/builders/builders.ts';

const MAPPED = { messages: [], leftOut: undefined, reactionsWritten: 2 };

const posts = fc.array(
  fc.record({
    createAtMs: fc.nat(1_000_000).map((ms) => A_TIME_MS + ms),
    editAtMs: fc.option(
      fc.nat(1_000_000).map((ms) => A_TIME_MS + ms),
      { nil: undefined },
    ),
    isPinned: fc.boolean(),
  }),
);

it('the counts of a channel are the sums of its stretches', () => {
  const counted = (some: readonly Parameters<typeof aPost>[0][]): ChannelTally => {
    const tally = new ChannelTally(undefined);
    for (const over of some) tally.add(aPost(over), MAPPED);
    return tally;
  };
  fc.assert(
    fc.property(posts, fc.nat(20), (all, cut) => {
      const sum = new ChannelTally(undefined);
      for (const part of [all.slice(0, cut), all.slice(cut)]) sum.merge(counted(part).sums());
      expect(sum.counts(0)).toEqual(counted(all).counts(0));
    }),
  );
});

it('losses of two units have the samples of the first posts', () => {
  const [code = 'text_cut'] = LOSS_CODES;
  const links = Array.from({ length: 30 }, (_, index) => `link ${index}`);
  const counted = (some: readonly string[]): LossTally => {
    const tally = new LossTally();
    for (const link of some) tally.add([{ code }], () => link);
    return tally;
  };
  const sum = new LossTally();
  for (const part of [links.slice(0, 13), links.slice(13)]) sum.merge(counted(part).summary());
  expect(sum.summary()).toEqual(counted(links).summary());
});
