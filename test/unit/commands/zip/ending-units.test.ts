import { describe, expect, it } from 'vitest';
import { CHANNELS_AT_ONCE } from '../../../../src/commands/run/channel-bookmarks.ts';
import { endingUnits, stretchesWithoutPosts } from '../../../../src/commands/zip/conversations.ts';
import type { PostUnit } from '../../../../src/exporters/source.ts';
import { type ChannelId, channelId } from '../../../../src/model/model.ts';
import { aPost } from '../../../support/builders/builders.ts';

const ids = (names: string) => names.split('').map(channelId);
const unit = (names: string, stretch?: PostUnit['stretch']): PostUnit => ({
  channels: ids(names),
  ...{ stretch, posts: 1, crowded: [], behind: undefined, deletedMs: undefined },
});

/** `posts>ending` of each unit. */
const shown = (names: string, units: readonly PostUnit[]): readonly string[] =>
  endingUnits(ids(names), units).map(
    ({ posts, ending }) => `${posts?.channels.join('') ?? ''}>${ending.join('')}`,
  );

describe('the channels that end in a unit', () => {
  it('are those whose posts end there, and those without posts behind them', () => {
    expect(shown('abcdef', [unit('ac'), unit('df')])).toEqual(['ac>abc', 'df>def']);
    expect(shown('xab', [unit('ab')])).toEqual(['>x', 'ab>ab']);
    expect(shown('abx', [unit('ab')])).toEqual(['ab>abx']);
    expect(shown('xy', [])).toEqual(['>xy']);
  });

  it('are none of a stretch that others follow', () => {
    const stretch = { fromMs: 1, toMs: 2 };
    expect(shown('abx', [unit('a', stretch), unit('a', stretch), unit('b')])).toEqual([
      ...['a>', 'a>a', 'b>bx'],
    ]);
  });

  it('end before stretches whose rows are all deleted', async () => {
    const units = [1, 2, 3].map((day) => unit('a', { fromMs: day, toMs: day + 1 }));
    const [, second, third] = units;
    const posts = (empty: readonly (PostUnit | undefined)[]) => ({
      async *posts(_channel: ChannelId, { fromMs }: { fromMs?: number | undefined }) {
        const isEmpty = empty.some((each) => each?.stretch?.fromMs === fromMs);
        yield isEmpty ? [] : [aPost()];
      },
    });
    const withBookmarks = async (channels: readonly ChannelId[] = []) =>
      channels.map((channel) => ({
        ...{ id: 'b', channelId: channel, title: '', url: '', fileName: '', emoji: '' },
        ownerId: undefined,
      }));
    const emptyOf = (empty: readonly (PostUnit | undefined)[], bookmarks = withBookmarks) =>
      stretchesWithoutPosts({ ...posts(empty), bookmarks }, units);
    const two = await emptyOf([second, third]);
    expect([...two]).toEqual([third, second]);
    // A gap in the middle is none of the end.
    expect([...(await emptyOf([second]))]).toEqual([]);
    expect((await emptyOf([second, third], async () => [])).size).toBe(0);
    const ending = (empty: ReadonlySet<PostUnit>) =>
      endingUnits(ids('xab'), [...units, unit('b')], empty).map(({ ending: some }) =>
        some.join(''),
      );
    expect(ending(two)).toEqual(['x', 'a', '', '', 'b']);
    expect(ending(new Set(units))).toEqual(['xa', '', '', '', 'b']);
    expect(endingUnits(ids('a'), units, two).map(({ posts: read }) => read)).toEqual(units);
  });

  it('are not too many for one query, where no channel of the unit is still to come', () => {
    const many = Array.from({ length: 3 * CHANNELS_AT_ONCE }, (_, at) => channelId(`${at}`));
    const [first, last] = [channelId('first'), channelId('last')];
    const all = endingUnits([first, ...many], [{ ...unit(''), channels: [first] }]);
    expect(all.map(({ ending }) => ending.length)).toEqual([
      ...[CHANNELS_AT_ONCE, CHANNELS_AT_ONCE, CHANNELS_AT_ONCE, 1],
    ]);
    const around = endingUnits([first, ...many, last], [{ ...unit(''), channels: [first, last] }]);
    expect(around.map(({ ending }) => ending.length)).toEqual([many.length + 2]);
  });
});
