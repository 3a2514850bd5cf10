import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { membersInTurn, readAllMembers } from '../../../../src/commands/run/members.ts';
import { type ChannelId, channelId, type UserId, userId } from '../../../../src/model/model.ts';

const idOf = (index: number): ChannelId => channelId(`c${index}`);

/** A source whose channels have so many members; it counts its queries. */
function sourceOf(counts: readonly number[]) {
  const lists = new Map(
    counts.map((count, index) => [
      idOf(index),
      Array.from({ length: count }, (_, member) => userId(`u${member}`)),
    ]),
  );
  const seen = { queries: 0 };
  return {
    lists,
    seen,
    async members(channels: readonly ChannelId[]): Promise<ReadonlyMap<ChannelId, UserId[]>> {
      const found = channels.flatMap((id) => {
        const list = lists.get(id) ?? [];
        return list.length === 0 ? [] : [[id, list] as const];
      });
      seen.queries += 1;
      return new Map(found);
    },
  };
}

async function all(source: ReturnType<typeof sourceOf>) {
  const lists: (readonly [ChannelId, readonly UserId[]])[] = [];
  for await (const each of membersInTurn(source, [...source.lists.keys()])) lists.push(each);
  return lists;
}

describe('members of channels, read in turn', () => {
  it('are those of each channel, each once and in order, however many there are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(300), { maxLength: 1_500 }), async (counts) => {
        const source = sourceOf(counts);
        expect(await all(source)).toEqual([...source.lists]);
      }),
      { numRuns: 20 },
    );
  });

  it('are read by few queries where channels are small', async () => {
    const source = sourceOf(Array(40_000).fill(2));
    expect(await all(source)).toHaveLength(40_000);
    expect(source.seen.queries).toBeLessThan(170);
  });

  it('are read by queries of about fifty thousand where channels are large, also behind small ones', async () => {
    const counts = [...Array(64).fill(10), ...Array(60).fill(20_000)];
    const source = sourceOf(counts);
    const sizes: number[] = [];
    const members = async (channels: readonly ChannelId[]) => {
      const found = await source.members(channels);
      sizes.push([...found.values()].reduce((sum, list) => sum + list.length, 0));
      return found;
    };
    for await (const _each of membersInTurn({ members }, [...source.lists.keys()]));
    // Of the first two nothing is known, or only that small ones came before.
    expect(Math.max(...sizes.slice(2))).toBeLessThanOrEqual(50_000);
  });

  it('are kept by channel, without channels that have none', async () => {
    const { members } = sourceOf([2, 0, 1]);
    expect(await readAllMembers({ members }, [0, 1, 2].map(idOf))).toEqual(
      new Map([
        [idOf(0), [userId('u0'), userId('u1')]],
        [idOf(2), [userId('u0')]],
      ]),
    );
  });
});
